import DeskPrimitives
import DeskRouting
import DeskTestKit

/// A random desk with everything in it, its pool, and the naive book of the same desk beside it.
struct PoolWorld {
    var pool: WorkPool
    var model: PoolModel
    var random: SeededGenerator
    /// The queues as they were declared, before any surge.
    private var plain: [QueueID: WorkQueue] = [:]
    private var surging: Set<QueueID> = []
    private var number = 0
    /// Whether times are whole tens of seconds, so that much falls due at once.
    let isCoarse: Bool
    /// What was done, for a failure.
    private(set) var story: [String] = []
    private(set) var faults: [String] = []

    static let skills: [SkillID] = ["s0", "s1", "s2"]
    static let teams: [TeamID] = ["red", "blue", "spare"]
    static let channels: [ChannelID] = ["phone", "chat", "mail"]

    init(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        isCoarse = random.chance(1, in: 3)
        let start = Samples.at(0)
        var focus = FocusPolicy.none
        if random.chance(2, in: 3) {
            focus = FocusPolicy(
                channels: [
                    "phone": ChannelFocus(
                        limit: 100, allows: random.chance(1, in: 2) ? ["mail"] : [], wrapUp: .seconds(20)),
                    "chat": ChannelFocus(
                        limit: 100, allows: nil, wrapUp: random.chance(1, in: 2) ? .seconds(10) : .zero),
                ], budget: random.chance(1, in: 2) ? try InterruptionBudget(2, per: .minutes(4)) : nil,
                rampUp: random.chance(1, in: 2)
                    ? try RampUp(absence: .minutes(2), over: .minutes(3), start: 30, steps: 3) : nil, emergencyFrom: 90)
        }
        var orders = AgentOrder.allCases
        random.shuffle(&orders)
        let contacts: ContactOrder = [.urgencyThenWait, .urgencyThenWait, .serviceClock, .queueRatio, .newestFirst][
            random.integer(in: 0...4)]
        let policy = DistributionPolicy(
            agents: Array(orders.prefix(random.integer(in: 0...3))), preferredAgentFor: .seconds(50),
            declinedFor: .seconds(Int64(random.integer(in: 0...9)) * 10), missedFor: .seconds(40), contacts: contacts,
            urgencyPoint: [nil, .zero, .seconds(1), .seconds(30)][random.integer(in: 0...3)], focus: focus)
        let names: [QueueID] = Array(["q0", "q1", "q2"].prefix(random.integer(in: 1...3)))
        var queues: [WorkQueue] = []
        for (index, name) in names.enumerated() {
            var queue = WorkQueue(
                id: name, teams: random.chance(1, in: 2) ? ["red"] : ["red", "blue"],
                offerTimeout: .seconds(Int64(random.integer(in: 1...6)) * 10), share: random.integer(in: 1...4))
            if index == 2 { queue.teams = ["blue"] }
            if random.chance(1, in: 2) { queue.reserveTeams = ["spare", "red"] }
            queue.relaxation = try Self.plan(&random, names)
            queues.append(queue)
        }
        pool = try WorkPool(queues: queues, policy: policy, at: start)
        model = PoolModel(policy: policy, now: start)
        for queue in queues {
            model.queues[queue.id] = queue
            plain[queue.id] = queue
        }
        self.random = random
        for index in 0..<self.random.integer(in: 1...6) {
            let agent = try self.agent(AgentID("a\(index)"))
            try pool.setAgent(agent, at: start)
            model.declare(agent)
            guard self.random.chance(1, in: 2) else { continue }
            try pool.setPresence(agent.id, .available, at: start)
            model.setPresence(agent.id, .available)
        }
        settle(.init(), "beginning")
    }

