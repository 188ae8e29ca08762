public import DeskPrimitives
import DeskRouting
import DeskTestKit

/// A pool in steady state: 10,000 agents who are all busy, 100,000 contacts of 1,000 kinds that wait.
///
/// Agents have 4 to 12 of 30 skills on five levels, a kind of work asks for one to three of them on one of four channels,
/// which have rules of focus. A turn is: an agent becomes free and is offered the next contact; the agent accepts; another
/// contact comes. Identifiers are longer than what a string holds without memory of its own, as those in use are.
public final class PoolWorkload {
    /// How many agents become free in a turn.
    public static let count = 1_024

    /// What a turn cost: nanoseconds of processor time for one event.
    public struct Costs {
        /// An agent finishes, and is offered the next contact.
        public var frees = 0.0
        /// An agent accepts.
        public var accepts = 0.0
        /// A contact comes into line.
        public var comes = 0.0
    }

    private struct Kind {
        let requirement: [SkillRequirement]
        let channel: ChannelID
    }

    private var pool: WorkPool
    private let agents: [AgentID: Agent]
    private let kinds: [Kind]
    private var random: SeededGenerator
    private var now = Instant(microseconds: 1_800_000_000_000_000)
    /// Work in hand, whose turn to be finished it is first: a ring of which `heldCount` from `first` on are in use.
    private var held: [CaseID] = []
    private var first = 0
    private var heldCount = 0
    private var finished: [CaseID] = []
    private var coming: [WorkItem] = []
    private var offered: [(id: CaseID, agent: AgentID)] = []

    /// Draws agents and contacts, and hands out what can be.
    public init(agents agentCount: Int = 10_000, waiting: Int = 100_000, kinds kindCount: Int = 1_000) throws {
        let skills = try (0..<30).map { try SkillID("skill-\($0)") }
        let channels: [ChannelID] = ["phone", "chat", "mail", "visit"]
        var random = SeededGenerator(seed: 271_828)
        kinds = Self.kinds(kindCount, skills, channels, &random)
        let focus = FocusPolicy(
            channels: Dictionary(uniqueKeysWithValues: channels.map { ($0, ChannelFocus(limit: 100)) }))
        pool = try WorkPool(
            queues: [WorkQueue(id: "everything", teams: ["everybody"])], policy: DistributionPolicy(focus: focus),
            at: now)
        var agents: [AgentID: Agent] = [:]
        for number in 0..<agentCount {
            var mine = skills
            random.shuffle(&mine)
            let levels = mine.prefix(random.integer(in: 4...12)).map { SkillLevel($0, random.integer(in: 1...5)) }
            let agent = Agent(
                id: try AgentID("agent-of-the-desk-\(1_000_000 + number)"), name: "x", team: "everybody",
                skills: Array(levels))
            agents[agent.id] = agent
            try pool.setAgent(agent, at: now)
        }
        self.agents = agents
        self.random = random
        held = Array(repeating: "none", count: 2 * agentCount)
        for number in 0..<(waiting + agentCount) {
            let id = try CaseID("case-of-the-desk-\(1_000_000 + number)")
            try pool.enqueue(item(id, at: now - .seconds(random.integer(in: 0...7_200))), at: now)
        }
        for agent in agents.keys.sorted() {
            try pool.setPresence(agent, .available, at: now)
            takeOffers()
            try acceptAll()
        }
        guard pool.classCount == kindCount, heldCount > agentCount * 9 / 10 else {
            throw WorkloadError("the pool does not hold what it should: \(pool.classCount), \(heldCount)")
        }
        for _ in 0..<20 { _ = try turn() }
    }

    /// How many contacts wait.
    public var waiting: Int { pool.waitingCount(in: "everything") }

    /// So many agents become free, one after the other; each event is timed with its like.
    public func turn() throws -> Costs {
        var costs = Costs()
        finished.removeAll(keepingCapacity: true)
        for _ in 0..<Self.count {
            finished.append(held[first])
            first = (first + 1) % held.count
        }
        heldCount -= Self.count
        costs.frees = try timed(Self.count) {
            for id in finished {
                now = now + .milliseconds(10)
                try pool.finish(id, at: now)
            }
        }
        takeOffers()
        guard offered.count > Self.count * 9 / 10 else { throw WorkloadError("\(offered.count) agents found work") }
        costs.accepts = try timed(offered.count, acceptAll)
        coming.removeAll(keepingCapacity: true)
        for (number, id) in finished.enumerated() {
            coming.append(try item(id, at: now + .milliseconds(10 * Int64(number + 1))))
        }
        costs.comes = try timed(Self.count) {
            for item in coming {
                now = item.enqueuedAt
                try pool.enqueue(item, at: now)
            }
        }
        takeOffers()
        try acceptAll()
        return costs
    }

    /// The same decisions by looking at all that waits.
    public var scan: PoolScan {
        PoolScan(
            waiting: pool.work.filter { $0.state == .waiting }, agents: agents.values.sorted { $0.id < $1.id })
    }

    /// What the pool gives each of the first agents when they become free, one at a time, everything else as it is.
    public func next(first count: Int) throws -> [CaseID?] {
        try agents.keys.sorted().prefix(count).map { agent in
            var pool = pool
            guard let id = pool.seat(of: agent)?.holds.first?.caseID else { return nil }
            pool.clearEvents()
            try pool.finish(id, at: now)
            for event in pool.events { if case .offered(let offer) = event { return offer.caseID } }
            return nil
        }
    }

    // MARK: Parts

    private func takeOffers() {
        offered.removeAll(keepingCapacity: true)
        for event in pool.events { if case .offered(let offer) = event { offered.append((offer.caseID, offer.agent)) } }
        pool.clearEvents()
    }

    private func acceptAll() throws {
        for (id, agent) in offered {
            now = now + .milliseconds(10)
            try pool.accept(id, by: agent, at: now)
            held[(first + heldCount) % held.count] = id
            heldCount += 1
        }
    }

    private func timed(_ operations: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = processorTime()
        try body()
        return (processorTime() - start) / Double(max(1, operations))
    }

    private func item(_ id: CaseID, at instant: Instant) throws -> WorkItem {
        let kind = kinds[random.integer(in: 0...(kinds.count - 1))]
        return try WorkItem(
            id: id, queue: "everything", requirement: kind.requirement, urgency: 10 * random.integer(in: 0...9),
            enqueuedAt: instant, channel: kind.channel)
    }

    private static func kinds(
        _ count: Int, _ skills: [SkillID], _ channels: [ChannelID], _ random: inout SeededGenerator
    ) -> [Kind] {
        var kinds: [Kind] = []
        var seen: Set<[SkillRequirement]> = []
        while kinds.count < count {
            var asked = skills
            random.shuffle(&asked)
            let requirement = asked.prefix(random.integer(in: 1...3)).map {
                SkillRequirement($0, atLeast: random.integer(in: 1...5))
            }
            guard seen.insert(requirement).inserted else { continue }
            kinds.append(Kind(requirement: requirement, channel: channels[kinds.count % channels.count]))
        }
        return kinds
    }
}
