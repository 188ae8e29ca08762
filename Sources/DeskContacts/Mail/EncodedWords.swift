/// Decodes header text with encoded words (RFC 2047).
enum EncodedWords {
    private struct Word {
        var charset: String
        var content: [UInt8]
    }

    /// The text, and what could not be read in it, each reason once.
    ///
    /// Space between two encoded words is left out, as section 6.2 asks, and the bytes of neighbouring words of one
    /// character set are joined before they are decoded, since many programs cut characters in two.
    static func decode(_ bytes: some Collection<UInt8>) -> (text: String, problems: [MailProblem.Reason]) {
        var decoder = Decoder(bytes: Array(bytes))
        decoder.run()
        return (decoder.text, decoder.problems)
    }

    private struct Decoder {
        let bytes: [UInt8]
        var text = ""
        var problems: [MailProblem.Reason] = []
        private var pending: Word?

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func run() {
            var plain = 0
            var position = 0
            while position + 1 < bytes.count {
                guard bytes[position] == UInt8(ascii: "="), bytes[position + 1] == UInt8(ascii: "?") else {
                    position += 1
                    continue
                }
                guard let (word, end) = word(at: position) else {
                    position += 2
                    continue
                }
                let between = bytes[plain..<position]
                if pending == nil || !between.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }) {
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
            guard !plain.isEmpty else { return }
            if let valid = String(validating: plain, as: UTF8.self) {
                append(valid)
            } else {
                note(.notUTF8)
                append(MailCharset.decode(plain, "windows-1252") ?? "")
            }
        }

        private mutating func flush() {
            guard let word = pending else { return }
            pending = nil
            guard let decoded = MailCharset.decode(word.content[...], word.charset) else { return }
            if decoded.unicodeScalars.contains("\u{FFFD}") { note(.brokenEncodedWord) }
            append(decoded)
        }

        /// Appends text with its control characters, which would break lines and terminals, as spaces.
        private mutating func append(_ decoded: String) {
            if decoded.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
                text += decoded
                return
            }
            for scalar in decoded.unicodeScalars {
                let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
                text.unicodeScalars.append(isControl ? " " : scalar)
            }
        }

        /// The encoded word that begins at a place, and where it ends; nil when there is none that can be decoded.
        private mutating func word(at start: Int) -> (Word, end: Int)? {
            // RFC 2047 allows 75 bytes; programs that never fold write more.
            let limit = min(bytes.count, start + 1_024)
            guard let first = bytes[(start + 2)..<limit].firstIndex(of: UInt8(ascii: "?")), first + 2 < limit,
                bytes[first + 2] == UInt8(ascii: "?")
            else { return nil }
            let content = bytes[(first + 3)..<limit]
            guard var end = content.firstIndex(of: UInt8(ascii: "?")) else { return nil }
            // Q encoding with a bare question mark in it is wrong and common.
            while end + 1 < limit, bytes[end + 1] != UInt8(ascii: "=") {
                guard let next = bytes[(end + 1)..<limit].firstIndex(of: UInt8(ascii: "?")) else { return nil }
                end = next
            }
            guard end + 1 < limit else { return nil }
            let named = bytes[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
            guard named.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            let charset = String(decoding: named, as: UTF8.self).asciiLowercased
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

        private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
            var decoded: [UInt8] = []
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

        private static func hexadecimal(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 48...57: byte - 48
            case 65...70: byte - 55
            case 97...102: byte - 87
            default: nil
            }
        }

        private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
            var decoded: [UInt8] = []
            var bits: UInt32 = 0
            var count = 0
            var padding = 0
            for byte in bytes where byte != 0x20 && byte != 0x09 {
                let value: UInt32
                switch byte {
                case 65...90: value = UInt32(byte) - 65
                case 97...122: value = UInt32(byte) - 71
                case 48...57: value = UInt32(byte) + 4
                case UInt8(ascii: "+"): value = 62
                case UInt8(ascii: "/"): value = 63
                case UInt8(ascii: "="):
                    padding += 1
                    continue
                default: return nil
                }
                guard padding == 0 else { return nil }
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
