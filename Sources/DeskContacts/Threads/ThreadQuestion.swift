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
