import DeskTestKit
import ServiceDesk
import Testing

@Suite("F. Learning and steering") struct InsightScenarios {
    @Test("F1 the state of a day: volumes, waits, targets, reopenings, promises and scores with their n")
    func baseline() async throws {
        let day = try DeskOfTheDay()
        let start = try utc("2026-03-01T22:00:00Z")
        for number in 0..<6 {
            let late = number == 5
            let id = try await day.taken(
                from: "p\(number)@example.com", topic: number % 2 == 0 ? "streets" : "waste")
            guard
                case .promised(let name) = try await day.desk.perform(
                    .promise(id, by: "veikko", text: "Soitan", due: day.clock.now() + .minutes(30), source: .agent))
            else { return }
            day.clock.advance(by: late ? .hours(3) : .minutes(20))
            try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
            try await day.desk.perform(.keepPromise(try PromiseID(name)))
            try await day.desk.perform(.resolve(id, by: "veikko"))
            let token = try #require(try await day.surveyToken(to: "p\(number)@example.com"))
            try await day.desk.perform(
                .answerSurvey(
                    SurveyReply(
                        token: token, answers: [SurveyValue("resolved", 1), SurveyValue("service", late ? 2 : 5)])))
        }
        let window = start..<(start + .days(1))
        let rows = try await day.desk.records(Encounter.self, Encounter.query(arrivedIn: window))
        let baseline = try Baseline(encounters: rows, window: window)
        #expect(baseline.overall.n == 6)
        #expect(baseline.overall.answered.value == 1)
        #expect(baseline.byTopic.map(\.id) == ["streets", "waste"])
        #expect(baseline.byTopic.map(\.figures.n) == [3, 3])
        #expect(baseline.byChannel.map(\.id) == ["mail"])
        #expect(baseline.byTeam.map(\.id) == ["technical"])
        #expect(baseline.byAgent.map(\.id) == ["veikko"])
        // Six resolutions in time and five of six first replies.
        #expect(baseline.overall.targetsMet.n == 12)
        #expect(rows.reduce(0) { $0 + $1.targetsMissed } == 1)
        #expect(baseline.overall.promisesKept.n == 6)
        #expect(rows.map(\.promisesLate).reduce(0, +) == 1)
        #expect(baseline.overall.resolved.n == 6)
        #expect(baseline.overall.service.n == 6)
        let report = try await day.desk.report()
        #expect((report.cases, report.contacts, report.targetsKept, report.handOvers) == (6, 6, 5, 0))
        #expect(report.byChannel.map { "\($0.channel) \($0.cases) \($0.targetsKept)" } == ["mail 6 5"])
    }

    @Test("F1 observations give the same cases and figures through a replay in memory as through a desk on a store")
    func replayAgrees() async throws {
        var random = SeededGenerator(seed: 7)
        let start = try utc("2026-03-02T07:00:00Z")
        let observations = (0..<120).map { number -> CaseObservation in
            CaseObservation(
                source: "old", caseID: CaseID(stringLiteral: "INC-\(number % 9)"), version: Int64(number),
                at: start + .minutes(random.integer(in: -30...600)), openedAt: start,
                status: random.pick([nil, .new, .open, .pending(.supplier), .resolved, .closed]) ?? nil,
                channel: random.pick(["mail", "phone"]) ?? "mail", caller: random.pick([nil, "c-1", "c-2"]) ?? nil,
                topic: random.pick([nil, "waste"]) ?? nil, handOvers: random.integer(in: 0...4),
                reopens: random.integer(in: 0...1), targetsKept: random.pick([nil, true, false]) ?? nil)
        }
        let requests = observations.enumerated().map {
            DeskRequest(CommandID(stringLiteral: "o-\($0.offset)"), .observe($0.element), at: start)
        }
        var replay = Replay(policy: try TownDesk.compiled(), secret: TownDesk.secret)
        for from in stride(from: 0, to: requests.count, by: 50) {
            try replay.run(Array(requests[from..<min(from + 50, requests.count)]))
        }
        let batched = try DeskOfTheDay()
        for from in stride(from: 0, to: requests.count, by: 17) {
            let results = try await batched.desk.perform(Array(requests[from..<min(from + 17, requests.count)]))
            #expect(results.allSatisfy { if case .success = $0 { true } else { false } })
        }
        let single = try DeskOfTheDay(front: { EncodingStore($0) })
        for request in requests.reversed() { try await single.desk.perform(request.command) }
        // Three times over changes nothing.
        _ = try await batched.desk.perform(Array(requests[0..<50]))

        #expect(try await batched.desk.report() == replay.report)
        #expect(try await single.desk.report() == replay.report)
        for number in 0..<9 {
            let id = CaseID(stringLiteral: "INC-\(number)")
            let item = try replay.memory[RecordKey(ServiceCase.collection, id)]?.body.value(as: ServiceCase.self)
            #expect(try await batched.item(id) == item)
            #expect(try await single.item(id) == item)
        }
    }
}
