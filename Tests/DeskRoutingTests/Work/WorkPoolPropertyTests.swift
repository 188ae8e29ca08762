import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// What holds for every plan, on random queues and rosters.
@Suite struct WorkPoolPropertyTests {
    private struct Scene {
        var items: [WorkItem] = []
        var seats: [AgentSeat] = []
        var agents: [AgentID: Agent] = [:]
        var policy = DistributionPolicy()
        let queue = WorkQueue(id: "q", teams: ["t0", "t1"])
        let at = Samples.at(1_000)

        init(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            func number(_ range: ClosedRange<Int>) -> Int { random.integer(in: range) }
            let skills: [SkillID] = ["s0", "s1", "s2"]
            for index in 0..<number(0...8) {
                let id = try AgentID("a\(index)")
                let levels = skills.filter { _ in number(0...1) == 1 }.map { SkillLevel($0, number(1...5)) }
                agents[id] = Agent(
                    id: id, name: "x", team: try TeamID("t\(number(0...2))"), skills: levels,
                    capacityUnits: [30, 100, 100, 250][number(0...3)])
                var seat = AgentSeat(
                    agent: id, presence: [.available, .available, .away][number(0...2)],
                    at: Samples.at(Int64(number(0...3))))
                for held in 0..<number(0...2) {
                    seat = try seat.holding(
                        CaseID("h\(index)-\(held)"), units: number(1...60), capacity: nil,
                        as: number(0...1) == 0 ? .offered : .active, at: Samples.at(Int64(number(0...9))))
                }
                if number(0...9) > 0 { seats.append(seat) }
            }
            if number(0...5) == 0 { agents.removeValue(forKey: "a0") }
            for index in 0..<number(0...10) {
                var needs: [SkillRequirement] = []
                for skill in skills where number(0...3) == 0 {
                    needs.append(SkillRequirement(skill, atLeast: number(1...5)))
                }
                var item = try WorkItem(
                    id: CaseID("c\(index)"), queue: "q", requirement: needs, urgency: number(0...2),
                    units: [20, 50, 100][number(0...2)],
                    enqueuedAt: Samples.at(Int64(number(940...1_000))),
                    preferredAgent: number(0...2) == 0 ? AgentID("a\(number(0...8))") : nil)
                if number(0...3) == 0 {
                    let agent = try AgentID("a\(number(0...8))")
                    item = try item.offering(to: agent, at: Samples.at(950), expires: Samples.at(960))
                        .declining(by: agent, at: Samples.at(955), excludeFor: .seconds(Int64(number(10...90))))
                }
                items.append(item)
            }
            var orders = AgentOrder.allCases
            random.shuffle(&orders)
            policy.agents = Array(orders.prefix(number(0...3)))
        }

        func plan() -> WorkPlan {
            WorkPlanner.plan(waiting: items, seats: seats, agents: agents, queue: queue, policy: policy, at: at)
        }
    }

    @Test func plansKeepTheRules() throws {
        var offers = 0
        var unplaced = 0
        for round in 0..<Samples.cases(1_500) {
            let seed = UInt64(round) &* 2_654_435_761 &+ 5
            let scene = try Scene(seed: seed)
            let plan = scene.plan()
            offers += plan.offers.count
            unplaced += plan.unplaced.count
            // Every piece of work is in exactly one place.
            let cases = plan.offers.map(\.caseID) + plan.unplaced.map(\.item.id)
            #expect(cases.sorted() == scene.items.map(\.id).sorted(), "seed \(seed)")
            // Nobody holds more than they can, offers of this plan included; each offer can be carried out.
            var seats = Dictionary(uniqueKeysWithValues: scene.seats.map { ($0.agent, $0) })
            for offer in plan.offers {
                let item = try #require(scene.items.first { $0.id == offer.caseID })
                let agent = try #require(scene.agents[offer.agent], "seed \(seed)")
                let seat = try #require(seats[offer.agent], "seed \(seed)")
                #expect(seat.presence == .available && scene.queue.teams.contains(agent.team), "seed \(seed)")
                #expect(agent.lacking(item.requirement).isEmpty, "seed \(seed)")
                seats[offer.agent] = try seat.holding(
                    item.id, units: item.units, capacity: agent.capacityUnits, at: scene.at)
                _ = try item.offering(to: offer.agent, at: offer.at, expires: offer.expires)
            }
            // The explanation agrees: who was chosen could take it, and as many could as it says.
            for offer in plan.offers {
                let able = offer.candidates.filter { $0.exclusion == nil }.map(\.agent)
                #expect(able.contains(offer.agent) && able.count == offer.reason.eligibleCount, "seed \(seed)")
                #expect(offer.candidates.map(\.agent) == scene.seats.map(\.agent).sorted(), "seed \(seed)")
            }
            // Nothing waits that somebody could have taken.
            for left in plan.unplaced {
                #expect(left.reasons.allSatisfy { $0.exclusion != nil }, "seed \(seed)")
                #expect(left.reasons.map(\.agent) == scene.seats.map(\.agent).sorted(), "seed \(seed)")
            }
        }
        #expect(offers > 1_000 && unplaced > 1_000)
    }

    @Test func theOrderOfTheInputIsNoDifference() throws {
        for round in 0..<Samples.cases(400) {
            let seed = UInt64(round) &* 40_503 &+ 11
            var scene = try Scene(seed: seed)
            let plan = scene.plan()
            var random = SeededGenerator(seed: seed ^ 1)
            random.shuffle(&scene.items)
            random.shuffle(&scene.seats)
            let other = scene.plan()
            #expect(other == plan, "seed \(seed)")
            #expect(other.offers.map { $0.sentence(in: .english) } == plan.offers.map { $0.sentence(in: .english) })
        }
    }

    /// The choice is what sorting all who could take it gives.
    @Test func theChoiceIsTheFirstInTheOrderOfThePolicy() throws {
        for round in 0..<Samples.cases(600) {
            let seed = UInt64(round) &* 69_069 &+ 1
            let scene = try Scene(seed: seed)
            var used: [AgentID: Int] = [:]
            for seat in scene.seats { used[seat.agent] = seat.usedUnits }
            for offer in scene.plan().offers {
                let item = try #require(scene.items.first { $0.id == offer.caseID })
                let able = offer.candidates.filter { $0.exclusion == nil }.map(\.agent)
                let keyed = able.map { id in (id, scene.policy.agents.map { measure($0, id, item, scene, used) }) }
                let best = keyed.min { a, b in
                    for (x, y) in zip(a.1, b.1) where x != y { return x < y }
                    return a.0 < b.0
                }
                #expect(best?.0 == offer.agent, "seed \(seed)")
                used[offer.agent, default: 0] += item.units
            }
        }
    }

    private func measure(
        _ order: AgentOrder, _ id: AgentID, _ item: WorkItem, _ scene: Scene, _ used: [AgentID: Int]
    ) -> Double {
        guard let agent = scene.agents[id], let seat = scene.seats.first(where: { $0.agent == id }) else { return 0 }
        switch order {
        case .longestIdle:
            let isWorking = seat.holds.contains { $0.state == .active }
            return (isWorking ? 1e9 : 0) + Double((seat.idleSince - Samples.at(0)).wholeSeconds)
        case .leastUtilised: return Double(used[id] ?? 0) / Double(agent.capacityUnits)
        case .bestProficiency: return -Double(item.requirement.map { agent.level(of: $0.skill) }.reduce(0, +))
        case .leastFlexible: return Double(agent.skills.count)
        case .leastEffort: return Double(seat.effort)
        }
    }
}
