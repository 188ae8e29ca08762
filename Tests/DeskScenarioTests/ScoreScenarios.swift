import DeskTestKit
import ServiceDesk
import Testing

/// Answers as they come to the desk, and scores as each of those who work there sees them.
@Suite("E. Scores") struct ScoreScenarios {
    /// A desk that asks everybody every time, and whose scores are read by periods of so many days.
    private func desk(
        _ scores: ScorePolicy = ScorePolicy(), every days: Int = 100, from first: Int = 20_500
    ) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        policy.surveyPlan = try SurveyPlan(survey: "after-case", cooldown: .zero)
        policy.feedback.scores = scores
        policy.feedback.scores.periods = try .days(days, from: first)
        return try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
    }

    /// The days of the contacts: 2 March 2026 is day 20,514.
    private let days = 20_500..<20_600
    private let technical = FeedbackNode(.team, "technical", unit: "place")

    /// A case that an agent settles and the person rates.
    @discardableResult
    private func rated(
        _ day: DeskOfTheDay, by agent: AgentID = "veikko", from address: String = "maija@example.com",
        _ answers: [SurveyValue], in span: TimeSpan = .minutes(5)
    ) async throws -> (id: CaseID, token: String) {
        let id = try await day.taken(by: agent, from: address)
        day.clock.advance(by: span)
        try await day.desk.perform(.resolve(id, by: agent))
        try await day.desk.perform(.setPresence(agent, .away))
        let token = try #require(try await day.surveyToken(to: address))
        if !answers.isEmpty {
            try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: answers)))
        }
        return (id, token)
    }

    private func recommend(_ value: UInt8) -> [SurveyValue] { [SurveyValue("recommend", value)] }

    private func person(
        _ day: DeskOfTheDay, _ id: PersonID, _ address: String, roles: [PersonRole]
    ) async throws {
        let person = try Person(
            id: id, points: [try .mail(address)], organizations: ["acme"], roles: roles, createdAt: day.clock.now(),
            digest: KeyedDigest(secret: TownDesk.secret))
        let outcome = try await day.store.commit(RecordBatch(writes: [RecordWrite(put: person, expected: .absent)]))
        if case .committed = outcome { return }
        Issue.record("\(outcome)")
    }

    @Test("E2 the same second an answer is in the roll-up of agent, team leader and director, as far as they may see")
    func sameSecond() async throws {
        let day = try desk()
        for number in 0..<15 {
            let agent: AgentID = ["onni", "siiri", "veikko"][number % 3]
            try await rated(day, by: agent, from: "p\(number)@example.com", recommend(9))
        }
        let look = { (node: FeedbackNode, viewer: FeedbackViewer) async throws -> ScoreBoard in
            try await day.desk.scores(of: node, days: self.days, for: viewer)
        }
        let veikko = day.desk.machine.policy.scoreNode(of: AgentID("veikko"))
        let viewers: [FeedbackViewer] = [
            .agent("veikko", team: "technical"), .teamLeader(["technical"]), .director,
        ]
        for viewer in viewers {
            #expect(try await look(technical, viewer).whole.estimate(.netPromoterScore)?.n == 15)
        }
        // One more answer, and everybody who may see it has it at once.
        let now = day.clock.now()
        try await rated(day, from: "p15@example.com", recommend(0), in: .zero)
        #expect(day.clock.now() == now)
        for viewer in viewers {
            let score = try #require(try await look(technical, viewer).whole.estimate(.netPromoterScore))
            #expect(score.n == 16 && score.value == 14.0 / 16)
        }
        let leader = try await look(technical, .teamLeader(["technical"]))
        #expect(leader.parts.map(\.node.id) == ["onni", "siiri", "veikko"])
        #expect(leader.parts.map { $0.estimate(.netPromoterScore)?.n } == [5, 5, 6])
        let director = try await look(technical, .director)
        #expect(director.parts.isEmpty && director.notShown == 3)
        let own = try await look(technical, .agent("veikko", team: "technical"))
        #expect(own.parts.map(\.node) == [veikko])
        let other = try await look(technical, .teamLeader(["front"]))
        #expect(other.whole.estimate(.netPromoterScore)?.withheld == .notAllowed)
        let desk = try await day.desk.scores(of: .desk, by: .topic, days: days, for: .director)
        #expect(desk.parts.first { $0.node.id == "streets" }?.estimate(.netPromoterScore)?.n == 16)
        #expect(desk.parts.first { $0.node.id == "waste" }?.estimate(.netPromoterScore)?.withheld == .noAnswers)
    }

    @Test("E2 an edit moves an answer, a withdrawal takes it out of every roll-up, an older edit is refused")
    func editsAndWithdrawals() async throws {
        let day = try desk()
        for number in 0..<6 { try await rated(day, from: "p\(number)@example.com", recommend(9)) }
        let (_, token) = try await rated(day, from: "maija@example.com", recommend(0))
        let nodes: [FeedbackNode] = [
            technical, .desk, FeedbackNode(.unit, "place"), FeedbackNode(.channel, "mail"),
            FeedbackNode(.topic, "streets"), FeedbackNode(.agent, "veikko"),
        ]
        let tallies = { () async throws -> Set<Tally> in
            var tallies = Set<Tally>()
            for node in nodes { tallies.insert(try await day.tally(node.level, node.id)) }
            return tallies
        }
        try await day.desk.perform(
            .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(10)), revision: 2)))
        let edited = try await tallies()
        #expect(edited.count == 1)
        #expect(edited.first?.recommend == [0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 1])
        try await day.expectRefusal(
            of: .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(0)), revision: 1)), .outOfOrder,
            at: "revision")
        try await day.desk.perform(.feedback(.withdrawAnswers(token: token)))
        let withdrawn = try await tallies()
        #expect(withdrawn.count == 1)
        #expect(withdrawn.first?.recommend == [0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0] && withdrawn.first?.answered == 6)
    }

    @Test("E2 a case that was handed over counts for the team and for no agent, unless the policy names the last one")
    func handedOver() async throws {
        for names in [false, true] {
            let day = try desk(ScorePolicy(attribution: names ? .lastHandler : .onlyHandler))
            let id = try await day.taken()
            try await day.desk.perform(.transfer(id, to: "families"))
            try await day.desk.perform(.setPresence("mikko", .available))
            try await day.acceptNext(in: "families")
            try await day.desk.perform(.resolve(id, by: "mikko"))
            let token = try #require(try await day.surveyToken(to: "maija@example.com"))
            try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(9))))
            #expect(try await day.tally(.team, "families").netPromoterCounts.n == 1)
            #expect(try await day.tally(.agent, "mikko").netPromoterCounts.n == (names ? 1 : 0))
            #expect(try await day.tally(.agent, "veikko").netPromoterCounts.n == 0)
            #expect(try await day.tally(.team, "technical").netPromoterCounts.n == 0)
        }
    }

    @Test("E3 the buyer is happy, the users are not: scored apart and together, for the customer and for the desk")
    func buyerAndUsers() async throws {
        let day = try desk()
        for number in 0..<12 {
            let isBuyer = number % 2 == 0
            let address = "p\(number)@acme.example"
            try await person(
                day, PersonID(stringLiteral: "acme-\(number)"), address, roles: [isBuyer ? .buyer : .endUser])
            try await rated(day, from: address, recommend(isBuyer ? 10 : 2))
        }
        for number in 0..<7 { try await rated(day, from: "q\(number)@example.com", recommend(8)) }
        let acme = FeedbackNode(.organization, "acme")
        for viewer in [FeedbackViewer.customer("acme"), .director] {
            let board = try await day.desk.scores(of: acme, days: days, for: viewer)
            #expect(board.whole.estimate(.netPromoterScore)?.n == 12)
            #expect(board.whole.estimate(.netPromoterScore)?.value == 0)
            #expect(board.parts.map(\.node.level) == [.buyer, .user])
            #expect(board.parts.map { $0.estimate(.netPromoterScore)?.value } == [1, -1])
        }
        let stranger = try await day.desk.scores(of: acme, days: days, for: .customer("other"))
        #expect(stranger.whole.estimate(.netPromoterScore)?.withheld == .notAllowed && stranger.parts.isEmpty)
        let all = try await day.desk.scores(of: .desk, by: .audience, days: days, for: .director)
        #expect(all.whole.estimate(.netPromoterScore)?.n == 19)
        #expect(all.parts.map { $0.estimate(.netPromoterScore)?.n } == [6, 6])
    }

    @Test("E6 agents are compared on their contacts' own terms: no order, nothing in the noise, each sees only theirs")
    func comparison() async throws {
        let day = try desk()
        for number in 0..<24 {
            let agent: AgentID = number % 2 == 0 ? "veikko" : "siiri"
            try await rated(
                day, by: agent, from: "p\(number)@example.com", [SurveyValue("service", number % 4 < 2 ? 5 : 3)])
        }
        // One case that went through two hands.
        let id = try await day.taken(by: "veikko", from: "h@example.com")
        try await day.desk.perform(.transfer(id, to: "general"))
        try await day.desk.perform(.setPresence("veikko", .away))
        try await day.desk.perform(.setPresence("siiri", .available))
        let offer = try #require(try await day.acceptNext(in: "general"))
        try await day.desk.perform(.resolve(id, by: offer.agent))
        let token = try #require(try await day.surveyToken(to: "h@example.com"))
        try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("service", 1)])))

        let compare = { (viewer: FeedbackViewer) async throws -> FairComparison.Shown in
            try await day.desk.comparison(of: "technical", days: days, for: viewer)
        }
        let shown = try await compare(.teamLeader(["technical"]))
        #expect(shown.rows.map(\.agent) == ["onni", "siiri", "veikko"], "by name")
        #expect(!shown.hasMeasurableDifference)
        #expect(shown.rows.allSatisfy { $0.value == nil })
        #expect(shown.rows[1].standing == .withheld(.noMeasurableDifference) && shown.rows[1].n == 12)
        #expect(shown.rows[1].leftOut == (offer.agent == "siiri" ? 1 : 0))
        #expect(shown.rows[0].standing == .withheld(.noAnswers))
        let own = try await compare(.agent("siiri", team: "technical"))
        #expect(own.rows.map(\.agent) == ["siiri"] && own.notShown == 2)
        for viewer in [FeedbackViewer.director, .customer("acme"), .teamLeader(["front"])] {
            await #expect(throws: Refusal.self) { _ = try await compare(viewer) }
        }
        await #expect(throws: Refusal.self) {
            _ = try await day.desk.comparison(of: "none", days: days, for: .director)
        }
    }

    @Test("E7 small numbers are not shown, nor what would give them away; every number has n, interval and reason")
    func smallNumbers() async throws {
        let day = try desk()
        for number in 0..<11 { try await rated(day, by: "veikko", from: "p\(number)@example.com", recommend(9)) }
        for number in 0..<3 { try await rated(day, by: "siiri", from: "q\(number)@example.com", recommend(1)) }
        let board = try await day.desk.scores(of: technical, days: days, for: .teamLeader(["technical"]))
        let score = { (id: String) in board.parts.first { $0.node.id == id }?.estimate(.netPromoterScore) }
        #expect(board.whole.estimate(.netPromoterScore)?.n == 14)
        #expect(score("siiri")?.withheld == .belowCoach(n: 3, needed: 10))
        #expect(score("veikko")?.withheld == .protectsOthers)
        #expect(score("onni")?.withheld == .noAnswers)
        #expect(
            score("veikko")?.sentence(in: .english)
                == "Net promoter score: not shown: with it a number that is not shown could be computed.")
        for row in [board.whole] + board.parts {
            for estimate in row.estimates {
                #expect((estimate.value == nil) == (estimate.withheld != nil))
                #expect(estimate.low <= estimate.high && estimate.low >= -1 && estimate.high <= 1)
            }
        }
    }

    @Test("E7 trends are read from a control chart: noise is no signal, a fall is, and an unfinished period is neither")
    func controlChart() async throws {
        let day = try desk(every: 7, from: 20_514)
        var periods: [Range<Int>] = []
        for week in 0..<13 {
            let first = day.desk.machine.policy.localDay(day.clock.now())
            for number in 0..<8 {
                let isBad = week == 12 ? number < 7 : number == week % 8
                try await rated(
                    day, from: "w\(week)-\(number)@example.com", recommend(isBad ? 0 : 10), in: .minutes(1))
            }
            periods.append(first..<(first + 7))
            if week < 12 { day.clock.advance(by: .days(7) - .minutes(8)) }
        }
        let chart = { () async throws -> ControlChart in
            try await day.desk.scoreChart(
                of: self.technical, periods: periods, baseline: 0..<12, for: .teamLeader(["technical"]))
        }
        let early = try await chart()
        #expect(early.center == 0.75 && early.points.allSatisfy { $0.n == 8 })
        #expect(early.points[12].isMature == false && early.signals.allSatisfy { $0.rule != .limit })
        #expect(early.sentence(in: .finnish).hasPrefix("Viimeisin jakso on kesken"))
        day.clock.advance(by: .days(14))
        let late = try await chart()
        #expect(late.signals.filter { $0.rule == .limit }.map(\.index) == [12])
        #expect(late.points.allSatisfy { $0.isMature })
        await #expect(throws: Refusal.self) {
            _ = try await day.desk.scoreChart(of: self.technical, periods: periods, for: .customer("acme"))
        }
    }

    @Test("E8 quality and cost come as a pair, met targets with poor experience are flagged, a harmful change stops")
    func pairs() async throws {
        let day = try desk(every: 7, from: 20_514)
        let first = day.desk.machine.policy.localDay(day.clock.now())
        for number in 0..<20 {
            try await rated(
                day, from: "p\(number)@example.com", [SurveyValue("service", number < 4 ? 5 : 2)], in: .minutes(4))
        }
        let leader = FeedbackViewer.teamLeader(["technical"])
        let (pair, watermelon) = try await day.desk.qualityAndCost(
            of: "technical", days: first..<(first + 7), for: leader)
        await #expect(throws: Refusal.self) {
            _ = try await day.desk.qualityAndCost(of: "technical", days: first..<(first + 7), for: .customer("acme"))
        }
        #expect(pair.quality.n == 20 && pair.quality.value == 0.2)
        #expect(pair.cost.n == 20 && pair.cost.mean == 240)
        #expect(watermelon.targets.value == 1 && watermelon.verdict == .watermelon)
        #expect(watermelon.sentence(in: .english).hasPrefix("Targets are met and people are not content."))

        let rule = try EfficiencyGuard(margin: 0.05, planned: 20)
        day.clock.advance(by: .days(7))
        let changed = day.desk.machine.policy.localDay(day.clock.now())
        for number in 0..<20 {
            try await rated(
                day, from: "r\(number)@example.com", [SurveyValue("service", 1)], in: .minutes(1))
        }
        let decision = try await day.desk.efficiency(
            rule, at: technical, before: first..<changed, after: changed..<(changed + 7), for: leader)
        #expect(decision.action == .stop)
        #expect(decision.sentence(in: .finnish).hasPrefix("Keskeytä muutos."))
        await #expect(throws: Refusal.self) {
            _ = try await day.desk.efficiency(
                rule, at: technical, before: first..<changed, after: (changed + 49)..<(changed + 56), for: leader)
        }
    }
}