    private static func plan(_ random: inout SeededGenerator, _ queues: [QueueID]) throws -> RelaxationPlan {
        guard random.chance(2, in: 3) else { return .none }
        let all = [
            RelaxationStep(after: .seconds(40), lower: [SkillRequirement("s0", atLeast: 1)]),
            RelaxationStep(after: .seconds(70), drop: ["s1"]),
            RelaxationStep(after: .seconds(110), drop: ["s0", "s2"], teams: ["blue", "spare"]),
        ]
        let end: RelaxationEnd =
            switch random.integer(in: 0...4) {
            case 0: .stay
            case 1: .anyone
            case 2: .callback
            default: .overflow(to: random.pick(queues) ?? "q0")
            }
        let steps = all.filter { _ in random.chance(2, in: 3) }
        return try RelaxationPlan(steps: steps, endAfter: .seconds(Int64(random.integer(in: 12...30)) * 10), end: end)
    }

    private mutating func agent(_ id: AgentID) throws -> Agent {
        var levels: [SkillLevel] = []
        for skill in Self.skills where random.chance(1, in: 2) {
            levels.append(SkillLevel(skill, random.integer(in: 1...5)))
        }
        return Agent(
            id: id, name: "x", team: random.pick(Self.teams) ?? "red", skills: levels,
            capacityUnits: [100, 100, 150, 300][random.integer(in: 0...3)])
    }

    // MARK: Steps

    /// One event at random; what the pool makes of it is held against the book, and so is everything in between.
    mutating func step() throws {
        let span = isCoarse ? Int64(random.integer(in: 0...3)) * 10_000_000 : random.integer(in: 0...30_000_000)
        try advance(to: model.now + TimeSpan(microseconds: span))
        switch random.integer(in: 0...19) {
        case 0...4: try arrive()
        case 5: try finish()
        case 6: try presence()
        case 7...10: try accept()
        case 11: try decline()
        case 12: try comeBack()
        case 13...14: try finish()
        case 15: try transfer()
        case 16: try handOver()
        case 17: try changeQueue()
        case 18: try changeAgent()
        default: try protect()
        }
    }

    /// Lets time pass from one thing that falls due to the next, so that every decision has its instant.
    mutating func advance(to instant: Instant) throws {
        var rounds = 0
        while let due = pool.nextDue, due <= instant {
            rounds += 1
            if rounds > 10_000 { return faults.append("time does not pass") }
            model.advance(to: max(due, model.now))
            try pool.advance(to: max(due, model.now))
            settle(.init(), "time passes")
        }
        model.advance(to: instant)
        try pool.advance(to: instant)
        settle(.init(), "time passes")
    }

    private mutating func some(_ isWanted: (PoolModel.Job) -> Bool) -> CaseID? {
        random.pick(model.jobs.filter { isWanted($0.value) }.map(\.key).sorted())
    }

    private mutating func somebody() -> AgentID { random.pick(model.people.keys.sorted()) ?? "a0" }

    private mutating func needs() -> [SkillRequirement] {
        var needs: [SkillRequirement] = []
        for skill in Self.skills where random.chance(1, in: 3) {
            needs.append(SkillRequirement(skill, atLeast: random.integer(in: 1...3)))
        }
        return needs
    }

    private mutating func arrive() throws {
        number += 1
        var id = try CaseID("c\(number)")
        // Some come again, with a new age.
        if random.chance(1, in: 6), let old = random.pick(model.gone.keys.sorted()) { id = old }
        let item = try WorkItem(
            id: id, queue: random.pick(plain.keys.sorted()) ?? "q0", requirement: needs(),
            urgency: random.chance(1, in: 8) ? random.integer(in: 90...100) : random.integer(in: 0...10),
            units: [20, 50, 100][random.integer(in: 0...2)],
            // Some have waited elsewhere before.
            enqueuedAt: model.now - TimeSpan.seconds(random.chance(1, in: 6) ? 60 : 0),
            preferredAgent: random.chance(1, in: 4) ? try AgentID("a\(random.integer(in: 0...6))") : nil,
            channel: random.chance(1, in: 8) ? nil : random.pick(Self.channels), effort: random.integer(in: 0...200),
            isHard: random.chance(1, in: 6),
            target: random.chance(1, in: 3) ? nil : .seconds(Int64(random.integer(in: 1...5)) * 60))
        model.arrive(item)
        try pool.enqueue(item, at: model.now)
        settle(.init(), "arrive \(id)")
    }

