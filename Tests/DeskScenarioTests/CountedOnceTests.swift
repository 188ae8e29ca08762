import DeskTestKit
import Foundation
import ServiceDesk
import Testing

/// Whatever people send, and however often: every answer is counted exactly once, and the tallies are what counting all
/// stored answers again gives.
@Suite("Nothing is counted twice") struct CountedOnceTests {
    /// The tallies of every node and day, counted anew from invitations and responses.
    private func recounted(_ day: DeskOfTheDay) async throws -> (
        tallies: [String: Tally], reasons: [String: ReasonTally]
    ) {
        var tallies: [String: Tally] = [:]
        var reasons: [String: ReasonTally] = [:]
        func add(_ tally: Tally, _ reason: ReasonTally, _ node: NodePath, _ day: Int) throws {
            for key in try TallyRow.rows(for: node, day: day) {
                let name = "\(key.level.rawValue) \(key.node) \(key.day)"
                tallies[name, default: .zero] += tally
                reasons[name, default: .zero] += reason
            }
        }
        for invitation in try await day.all(SurveyInvitation.self)
        where invitation.recovery == nil && invitation.state != .withdrawn {
            try add(.oneInvitation, .zero, invitation.node, invitation.day)
            if invitation.state == .undeliverable { try add(.oneUndeliverable, .zero, invitation.node, invitation.day) }
        }
        for response in try await day.all(SurveyResponse.self) {
            let invitation = try #require(try await day.desk.record(SurveyInvitation.self, response.invitation))
            let tally = Tally.delta(old: nil, new: response, sentAt: invitation.sendAt)
            try add(tally, ReasonTally(response), response.node, response.day)
        }
        return (tallies, reasons)
    }

