import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// The bound on waiting, in figures and in simulated runs; how evenly work was handed out.
@Suite struct WaitingBoundTests {
    @Test func theBoundIsAsComputedByHand() throws {
        let policy = DistributionPolicy(urgencyPoint: .minutes(1))
        let load = WaitingBound.Load(ahead: 10, burst: 2, perHour: 6, agents: 4, longest: .minutes(5))
        let bound = try WaitingBound(urgency: 40, policy: policy, load: load)
        // Sixty points of a minute: an hour; 10 ahead, 2 at once, 6 an hour for two begun hours: 24; 24 / 4 + 1 turns.
        #expect(bound.overtakingEnds == .hours(1))
        #expect(bound.longestWait == .minutes(35))
        #expect(bound.sentence(in: .finnish).contains("odottaa enintään"))
        let strict = try WaitingBound(urgency: 40, policy: DistributionPolicy(urgencyPoint: nil), load: load)
        #expect(strict.longestWait == nil && strict.sentence(in: .english).contains("for ever"))
        #expect(throws: Refusal.self) { try WaitingBound(urgency: 101, policy: policy, load: load) }
    }

    /// In every run each contact begins within its bound, and only what came in its window overtakes it.
    @Test func nothingWaitsLongerThanTheBound() throws {
        var begun = 0
        for round in 0..<Samples.cases(16) {
            let seed = UInt64(round) &* 6_700_417 &+ 9
            var random = SeededGenerator(seed: seed)
            let policy = DistributionPolicy(urgencyPoint: .seconds(Int64(random.integer(in: 1...20))))
            let crew = random.integer(in: 1...3)
            let longest = TimeSpan.seconds(60)
            var pool = try WorkPool(queues: [WorkQueue(id: "q", teams: ["t"])], policy: policy, at: Samples.at(0))
            for index in 0..<crew {
                let id = try AgentID("a\(index)")
                try pool.setAgent(Agent(id: id, name: "x", team: "t"), at: Samples.at(0))
                try pool.setPresence(id, .available, at: Samples.at(0))
            }
            var (arrivals, waits, ahead): ([CaseID: (Instant, Int)], [CaseID: TimeSpan], [CaseID: Int]) = (
                [:], [:], [:]
            )
            var ends: [(Instant, CaseID)] = []
            for second in 0..<1_500 {
                let now = Samples.at(Int64(second))
                for (_, id) in ends.filter({ $0.0 == now }) { try pool.finish(id, at: now) }
                if second < 900, random.chance(1, in: 18) {
                    let id = try CaseID("c\(second)")
                    let urgency = random.integer(in: 0...100)
                    ahead[id] = pool.waitingCount(in: "q")
                    arrivals[id] = (now, urgency)
                    try pool.enqueue(WorkItem(id: id, queue: "q", urgency: urgency, enqueuedAt: now), at: now)
                }
                for event in pool.takeEvents() {
                    guard case .offered(let offer) = event, let (came, _) = arrivals[offer.caseID] else { continue }
                    waits[offer.caseID] = now - came
                    try pool.accept(offer.caseID, by: offer.agent, at: now)
                    ends.append((now + .seconds(Int64(random.integer(in: 1...60))), offer.caseID))
                }
            }
            for (id, wait) in waits {
                let (came, urgency) = try #require(arrivals[id])
                let window = TimeSpan.seconds(0) + (policy.urgencyPoint ?? .zero) * Int64(100 - urgency)
                let overtakers = arrivals.values.count { $0.0 > came && $0.0 <= came + window && $0.1 > urgency }
                let load = WaitingBound.Load(
                    ahead: ahead[id] ?? 0, burst: overtakers, agents: crew, longest: longest)
                let bound = try WaitingBound(urgency: urgency, policy: policy, load: load)
                #expect(wait <= bound.longestWait ?? .zero, "seed \(seed), \(id)")
                begun += 1
            }
        }
        #expect(begun > 300)
    }

    @Test func theSpreadOfEffortIsShown() throws {
        func seat(_ id: AgentID, _ units: [Int], hard: Int) throws -> AgentSeat {
            var seat = AgentSeat(agent: id, presence: .available, at: Samples.at(0))
            for (number, units) in units.enumerated() {
                let name = try CaseID("\(id)-\(number)")
                seat = try seat.holding(name, units: units, capacity: nil, as: .active, at: Samples.at(1))
                    .releasing(name, finished: true, isHard: number < hard, at: Samples.at(2))
            }
            return seat
        }
        let even = try EffortSpread([seat("a", [50, 50], hard: 1), seat("b", [100], hard: 1)])
        #expect(even.gini == 0 && even.parts.map(\.share) == [500, 500] && even.parts.map(\.hardShare) == [500, 500])
        let uneven = try EffortSpread([seat("a", [100, 100, 100], hard: 3), seat("b", [], hard: 0)])
        #expect(uneven.gini == 500 && uneven.parts[0].hardShare == 1_000)
        #expect(uneven.sentence(in: .finnish).contains("a sai 100 %"))
        #expect(EffortSpread([]).gini == nil)
    }
}
