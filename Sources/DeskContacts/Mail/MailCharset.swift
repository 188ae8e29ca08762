/// The character sets that header text can be decoded from.
enum MailCharset {
    /// Whether a set of this name in lower case can be decoded.
    static func isKnown(_ name: String) -> Bool {
        switch name {
        case "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1": true
        default: SingleByteCharset.upperHalf(name) != nil
        }
    }

    /// The text that some bytes are; what is no character is U+FFFD; nil for a set that is not known.
    ///
    /// `us-ascii` is decoded as UTF-8, of which it is a part, and `iso-8859-1` as Windows-1252, which is what programs that name
    /// it write.
    static func decode(_ bytes: ArraySlice<UInt8>, _ name: String) -> String? {
        switch name {
        case "utf-8", "utf8", "us-ascii", "ascii": return String(decoding: bytes, as: UTF8.self)
        case "iso-8859-1", "latin1": return decode(bytes, "windows-1252")
        default:
            guard let upper = SingleByteCharset.upperHalf(name) else { return nil }
            var text = ""
            for byte in bytes {
                let value = byte < 0x80 ? UInt16(byte) : upper[Int(byte) - 0x80]
                text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            }
            return text
        }
    }
}
