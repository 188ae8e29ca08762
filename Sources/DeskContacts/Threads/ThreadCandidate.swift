public import DeskPrimitives

/// A case to which a contact may belong.
public struct ThreadCandidate: Hashable, Sendable, Codable {
    /// Where a case stands.
    public enum Standing: Hashable, Sendable, Codable {
        /// It is worked on or waits.
        case open
        /// It was settled and can be reopened.
        case resolved(at: Instant)
        /// It is closed for good.
        case closed(at: Instant)
    }

    /// The case.
    public var caseID: CaseID
    /// Whose case it is.
    public var person: PersonID
    /// What it is about; nil when nobody knows yet.
    public var topic: TopicID?
    /// The channel of its last contact.
    public var channel: ChannelID
    /// The subject line of the contact referred to, or of the case; nil when it has none.
    public var subject: String?
    /// When its last contact occurred.
    public var lastContactAt: Instant
    /// Where it stands.
    public var standing: Standing
    /// Whether the contact refers to a message of it.
    public var isReferenced: Bool
    /// Whether the contact's subject has its tag.
    public var isTagged: Bool

    /// Creates a candidate.
    public init(
        caseID: CaseID, person: PersonID, topic: TopicID? = nil, channel: ChannelID, subject: String? = nil,
        lastContactAt: Instant, standing: Standing, isReferenced: Bool = false, isTagged: Bool = false
    ) {
        self.caseID = caseID
        self.person = person
        self.topic = topic
        self.channel = channel
        self.subject = subject
        self.lastContactAt = lastContactAt
        self.standing = standing
        self.isReferenced = isReferenced
        self.isTagged = isTagged
    }
}
