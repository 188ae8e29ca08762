import DeskInsight
import DeskOperations
import DeskPrimitives
import DeskReplay
import DeskServiceLevels
import DeskTestKit
import Testing

/// What other systems say may come twice, late and in any order.
@Suite struct ObservationTests {
    /// Compiled once: some of these tests replay hundreds of times.
    private static let policy = Result { try TownDesk.compiled() }
    private let start = Instant("2026-03-02T07:00:00Z") ?? .epoch

    private func seen(
        _ version: Int64, hours: Int64, _ status: CaseStatus?, caller: String? = "c-1", handOvers: Int = 0,
        reopens: Int = 0, targetsKept: Bool? = nil, id: CaseID = "INC-1", topic: TopicID? = nil,
        priority: CasePriority? = nil, channel: ChannelID = "phone", team: TeamID? = nil, agent: AgentID? = nil
    ) -> CaseObservation {
        CaseObservation(
            source: "old", caseID: id, version: version, at: start + .hours(hours), openedAt: start, status: status,
            channel: channel, caller: caller, topic: topic, priority: priority, team: team, agent: agent,
            handOvers: handOvers, reopens: reopens, targetsKept: targetsKept)
    }

    /// Replays observations one batch each, and gives the replay.
    private func replay(_ observations: [CaseObservation]) throws -> Replay {
        var replay = Replay(policy: try Self.policy.get())
        for (number, observation) in observations.enumerated() {
            let results = try replay.run([
                DeskRequest(CommandID(stringLiteral: "o-\(number)"), .observe(observation), at: start)
            ])
            guard case .success = results[0] else {
                Issue.record("\(results[0])")
                continue
            }
        }
        return replay
    }

    private func item(_ id: CaseID = "INC-1", in replay: Replay) throws -> ServiceCase {
        try #require(try replay.memory[RecordKey(ServiceCase.collection, id)]?.body.value(as: ServiceCase.self))
    }

    private func encounter(_ id: CaseID = "INC-1", in replay: Replay) throws -> Encounter? {
        try replay.memory[Encounter.recordKey(of: EncounterID(case: id))]?.body.value(as: Encounter.self)
    }

    // MARK: One by one

    @Test("a caller who becomes known later, in another batch, takes the place of somebody unknown")
    func callerLater() throws {
        let first = seen(1, hours: 0, .new, caller: nil)
        let second = seen(2, hours: 1, .open, caller: "c-1")
        let forwards = try item(in: try replay([first, second]))
        let backwards = try item(in: try replay([second, first]))
        #expect(forwards == backwards)
        // The same caller in another case is the same person.
        let both = try replay([first, second, seen(1, hours: 2, .new, id: "INC-2")])
        #expect(try item(in: both).person == item("INC-2", in: both).person)
    }

    @Test("the person of a caller does not depend on which case came first")
    func personIsTheSame() throws {
        let (a, b) = (seen(1, hours: 0, .new), seen(1, hours: 1, .new, id: "INC-2"))
        #expect(try item(in: replay([a, b])) == item(in: replay([b, a])))
    }

    @Test("a case that is open again shows nothing of an end that came between")
    func closedBetween() throws {
        let (closed, open) = (seen(1, hours: 1, .closed), seen(2, hours: 2, .open))
        let forwards = try replay([closed, open])
        let backwards = try replay([open, closed])
        let item = try item(in: forwards)
        #expect(item.status == .open)
        #expect(item.resolvedAt == nil)
        #expect(item.closedAt == nil)
        #expect(try item == self.item(in: backwards))
        #expect(forwards.report == backwards.report)
        #expect(forwards.report.closed == 0)
        #expect(try encounter(in: forwards) == nil)
        #expect(try encounter(in: backwards) == nil)
    }

    @Test("when somebody first worked on it is read from the whole history, not from what came first")
    func answeredLate() throws {
        let states = [
            seen(1, hours: 0, .new), seen(2, hours: 1, .open), seen(3, hours: 2, .open), seen(4, hours: 3, .closed),
        ]
        let late = try item(in: try replay([states[0], states[2], states[3], states[1]]))
        #expect(late.answeredAt == start + .hours(1))
        #expect(try late == item(in: try replay(states)))
    }

    @Test("what lies before the opening counts from the opening, so that a report takes the row")
    func beforeOpening() throws {
        let replay = try replay([seen(1, hours: -3, .open), seen(2, hours: -2, .closed, targetsKept: true)])
        let row = try #require(try encounter(in: replay))
        try row.validate()
        #expect(row.timeToResolve == .zero)
        #expect(row.effort == .zero)
    }