    private mutating func presence() throws {
        let id = somebody()
        let presence = [AgentPresence.available, .available, .available, .available, .away, .offline][
            random.integer(in: 0...5)]
        let hasCome = presence == .available && model.people[id]?.presence != .available
        model.setPresence(id, presence)
        try pool.setPresence(id, presence, at: model.now)
        settle(.init(freed: hasCome ? id : nil), "\(id) is \(presence)")
    }

    private mutating func accept() throws {
        guard let id = some({ if case .offered = $0.state { true } else { false } }),
            case .offered(let agent, _) = model.jobs[id]?.state
        else { return }
        model.accept(id, by: agent)
        try pool.accept(id, by: agent, at: model.now)
        settle(.init(), "\(agent) accepts \(id)")
    }

    private mutating func decline() throws {
        guard let id = some({ if case .offered = $0.state { true } else { false } }),
            case .offered(let agent, _) = model.jobs[id]?.state
        else { return }
        // Nobody else can answer for whom it is offered to.
        for other in model.people.keys.sorted() where other != agent {
            if refusal({ try pool.decline(id, by: other, at: model.now) }) == nil {
                faults.append("\(other) declined \(id)")
            }
            if refusal({ try pool.accept(id, by: other, at: model.now) }) == nil {
                faults.append("\(other) took \(id)")
            }
        }
        model.comeBack(id, excluding: model.policy.declinedFor)
        try pool.decline(id, by: agent, at: model.now)
        settle(.init(freed: agent), "\(agent) declines \(id)")
    }

    /// An offer is withdrawn, or accepted work given back.
    private mutating func comeBack() throws {
        guard let id = some({ $0.state != .waiting }), let state = model.jobs[id]?.state else { return }
        model.comeBack(id)
        if case .offered(let agent, _) = state {
            try pool.withdraw(id, at: model.now)
            settle(.init(freed: agent), "\(id) is withdrawn")
        } else if case .assigned(let agent) = state {
            try pool.giveBack(id, at: model.now)
            settle(.init(freed: agent), "\(id) is given back")
        }
    }

    /// Work is finished, or the person gives up: while waiting, while offered.
    private mutating func finish() throws {
        let isGivingUp = random.chance(1, in: 4)
        let wanted = some { job in
            if case .assigned = job.state { return !isGivingUp }
            return isGivingUp
        }
        guard let id = wanted, let state = model.jobs[id]?.state else { return }
        var holder: AgentID?
        switch state {
        case .waiting: break
        case .offered(let agent, _), .assigned(let agent): holder = agent
        }
        model.leave(id, as: "finished")
        try pool.finish(id, at: model.now)
        settle(.init(freed: holder), "\(id) is finished")
    }

    private mutating func transfer() throws {
        guard let id = some({ _ in true }), let queue = random.pick(plain.keys.sorted()), let job = model.jobs[id]
        else { return }
        var holder: AgentID?
        switch job.state {
        case .waiting: break
        case .offered(let agent, _), .assigned(let agent): holder = agent
        }
        let needs = random.chance(1, in: 2) ? self.needs() : nil
        model.transfer(id, to: queue, needs: needs)
        try pool.transfer(id, to: queue, requirement: needs, at: model.now)
        settle(.init(freed: holder), "\(id) goes to \(queue)")
    }

