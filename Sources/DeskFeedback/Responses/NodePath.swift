public import DeskPrimitives

/// Who handled a contact, on what channel and about what, as it was at the time of the contact.
///
/// An agent who changes teams keeps the history in the old team, because the path is written down once and never
/// looked up again.
public struct NodePath: Hashable, Sendable, Codable {
    /// The agent whose contact it was; nil when it was handed over and nobody is named as its owner.
    ///
    /// Such contacts count for the team and above, and for no agent.
    public var agent: AgentID?
    /// The agent's team then.
    public var team: TeamID?
    /// The team's unit then.
    public var unit: UnitID?
    /// The channel of the contact.
    public var channel: ChannelID
    /// What it was about.
    public var topic: TopicID?
    /// Whose contact it was; nil where answers are not counted by person.
    public var person: PersonID?
    /// The organisation the person spoke for then.
    public var organization: OrganizationID?
    /// Whether the person spoke as one who uses or who buys; nil when that is not known.
    public var audience: Audience?

    /// Creates a path.
    public init(
        agent: AgentID? = nil, team: TeamID? = nil, unit: UnitID? = nil, channel: ChannelID, topic: TopicID? = nil,
        person: PersonID? = nil, organization: OrganizationID? = nil, audience: Audience? = nil
    ) {
        self.agent = agent
        self.team = team
        self.unit = unit
        self.channel = channel
        self.topic = topic
        self.person = person
        self.organization = organization
        self.audience = audience
    }
}
