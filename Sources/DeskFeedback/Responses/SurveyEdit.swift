public import DeskPrimitives

/// Answers given, changed or withdrawn in one go.
public struct SurveyEdit: Hashable, Sendable, Codable {
    /// An answer to one question.
    public struct Answer: Hashable, Sendable, Codable {
        /// The id of the question.
        public var question: String
        /// The answer; nil withdraws it.
        public var value: UInt8?

        /// Creates an answer.
        public init(_ question: String, _ value: UInt8?) {
            self.question = question
            self.value = value
        }
    }

    /// What becomes of the comment.
    public enum CommentChange: Hashable, Sendable, Codable {
        /// It stays as it is.
        case keep
        /// It reads so.
        case set(String)
        /// It is withdrawn.
        case withdraw
    }

    /// What becomes of the reasons.
    public enum ReasonChange: Hashable, Sendable, Codable {
        /// They stay as they are.
        case keep
        /// They are these, in any order.
        case set([FeedbackReasonID])
        /// They are withdrawn.
        case withdraw
    }

    /// The number of the edit, counted up by whoever makes edits of one response; the highest wins.
    public var revision: UInt32
    /// When it was made.
    public var at: Instant
    /// The answers it gives or withdraws; questions that are not named stay as they are.
    public var answers: [Answer]
    /// What becomes of the comment.
    public var comment: CommentChange
    /// What becomes of the reasons.
    public var reasons: ReasonChange

    /// Creates an edit.
    public init(
        revision: UInt32, at: Instant, answers: [Answer], comment: CommentChange = .keep,
        reasons: ReasonChange = .keep
    ) {
        self.revision = revision
        self.at = at
        self.answers = answers
        self.comment = comment
        self.reasons = reasons
    }

    /// Reads an edit; `reasons` may be left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        revision = try container.decode(UInt32.self, forKey: .revision)
        at = try container.decode(Instant.self, forKey: .at)
        answers = try container.decode([Answer].self, forKey: .answers)
        comment = try container.decode(CommentChange.self, forKey: .comment)
        reasons = try container.decodeIfPresent(ReasonChange.self, forKey: .reasons) ?? .keep
    }
}
