public import DeskPrimitives

extension ContactPoint {
    /// A mail address such as `Anna.Virta@Example.FI`, in normal form `anna.virta@example.fi`.
    ///
    /// Takes a local part in dot form of at most 64 bytes and a domain name of labels of at most 63 bytes, together at
    /// most ``maximumMailBytes`` (RFC 5321 sections 4.1.2 and 4.5.3.1). The local part is put in lower case like the
    /// domain: a mail server may tell case apart, hardly any does, and taking one person for two is the commoner harm.
    /// Characters outside ASCII are left as they are in the local part; a domain name with such is put in the ASCII form
    /// that name servers know, so `sää.fi` and `xn--s-0faa.fi` are one. Sub-addresses such as `anna+shop@example.fi` are
    /// addresses of their own: only the server behind a domain knows whether they reach the same person. Quoted local
    /// parts and address literals are refused.
    ///
    /// - Throws: `Refusal` with code `malformed` at `mail`; it does not repeat the address.
    public static func mail(_ text: String) throws(Refusal) -> ContactPoint {
        guard text.utf8.count <= Limits.lineBytes else { throw malformed("mail") }
        let display = text.trimmedASCII
        if let value = plainMail(display) { return ContactPoint(kind: .mail, value: value, display: display) }
        let written = Array(display.asciiLowercased.utf8)
        guard written.count <= maximumMailBytes, let at = written.lastIndex(of: UInt8(ascii: "@")),
            isLocalPart(written[..<at]), isDomain(written[(at + 1)...]), hasNoHiddenScalar(display),
            let domain = Punycode.domain(written[(at + 1)...]), at + 1 + domain.count <= maximumMailBytes
        else { throw malformed("mail") }
        let bytes = written[...at] + domain
        return ContactPoint(kind: .mail, value: String(decoding: bytes, as: UTF8.self), display: display)
    }

    /// The normal form of an address in ASCII; nil for one that has none or has letters outside ASCII.
    private static func plainMail(_ display: String) -> String? {
        guard display.utf8.count <= maximumMailBytes else { return nil }
        var hasCapitals = false
        let isPlain = ByteView.of(display.utf8) { bytes in
            var (seen, at): (UInt8, Int?) = (0, nil)
            for index in bytes.indices {
                let byte = bytes[index]
                seen |= byte
                if byte == UInt8(ascii: "@") { at = index }
                hasCapitals = hasCapitals || (byte >= 65 && byte <= 90)
            }
            guard let at, seen < 0x80 else { return false }
            return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...])
        }
        guard isPlain == true else { return nil }
        return hasCapitals ? display.asciiLowercased : display
    }

    /// `atext` of RFC 5322 with single dots between, or bytes outside ASCII (RFC 6531).
    private static func isLocalPart(_ part: some BidirectionalCollection<UInt8>) -> Bool {
        let dot = UInt8(ascii: ".")
        guard (1...64).contains(part.count), part.first != dot, part.last != dot else { return false }
        var previous: UInt8 = 0
        for byte in part {
            if byte == dot {
                guard previous != dot else { return false }
            } else {
                guard byte >= 0x80 || isLetterOrDigit(byte) || isSymbol(byte) else { return false }
            }
            previous = byte
        }
        return true
    }

    /// Whether a byte is one of the symbols that `atext` allows.
    private static func isSymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func isDomain(_ domain: some Collection<UInt8>) -> Bool {
        let (dot, hyphen) = (UInt8(ascii: "."), UInt8(ascii: "-"))
        var length = 0
        var previous = dot
        for byte in domain {
            if byte == dot {
                guard length > 0, previous != hyphen else { return false }
                length = 0
            } else {
                guard byte >= 0x80 || isLetterOrDigit(byte) || (byte == hyphen && length > 0) else { return false }
                length += 1
                guard length <= 63 else { return false }
            }
            previous = byte
        }
        return length > 0 && previous != hyphen
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57)
    }
}

extension ContactPoint {
    /// Whether a text is free of control, separator and invisible direction characters outside ASCII.
    static func hasNoHiddenScalar(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0xA0, 0x200B...0x200F, 0x2028...0x202F, 0x2060...0x206F, 0xFEFF, 0xFFFD: false
            default: true
            }
        }
    }
}
