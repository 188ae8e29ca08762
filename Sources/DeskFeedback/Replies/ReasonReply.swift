public import DeskPrimitives

/// What a message says that came in answer to the question for reasons.
public enum ReasonReply: Hashable, Sendable, Codable {
    /// Reasons of the list, in the order of their names and each once, and what was written in the person's own words.
    case reasons([FeedbackReasonID], comment: String?)
    /// The person wants no more surveys.
    case optOut
    /// The person does not want to say.
    case declined
    /// It could not be read.
    case unread(TextReply.Flaw)

    /// Reads a message: numbers of the list, such as “1 ja 3”, or words of one's own, or both.
    ///
    /// A number outside the list makes the whole message words of one's own: nothing is guessed and nothing is lost.
    ///
    /// - Complexity: O(n) in the bytes of the message; more than ``TextReply/maximumBytes`` are kept as they are.
    public init(_ text: String, among reasons: [FeedbackReason]) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            self = .unread(.empty)
            return
        }
        guard text.utf8.count <= TextReply.maximumBytes else {
            self = text.utf8.count <= Limits.textBytes ? .reasons([], comment: text) : .unread(.tooLong)
            return
        }
        switch TextReply(text, scale: .yesNo) {
        case .optOut:
            self = .optOut
            return
        case .declined:
            self = .declined
            return
        case .answer, .unread: break
        }
        var ids: Set<FeedbackReasonID> = []
        var isList = true
        for (token, _) in ReplyTokens(text).tokens {
            switch token {
            case .number(let number, isWord: false)
            where (1...max(reasons.count, 1)).contains(number) && !reasons.isEmpty:
                ids.insert(reasons[number - 1].id)
            case .word(let word) where Self.joiners.contains(word): continue
            case .mark: continue
            default: isList = false
            }
        }
        // A number that begins the message and is followed by words names a reason and the words explain it.
        if !isList, case .number(let number, isWord: false)? = ReplyTokens(text).tokens.first?.token,
            number >= 1, number <= reasons.count, ids.count == 1
        {
            self = .reasons([reasons[number - 1].id], comment: text)
        } else if isList, !ids.isEmpty {
            self = .reasons(ids.sorted(), comment: nil)
        } else {
            self = .reasons([], comment: text)
        }
    }

    private static let joiners: Set<String> = ["ja", "and", "sekä", "kiitos", "thanks", "kohdat", "kohta", "numerot"]

    /// The numbered list of some reasons, as it is asked with.
    public static func list(_ reasons: [FeedbackReason], in language: LanguageTag) -> String {
        reasons.enumerated().map { "\($0 + 1) \($1.text.text(in: language))" }.joined(separator: ", ")
    }
}
