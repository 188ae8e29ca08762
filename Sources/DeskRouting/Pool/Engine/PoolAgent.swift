import DeskPrimitives

/// An agent in the pool, with what is asked at every event at hand.
struct PoolAgent: Sendable {
    /// A piece of the agent's capacity that is taken.
    struct Hold: Sendable {
        let caseID: CaseID
        let units: Int
        let channelBit: Int
        let channel: ChannelID?
        var state: SeatHold.State
        var since: Instant
        var until: Instant?
    }

    var agent: Agent { didSet { capacity = max(0, agent.capacityUnits) } }
    private(set) var capacity: Int
    var presence = AgentPresence.offline
    var presenceSince: Instant
    var awaySince: Instant
    var absentFor = TimeSpan.zero
    var holds: [Hold] = []
    var used = 0
    var activeCount = 0
    var idleSince: Instant
    var handledCount = 0
    var effort = 0
    var hardCount = 0
    var interruptions: [Instant] = []
    var blocks: [ProtectedBlock] = []
    /// The classes whose work the agent can take.
    var classes = MemberBits()
    /// Waiting work that is kept for the agent.
    var kept: [Int32] = []
    /// All work in the pool that would rather have this agent.
    var preferring: [Int32] = []

    init(_ agent: Agent, at instant: Instant) {
        self.agent = agent
        capacity = max(0, agent.capacityUnits)
        presenceSince = instant
        awaySince = instant
        idleSince = instant
    }

    /// The agent's seat as it is stored.
    var seat: AgentSeat {
        AgentSeat(
            agent: agent.id, presence: presence, presenceSince: presenceSince,
            holds: holds.map {
                SeatHold(
                    caseID: $0.caseID, units: $0.units, since: $0.since, state: $0.state, channel: $0.channel,
                    until: $0.until)
            }, idleSince: idleSince, handledCount: handledCount, effort: effort, hardCount: hardCount,
            interruptions: interruptions, blocks: blocks, awaySince: awaySince, absentFor: absentFor)
    }
}

/// How much more an agent can take at an instant.
struct PoolRoom {
    /// Units that are free.
    var free: Int
    /// Units that ordinary work may take of them.
    var ordinary: Int
    /// Whether ordinary work is kept away altogether.
    var isClosed: Bool
    /// The channels that may not interrupt what the agent does, as bits.
    var blocked: UInt64
}
