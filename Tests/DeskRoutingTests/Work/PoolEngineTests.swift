import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// What holds for a pool after every event, whatever the events are.
@Suite struct PoolEngineTests {
    /// Nothing is lost or doubled, nobody holds too much, and nothing waits that the plain planner could place.
    @Test(arguments: [PoolRun.Mode.plain, .focused, .relaxed]) func everyInterleavingKeepsTheRules(
        _ mode: PoolRun.Mode
    ) throws {
        var (offers, returned, broken) = (0, 0, 0)
        for round in 0..<Samples.cases(20) {
            let seed = UInt64(round) &* 7_919 &+ 3
            var run = try PoolRun(seed: seed, mode: mode)
            for step in 0..<80 {
                let what = try run.step()
                run.note()
                let note: Comment = "seed \(seed), step \(step): \(what)"
                try check(run, note)
            }
            offers += run.offers.count
            returned += run.returned
            broken += run.offers.count { $0.reason.brokenFocus != nil }
        }
        #expect(offers > 200 && returned > 40)
        #expect(mode != .focused || broken > 2)
    }

    private func check(_ run: PoolRun, _ note: Comment) throws {
        let (work, seats) = (run.pool.work, run.pool.seats)
        // Conservation: what came and is not gone is there, once, with the age it had.
        #expect(work.map(\.id) == run.ages.keys.filter { !run.gone.contains($0) }.sorted(), note)
        #expect(work.allSatisfy { $0.enqueuedAt == run.ages[$0.id] }, note)
        // Work and seats say the same, so no contact is with two agents.
        var held: [CaseID: AgentID] = [:]
        for seat in seats {
            let agent = try #require(run.agents[seat.agent])
            #expect(seat.usedUnits(at: run.now) <= agent.capacityUnits, note)
            for hold in seat.holds where hold.state != .wrapping {
                #expect(held.updateValue(seat.agent, forKey: hold.caseID) == nil, note)
            }
            for (channel, rules) in run.focus.channels {
                let used = seat.holds.filter { $0.channel == channel }.reduce(0) { $0 + $1.units }
                #expect(used <= rules.limit ?? .max, note)
            }
        }
        for item in work { #expect(item.state.agent == held[item.id], note) }
        #expect(run.pool.waitingCount(in: "q") == work.count { $0.state == .waiting }, note)
        // Nothing waits that could be offered: the planner, which shares no lines with the pool, finds nothing.
        let plan = WorkPlanner.plan(
            waiting: work, seats: seats, agents: run.agents, queue: run.queue, policy: run.policy,
            at: run.now)
        #expect(plan.offers.map { "\($0.caseID) to \($0.agent)" } == [], note)
        #expect(plan.widened.isEmpty, note)
        for item in work where item.state == .waiting {
            #expect(run.pool.candidates(for: item.id)?.allSatisfy { $0.exclusion != nil } == true, note)
        }
    }

    /// One event on a pool gives the offers that the planner makes of the same state.
    @Test(arguments: [PoolRun.Mode.plain, .focused, .relaxed]) func aPoolDecidesWhatThePlannerDecides(
        _ mode: PoolRun.Mode
    ) throws {
        var compared = 0
        for round in 0..<Samples.cases(25) {
            let seed = UInt64(round) &* 104_729 &+ 17
            var run = try PoolRun(seed: seed, mode: mode)
            for step in 0..<80 {
                _ = try run.step()
                run.note()
                // A contact that has just come, to the pool and to the planner.
                let now = run.now
                var item = try WorkItem(
                    id: "new", queue: "q", urgency: run.random.integer(in: 0...10), units: 20, enqueuedAt: now,
                    channel: run.random.pick(PoolRun.channels))
                if run.random.chance(1, in: 2) {
                    item = try WorkItem(
                        id: "new", queue: "q", requirement: [SkillRequirement("s0", atLeast: 2)], urgency: 5, units: 50,
                        enqueuedAt: now, preferredAgent: "a0", channel: "chat")
                }
                let plan = WorkPlanner.plan(
                    waiting: [item], seats: run.pool.seats, agents: run.agents, queue: run.queue, policy: run.policy,
                    at: now)
                var pool = run.pool
                try pool.enqueue(item, at: now)
                var offers: [Offer] = []
                for event in pool.takeEvents() { if case .offered(let offer) = event { offers.append(offer) } }
                #expect(offers == plan.offers.map(\.offer), "seed \(seed), step \(step)")
                compared += offers.count
            }
        }
        #expect(compared > 80)
    }

    /// A pool made anew from what is stored stands where the old one stood.
    @Test func aPoolCanBeRebuiltFromRecords() throws {
        for round in 0..<Samples.cases(20) {
            let seed = UInt64(round) &* 31_337 &+ 1
            var run = try PoolRun(seed: seed, mode: round % 2 == 0 ? .plain : .focused)
            for _ in 0..<60 { _ = try run.step() }
            run.note()
            var again = try WorkPool(
                queues: [run.queue], agents: run.agents.values.sorted { $0.id < $1.id }, policy: run.policy,
                seats: run.pool.seats, work: run.pool.work, at: run.now)
            #expect(again.takeEvents().isEmpty, "seed \(seed)")
            #expect(again.work == run.pool.work, "seed \(seed)")
            #expect(again.seats == run.pool.seats, "seed \(seed)")
            // And goes on: nothing waits half an hour later that could be placed.
            run.now = run.now + .minutes(30)
            try again.advance(to: run.now)
            run.pool = again
            try check(run, "seed \(seed), rebuilt")
        }
    }

    /// A pool made anew in the middle of a day decides the rest of it as the one that lived through it.
    @Test(arguments: [PoolRun.Mode.plain, .focused, .relaxed]) func aRebuiltPoolDecidesTheRestOfTheDayAlike(
        _ mode: PoolRun.Mode
    ) throws {
        var decided = 0
        for round in 0..<Samples.cases(15) {
            let seed = UInt64(round) &* 611_953 &+ 29
            var run = try PoolRun(seed: seed, mode: mode)
            for _ in 0..<40 { _ = try run.step() }
            run.note()
            var again = run
            again.pool = try WorkPool(
                queues: [run.queue], agents: run.agents.values.sorted { $0.id < $1.id }, policy: run.policy,
                seats: run.pool.seats, work: run.pool.work, at: run.now)
            #expect(again.pool.takeEvents() == [], "seed \(seed)")
            // Both draw the same events from here on.
            for step in 0..<60 {
                let (what, same) = try (run.step(), again.step())
                let note: Comment = "\(mode), seed \(seed), step \(step): \(what)"
                #expect(what == same, note)
                run.note()
                again.note()
                #expect(run.offers == again.offers, note)
                try #require(run.pool.work == again.pool.work && run.pool.seats == again.pool.seats, note)
                decided = max(decided, run.offers.count)
            }
        }
        #expect(decided > 15)
    }

    @Test func theRulesOfFocusAreSaidInTwoLanguages() throws {
        let focus = FocusPolicy(channels: ["phone": ChannelFocus(allows: [])], emergencyFrom: 95)
        var pool = try WorkPool(
            queues: [WorkQueue(id: "q", teams: ["t"])], policy: DistributionPolicy(focus: focus), at: Samples.at(0))
        try pool.setAgent(Agent(id: "a", name: "A", team: "t", capacityUnits: 200), at: Samples.at(0))
        try pool.setPresence("a", .available, at: Samples.at(0))
        func item(_ id: CaseID, _ urgency: Int, _ channel: ChannelID) throws -> WorkItem {
            try WorkItem(id: id, queue: "q", urgency: urgency, units: 50, enqueuedAt: pool.now, channel: channel)
        }
        try pool.enqueue(item("call", 50, "phone"), at: Samples.at(1))
        try pool.accept("call", by: "a", at: Samples.at(2))
        try pool.enqueue(item("mail", 50, "mail"), at: Samples.at(3))
        #expect(
            pool.candidates(for: "mail")?.first?.exclusion
                == .focus(.channelExcludes(during: "phone", new: "mail")))
        #expect(pool.sentence(about: "mail", in: .finnish)?.contains("ei saa keskeyttää") == true)
        pool.clearEvents()
        try pool.enqueue(item("fire", 95, "mail"), at: Samples.at(4))
        guard case .offered(let offer)? = pool.takeEvents().first else {
            Issue.record("the emergency was not offered")
            return
        }
        #expect(offer.caseID == "fire")
        #expect(offer.reason.brokenFocus == .channelExcludes(during: "phone", new: "mail"))
        #expect(offer.reason.sentence(in: .english).contains("asked all the same"))
        #expect(pool.work("mail")?.state == .waiting)
    }

