import DeskPrimitives

/// Tells automatic mail by its headers.
///
/// `Auto-Submitted` is that of RFC 3834, the null return path that of RFC 5321 section 6.1, delivery reports those of
/// RFC 3464; `Precedence`, `X-Loop` and `X-Auto-Response-Suppress` are what programs write in practice. Headers can lie or
/// be missing: ``AutomaticMessageCap`` bounds what the desk sends without any.
public enum AutomaticMailReader {
    /// The signs in a mail's headers; every occurrence of a field counts.
    ///
    /// - Parameters:
    ///   - headers: The header block.
    ///   - ownAddresses: The desk's own mail addresses: mail from them is never answered.
    /// - Complexity: O(bytes of the fields + senders × own addresses).
    public static func read(_ headers: MailHeaders, ownAddresses: [ContactPoint] = []) -> AutomaticMailVerdict {
        var classes: Set<AutomaticMailClass> = []
        for field in headers.fields {
            if let found = sign(field.name, field.text.asciiLowercased) { classes.insert(found) }
        }
        if headers.returnPath == .null { classes.insert(.bounce) }
        for address in headers.from + [headers.sender].compactMap(\.self) {
            guard let point = try? ContactPoint.mail(address.address) else { continue }
            if ownAddresses.contains(point) { classes.insert(.ownLoop) }
            let local = String(decoding: point.value.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
            if local == "mailer-daemon" || local == "postmaster" { classes.insert(.bounce) }
        }
        return AutomaticMailVerdict(classes)
    }

    private static func sign(_ name: String, _ value: String) -> AutomaticMailClass? {
        switch name {
        case "x-loop": return value.isEmpty ? nil : .ownLoop
        case "auto-submitted": return firstWord(value) == "no" || value.isEmpty ? nil : .autoReply
        case "x-autoreply", "x-autorespond", "x-autoresponder":
            return value.isEmpty || firstWord(value) == "no" ? nil : .autoReply
        case "precedence", "x-precedence":
            switch firstWord(value) {
            case "bulk", "junk": return .bulk
            case "list": return .list
            case "auto_reply": return .autoReply
            default: return nil
            }
        case "list-id": return .list
        case "list-unsubscribe": return .bulk
        case "x-auto-response-suppress":
            let words = value.utf8.split { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == UInt8(ascii: ";") }
            let wanted = [Array("all".utf8), Array("dr".utf8), Array("autoreply".utf8)]
            return words.contains { wanted.contains(Array($0)) } ? .suppressed : nil
        case "content-type":
            let bytes = Array(value.utf8)
            guard bytes.starts(with: Array("multipart/report".utf8)) else { return nil }
            return contains("delivery-status", in: bytes) ? .bounce : nil
        default: return nil
        }
    }

    private static func firstWord(_ value: String) -> String {
        String(decoding: value.utf8.prefix { $0 != 0x20 && $0 != UInt8(ascii: ";") && $0 != 0x09 }, as: UTF8.self)
    }

    private static func contains(_ word: String, in bytes: [UInt8]) -> Bool {
        let word = Array(word.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: word) }
    }
}
