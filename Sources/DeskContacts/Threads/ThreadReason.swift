/// Why a contact belongs to a case, or to none yet.
public enum ThreadReason: String, Hashable, Sendable, Codable, CaseIterable {
    /// The subject has the tag of the case.
    case tag
    /// The contact refers to a message of the case.
    case reference
    /// The person has an open case on the same topic.
    case sameTopic
    /// It asks for nothing, and the person's latest case is the likeliest.
    case latestOfPerson
    /// No case fits.
    case noFit
    /// It refers to a message of a case, but is about another matter.
    case otherMatter
    /// The case was resolved too long ago to be reopened.
    case reopenWindowOver
    /// The case is closed for good.
    case caseClosed
    /// The person had a case on the same topic that was settled a short while ago.
    case repeatsSettled
}