    @Test func handingOverRespectsCapacityUnlessSaid() throws {
        var pool = try WorkPool(queues: [WorkQueue(id: "q", teams: ["t"])], at: Samples.at(0))
        for id in ["a", "b"] as [AgentID] {
            try pool.setAgent(Agent(id: id, name: "x", team: "t"), at: Samples.at(0))
            try pool.setPresence(id, .available, at: Samples.at(0))
        }
        for (id, agent) in [("c1", "a"), ("c2", "b")] as [(CaseID, AgentID)] {
            try pool.enqueue(WorkItem(id: id, queue: "q", enqueuedAt: pool.now), at: pool.now)
            try pool.accept(id, by: agent, at: pool.now)
        }
        let full = refusal { try pool.handOver("c1", to: "b", at: pool.now) }
        #expect(full?.code == .notAllowed)
        try pool.handOver("c1", to: "b", respectingCapacity: false, at: pool.now)
        #expect(pool.seat(of: "b")?.usedUnits == 200)
        #expect(pool.seat(of: "a")?.usedUnits == 0)
    }

    @Test func queueRatioAndServiceClockChooseAmongLines() throws {
        for (order, expected) in [
            (ContactOrder.queueRatio, "short0"), (.serviceClock, "tight"), (.newestFirst, "tight"),
        ] {
            let queues = [
                WorkQueue(id: "long", teams: ["t"], share: 10), WorkQueue(id: "short", teams: ["t"], share: 1),
            ]
            var pool = try WorkPool(queues: queues, policy: DistributionPolicy(contacts: order), at: Samples.at(0))
            try pool.setAgent(Agent(id: "a", name: "x", team: "t"), at: Samples.at(0))
            for number in 0..<5 {
                try pool.enqueue(
                    WorkItem(
                        id: CaseID("long\(number)"), queue: "long", enqueuedAt: Samples.at(Int64(number)),
                        target: .hours(10)), at: Samples.at(Int64(number)))
            }
            for number in 0..<2 {
                try pool.enqueue(
                    WorkItem(
                        id: CaseID("short\(number)"), queue: "short", enqueuedAt: Samples.at(Int64(10 + number)),
                        target: .hours(10)), at: Samples.at(Int64(10 + number)))
            }
            try pool.enqueue(
                WorkItem(id: "tight", queue: "long", enqueuedAt: Samples.at(20), target: .minutes(5)),
                at: Samples.at(20))
            try pool.setPresence("a", .available, at: Samples.at(100))
            guard case .offered(let offer)? = pool.takeEvents().first else {
                Issue.record("nothing was offered")
                continue
            }
            #expect(offer.caseID.rawValue == expected, "\(order)")
        }
    }
}
