public import DeskPrimitives

/// Gives out work one event at a time: a value that knows who is there, what waits and what is held.
///
/// Each call is one event at one instant; what the pool decides in answer (whom to offer what, what became of offers
/// that ran out) stands in ``events`` until the host takes it. The pool never waits with an offer that could be made, so
/// an event concerns only the agent or the work it names. Work that asks for the same waits in one line, and an event
/// costs as much as there are such kinds of work, whatever the number of contacts.
///
/// It decides what ``WorkPlanner`` decides on the same state. The state can be rebuilt from records at any time with
/// ``init(queues:agents:policy:seats:work:at:)`` and written back with ``seat(of:)`` and ``work(_:)``.
public struct WorkPool: Sendable {
    /// The most contacts a pool takes.
    public static let workCount = 4_000_000
    /// How many channels can have rules of focus or stand in them.
    static let channelBits = 63

    /// How work is given out.
    public let policy: DistributionPolicy
    /// What keeps the agents' work in one piece.
    public var focus: FocusPolicy { policy.focus }
    /// The instant of the last event.
    public internal(set) var now: Instant
    /// What the pool decided since the host last took it, in order.
    public internal(set) var events: [PoolEvent] = []

    var queues: [WorkQueue] = []
    var queueIndex: [QueueID: Int] = [:]
    /// Waiting work by queue.
    var queueLengths: [Int] = []
    /// By queue: how long an offer lasts, and whether its work is opened to more people in time.
    var offerSpans: [TimeSpan] = []
    var relaxes: [Bool] = []

    var entries: [PoolEntry] = []
    /// By entry: where it stands in the line of its class.
    var places: [Int32] = []
    var freeSlots: [Int32] = []
    var slots = CaseSlots()

    var agents: [PoolAgent] = []
    var agentIndex: [AgentID: Int] = [:]
    /// Agents who are available, and those of them who have some capacity left.
    var available = MemberBits()
    var open = MemberBits()
    var rows = SkillRows()

    var classes: [PoolClass] = []
    var classIndex: [PoolClassKey: Int] = [:]
    /// Classes with waiting work, and the first of each line.
    var waitingClasses = MemberBits()
    var heads: [PoolHead] = []

    var timers = PoolTimers()

    var channelBit: [ChannelID: Int] = [:]
    /// By channel: which others may not interrupt it.
    var excludes: [UInt64]
    /// By channel: how many units one agent can hold, and how long wrapping up takes.
    var channelLimits: [Int]
    var wrapUps: [TimeSpan]
    /// How agents are put in order for ordinary work, and for hard work.
    let orders: [AgentOrder]
    let hardOrders: [AgentOrder]
    /// Memory for the agents who could take a piece of work, kept from one event to the next.
    var eligible: [Int] = []

    /// Creates a pool in which nothing waits.
    ///
    /// - Throws: `Refusal` with code `duplicateName` when two queues have one id, `tooLong` when the rules of focus name
    ///   more channels than a pool can tell apart.
    public init(
        queues: [WorkQueue], policy: DistributionPolicy = DistributionPolicy(), at instant: Instant
    ) throws(Refusal) {
        self.policy = policy
        orders = policy.agents(forHard: false)
        hardOrders = policy.agents(forHard: true)
        let focus = policy.focus
        now = instant
        for queue in queues {
            guard queueIndex.updateValue(self.queues.count, forKey: queue.id) == nil else {
                throw Refusal(.duplicateName, "two queues are called “\(queue.id)”", at: .field("queues"))
            }
            self.queues.append(queue)
        }
        queueLengths = queues.map { _ in 0 }
        offerSpans = queues.map(\.offerSpan)
        relaxes = queues.map { $0.relaxation != .none }
        for (name, rules) in focus.channels.sorted(by: { $0.key < $1.key }) {
            for channel in [name] + (rules.allows ?? []) where channelBit[channel] == nil {
                channelBit[channel] = channelBit.count
            }
        }
        guard channelBit.count <= Self.channelBits else {
            throw Refusal(.tooLong, "rules for more than \(Self.channelBits) channels", at: .field("channels"))
        }
        // One bit more stands for every channel that no rule names, and the next for work of no known channel, which
        // nothing excludes; a bit beyond the word is in no row.
        excludes = Array(repeating: 0, count: channelBit.count + 2)
        channelLimits = Array(repeating: .max, count: channelBit.count + 2)
        wrapUps = Array(repeating: .zero, count: channelBit.count + 2)
        let unknown: UInt64 = 1 << UInt64(channelBit.count + 1)
        for (name, rules) in focus.channels {
            guard let bit = channelBit[name] else { continue }
            channelLimits[bit] = rules.limit ?? .max
            wrapUps[bit] = rules.wrapUp
            guard let allows = rules.allows else { continue }
            excludes[bit] = ~allows.reduce(1 << UInt64(bit) | unknown) { $0 | (1 << UInt64(channelBit[$1] ?? bit)) }
        }
    }

    /// Creates a pool from what is stored, and makes the offers that can be made.
    ///
    /// Seats without an agent and work of unknown queues are left out; work that is done too.
    /// - Throws: As ``init(queues:policy:at:)`` and ``enqueue(_:at:)``.
    public init(
        queues: [WorkQueue], agents: [Agent], policy: DistributionPolicy, seats: [AgentSeat], work: [WorkItem],
        at instant: Instant
    ) throws(Refusal) {
        try self.init(queues: queues, policy: policy, at: instant)
        for agent in agents { try setAgent(agent, at: instant) }
        for seat in seats { restore(seat) }
        for item in work where item.state.agent != nil { restore(item) }
        for index in agents.indices { refreshOpen(index) }
        let line = work.filter { $0.state == .waiting && queueIndex[$0.queue] != nil }
            .sorted { $0.isServedBefore($1, policy) }
        for item in line { try enqueue(item, at: instant) }
    }

    /// Takes what the pool has decided, leaving nothing.
    public mutating func takeEvents() -> [PoolEvent] {
        defer { events = [] }
        return events
    }

    /// Forgets what the pool has decided but keeps the memory for it.
    public mutating func clearEvents() { events.removeAll(keepingCapacity: true) }

    // MARK: Reading

    /// How many contacts the pool knows.
    public var count: Int { slots.count }
    /// How many contacts wait in a queue.
    public func waitingCount(in queue: QueueID) -> Int { queueIndex[queue].map { queueLengths[$0] } ?? 0 }
    /// How many kinds of work the pool tells apart.
    public var classCount: Int { classes.count }
    /// A piece of work as it is stored; nil when the pool does not know the case.
    public func work(_ id: CaseID) -> WorkItem? { slot(of: id).map { entries[Int($0)].item } }
    /// All work, in the order of the cases.
    public var work: [WorkItem] { entries.lazy.filter(\.isThere).map(\.item).sorted { $0.id < $1.id } }

    func slot(of id: CaseID) -> Int32? {
        let slot = slots.slot(of: id, entries)
        return slot < 0 ? nil : slot
    }

    /// An agent's seat as it is stored.
    public func seat(of agent: AgentID) -> AgentSeat? { agentIndex[agent].map { agents[$0].seat } }
    /// All seats, in the order of the agents.
    public var seats: [AgentSeat] { agentIndex.sorted { $0.key < $1.key }.map { agents[$0.value].seat } }
    /// When something next falls due; nil when nothing will.
    public var nextDue: Instant? { timers.first?.at }
}
