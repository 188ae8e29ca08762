/// How a reader follows a mention to its end.
public enum MentionReading: Hashable, Sendable {
    /// The desk has learnt something.
    case lesson(String)
    /// It is answered where it was written.
    case answer(String)
    /// Nothing is needed, for a reason.
    case nothing(String)
}
