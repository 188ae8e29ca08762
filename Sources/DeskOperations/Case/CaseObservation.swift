public import DeskPrimitives

/// What another system says one of its cases looks like at one moment.
///
/// The desk takes in the histories of other systems (a log of the past, a feed of a system that runs beside it) as
/// observations. They may come twice, late and in any order: the case is a join over all of them, so the result is the same
/// to the bit. Counters are the other system's own running totals, so an update lost in a sampled log loses nothing.
public struct CaseObservation: Hashable, Sendable {
    /// The other system; with ``caller`` it names the person.
    public var source: String
    /// The other system's number of the case.
    public var caseID: CaseID
    /// The other system's count of changes; with ``at`` it names the observation.
    public var version: Int64
    /// When the case looked like this.
    public var at: Instant
    /// When the case was opened.
    public var openedAt: Instant
    /// How far it was; nil when the other system does not say so understandably.
    public var status: CaseStatus?
    /// The channel it arrived on; the policy must know it.
    public var channel: ChannelID
    /// The other system's number of the person.
    public var caller: String?
    /// What it is about.
    public var topic: TopicID?
    /// How urgent it is.
    public var priority: CasePriority?
    /// The team that has it.
    public var team: TeamID?
    /// The agent who has it.
    public var agent: AgentID?
    /// How often it has changed hands so far.
    public var handOvers: Int
    /// How often it has been opened again so far.
    public var reopens: Int
    /// Whether the other system's own targets were kept so far; nil when it has none.
    public var targetsKept: Bool?

    /// Creates an observation.
    public init(
        source: String, caseID: CaseID, version: Int64, at: Instant, openedAt: Instant, status: CaseStatus?,
        channel: ChannelID, caller: String? = nil, topic: TopicID? = nil, priority: CasePriority? = nil,
        team: TeamID? = nil, agent: AgentID? = nil, handOvers: Int = 0, reopens: Int = 0, targetsKept: Bool? = nil
    ) {
        self.source = source
        self.caseID = caseID
        self.version = version
        self.at = at
        self.openedAt = openedAt
        self.status = status
        self.channel = channel
        self.caller = caller
        self.topic = topic
        self.priority = priority
        self.team = team
        self.agent = agent
        self.handOvers = handOvers
        self.reopens = reopens
        self.targetsKept = targetsKept
    }
}
