public import DeskPrimitives

/// What is known about a contact when its case is looked for.
public struct ThreadQuestion: Hashable, Sendable, Codable {
    /// Whom it is from.
    public var person: PersonID
    /// The channel it came on.
    public var channel: ChannelID
    /// What it is about; nil when nobody knows yet.
    public var topic: TopicID?
    /// Its subject line.
    public var subject: String?
    /// What it asks of the desk.
    public var demand: DemandFlag
    /// When it occurred.
    public var at: Instant

    /// Creates a question.
    public init(
        person: PersonID, channel: ChannelID, topic: TopicID? = nil, subject: String? = nil,
        demand: DemandFlag = .needsAnswer, at: Instant
    ) {
        self.person = person
        self.channel = channel
        self.topic = topic
        self.subject = subject
        self.demand = demand
        self.at = at
    }
}

extension ThreadQuestion {
    private enum CodingKeys: String, CodingKey { case person, channel, topic, subject, demand, at }

    /// Reads an object; a subject longer than `Limits.lineBytes` is an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        person = try object.decode(PersonID.self, forKey: .person)
        channel = try object.decode(ChannelID.self, forKey: .channel)
        topic = try object.decodeIfPresent(TopicID.self, forKey: .topic)
        subject = try object.decodeIfPresent(String.self, forKey: .subject)
        demand = try object.decode(DemandFlag.self, forKey: .demand)
        at = try object.decode(Instant.self, forKey: .at)
        if let subject {
            try decoder.checked { () throws(Refusal) in
                try Limits.check(subject, atMost: Limits.lineBytes, at: .field("subject"))
            }
        }
    }
}