    private func check(_ day: DeskOfTheDay, _ seed: UInt64) async throws {
        let (tallies, reasons) = try await recounted(day)
        for row in try await day.all(TallyRow.self) {
            let name = "\(row.key.level.rawValue) \(row.key.node) \(row.key.day)"
            #expect(row.tally == tallies[name] ?? .zero, "seed \(seed): \(name)")
        }
        let rows = try await day.all(TallyRow.self).filter { $0.tally != .zero }
        #expect(
            Set(rows.map { "\($0.key.level.rawValue) \($0.key.node) \($0.key.day)" })
                == Set(tallies.filter { $0.value != .zero }.keys), "seed \(seed)")
        for row in try await day.all(ReasonRow.self) {
            let name = "\(row.key.level.rawValue) \(row.key.node) \(row.key.day)"
            #expect(row.tally == reasons[name] ?? .zero, "seed \(seed): \(name)")
        }
    }

    @Test("messages, links, edits, withdrawals, repeats and noise in any order: the tallies are those of the answers")
    func anything() async throws {
        let messages = [
            "kyllä", "ei", "9", "3 hidasta", "10/10", "kymmenen", "11", "ehkä", "STOP", "ei kiitos", "1 ja 2",
            "kyllä saa", "",
            "8-9", "4/5", "Roskat on hakematta Koulukadulla jo toista viikkoa",
        ]
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { UInt64($0) } ?? 1
        var kinds: Set<String> = []
        for seed in 0..<(4 * max(1, factor)) {
            var generator = SeededGenerator(seed: seed)
            let plan = try SurveyPlan(survey: "after-case", cooldown: .hours(20), samplePerMille: 900)
            let day = try FeedbackDesk.day(try FeedbackDesk.policy(plan: plan))
            var keys: [MessageKey] = []
            var numbers = 0
            for step in 0..<40 {
                let who = generator.integer(in: 0...2)
                let number = "+35840123456\(who)"
                switch generator.integer(in: 0...9) {
                case 0, 1: try await day.settledCall(from: number)
                case 2:
                    let mail = try day.mail(from: "p\(who)@example.com")
                    let id = try #require(try await day.receive(mail).caseID)
                    try await day.desk.perform(.resolve(id, by: "veikko"))
                case 3, 4, 5:
                    let text = generator.pick(messages) ?? ""
                    numbers += 1
                    for _ in 0...generator.integer(in: 0...1) {
                        try await day.text(text, from: number, id: "m\(numbers)")
                    }
                case 6, 7:
                    guard let token = try await day.surveyToken(to: "p\(who)@example.com") else { break }
                    let reply = SurveyReply(
                        token: token, answers: [SurveyValue("recommend", generator.integer(in: 0...11))],
                        comment: generator.chance(1, in: 2) ? "Sana" : nil,
                        reasons: generator.pick([[], ["wait"], ["kind", "tone"]]) ?? [])
                    let command: DeskCommand =
                        switch generator.integer(in: 0...3) {
                        case 0: .feedback(.withdrawAnswers(token: token))
                        case 1: .feedback(.changeAnswers(reply, revision: generator.integer(in: 0...4)))
                        default: .answerSurvey(reply)
                        }
                    _ = try? await day.desk.perform(command, as: try CommandID("s\(step)"))
                    _ = try? await day.desk.perform(command, as: try CommandID("s\(step)"))
                case 8:
                    keys = try await day.outbox().filter { $0.message.kind == .surveyInvitation }.map(\.message.key)
                    guard let key = generator.pick(keys) else { break }
                    _ = try? await day.desk.perform(.recordDelivery(key, .undeliverable(.unknownAddress)))
                default:
                    day.clock.advance(by: .hours(generator.integer(in: 1...30)))
                    try await Timekeeper(day.desk).sweep()
                }
                day.clock.advance(by: .seconds(generator.integer(in: 0...600)))
            }
            try await check(day, seed)
            for fact in try await day.feedbackFacts() { kinds.insert(String("\(fact)".prefix { $0 != "(" })) }
        }
        let needed: Set = [
            "replyUnread", "answersChanged", "reasonsGiven", "recoveryOpened", "recoveryOverdue", "reviewAssigned",
            "invitationUndeliverable",
        ]
        #expect(needed.subtracting(kinds).isEmpty, "the days have none of \(needed.subtracting(kinds).sorted())")
    }

    @Test("one token answered by many at once is answered once")
    func race() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        let desk = day.desk
        let taken = await withTaskGroup(of: Bool.self) { group in
            for rating in 0..<8 {
                group.addTask {
                    let reply = SurveyReply(token: token, answers: [SurveyValue("recommend", UInt8(rating))])
                    return (try? await desk.perform(.answerSurvey(reply))) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1)
        #expect(try await day.deskTally().answered == 1)
        try await check(day, 0)
    }

    @Test(
        "a scale that changes while a survey is out: answers to it are refused, the others are taken, nothing is misread"
    )
    func changedScale() async throws {
        var policy = try FeedbackDesk.policy(questions: ["resolved", "recommend", "effort"])
        let day = try FeedbackDesk.day(policy)
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        try await day.settledCall()

        let survey = policy.surveys[0]
        policy.surveys = [
            try Survey(
                id: survey.id,
                questions: [
                    SurveyQuestion(
                        id: "resolved", role: .extra, scale: .topBox(range: 1...3, cut: 2),
                        text: LocalizedText(en: "?", fi: "?")),
                    survey.questions[1],
                    SurveyQuestion(
                        id: "effort", role: .effort, scale: .effort1to7LowIsGood, text: LocalizedText(en: "?", fi: "?")),
                ], invitation: survey.invitation)
        ]
        let later = Desk(
            policy: try CompiledPolicy(policy), store: day.store, clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "u"), secret: TownDesk.secret)
        do {
            try await later.perform(
                .answerSurvey(
                    SurveyReply(token: token, answers: [SurveyValue("recommend", 9), SurveyValue("effort", 7)])))
            Issue.record("it was taken")
        } catch let refusal as Refusal {
            #expect(refusal.code == .wrongState && refusal.place.description == "answers[1].question")
        }
        #expect(try await later.surveyPage(token: token)?.questions.map(\.id) == ["recommend"])
        try await later.perform(.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("recommend", 9)])))
        #expect(try await day.deskTally().recommend[9] == 1)
        // The text message answers a question that is asked on another scale by now: kept, not counted.
        try await later.perform(
            .receive(
                Arrival(
                    channel: "text", claims: try IdentityClaims(points: [.phone(FeedbackDesk.number)]), text: "1",
                    occurredAt: day.clock.now())))
        #expect(try await day.deskTally().answered == 1)
        let unread = try await later.events().contains {
            if case .feedback(.replyUnread(_, .otherScale, _)) = $0.event.fact { true } else { false }
        }
        #expect(unread)
        try await check(day, 0)
    }
}
