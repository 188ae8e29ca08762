import DeskPrimitives

/// Tells automatic mail by its headers.
///
/// `Auto-Submitted` is that of RFC 3834, the null return path that of RFC 5321 section 6.1, delivery reports those of
/// RFC 3464; `Precedence`, `X-Loop` and `X-Auto-Response-Suppress` are what programs write in practice. Headers can lie or
/// be missing: ``AutomaticMessageCap`` bounds what the desk sends without any.
public enum AutomaticMailReader {
    /// The signs in a mail's headers.
    ///
    /// Of fields that are signs by themselves, such as `Auto-Submitted` and `Precedence`, every occurrence counts; of `From`,
    /// `Sender` and `Return-Path`, which a mail has once, the first.
    ///
    /// - Parameters:
    ///   - headers: The header block.
    ///   - ownAddresses: The desk's own addresses: mail from them is never answered.
    /// - Complexity: O(bytes of the fields + senders × own addresses).
    public static func read(_ headers: MailHeaders, ownAddresses: [ContactPoint] = []) -> AutomaticMailVerdict {
        var classes: Set<AutomaticMailClass> = []
        headers.forEachSign { name, content in
            if let found = sign(name, content) { classes.insert(found) }
        }
        if headers.hasNullReturnPath { classes.insert(.bounce) }
        for index in headers.from.indices { look(at: headers.from[index].point, ownAddresses, &classes) }
        if let sender = headers.sender { look(at: sender.point, ownAddresses, &classes) }
        return AutomaticMailVerdict(classes)
    }

    private static func look(
        at point: ContactPoint?, _ ownAddresses: [ContactPoint], _ classes: inout Set<AutomaticMailClass>
    ) {
        guard let point else { return }
        if ownAddresses.contains(point) { classes.insert(.ownLoop) }
        if point.hasLocalPart("mailer-daemon") || point.hasLocalPart("postmaster") { classes.insert(.bounce) }
    }

    private static func sign(_ name: MailFieldName, _ content: ByteView) -> AutomaticMailClass? {
        /// What the field says, made only for those of which it matters.
        var value: String { EncodedWords.decode(content).text.asciiLowercased }
        switch name {
        case .loop: return value.isEmpty ? nil : .ownLoop
        case .autoSubmitted:
            let value = value
            return firstWord(value) == "no" || value.isEmpty ? nil : .autoReply
        case .autoReply, .autoRespond, .autoResponder:
            let value = value
            return value.isEmpty || firstWord(value) == "no" ? nil : .autoReply
        case .precedence, .oldPrecedence:
            switch firstWord(value) {
            case "bulk", "junk": return .bulk
            case "list": return .list
            case "auto_reply": return .autoReply
            default: return nil
            }
        case .listID: return .list
        case .listUnsubscribe: return .bulk
        case .suppressed:
            let words = value.utf8.split { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == UInt8(ascii: ";") }
            let wanted = [Array("all".utf8), Array("dr".utf8), Array("autoreply".utf8)]
            return words.contains { wanted.contains(Array($0)) } ? .suppressed : nil
        case .contentType:
            // "multipart", or an encoded word that might say so.
            guard let first = content.first, first | 0x20 == UInt8(ascii: "m") || first == UInt8(ascii: "=") else {
                return nil
            }
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

extension ContactPoint {
    /// Whether a mail address in normal form is of a name, at whatever domain.
    fileprivate func hasLocalPart(_ name: String) -> Bool {
        // The first letter rules out nearly everybody.
        value.utf8.first == name.utf8.first && value.utf8.prefix { $0 != UInt8(ascii: "@") }.elementsEqual(name.utf8)
    }
}