    @Test("a closed case leaves a row of what is known about it")
    func encounters() throws {
        let replay = try replay([
            seen(1, hours: 0, .new), seen(2, hours: 1, .open, team: "front", agent: "aino"),
            seen(3, hours: 2, .pending(.customer)), seen(4, hours: 4, .open, handOvers: 2, team: "technical"),
            seen(5, hours: 5, .resolved, reopens: 1, targetsKept: false),
            seen(6, hours: 6, .closed, targetsKept: true, topic: "waste", priority: .high),
        ])
        let row = try #require(try encounter(in: replay))
        try row.validate()
        #expect(row.answeredAt == start + .hours(1))
        #expect(row.resolvedAt == start + .hours(5))
        #expect(row.effort == .hours(2))
        #expect(row.pausedByCustomer == .hours(2))
        #expect((row.handOvers, row.reopens) == (2, 1))
        #expect((row.targetsMet, row.targetsMissed) == (0, 1))
        #expect((row.team, row.unit, row.agent) == ("technical", "place", "aino"))
        #expect((row.topic, row.priority) == ("waste", .high))
        #expect((replay.report.cases, replay.report.closed, replay.report.targetsKept) == (1, 1, 0))
        #expect((replay.report.handOvers, replay.report.handedOver) == (2, 1))
        #expect((replay.report.reopens, replay.report.reopened) == (1, 1))
        #expect(replay.report.byPriority.map(\.priority) == [.high], "a reclassified case is counted where it belongs")
        #expect(replay.report.observations == 6)
    }

    @Test("a missed target is said once, however often it is seen")
    func missedOnce() throws {
        let replay = try replay([
            seen(1, hours: 1, .open, targetsKept: false), seen(2, hours: 2, .open, targetsKept: false),
            seen(3, hours: 3, .closed, targetsKept: true),
        ])
        let facts = replay.memory.load(RecordQuery(.journal(after: .start))).entries
        let missed = try facts.filter { try $0.body.value(as: DeskEvent.self).fact == .observedTargetMissed }
        #expect(missed.count == 1)
    }

    // MARK: All of them

    /// Random histories of a few cases: equal times, unknown members, counters that jump.
    private func history(_ random: inout SeededGenerator) -> [CaseObservation] {
        let statuses: [CaseStatus?] = [
            nil, .new, .open, .open, .pending(.customer), .pending(.supplier), .resolved, .closed, .closed,
        ]
        var versions: [CaseID: Int64] = [:]
        return (0..<random.integer(in: 1...9)).map { _ in
            let id: CaseID = random.chance(1, in: 2) ? "INC-1" : "INC-2"
            versions[id, default: 0] += 1
            var seen = seen(
                versions[id] ?? 0, hours: random.integer(in: -1...3), random.pick(statuses) ?? nil,
                caller: random.pick([nil, "c-1", "c-2"]) ?? nil, handOvers: random.integer(in: 0...3),
                reopens: random.integer(in: 0...2), targetsKept: random.pick([nil, true, true, false]) ?? nil, id: id,
                topic: random.pick([nil, "waste", "streets"]) ?? nil, priority: random.pick([nil, .high, .low]) ?? nil,
                channel: random.pick(["phone", "mail"]) ?? "phone",
                team: random.pick([nil, "front", "technical"]) ?? nil,
                agent: random.pick([nil, "aino", "onni"]) ?? nil)
            if random.chance(1, in: 4) { seen.openedAt = start + .hours(random.integer(in: -2...2)) }
            return seen
        }
    }

    @Test("any order and any repetition gives the same cases, the same report and the same rows", arguments: 0..<24)
    func permutations(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<12 {
            let history = history(&random)
            let plain = try replay(history)
            var shuffled = history
            for _ in 0..<random.integer(in: 0...4) { shuffled.append(random.pick(history) ?? history[0]) }
            random.shuffle(&shuffled)
            let other = try replay(shuffled)
            for id in ["INC-1", "INC-2"] as [CaseID] where history.contains(where: { $0.caseID == id }) {
                try #require(try item(id, in: plain) == item(id, in: other), "seed \(seed), round \(round)")
                let row = try encounter(id, in: plain)
                try #require(try row == encounter(id, in: other), "seed \(seed), round \(round)")
                try row?.validate()
                #expect((row != nil) == (try item(id, in: plain).status == .closed), "seed \(seed), round \(round)")
            }
            try #require(plain.report == other.report, "seed \(seed), round \(round)")
        }
    }
}
