import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// Corners of a pool that random days have found, each in its smallest form.
@Suite("Corners of a pool")
struct PoolCornerTests {
    private func pool(
        _ queues: [WorkQueue] = [WorkQueue(id: "q", teams: ["t"])], _ policy: DistributionPolicy = DistributionPolicy(),
        agents: [Agent]
    ) throws -> WorkPool {
        var pool = try WorkPool(queues: queues, policy: policy, at: Samples.at(0))
        for agent in agents {
            try pool.setAgent(agent, at: Samples.at(0))
            try pool.setPresence(agent.id, .available, at: Samples.at(0))
        }
        pool.clearEvents()
        return pool
    }

    private func agent(_ id: AgentID, _ skills: [SkillLevel] = [], team: TeamID = "t", capacity: Int = 100) -> Agent {
        Agent(id: id, name: "x", team: team, skills: skills, capacityUnits: capacity)
    }

    private func offers(_ pool: inout WorkPool) -> [String] {
        pool.takeEvents().compactMap {
            if case .offered(let offer) = $0 { "\(offer.caseID) to \(offer.agent)" } else { nil }
        }
    }

    @Test("Work of no known channel interrupts what it may, as its explanation says")
    func noChannel() throws {
        let focus = FocusPolicy(channels: ["phone": ChannelFocus(allows: [])])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"])], .init(focus: focus), agents: [agent("a", capacity: 300)])
        for (number, channel) in (["phone", nil, "letter"] as [ChannelID?]).enumerated() {
            let at = Samples.at(Int64(number))
            try pool.enqueue(
                WorkItem(id: CaseID("c\(number)"), queue: "q", enqueuedAt: at, channel: channel), at: at)
        }
        // Nobody knows that it comes over another channel; of the letter everybody does.
        #expect(offers(&pool) == ["c0 to a", "c1 to a"])
        #expect(
            pool.candidates(for: "c2")?.first?.exclusion == .focus(.channelExcludes(during: "phone", new: "letter")))
    }

    @Test("What was kept for an agent who has lost the skill for it goes to others")
    func lostSkill() throws {
        let needs = [SkillRequirement("s")]
        var pool = try pool(
            agents: [agent("a", [SkillLevel("s")]), agent("b", [SkillLevel("s")])])
        try pool.enqueue(
            WorkItem(id: "c1", queue: "q", enqueuedAt: Samples.at(1), preferredAgent: "a"), at: Samples.at(1))
        try pool.enqueue(
            WorkItem(id: "c2", queue: "q", requirement: needs, enqueuedAt: Samples.at(2), preferredAgent: "a"),
            at: Samples.at(2))
        #expect(offers(&pool) == ["c1 to a"])
        #expect(pool.candidates(for: "c2")?.last?.exclusion == .reserved(for: "a", until: Samples.at(62)))
        try pool.setAgent(agent("a"), at: Samples.at(3))
        #expect(offers(&pool) == ["c2 to b"])
    }

    @Test("Work is not opened early because an agent who is there is declared anew")
    func declaredAnew() throws {
        let plan = try RelaxationPlan(steps: [RelaxationStep(after: .minutes(5), drop: ["s"])])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"], relaxation: plan)], agents: [agent("a", [SkillLevel("s")])])
        for number in 1...2 {
            try pool.enqueue(
                WorkItem(
                    id: CaseID("c\(number)"), queue: "q", requirement: [SkillRequirement("s")],
                    enqueuedAt: Samples.at(1),
                    preferredAgent: "a"), at: Samples.at(1))
        }
        pool.clearEvents()
        try pool.setAgent(agent("a", [SkillLevel("s", 2)]), at: Samples.at(2))
        #expect(pool.takeEvents() == [] && pool.work("c2")?.ring == 0)
    }

    @Test("A queue that more people serve from now on gives its work out as the policy says, in the order of its line")
    func moreTeams() throws {
        let focus = FocusPolicy(channels: ["phone": ChannelFocus(allows: [])])
        var pool = try pool(
            [WorkQueue(id: "q", teams: []), WorkQueue(id: "other", teams: ["t"])],
            .init(agents: [.bestProficiency], focus: focus),
            agents: [agent("a", capacity: 300), agent("b"), agent("c", [SkillLevel("s", 5)])])
        try pool.enqueue(
            WorkItem(id: "call", queue: "other", enqueuedAt: Samples.at(1), channel: "phone"), at: Samples.at(1))
        #expect(offers(&pool) == ["call to a"])
        try pool.enqueue(
            WorkItem(id: "fire", queue: "q", urgency: 99, enqueuedAt: Samples.at(3), channel: "mail"), at: Samples.at(3)
        )
        try pool.enqueue(
            WorkItem(id: "mail", queue: "q", requirement: [SkillRequirement("s")], enqueuedAt: Samples.at(3)),
            at: Samples.at(3))
        try pool.setQueue(WorkQueue(id: "q", teams: ["t"]), at: Samples.at(4))
        // The one who is on the phone is asked for nothing, although she was declared first and it is an emergency.
        let events = pool.takeEvents()
        #expect(
            events.allSatisfy { if case .offered(let offer) = $0 { offer.reason.brokenFocus == nil } else { false } })
        #expect(pool.work("fire")?.state.agent == "b" && pool.work("mail")?.state.agent == "c")
    }

    @Test("Handing over respects what an agent can hold of a channel, too")
    func channelLimit() throws {
        let focus = FocusPolicy(channels: ["chat": ChannelFocus(limit: 50)])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"])], .init(focus: focus),
            agents: [agent("a", capacity: 300), agent("b", capacity: 300)])
        for number in 1...2 {
            let at = Samples.at(Int64(number))
            try pool.enqueue(
                WorkItem(id: CaseID("c\(number)"), queue: "q", units: 50, enqueuedAt: at, channel: "chat"), at: at)
        }
        #expect(offers(&pool) == ["c1 to a", "c2 to b"])
        #expect(refusal { try pool.handOver("c1", to: "b", at: Samples.at(3)) }?.code == .notAllowed)
        try pool.handOver("c1", to: "b", respectingCapacity: false, at: Samples.at(3))
        #expect(pool.seat(of: "b")?.holds.map(\.caseID) == ["c2", "c1"])
    }

    @Test("Work that was opened further than a new plan goes comes to the end of the new plan all the same")
    func shorterPlan() throws {
        let long = try RelaxationPlan(
            steps: [RelaxationStep(after: .seconds(10), drop: ["s"]), RelaxationStep(after: .seconds(20), drop: ["x"])])
        var queues = [WorkQueue(id: "q", teams: ["t"], relaxation: long), WorkQueue(id: "other", teams: ["u"])]
        var pool = try pool(queues, agents: [agent("a")])
        try pool.enqueue(WorkItem(id: "c0", queue: "q", enqueuedAt: Samples.at(0)), at: Samples.at(0))
        try pool.accept("c0", by: "a", at: Samples.at(0))
        try pool.enqueue(
            WorkItem(id: "c1", queue: "q", requirement: [SkillRequirement("s")], enqueuedAt: Samples.at(0)),
            at: Samples.at(0))
        try pool.advance(to: Samples.at(25))
        #expect(pool.work("c1")?.ring == 2)
        queues[0].relaxation = try RelaxationPlan(
            steps: [RelaxationStep(after: .seconds(30), drop: ["s"])], endAfter: .seconds(60),
            end: .overflow(to: "other"))
        try pool.setQueue(queues[0], at: Samples.at(26))
        try pool.advance(to: Samples.at(61))
        #expect(pool.work("c1")?.queue == "other")
        // The planner says the same of it.
        var item = try WorkItem(id: "c2", queue: "q", requirement: [SkillRequirement("s")], enqueuedAt: Samples.at(0))
        item = try item.widening(to: 2)
        let plan = WorkPlanner.plan(
            waiting: [item], seats: [], agents: [:], queue: queues[0], policy: DistributionPolicy(), at: Samples.at(26))
        #expect(plan.ended.map(\.caseID) == ["c2"])
    }

    @Test("By the service clock the wait decides and not the urgency, as in the plan for the same work")
    func serviceClock() throws {
        let policy = DistributionPolicy(contacts: .serviceClock, urgencyPoint: .minutes(10))
        var pool = try pool([WorkQueue(id: "q", teams: ["t"])], policy, agents: [agent("a")])
        try pool.setPresence("a", .away, at: Samples.at(0))
        for (number, urgency) in [1, 9, 1].enumerated() {
            let at = Samples.at(Int64(number))
            try pool.enqueue(
                WorkItem(id: CaseID("c\(number)"), queue: "q", urgency: urgency, enqueuedAt: at, target: .minutes(5)),
                at: at)
        }
        let waiting = pool.work
        try pool.setPresence("a", .available, at: Samples.at(60))
        #expect(offers(&pool) == ["c0 to a"])
        let seat = AgentSeat(agent: "a", presence: .available, at: Samples.at(60))
        let plan = WorkPlanner.match(
            waiting: waiting, seats: [seat], agents: ["a": agent("a")], queue: WorkQueue(id: "q", teams: ["t"]),
            policy: policy, at: Samples.at(60))
        #expect(plan.map(\.caseID) == ["c0"])
    }

    @Test("A contact that comes again while its first time is wrapped up is in the seat once")
    func again() throws {
        let focus = FocusPolicy(channels: ["phone": ChannelFocus(wrapUp: .minutes(5))])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"])], .init(focus: focus), agents: [agent("a", capacity: 200)])
        for round in 0...1 {
            let at = Samples.at(Int64(round) * 10)
            try pool.enqueue(WorkItem(id: "c", queue: "q", enqueuedAt: at, channel: "phone"), at: at)
            try pool.accept("c", by: "a", at: at)
            if round == 0 { try pool.finish("c", at: at) }
        }
        let seat = try #require(pool.seat(of: "a"))
        #expect(seat.holds.map(\.state) == [.active] && seat.usedUnits(at: Samples.at(10)) == 100)
        // A stored seat with a case twice could not be read again.
        #expect(try RecordDecoder().decode(AgentSeat.self, from: RecordEncoder().encode(seat)) == seat)
        try pool.finish("c", at: Samples.at(20))
        try pool.advance(to: Samples.at(400))
        #expect(pool.seat(of: "a")?.usedUnits == 0)
    }

    @Test(
        "Work that was opened because nobody was there any more is offered, although it would rather have who changed")
    func openedByAChange() throws {
        let plan = try RelaxationPlan(steps: [RelaxationStep(after: .minutes(5), drop: ["s"], teams: ["back"])])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"], relaxation: plan)],
            agents: [agent("a", [SkillLevel("s")]), agent("b", team: "back")])
        try pool.enqueue(WorkItem(id: "c1", queue: "q", enqueuedAt: Samples.at(0)), at: Samples.at(0))
        // More than a can hold, so it is not kept for her; but she is there for its kind of work.
        try pool.setAgent(agent("b", team: "back", capacity: 40), at: Samples.at(1))
        try pool.enqueue(
            WorkItem(
                id: "c2", queue: "q", requirement: [SkillRequirement("s")], units: 40,
                enqueuedAt: Samples.at(2) - .minutes(2),
                preferredAgent: "a"), at: Samples.at(2))
        #expect(offers(&pool) == ["c1 to a"] && pool.work("c2")?.ring == 0)
        try pool.setAgent(agent("a"), at: Samples.at(3))
        #expect(offers(&pool) == ["c2 to b"] && pool.work("c2")?.ring == 1)
    }

    @Test("An agent who is declared anew gets the first in line of what they can do, before what was kept for them")
    func firstInLine() throws {
        var pool = try pool(agents: [agent("a", capacity: 50)])
        for (number, needs) in [[SkillRequirement("s")], []].enumerated() {
            let at = Samples.at(Int64(number))
            try pool.enqueue(
                WorkItem(
                    id: CaseID("c\(number)"), queue: "q", requirement: needs, units: 50, enqueuedAt: at,
                    preferredAgent: number == 0 ? nil : "a"), at: at)
            if number == 0 {
                try pool.enqueue(WorkItem(id: "busy", queue: "q", units: 50, enqueuedAt: at), at: at)
                #expect(offers(&pool) == ["busy to a"])
            }
        }
        try pool.accept("busy", by: "a", at: Samples.at(2))
        try pool.setAgent(agent("a", [SkillLevel("s")], capacity: 100), at: Samples.at(3))
        #expect(offers(&pool) == ["c0 to a"])
    }

    @Test("Who takes a contact up again that they are wrapping up gets what the rest of their time is enough for")
    func roomOfWrapUp() throws {
        let focus = FocusPolicy(channels: ["phone": ChannelFocus(wrapUp: .minutes(5))])
        var pool = try pool(
            [WorkQueue(id: "q", teams: ["t"])], .init(focus: focus), agents: [agent("a", capacity: 120)])
        try pool.enqueue(WorkItem(id: "c", queue: "q", enqueuedAt: Samples.at(0), channel: "phone"), at: Samples.at(0))
        try pool.accept("c", by: "a", at: Samples.at(0))
        try pool.finish("c", at: Samples.at(1))
        try pool.enqueue(WorkItem(id: "mail", queue: "q", units: 100, enqueuedAt: Samples.at(2)), at: Samples.at(2))
        _ = offers(&pool)
        try pool.enqueue(WorkItem(id: "c", queue: "q", units: 20, enqueuedAt: Samples.at(3)), at: Samples.at(3))
        #expect(offers(&pool) == ["c to a", "mail to a"])
    }

    @Test("A long line of one kind is served in its order, whatever comes, leaves and comes back in between")
    func longLine() throws {
        for round in 0..<Samples.cases(6) {
            let seed = UInt64(round) &* 15_485_863 &+ 7
            var random = SeededGenerator(seed: seed)
            var pool = try pool(agents: [agent("a")])
            var urgencies: [CaseID: Int] = [:]
            var now = Samples.at(0)
            var served = 0
            try pool.enqueue(WorkItem(id: "first", queue: "q", enqueuedAt: now), at: now)
            try pool.accept("first", by: "a", at: now)
            var holding: CaseID = "first"
            for number in 0..<400 {
                now = now + .seconds(1)
                // A point of urgency is a quarter of an hour, far more than the whole run: urgency decides, then age.
                let urgency = random.integer(in: 0...9)
                let id = try CaseID("c\(1_000 + number)")
                try pool.enqueue(WorkItem(id: id, queue: "q", urgency: urgency, enqueuedAt: now), at: now)
                urgencies[id] = urgency
                if random.chance(1, in: 8), let gone = random.pick(urgencies.keys.sorted()) {
                    try pool.finish(gone, at: now)
                    urgencies[gone] = nil
                }
                guard number > 20, random.chance(1, in: 3) || number > 340 else { continue }
                _ = offers(&pool)
                try pool.finish(holding, at: now)
                let next = urgencies.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
                #expect(offers(&pool) == next.map { ["\($0) to a"] }, "seed \(seed), \(number)")
                guard let next else { break }
                try pool.accept(next, by: "a", at: now)
                urgencies[next] = nil
                holding = next
                served += 1
            }
            #expect(served > 60, "seed \(seed)")
        }
    }
}
