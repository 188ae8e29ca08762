import DeskPrimitives

/// Decodes the header text that most programs write: UTF-8, plain or in encoded words.
///
/// It gives what `EncodedWords` gives or nothing, and needs one buffer for that.
struct PlainHeaderText {
    private let bytes: ByteView
    /// Where it is decoded; as long as the bytes, since decoding makes nothing longer.
    private let text: ByteScratch
    private var count = 0
    /// Whether what is decoded is still known to be what it would be by the general way.
    private var isSure = true
    /// Whether the next decoded byte is the first of a word behind plain text.
    private var isAtBoundary = false

    /// The text as it is; nil for text that has to be looked at more closely.
    static func decode(_ bytes: ByteView) -> String? { decode(bytes, onOneLine: false) }

    /// The text with every run of space as one space and none around it; nil for text that has to be looked at more closely.
    static func line(_ bytes: ByteView) -> String? { decode(bytes, onOneLine: true) }

    private static func decode(_ bytes: ByteView, onOneLine: Bool) -> String? {
        if isPlain(bytes, onOneLine: onOneLine) { return String(decoding: bytes, as: UTF8.self) }
        return ByteScratch.withRoom(for: bytes.count) { text in
            var reader = PlainHeaderText(bytes, text)
            return reader.read(onOneLine: onOneLine)
        }
    }

    /// Whether bytes are printable ASCII without an encoded word, so that they are what they say.
    private static func isPlain(_ bytes: ByteView, onOneLine: Bool) -> Bool {
        var previous: UInt8 = 0x20
        for byte in bytes {
            guard byte >= 0x20, byte < 0x7F else { return false }
            if byte == UInt8(ascii: "?"), previous == UInt8(ascii: "=") { return false }
            if onOneLine, byte == 0x20, previous == 0x20 { return false }
            previous = byte
        }
        return !onOneLine || previous != 0x20 || bytes.isEmpty
    }

    private init(_ bytes: ByteView, _ text: ByteScratch) {
        self.bytes = bytes
        self.text = text
    }

    private mutating func put(_ byte: UInt8) {
        text[count] = byte
        count += 1
    }

    private mutating func read(onOneLine: Bool) -> String? {
        var position = bytes.startIndex
        var isBehindWord = false
        while position < bytes.endIndex, isSure {
            if isBehindWord {
                // Space between two words is none.
                var next = position
                while next < bytes.endIndex, bytes[next].isSpace { next += 1 }
                if isWord(next) { position = next }
            }
            if isWord(position) {
                isAtBoundary = isAtBoundary || !isBehindWord
                guard let end = word(position) else { return nil }
                position = end
                isBehindWord = true
                continue
            }
            if isBehindWord {
                begin(bytes[position])
                (isBehindWord, isAtBoundary) = (false, false)
            }
            put(bytes[position])
            position += 1
        }
        guard isSure else { return nil }
        tidy(onOneLine: onOneLine)
        guard isSure else { return nil }
        // What is repaired is no longer the same bytes; this is quicker than to have it checked first.
        let decoded = String(decoding: text.view(count), as: UTF8.self)
        return decoded.hasBytes(text.view(count))
            ? decoded : nil
    }

    private func isWord(_ position: Int) -> Bool {
        position + 1 < bytes.endIndex && bytes[position] == UInt8(ascii: "=")
            && bytes[position + 1] == UInt8(ascii: "?")
    }

    /// Notes where words and plain text meet: each must be whole by itself, so none may begin within a character.
    private mutating func begin(_ byte: UInt8) {
        if byte & 0xC0 == 0x80 { isSure = false }
    }

    /// How long `=?utf-8?q?` is.
    private static let openingCount = 10

