import DeskTestKit
import ServiceDesk
import Testing

/// A desk that asks everybody every time, whose scores are read by periods of 30 days from 2 March 2026 on.
struct ScoredDesk {
    let day: DeskOfTheDay
    var desk: Desk
    /// The first period; 2 March 2026 is day 20,514.
    static let days = 20_514..<20_544

    init(_ scores: ScorePolicy = ScorePolicy(), change: (inout DeskPolicy) throws -> Void = { _ in }) throws {
        day = try DeskOfTheDay(policy: try Self.policy(scores, change: change), front: { EncodingStore($0) })
        desk = day.desk
    }

    static func policy(
        _ scores: ScorePolicy = ScorePolicy(), change: (inout DeskPolicy) throws -> Void = { _ in }
    ) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.surveyPlan = try SurveyPlan(survey: "after-case", cooldown: .zero)
        policy.feedback.scores = scores
        policy.feedback.scores.periods = try .days(30, from: days.lowerBound)
        try change(&policy)
        return policy
    }

    /// The same desk with another policy, over the same store and clock.
    func changed(_ policy: DeskPolicy) throws -> Desk {
        Desk(
            policy: try CompiledPolicy(policy), store: EncodingStore(day.store), clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "later"), secret: TownDesk.secret)
    }

    /// A case that an agent of the technical team settles; the token of the question how it was.
    @discardableResult
    func settled(by agent: AgentID = "veikko", from address: String) async throws -> (id: CaseID, token: String) {
        let id = try await day.taken(by: agent, from: address)
        try await day.desk.perform(.resolve(id, by: agent))
        try await day.desk.perform(.setPresence(agent, .away))
        return (id, try #require(try await day.surveyToken(to: address)))
    }

    @discardableResult
    func rated(
        by agent: AgentID = "veikko", from address: String, _ answers: [SurveyValue]
    ) async throws -> String {
        let token = try await settled(by: agent, from: address).token
        try await desk.perform(.answerSurvey(SurveyReply(token: token, answers: answers)))
        return token
    }
}

@Suite("E. The ledger of answers at the desk") struct LedgerScenarios {
    private let technical = FeedbackNode(.team, "technical", unit: "place")
    private let leader = FeedbackViewer.teamLeader(["technical"])

    private func recommend(_ value: UInt8) -> [SurveyValue] { [SurveyValue("recommend", value)] }