    private mutating func handOver() throws {
        guard let id = some({ _ in true }), let job = model.jobs[id] else { return }
        let agent = somebody()
        let respects = random.chance(3, in: 4)
        let isRefused = model.refusesHandOver(id, to: agent, respectingCapacity: respects)
        let before = pool.work(id)
        var holder: AgentID?
        switch job.state {
        case .waiting: break
        case .offered(let agent, _), .assigned(let agent): holder = agent
        }
        if !isRefused { model.handOver(id, to: agent) }
        let refused = refusal { try pool.handOver(id, to: agent, respectingCapacity: respects, at: model.now) }
        if (refused != nil) != isRefused {
            faults.append("handing \(id) over to \(agent) gives \(String(describing: refused)), \(isRefused)")
        }
        if refused != nil, pool.work(id) != before { faults.append("refused, and yet \(id) is changed") }
        settle(.init(freed: isRefused ? nil : holder), "\(id) is handed over to \(agent)")
    }

    /// A surge begins or ends for a queue, or it is served otherwise from now on.
    private mutating func changeQueue() throws {
        guard let id = random.pick(plain.keys.sorted()), var queue = plain[id] else { return }
        switch random.integer(in: 0...3) {
        case 0...1:
            if surging.remove(id) == nil { surging.insert(id) }
        case 2: queue.teams = [["red"], ["blue"], ["red", "blue"], []][random.integer(in: 0...3)]
        default: queue.relaxation = try Self.plan(&random, plain.keys.sorted())
        }
        plain[id] = queue
        if surging.contains(id) {
            // What a surge does, said without the room's own word for it.
            for team in queue.reserveTeams where !queue.teams.contains(team) { queue.teams.append(team) }
        }
        model.queues[id] = queue
        try pool.setQueue(queue, at: model.now)
        settle(.init(), "\(id) is served by \(queue.teams)")
    }

    private mutating func changeAgent() throws {
        let id = try AgentID("a\(random.integer(in: 0...6))")
        let agent = try agent(id)
        model.declare(agent)
        try pool.setAgent(agent, at: model.now)
        settle(.init(), "\(id) is changed")
    }

    private mutating func protect() throws {
        let id = somebody()
        let isAny = random.chance(2, in: 3)
        let (from, until) = (model.now + .seconds(Int64(random.integer(in: 0...2)) * 10), model.now + .seconds(60))
        model.people[id]?.blocks = isAny ? [(from, until)] : []
        try pool.protect(id, isAny ? [ProtectedBlock(from: from, until: until)] : [], at: model.now)
        settle(.init(freed: id), "\(id) is protected or not")
    }

    // MARK: Checks

    /// Takes what the pool decided into the book and looks at everything.
    private mutating func settle(_ turn: PoolModel.Turn, _ what: String) {
        let events = pool.takeEvents()
        if what != "time passes" || !events.isEmpty {
            story.append("\((model.now - Samples.at(0)).microseconds / 1_000) ms: \(what); \(events.map(Self.brief))")
        }
        for event in events {
            for fault in model.note(event, in: turn) { faults.append("\(what): \(fault)") }
        }
        for fault in model.faults(in: pool) { faults.append("after \(what): \(fault)") }
        if let id = random.pick(model.jobs.keys.sorted()), model.jobs[id]?.state == .waiting,
            let place = model.place(of: id)
        {
            if pool.position(of: id) != place {
                faults.append(
                    "\(id) is said to be \(String(describing: pool.position(of: id))) and is \(place) in line")
            }
        }
    }

    private static func brief(_ event: PoolEvent) -> String {
        switch event {
        case .offered(let offer): "\(offer.caseID) to \(offer.agent)"
        case .expired(let id, let agent): "\(id) expired for \(agent)"
        case .widened(let widened): "\(widened.caseID) in ring \(widened.ring)"
        case .overflowed(let id, let queue): "\(id) over to \(queue)"
        case .callbackDue(let id): "\(id) to be called"
        }
    }

    /// The pool made anew from what is stored.
    mutating func rebuild() throws {
        let again = try WorkPool(
            queues: model.queues.values.sorted { $0.id < $1.id },
            agents: model.people.values.map(\.agent).sorted { $0.id < $1.id },
            policy: model.policy, seats: pool.seats, work: pool.work, at: model.now)
        pool = again
        settle(.init(), "rebuilt")
    }
}
