import DeskTestKit
import Foundation
import ServiceDesk
import Testing

/// Whole runs of a desk with agents who come, go, accept, decline and do not answer.
@Suite("D. Runs of long lines") struct WaitingRunScenarios {
    /// The number given times `SERVICE_DESK_CASES`.
    private func scaled(_ count: Int, to most: Int) -> Int {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
        return min(count * max(1, factor), most)
    }

    private func distribute(_ day: DeskOfTheDay) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.distribute) else { return [] }
        return work
    }

    private func states(_ day: DeskOfTheDay) async throws -> [WorkItem] {
        try await day.store.snapshot().records.filter { $0.key.collection == WorkItem.collection }
            .map { (record) throws in try record.body.value(as: WorkItem.self) }
    }

    @Test(
        "D1 D3 in a long line with agents who come, go, decline and do not answer, nobody is stranded and nothing is lost",
        .timeLimit(.minutes(10)))
    func nobodyStranded() async throws {
        let (seed, count) = (UInt64(20_260_302), scaled(400, to: 2_000))
        var random = SeededGenerator(seed: seed)
        var policy = try TownDesk.policy()
        // Some can take everything, some only a part; each holds several.
        for number in 0..<12 {
            policy.agents.append(
                Agent(
                    id: AgentID(checked: "extra\(number)"), name: "Extra", team: "technical",
                    skills: number % 3 == 0 ? [SkillLevel("permits", 3)] : [], capacityUnits: 400))
        }
        let crew = policy.agents.filter { $0.team == "technical" }.map(\.id)
        let day = try DeskOfTheDay(policy: policy)
        for number in 0..<count {
            if number % 10 == 0 { day.clock.advance(by: .seconds(1)) }
            let topic: TopicID = Int.random(in: 0..<3, using: &random) == 0 ? "permits" : "streets"
            _ = try await day.receive(try day.mail(from: "m\(number)@example.com", topic: topic))
        }
        func settle(_ offers: [OfferedWork]) async throws {
            let names = Set(offers.map(\.caseID))
            #expect(names.count == offers.count, "one contact to two at once, seed \(seed)")
            for offer in offers {
                switch Int.random(in: 0..<20, using: &random) {
                case 0: try await day.desk.perform(.decline(offer.caseID, by: offer.agent))
                case 1: break
                default:
                    try await day.desk.perform(.accept(offer.caseID, by: offer.agent))
                    try await day.desk.perform(.resolve(offer.caseID, by: offer.agent))
                }
            }
        }
        for _ in 0..<20 {
            for agent in crew {
                let presence: AgentPresence = Int.random(in: 0..<3, using: &random) == 0 ? .away : .available
                try await day.desk.perform(.setPresence(agent, presence))
            }
            try await settle(try await distribute(day))
            day.clock.advance(by: .seconds(40))
            try await Timekeeper(day.desk).sweep()
            let held = try await day.desk.records(AgentSeat.self, AgentSeat.seats(of: crew))
            for seat in held {
                let capacity = try #require(day.desk.machine.policy.agents[seat.agent]).capacityUnits
                #expect(seat.usedUnits <= capacity, "\(seat.agent), seed \(seed)")
            }
        }
        // From now on everybody is there; nobody may be left over.
        for agent in crew { try await day.desk.perform(.setPresence(agent, .available)) }
        var rounds = 0
        while try await states(day).contains(where: { if case .done = $0.state { false } else { true } }) {
            try await settle(try await distribute(day))
            day.clock.advance(by: .minutes(1))
            try await Timekeeper(day.desk).sweep()
            rounds += 1
            try #require(rounds < 400, "somebody is stranded, seed \(seed)")
        }
        #expect(try await states(day).count == count)
    }

    @Test("D5 no wait at the desk exceeds the computed bound", .timeLimit(.minutes(10)), arguments: [UInt64(1), 2, 3])
    func bound(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var policy = try TownDesk.policy()
        policy.distribution.urgencyPoint = .minutes(2)
        // Three who can take anything, one matter at a time.
        policy.agents = ["a", "b", "c"].map {
            Agent(
                id: AgentID(checked: $0), name: $0, team: "technical",
                skills: ["permits", "swedish", "english"].map { SkillLevel($0, 5) })
        }
        for index in policy.queues.indices {
            policy.queues[index].teams = ["technical"]
            policy.queues[index].escalateTo = "a"
        }
        let day = try DeskOfTheDay(policy: policy)
        for agent in ["a", "b", "c"] as [AgentID] { try await day.desk.perform(.setPresence(agent, .available)) }
        /// What came when and began when, with the number of contacts that waited when it came.
        struct Course {
            let urgency: Int
            let came: Instant
            let ahead: Int
            var began: Instant?
        }
        var courses: [CaseID: Course] = [:]
        var busy: [AgentID: (CaseID, until: Instant)] = [:]
        let longest = TimeSpan.minutes(12)
        for minute in 0..<480 where minute < 90 || courses.values.contains(where: { $0.began == nil }) {
            for (agent, work) in busy.sorted(by: { $0.key < $1.key }) where work.until <= day.clock.now() {
                try await day.desk.perform(.resolve(work.0, by: agent))
                busy[agent] = nil
            }
            // For an hour and a half more comes than can be done, and then nothing.
            let arrivals = minute < 90 ? Int.random(in: 0...2, using: &random) : 0
            for number in 0..<arrivals {
                let waiting = courses.values.count { $0.began == nil }
                let topic: TopicID = Int.random(in: 0..<2, using: &random) == 0 ? "permits" : "streets"
                let call = Arrival(
                    channel: "phone",
                    claims: try IdentityClaims(points: [try .phone("+35840\(1_000_000 + minute * 10 + number)")]),
                    text: "", topic: topic, language: .finnish, occurredAt: day.clock.now())
                let id = try #require(try await day.receive(call).caseID)
                let urgency = try #require(try await day.item(id).route?.urgency)
                courses[id] = Course(urgency: urgency, came: day.clock.now(), ahead: waiting)
            }
            for offer in try await distribute(day) {
                try await day.desk.perform(.accept(offer.caseID, by: offer.agent))
                courses[offer.caseID]?.began = day.clock.now()
                let span = TimeSpan.minutes(Int64.random(in: 4...12, using: &random))
                busy[offer.agent] = (offer.caseID, until: day.clock.now() + span)
            }
            day.clock.advance(by: .minutes(1))
        }
        #expect(courses.count > 60 && courses.values.allSatisfy { $0.began != nil }, "seed \(seed)")
        var (longestWait, tightest) = (TimeSpan.zero, 0.0)
        for (id, course) in courses {
            let wait = try #require(course.began) - course.came
            // What really came to overtake it: more urgent, and soon enough after it.
            let window = TimeSpan.minutes(2) * Int64(100 - course.urgency)
            let coming = courses.values.count {
                $0.urgency > course.urgency && $0.came >= course.came && $0.came - course.came <= window
            }
            let bound = try WaitingBound(
                urgency: course.urgency, policy: policy.distribution,
                load: WaitingBound.Load(ahead: course.ahead, burst: coming, agents: 3, longest: longest + .minutes(1)))
            let most = try #require(bound.longestWait)
            #expect(wait <= most, "case \(id), seed \(seed)")
            longestWait = max(longestWait, wait)
            tightest = max(tightest, Double(wait.microseconds) / Double(most.microseconds))
        }
        // The run is one that puts the bound to the test.
        #expect(longestWait > .minutes(20) && tightest > 0.3, "seed \(seed): \(longestWait), \(tightest)")
    }
}
