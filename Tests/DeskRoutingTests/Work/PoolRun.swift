import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// A random day of a pool, and a book of every contact kept beside it from the calls and events alone.
struct PoolRun {
    enum Mode { case plain, focused, relaxed }

    var pool: WorkPool
    var random: SeededGenerator
    let agents: [AgentID: Agent]
    let queue: WorkQueue
    let focus: FocusPolicy
    let policy: DistributionPolicy
    var now = Samples.at(0)
    /// When each contact came, by case: what must never change.
    var ages: [CaseID: Instant] = [:]
    var gone: Set<CaseID> = []
    var offers: [Offer] = []
    var returned = 0
    private var number = 0

    static let skills: [SkillID] = ["s0", "s1", "s2"]
    static let channels: [ChannelID] = ["phone", "chat", "mail"]

    init(seed: UInt64, mode: Mode) throws {
        var random = SeededGenerator(seed: seed)
        var agents: [AgentID: Agent] = [:]
        for index in 0..<random.integer(in: 1...6) {
            let id = try AgentID("a\(index)")
            var levels: [SkillLevel] = []
            for skill in Self.skills where random.chance(1, in: 2) {
                levels.append(SkillLevel(skill, random.integer(in: 1...5)))
            }
            agents[id] = Agent(
                id: id, name: "x", team: random.chance(4, in: 5) ? "t" : "back", skills: levels,
                capacityUnits: [100, 100, 150, 300][random.integer(in: 0...3)])
        }
        var plan = RelaxationPlan.none
        if mode == .relaxed {
            plan = try RelaxationPlan(
                steps: [
                    RelaxationStep(after: .seconds(60), lower: [SkillRequirement("s0", atLeast: 1)]),
                    RelaxationStep(after: .seconds(120), drop: ["s1"], teams: ["back"]),
                ], endAfter: .seconds(200), end: .anyone)
        }
        queue = WorkQueue(id: "q", teams: ["t"], offerTimeout: .seconds(40), relaxation: plan)
        var focus = FocusPolicy.none
        if mode == .focused {
            focus = FocusPolicy(
                channels: [
                    "phone": ChannelFocus(limit: 100, allows: ["mail"], wrapUp: .seconds(20)),
                    "chat": ChannelFocus(limit: 80, allows: nil),
                ], budget: try InterruptionBudget(2, per: .minutes(5)),
                rampUp: try RampUp(absence: .minutes(4), over: .minutes(3), start: 50, steps: 2), emergencyFrom: 9)
        }
        var orders = AgentOrder.allCases
        random.shuffle(&orders)
        policy = DistributionPolicy(
            agents: Array(orders.prefix(random.integer(in: 0...3))), preferredAgentFor: .seconds(50),
            declinedFor: .seconds(90), missedFor: .seconds(45), urgencyPoint: .seconds(30),
            focus: focus)
        self.focus = focus
        self.agents = agents
        pool = try WorkPool(queues: [queue], policy: policy, at: now)
        for agent in agents.values.sorted(by: { $0.id < $1.id }) { try pool.setAgent(agent, at: now) }
        self.random = random
    }

    /// One event at random; answers what it was.
    mutating func step() throws -> String {
        now = now + .seconds(Int64(random.integer(in: 0...30)))
        // Time passes first, so that what follows is one event.
        try pool.advance(to: now)
        note()
        let names = agents.keys.sorted()
        let agent = random.pick(names) ?? "a0"
        let work = pool.work
        func some(_ isWanted: (WorkItem) -> Bool) -> WorkItem? { random.pick(work.filter(isWanted)) }
        switch random.integer(in: 0...11) {
        case 0...3: return try arrive()
        case 4:
            try pool.setPresence(
                agent, [.available, .available, .away, .offline][random.integer(in: 0...3)], at: now)
            return "presence \(agent)"
        case 5...6:
            guard let item = some({ $0.state.name == "offered" }), let agent = item.state.agent else { return "-" }
            try pool.accept(item.id, by: agent, at: now)
            return "accept \(item.id)"
        case 7:
            guard let item = some({ $0.state.name == "offered" }), let agent = item.state.agent else { return "-" }
            returned += 1
            try pool.decline(item.id, by: agent, at: now)
            return "decline \(item.id)"
        case 8:
            guard let item = some({ $0.state.name == "assigned" }) else { return "-" }
            returned += 1
            try pool.giveBack(item.id, at: now)
            return "give back \(item.id)"
        case 9:
            guard let item = some({ $0.state.name == "waiting" }), random.chance(1, in: 3) else { return "-" }
            gone.insert(item.id)
            try pool.finish(item.id, at: now)
            return "hang up \(item.id)"
        case 10:
            if random.chance(1, in: 3) {
                let block = try ProtectedBlock(from: now, until: now + .seconds(60))
                try pool.protect(agent, focus == .none ? [] : [block], at: now)
                return "protect \(agent)"
            }
            guard let item = some({ $0.state.name == "offered" }) else { return "-" }
            returned += 1
            try pool.withdraw(item.id, at: now)
            return "withdraw \(item.id)"
        default:
            guard let item = some({ $0.state.name == "assigned" }) else { return "-" }
            gone.insert(item.id)
            try pool.finish(item.id, at: now)
            return "finish \(item.id)"
        }
    }

    private mutating func arrive() throws -> String {
        number += 1
        var needs: [SkillRequirement] = []
        for skill in Self.skills where random.chance(1, in: 3) {
            needs.append(SkillRequirement(skill, atLeast: random.integer(in: 1...4)))
        }
        let item = try WorkItem(
            id: CaseID("c\(number)"), queue: "q", requirement: needs, urgency: random.integer(in: 0...10),
            units: [20, 50, 100][random.integer(in: 0...2)], enqueuedAt: now,
            preferredAgent: random.chance(1, in: 4) ? AgentID("a\(random.integer(in: 0...6))") : nil,
            channel: random.pick(Self.channels))
        ages[item.id] = now
        try pool.enqueue(item, at: now)
        return "arrive \(item.id)"
    }

    /// Takes the events into the book.
    mutating func note() {
        for event in pool.takeEvents() { if case .offered(let offer) = event { offers.append(offer) } }
    }
}
