import DeskPrimitives

/// The fields that have a meaning here.
enum MailFieldName: UInt8, CaseIterable {
    case from, sender, replyTo, to, copiedTo, returnPath, subject, date, messageID, inReplyTo, references
    // What tells a machine's mail.
    case loop, autoSubmitted, autoReply, autoRespond, autoResponder, precedence, oldPrecedence, listID, listUnsubscribe
    case suppressed, contentType

    /// The longest name of a field, in bytes.
    static let maximumBytes = 128

    /// Whether it may tell that a machine wrote the mail.
    var isSign: Bool { rawValue >= Self.loop.rawValue }

    /// The name in lower case.
    var text: String {
        switch self {
        case .from: "from"
        case .sender: "sender"
        case .replyTo: "reply-to"
        case .to: "to"
        case .copiedTo: "cc"
        case .returnPath: "return-path"
        case .subject: "subject"
        case .date: "date"
        case .messageID: "message-id"
        case .inReplyTo: "in-reply-to"
        case .references: "references"
        case .loop: "x-loop"
        case .autoSubmitted: "auto-submitted"
        case .autoReply: "x-autoreply"
        case .autoRespond: "x-autorespond"
        case .autoResponder: "x-autoresponder"
        case .precedence: "precedence"
        case .oldPrecedence: "x-precedence"
        case .listID: "list-id"
        case .listUnsubscribe: "list-unsubscribe"
        case .suppressed: "x-auto-response-suppress"
        case .contentType: "content-type"
        }
    }

    /// What a range of a view is as the name of a field.
    enum Reading {
        /// No name: empty, too long, or with a space, a control character or a byte outside ASCII.
        case none
        /// The name of some field.
        case other
        case known(MailFieldName)
    }

    /// Reads a name in any case of letters.
    @inline(__always)
    static func read(_ view: ByteView, _ range: Range<Int>) -> Reading {
        guard !range.isEmpty, range.count <= maximumBytes else { return .none }
        var words = Words()
        var start = range.lowerBound
        var number = 0
        while start < range.upperBound {
            let end = min(start + 8, range.upperBound)
            guard let letters = ByteScan.smallLetters(view, start..<end) else { return .none }
            switch number {
            case 0: words.first = letters
            case 1: words.second = letters
            default: words.third = letters
            }
            start = end
            number += 1
        }
        guard range.count <= 24 else { return .other }
        var slot = words.slot
        while let entry = table[slot] {
            if entry.words == words { return .known(entry.name) }
            slot = (slot + 1) % tableSize
        }
        return .other
    }

    /// A name of at most 24 bytes as numbers.
    private struct Words: Equatable {
        var (first, second, third): (UInt64, UInt64, UInt64) = (0, 0, 0)

        var slot: Int {
            let mixed = (first ^ second &* 3 ^ third &* 5) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: mixed >> 58)
        }
    }

    private static let tableSize = 64
    /// All names, each at the place its letters lead to or behind it.
    private static let table: [(words: Words, name: MailFieldName)?] = {
        var table = [(words: Words, name: MailFieldName)?](repeating: nil, count: tableSize)
        for name in allCases {
            var words = Words()
            for (index, byte) in name.text.utf8.enumerated() {
                let shifted = UInt64(byte) << UInt64(index % 8 * 8)
                switch index / 8 {
                case 0: words.first |= shifted
                case 1: words.second |= shifted
                default: words.third |= shifted
                }
            }
            var slot = words.slot
            while table[slot] != nil { slot = (slot + 1) % tableSize }
            table[slot] = (words, name)
        }
        return table
    }()
}
