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

extension ThreadCandidate {
    private enum CodingKeys: String, CodingKey {
        case caseID, person, topic, channel, subject, lastContactAt, standing, isReferenced, isTagged
    }

    /// Reads an object; a subject longer than `Limits.lineBytes` is an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        caseID = try object.decode(CaseID.self, forKey: .caseID)
        person = try object.decode(PersonID.self, forKey: .person)
        topic = try object.decodeIfPresent(TopicID.self, forKey: .topic)
        channel = try object.decode(ChannelID.self, forKey: .channel)
        subject = try object.decodeIfPresent(String.self, forKey: .subject)
        lastContactAt = try object.decode(Instant.self, forKey: .lastContactAt)
        standing = try object.decode(Standing.self, forKey: .standing)
        isReferenced = try object.decode(Bool.self, forKey: .isReferenced)
        isTagged = try object.decode(Bool.self, forKey: .isTagged)
        if let subject {
            try decoder.checked { () throws(Refusal) in
                try Limits.check(subject, atMost: Limits.lineBytes, at: .field("subject"))
            }
        }
    }
}