    @Test(
        "E2 one answer is in every roll-up at once: person, agent, team, unit, topic, channel, organisation, user, desk"
    )
    func everyLevel() async throws {
        let town = try ScoredDesk()
        let person = try Person(
            id: "maija", points: [try .mail("maija@acme.example")], organizations: ["acme"], roles: [.endUser],
            createdAt: town.day.clock.now(), digest: KeyedDigest(secret: TownDesk.secret))
        _ = try await town.day.store.commit(RecordBatch(writes: [RecordWrite(put: person, expected: .absent)]))
        let (_, token) = try await town.settled(from: "maija@acme.example")
        let before = try await town.day.facts().count
        try await town.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(9))))
        let rows = try await town.day.all(TallyRow.self).filter { $0.tally.recommend[9] == 1 }
        #expect(
            Set(rows.map { "\($0.key.level) \($0.key.node)" }) == [
                "person maija", "agent veikko", "team technical", "unit place", "topic streets", "channel mail",
                "organization acme", "user acme", "audience user", "desk desk",
            ])
        let commands = try await town.desk.events().dropFirst(before).map(\.event.command)
        #expect(Set(commands).count == 1, "in one go")
        let single = try await town.desk.scores(
            of: FeedbackNode(.organization, "acme"), days: ScoredDesk.days, for: .director)
        #expect(single.whole.estimate(.netPromoterScore)?.withheld == .belowPrivacy(n: 1, needed: 5))
    }

    @Test(
        "E2 whose answer it is after hand-overs is decided by the rule of the policy, once, when the case ends",
        arguments: [
            (Attribution.Rule.onlyHandler, nil), (.lastHandler, "siiri"), (.firstHandler, "veikko"),
            (.longestHandler, "onni"),
        ] as [(Attribution.Rule, AgentID?)])
    func attribution(rule: Attribution.Rule, expected: AgentID?) async throws {
        let town = try ScoredDesk(ScorePolicy(attribution: rule))
        let id = try await town.day.taken(by: "veikko")
        try await town.desk.perform(.setPresence("veikko", .away))
        for (agent, span) in [("onni", TimeSpan.hours(2)), ("siiri", .minutes(10))] as [(AgentID, TimeSpan)] {
            town.day.clock.advance(by: .minutes(20))
            try await town.desk.perform(.transfer(id, to: "technical"))
            try await town.desk.perform(.setPresence(agent, .available))
            try #require(try await town.day.acceptNext(in: "technical")?.agent == agent)
            town.day.clock.advance(by: span)
            try await town.desk.perform(.setPresence(agent, .away))
        }
        try await town.desk.perform(.resolve(id, by: "siiri"))
        let token = try #require(try await town.day.surveyToken(to: "maija@example.com"))
        try await town.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(9))))
        for agent in ["veikko", "onni", "siiri"] as [AgentID] {
            #expect(
                try await town.day.tally(.agent, agent.rawValue).netPromoterCounts.n == (agent == expected ? 1 : 0),
                "\(agent)")
        }
        #expect(try await town.day.tally(.team, "technical").netPromoterCounts.n == 1, "once for the team")
        let shown = try await town.desk.comparison(of: "technical", days: ScoredDesk.days, for: leader)
        #expect(shown.rows.reduce(0) { $0 + $1.leftOut } == 0, "it was no service answer")
    }

    @Test(
        "E2 who moves to another team takes nothing along: edits count where the answer was given, new answers where they are"
    )
    func reorganized() async throws {
        let town = try ScoredDesk()
        var token = ""
        for number in 0..<12 { token = try await town.rated(from: "p\(number)@example.com", recommend(9)) }
        let moved = try town.changed(
            try ScoredDesk.policy { policy in
                policy.agents = policy.agents.map { agent in
                    guard agent.id == "veikko" else { return agent }
                    var agent = agent
                    agent.team = "front"
                    return agent
                }
            })
        try await moved.perform(
            .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(0)), revision: 2)))
        #expect(try await town.day.tally(.team, "technical").recommend == [1, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0])
        #expect(try await town.day.tally(.team, "front") == .zero)
        #expect(try await town.day.tally(.unit, "people") == .zero)
        #expect(try await moved.auditScores(days: ScoredDesk.days).differing.isEmpty)
        // The members' view is another number, and says so.
        let members = try await moved.scores(
            ofMembersOf: "front", on: 20_514, days: ScoredDesk.days, for: .teamLeader(["front"]))
        #expect(members.members.contains("veikko") && members.estimate(.netPromoterScore)?.n == 12)
        #expect(
            members.sentence(in: .finnish).hasPrefix(
                "Tiimissä front sinä päivänä olevat 5, missä tahansa he palvelivat"))
        let history = try OrganizationHistory(
            agents: [.init("veikko", in: "technical", from: 20_000), .init("veikko", in: "front", from: 20_530)])
        let told = try town.changed(try ScoredDesk.policy(ScorePolicy(history: history)))
        let then = try await told.scores(
            ofMembersOf: "technical", on: 20_514, days: ScoredDesk.days, for: leader)
        #expect(then.members == ["veikko"])
        await #expect(throws: Refusal.self) {
            _ = try await told.scores(ofMembersOf: "technical", on: 20_514, days: ScoredDesk.days, for: .director)
        }
    }

    // MARK: Periods that were closed

    @Test(
        "E7 a closed period stays as reported; what comes late restates it in steps of five, and nobody can tell one answer"
    )
    func closed() async throws {
        let town = try ScoredDesk()
        for number in 0..<12 { try await town.rated(from: "p\(number)@example.com", recommend(9)) }
        var late: [String] = []
        for number in 0..<5 {
            // They are asked near the end of the period and answer after it.
            if number == 0 { town.day.clock.advance(by: .days(28)) }
            late.append(try await town.settled(from: "late\(number)@example.com").token)
        }
        let close = DeskCommand.feedback(.closePeriod(day: 20_520, organizations: []))
        try await town.day.expectRefusal(of: close, .outOfOrder, at: "day")
        town.day.clock.advance(by: .days(3))
        try await town.desk.perform(close)
        try await town.day.expectRefusal(of: close, .duplicateName, at: "day")
        try await town.day.expectRefusal(
            of: .feedback(.closePeriod(day: .max, organizations: [])), .outOfRange, at: "day")
        #expect(try await town.day.feedbackFacts().contains(.periodClosed(firstDay: 20_514, endDay: 20_544)))
        let look = { () async throws -> ScoreRestatement in
            try await town.desk.restatement(of: self.technical, days: ScoredDesk.days, for: self.leader)
        }
        for (number, token) in late.enumerated() {
            let restated = try await look()
            let shown = try await town.desk.scores(of: technical, days: ScoredDesk.days, for: leader).whole
            #expect(restated.restated == shown)
            #expect(restated.asReported.estimate(.netPromoterScore)?.n == 12)
            #expect(shown.estimate(.netPromoterScore)?.n == 12, "after \(number) late answers")
            #expect(!restated.isChanged && restated.sentence(in: .english).hasPrefix("As reported. Net promoter"))
            try await town.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(0))))
        }
        let restated = try await look()
        #expect(restated.isChanged && restated.restated.estimate(.netPromoterScore)?.n == 17)
        #expect(restated.asReported.estimate(.netPromoterScore)?.value == 1)
        #expect(restated.sentence(in: .finnish).hasPrefix("Raportoitu: Nettosuositteluindeksi: +100"))
        let stranger = try await town.desk.restatement(of: technical, days: ScoredDesk.days, for: .customer("acme"))
        #expect(
            stranger.asReported.estimate(.netPromoterScore)?.withheld == .notAllowed && stranger.asReported.asked == nil
        )
        await #expect(throws: Refusal.self) {
            _ = try await town.desk.restatement(of: self.technical, days: 20_544..<20_574, for: self.leader)
        }
    }

    // MARK: The sums

    @Test(
        "E2 answers, edits and withdrawals in any order give the same digest; all sums agree with a recount",
        arguments: 0..<3)
    func anyOrder(seed: UInt64) async throws {
        var digests: Set<String> = []
        for order in 0..<2 {
            var random = SeededGenerator(seed: seed &* 31 &+ UInt64(order))
            let town = try ScoredDesk()
            var tokens: [String] = []
            for number in 0..<6 { tokens.append(try await town.settled(from: "p\(number)@example.com").token) }
            // Everybody answers; one changes an answer, one takes everything back: whose turn it is differs.
            var steps: [(person: Int, commands: [DeskCommand])] = tokens.enumerated().map { number, token in
                var commands = [
                    DeskCommand.answerSurvey(SurveyReply(token: token, answers: recommend(UInt8(number + 3))))
                ]
                if number == 1 {
                    commands.append(
                        .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(10)), revision: 2)))
                }
                if number == 4 { commands.append(.feedback(.withdrawAnswers(token: token))) }
                return (number, commands)
            }
            while !steps.isEmpty {
                let place: Int = random.integer(in: 0...(steps.count - 1))
                try await town.desk.perform(steps[place].commands.removeFirst())
                if steps[place].commands.isEmpty { steps.remove(at: place) }
            }
            let audit = try await town.desk.auditScores(days: ScoredDesk.days)
            #expect(audit.differing.isEmpty && audit.responses == 6 && audit.invitations == 6, "seed \(seed)")
            #expect(
                audit.sentence(in: .finnish)
                    == "Laskettiin uudelleen: vastauksia 6, kutsuja 6. Kaikki summat täsmäävät.")
            digests.insert(audit.digest)
            #expect(try await town.day.tally(.desk, "desk").recommend == [0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1])
            for token in tokens where token != tokens[4] {
                try await town.desk.perform(.feedback(.withdrawAnswers(token: token)))
            }
            #expect(try await town.day.tally(.desk, "desk").answered == 0, "all withdrawn is zero")
            #expect(try await town.desk.auditScores(days: ScoredDesk.days).differing.isEmpty)
        }
        #expect(digests.count == 1, "seed \(seed)")
    }

    @Test("E2 a sum that was tampered with is found, and named")
    func tampered() async throws {
        let town = try ScoredDesk()
        try await town.rated(from: "p@example.com", recommend(9))
        var row = try #require(try await town.day.all(TallyRow.self).first { $0.key.level == .team })
        row.tally += Tally(ScoreSet(recommend: 0))
        _ = try await town.day.store.commit(RecordBatch(writes: [RecordWrite(put: row, expected: .any)]))
        let audit = try await town.desk.auditScores(days: ScoredDesk.days)
        #expect(audit.differing == [row.key])
        #expect(audit.sentence(in: .english).hasSuffix("The running counts of 1 rows differ."))
    }

    // MARK: Bad input

    @Test("E2 bad answers are refused with a reason and a place, and nothing is counted twice")
    func badInput() async throws {
        let town = try ScoredDesk()
        let (_, token) = try await town.settled(from: "maija@example.com")
        let other = try await town.settled(from: "other@example.com").token
        func reply(_ answers: [SurveyValue], _ token: String) -> DeskCommand {
            .answerSurvey(SurveyReply(token: token, answers: answers))
        }
        for (question, value) in [("recommend", 11), ("service", 0), ("service", 6), ("resolved", 2), ("effort", 8)]
            as [(String, UInt8)]
        {
            try await town.day.expectRefusal(
                of: reply([SurveyValue(question, value)], token), .outOfRange, at: "answers[0].value")
        }
        // Made up, cut off, of the right form but never issued, and the half of one token with that of another.
        let mixed = String(token.prefix(16) + other.suffix(16))
        for forged in ["", "x", String(token.dropLast()), String(repeating: "a", count: 32), mixed] {
            try await town.day.expectRefusal(of: reply(recommend(9), forged), .unknownName, at: "token")
            try await town.day.expectRefusal(
                of: .feedback(.withdrawAnswers(token: forged)), .unknownName, at: "token")
        }
        // Nobody has answered yet: there is nothing to change or to take back.
        try await town.day.expectRefusal(
            of: .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(1)), revision: 1)), .wrongState,
            at: "invitation")
        try await town.desk.perform(reply(recommend(9), token))
        try await town.day.expectRefusal(of: reply(recommend(1), token), .wrongState, at: "invitation")
        try await town.desk.perform(
            .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(8)), revision: 2)))
        try await town.day.expectRefusal(
            of: .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(0)), revision: 1)), .outOfOrder,
            at: "revision")
        try await town.day.expectRefusal(
            of: .feedback(.changeAnswers(SurveyReply(token: token, answers: recommend(0)), revision: 2)), .outOfOrder,
            at: "revision")
        #expect(try await town.day.tally(.desk, "desk").recommend == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
        // The question is asked on a scale where low is good by now: the old invitation does not fit it any more.
        let survey = try #require(town.desk.machine.policy.surveys["after-case"])
        let flipped = try Survey(
            id: survey.id,
            questions: survey.questions.map { (question) throws in
                guard question.role == .effort else { return question }
                return try SurveyQuestion(
                    id: question.id, role: .effort, scale: .effort1to7LowIsGood, text: question.text)
            }, invitation: survey.invitation)
        let later = try town.changed(try ScoredDesk.policy { $0.surveys = [flipped] })
        let before = try await town.day.store.dump()
        do {
            try await later.perform(reply([SurveyValue("effort", 2)], other))
            Issue.record("an answer on another scale was taken")
        } catch let refusal as Refusal {
            #expect(refusal.code == .wrongState && refusal.place.description == "answers[0].question")
        }
        #expect(try await town.day.store.dump() == before)
        try await later.perform(reply(recommend(10), other))
        #expect(try await town.day.tally(.desk, "desk").netPromoterCounts.n == 2, "questions left alone still count")
        #expect(try await later.auditScores(days: ScoredDesk.days).differing.isEmpty)
    }
}