    /// Whether `=?utf-8?`, in letters of any case, stands at a place that has room for it.
    private func isUnicodeWord(_ start: Int) -> Bool {
        bytes[start + 2] | 0x20 == UInt8(ascii: "u") && bytes[start + 3] | 0x20 == UInt8(ascii: "t")
            && bytes[start + 4] | 0x20 == UInt8(ascii: "f") && bytes[start + 5] == UInt8(ascii: "-")
            && bytes[start + 6] == UInt8(ascii: "8") && bytes[start + 7] == UInt8(ascii: "?")
    }

    /// Decodes a word in Q or B encoding with nothing unusual about it; gives its end.
    private mutating func word(_ start: Int) -> Int? {
        let content = start + Self.openingCount
        guard content < bytes.endIndex, isUnicodeWord(start), bytes[content - 1] == UInt8(ascii: "?") else {
            return nil
        }
        let length = count
        let end: Int?
        switch bytes[content - 2] | 0x20 {
        case UInt8(ascii: "q"): end = quotedPrintable(content)
        case UInt8(ascii: "b"): end = base64(content)
        default: end = nil
        }
        if isAtBoundary, count > length {
            begin(text[length])
            isAtBoundary = false
        }
        return end
    }

    /// The end of a word whose content ends with a question mark.
    private func end(_ mark: Int, of content: Int) -> Int? {
        // Longer words are cut by the general way.
        mark + 1 < bytes.endIndex && bytes[mark + 1] == UInt8(ascii: "=") && mark - content < 900 ? mark + 2 : nil
    }

    private mutating func quotedPrintable(_ content: Int) -> Int? {
        var index = content
        while index < bytes.endIndex {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "?"): return end(index, of: content)
            case UInt8(ascii: "="):
                guard index + 2 < bytes.endIndex, let high = EncodedWords.hexadecimal(bytes[index + 1]),
                    let low = EncodedWords.hexadecimal(bytes[index + 2])
                else { return nil }
                put(high << 4 | low)
                index += 3
            default:
                put(byte == UInt8(ascii: "_") ? 0x20 : byte)
                index += 1
            }
        }
        return nil
    }

    private mutating func base64(_ content: Int) -> Int? {
        var bits: UInt32 = 0
        /// How many bits wait to be a byte.
        var (waiting, padding) = (0, 0)
        var index = content
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "?") { return waiting == 6 || padding > 2 ? nil : end(index, of: content) }
            index += 1
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = EncodedWords.base64Value(byte) else { return nil }
            bits = bits << 6 | value
            waiting += 6
            if waiting >= 8 {
                waiting -= 8
                put(UInt8(truncatingIfNeeded: bits >> UInt32(waiting)))
            }
        }
        return nil
    }

    /// Makes control characters and separators of lines spaces and, on one line, runs of space single; moves bytes to the left only.
    private mutating func tidy(onOneLine: Bool) {
        let text = text
        var kept = 0
        var (beforePrevious, previous): (UInt8, UInt8) = (0, 0)
        /// What was kept last; at the start of a line as behind a space.
        var last: UInt8 = onOneLine ? 0x20 : 0
        for index in 0..<count {
            var byte = text[index]
            if byte < 0x20 || byte == 0x7F { byte = 0x20 }
            if previous == 0xC2, byte >= 0x80, byte < 0xA0 {
                // U+0080 to U+009F.
                kept -= 1
                last = kept > 0 ? text[kept - 1] : onOneLine ? 0x20 : 0
                byte = 0x20
            } else if byte == 0xA8 || byte == 0xA9, previous == 0x80, beforePrevious == 0xE2 {
                // U+2028 and U+2029.
                kept -= 2
                last = kept > 0 ? text[kept - 1] : onOneLine ? 0x20 : 0
                byte = 0x20
            }
            // U+FFFD tells the general way that something was broken.
            if byte == 0xBD, previous == 0xBF { isSure = false }
            (beforePrevious, previous) = (previous, byte)
            if onOneLine, byte == 0x20, last == 0x20 { continue }
            text[kept] = byte
            last = byte
            kept += 1
        }
        if onOneLine, kept > 0, last == 0x20 { kept -= 1 }
        count = kept
    }
}
