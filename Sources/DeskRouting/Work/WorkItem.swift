public import DeskPrimitives

/// The work that a case is, on its way to the agent who does it: waiting → offered → assigned → done.
///
/// It exists once for each case and is written under its revision, so that of two agents who take it at once exactly
/// one gets it and the other a refusal. Work that comes back, for whatever reason, keeps the age it had (`enqueuedAt`)
/// and with it its place in line. It never belongs to somebody who did not accept it.
public struct WorkItem: Hashable, Sendable, Codable {
    /// The most agents that one piece of work can be kept from at a time; beyond it the exclusion that ends first goes.
    public static let exclusionCount = 1_000
    /// How much of an agent's capacity a piece of work can take.
    public static let unitRange = 1...100

    /// The case, and the name of the record.
    public let id: CaseID
    /// Where it waits.
    public internal(set) var queue: QueueID
    /// What whoever takes it must be able to do, each skill once.
    public internal(set) var requirement: [SkillRequirement]
    /// How soon it is served, 0 … 100, higher is sooner.
    public internal(set) var urgency: Int
    /// How much of an agent's capacity it takes, 1 … 100.
    public internal(set) var units: Int
    /// When the contact came into line; it never starts anew while the work is undone.
    public internal(set) var enqueuedAt: Instant
    /// How far it is.
    public internal(set) var state: WorkState
    /// To whom it is not offered for a while, in the order of the agents.
    public internal(set) var excluded: [ExcludedAgent]
    /// Who gets it first, if they can, for the time that ``DistributionPolicy/preferredAgentFor`` says.
    public internal(set) var preferredAgent: AgentID?
    /// How often it has come back to waiting; with the case it names an offer, also over many of them.
    public internal(set) var passCount: Int
    /// The channel it came over, for the rules of focus.
    public internal(set) var channel: ChannelID?
    /// How heavy it is expected to be, 0 … 10,000; its units unless said.
    public internal(set) var effort: Int
    /// Whether it is of the hard kind, of which everybody should have a share.
    public internal(set) var isHard: Bool
    /// How far it has been opened to more people; it never goes back.
    public internal(set) var ring: Int
    /// What was promised for it, from when it came into line; the delay cost of ``ContactOrder/serviceClock``.
    public internal(set) var target: TimeSpan?
    /// How often it went to another queue because its own found nobody; a person who transfers it begins anew.
    public internal(set) var overflowCount = 0
    /// Whether its relaxation has come to the end that the queue's plan names, and that end was carried out.
    public internal(set) var isRelaxationOver = false

    /// The heaviest work there is.
    public static let efforts = 0...10_000

    /// Creates work that waits.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an urgency, level or units out of range, `duplicateName` for a
    ///   skill that is asked for twice, `tooLong` for more than ``RoutingTable/skillCount`` skills.
    public init(
        id: CaseID, queue: QueueID, requirement: [SkillRequirement] = [],
        urgency: Int = RoutingOutcome.defaultUrgency, units: Int = 100, enqueuedAt: Instant,
        preferredAgent: AgentID? = nil, channel: ChannelID? = nil, effort: Int? = nil, isHard: Bool = false,
        target: TimeSpan? = nil
    ) throws(Refusal) {
        guard Self.efforts.contains(effort ?? 0) else {
            throw Refusal(.outOfRange, "an effort is 0 to 10000, not \(effort ?? 0)", at: .field("effort"))
        }
        guard target ?? .seconds(1) > .zero else {
            throw Refusal(.outOfRange, "a target is not positive", at: .field("target"))
        }
        try Self.check(RoutingOutcome(queue: queue, skills: requirement, urgency: urgency), units: units)
        try Limits.check(enqueuedAt, at: .field("enqueuedAt"))
        self.id = id
        self.queue = queue
        self.requirement = requirement
        self.urgency = urgency
        self.units = units
        self.enqueuedAt = enqueuedAt
        state = .waiting
        excluded = []
        self.preferredAgent = preferredAgent
        passCount = 0
        self.channel = channel
        self.effort = effort ?? units
        self.isHard = isHard
        ring = 0
        self.target = target
    }

    /// Creates work that waits where a table sent it.
    ///
    /// - Throws: As ``init(id:queue:requirement:urgency:units:enqueuedAt:preferredAgent:channel:effort:isHard:target:)``.
    public init(
        id: CaseID, outcome: RoutingOutcome, units: Int = 100, enqueuedAt: Instant, preferredAgent: AgentID? = nil,
        channel: ChannelID? = nil, effort: Int? = nil, isHard: Bool = false, target: TimeSpan? = nil
    ) throws(Refusal) {
        try self.init(
            id: id, queue: outcome.queue, requirement: outcome.skills, urgency: outcome.urgency, units: units,
            enqueuedAt: enqueuedAt, preferredAgent: preferredAgent, channel: channel, effort: effort, isHard: isHard,
            target: target)
    }

    /// Work as it was read.
    init(
        _ item: WorkItem, state: WorkState, excluded: [ExcludedAgent], passCount: Int, ring: Int, overflowCount: Int,
        isRelaxationOver: Bool
    ) {
        self = item
        self.overflowCount = overflowCount
        self.isRelaxationOver = isRelaxationOver
        self.ring = ring
        self.state = state
        self.excluded = excluded
        self.passCount = passCount
    }

    static func check(units: Int) throws(Refusal) {
        guard unitRange.contains(units) else {
            throw Refusal(.outOfRange, "work takes 1 to 100 units, not \(units)", at: .field("units"))
        }
    }

    static func check(_ outcome: RoutingOutcome, units: Int) throws(Refusal) {
        if let mistake = outcome.mistakes().first { throw mistake }
        try check(units: units)
    }
}
