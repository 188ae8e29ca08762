import DeskPrimitives

/// Decodes header text with encoded words (RFC 2047).
enum EncodedWords {
    /// The text, and what could not be read in it, each reason once.
    ///
    /// Space between two encoded words is left out, as section 6.2 asks, and the bytes of neighbouring words of one
    /// character set are joined before they are decoded, since many programs cut characters in two.
    static func decode(_ bytes: ByteView) -> (text: String, problems: [MailProblem.Reason]) {
        if let text = PlainHeaderText.decode(bytes) { return (text, []) }
        var decoder = Decoder(bytes: Array(bytes)[...])
        decoder.run()
        return (String(decoding: decoder.text, as: UTF8.self), decoder.problems)
    }

    /// The same with every run of space as one space, and none around it.
    static func line(_ bytes: ByteView) -> (text: String, problems: [MailProblem.Reason]) {
        var decoder = Decoder(bytes: Array(bytes)[...])
        decoder.run()
        decoder.text.collapseSpace()
        return (String(decoding: decoder.text, as: UTF8.self), decoder.problems)
    }

    /// The number a digit of Q encoding stands for.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// The number a letter of B encoding stands for.
    static func base64Value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte) - 65
        case 97...122: UInt32(byte) - 71
        case 48...57: UInt32(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private struct Word {
        var charset: String
        var content: [UInt8]
    }

    private struct Decoder {
        let bytes: ArraySlice<UInt8>
        /// The text so far, in UTF-8.
        var text: [UInt8] = []
        var problems: [MailProblem.Reason] = []
        private var pending: Word?
        /// How far the end of a word was looked for, so that no byte is looked at again for each of many beginnings.
        private var search: Int

        init(bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            search = bytes.startIndex
        }

        mutating func run() {
            text.reserveCapacity(bytes.count)
            var plain = bytes.startIndex
            var position = bytes.startIndex
            while position + 1 < bytes.endIndex {
                guard bytes[position] == UInt8(ascii: "="), bytes[position + 1] == UInt8(ascii: "?") else {
                    position += 1
                    continue
                }
                guard let (word, end) = word(at: position) else {
                    position += 2
                    continue
                }
                let between = bytes[plain..<position]
                if pending == nil || !between.allSatisfy(\.isSpace) {
                    flush()
                    append(plain: between)
                }
                if pending?.charset == word.charset {
                    pending?.content.append(contentsOf: word.content)
                } else {
                    flush()
                    pending = word
                }
                position = end
                plain = end
            }
            flush()
            append(plain: bytes[plain...])
        }

        private mutating func note(_ reason: MailProblem.Reason) {
            if !problems.contains(reason) { problems.append(reason) }
        }

        private mutating func append(plain: ArraySlice<UInt8>) {
            guard !appendASCII(plain) else { return }
            if String(validating: plain, as: UTF8.self) != nil {
                append(valid: plain)
            } else {
                note(.notUTF8)
                append(decoded: MailCharset.decode(plain, "windows-1252") ?? "")
            }
        }

        private mutating func flush() {
            guard let word = pending else { return }
            pending = nil
            // Bytes of ASCII are the same in every character set that is known.
            guard !appendASCII(word.content[...]),
                let decoded = MailCharset.decode(word.content[...], word.charset)
            else { return }
            if decoded.unicodeScalars.contains("\u{FFFD}") { note(.brokenEncodedWord) }
            append(decoded: decoded)
        }

        /// Appends bytes if all are printable ASCII; says whether they are.
        private mutating func appendASCII(_ bytes: ArraySlice<UInt8>) -> Bool {
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
            text.append(contentsOf: bytes)
            return true
        }

        private mutating func append(decoded: String) {
            append(valid: ArraySlice(decoded.utf8))
        }

        /// Appends text with its control characters and separators of lines, which would break lines and terminals, as spaces.
        private mutating func append(valid utf8: ArraySlice<UInt8>) {
            for byte in utf8 {
                if byte < 0x20 || byte == 0x7F {
                    text.append(0x20)
                } else if byte >= 0x80, byte < 0xA0, text.last == 0xC2 {
                    // U+0080 to U+009F, whose first byte is C2.
                    text[text.count - 1] = 0x20
                } else if byte == 0xA8 || byte == 0xA9, text.suffix(2).elementsEqual([0xE2, 0x80]) {
                    // U+2028 and U+2029.
                    text.removeLast()
                    text[text.count - 1] = 0x20
                } else {
                    text.append(byte)
                }
            }
        }

        /// The encoded word that begins at a place, and where it ends; nil when there is none that can be decoded.
        private mutating func word(at start: Int) -> (Word, end: Int)? {
            // RFC 2047 allows 75 bytes; programs that never fold write more.
            let limit = min(bytes.endIndex, start + 1_024)
            guard let first = bytes[(start + 2)..<limit].firstIndex(of: UInt8(ascii: "?")), first + 2 < limit,
                bytes[first + 2] == UInt8(ascii: "?")
            else { return nil }
            // Q encoding with a bare question mark in it is wrong and common, so the end is the mark before an equals sign.
            search = max(search, first + 3)
            while search + 1 < limit, bytes[search] != UInt8(ascii: "?") || bytes[search + 1] != UInt8(ascii: "=") {
                search += 1
            }
            guard search + 1 < limit else { return nil }
            let end = search
            let named = bytes[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
            guard named.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            let charset = Self.charset(named)
            guard MailCharset.isKnown(charset) else {
                note(.unknownCharset)
                return nil
            }
            let raw = bytes[(first + 3)..<end]
            let decoded: [UInt8]?
            switch bytes[first + 1] {
            case UInt8(ascii: "q"), UInt8(ascii: "Q"): decoded = Self.quotedPrintable(raw)
            case UInt8(ascii: "b"), UInt8(ascii: "B"): decoded = Self.base64(raw)
            default: decoded = nil
            }
            guard let decoded else {
                note(.brokenEncodedWord)
                return nil
            }
            return (Word(charset: charset, content: decoded), end + 2)
        }

        /// The name of a character set in lower case; most are one.
        private static func charset(_ bytes: ArraySlice<UInt8>) -> String {
            let usual = "utf-8"
            let isUsual = bytes.count == 5 && zip(bytes, usual.utf8).allSatisfy { $0 | 0x20 == $1 }
            return isUsual ? usual : String(decoding: bytes, as: UTF8.self).asciiLowercased
        }

        private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
            var decoded: [UInt8] = []
            decoded.reserveCapacity(bytes.count)
            var index = bytes.startIndex
            while index < bytes.endIndex {
                let byte = bytes[index]
                if byte == UInt8(ascii: "=") {
                    guard index + 2 < bytes.endIndex, let high = hexadecimal(bytes[index + 1]),
                        let low = hexadecimal(bytes[index + 2])
                    else { return nil }
                    decoded.append(high << 4 | low)
                    index += 3
                } else {
                    decoded.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
                    index += 1
                }
            }
            return decoded
        }

        private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
            var decoded: [UInt8] = []
            decoded.reserveCapacity(bytes.count)
            var bits: UInt32 = 0
            var count = 0
            var padding = 0
            for byte in bytes where byte != 0x20 && byte != 0x09 {
                if byte == UInt8(ascii: "=") {
                    padding += 1
                    continue
                }
                guard padding == 0, let value = base64Value(byte) else { return nil }
                bits = bits << 6 | value
                count += 6
                if count >= 8 {
                    count -= 8
                    decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
            // A single left-over letter holds no byte; missing padding is forgiven.
            return count == 6 || padding > 2 ? nil : decoded
        }
    }
}
