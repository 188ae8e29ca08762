import DeskTestKit
import ServiceDesk
import Testing

@Suite("E4 – E6, B3, F11. What follows from an answer") struct RecoveryScenarios {
    @Test(
        "E4 a bad rating opens a recovery with owner and deadline; reasons are asked; the second rating stands beside the first"
    )
    func recovery() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.settledCall()
        try await day.text("ei")
        let opened = try #require(try await day.all(Recovery.self).first)
        #expect(opened.owner == "onni", "not who was rated, but whom the queue escalates to")
        #expect(opened.triggers == [.notResolved] && opened.case == id)
        // Eight open hours from Monday 09:05.
        #expect(opened.contactDue == (try utc("2026-03-03T07:05:00Z")) - .hours(0))
        try await day.text("3 sain odottaa turhaan")
        #expect(
            try await day.texts().last
                == "Olemme pahoillamme, ettei kaikki sujunut. Mikä meni vikaan? Vastaa numeroilla tai omin sanoin. "
                + "1 Jouduin odottamaan, 2 Äänensävy")
        try await day.text("1 ja 2")
        #expect(
            try await day.texts().last == "Kiitos, että kerroit. Selvitämme, mitä tapahtui, ja palaamme asiaan.")
        let response = try #require(try await day.all(SurveyResponse.self).first)
        #expect(response.reasons == ["tone", "wait"] && response.comment == "sain odottaa turhaan")
        let full = try #require(try await day.all(Recovery.self).first)
        #expect(full.first == ScoreSet(resolved: 0, recommend: 3) && full.triggers == [.notResolved, .recommend])

        day.clock.advance(by: .hours(3))
        try await day.desk.perform(.feedback(.contactRecovery(full.id, by: "onni")))
        try await day.desk.perform(.feedback(.mendRecovery(full.id, by: "onni")))
        // While it is being put right the person is not asked about anything else.
        day.clock.advance(by: .days(7))
        try await Timekeeper(day.desk).sweep()
        #expect(
            try await day.texts().last
                == "Olemme pyrkineet korjaamaan asian. Hoituiko asiasi? Vastaa KYLLÄ tai EI.")
        let before = try await day.deskTally()
        day.clock.advance(by: .hours(1))
        try await day.text("kyllä")
        try await day.text("9")
        let closed = try #require(try await day.all(Recovery.self).first)
        #expect(closed.state == .closed(.recovered))
        #expect(closed.first == ScoreSet(resolved: 0, recommend: 3))
        #expect(closed.second == ScoreSet(resolved: 1, recommend: 9))
        #expect(try await day.deskTally() == before, "the second rating is in no tally")
        #expect(before.recommend[3] == 1 && before.recommend[9] == 0)
        #expect(try await day.encounter(id).scores.recommend == 3)

        let effect = try await day.desk.recoveries(
            opened: try utc("2026-01-01T00:00:00Z")..<utc("2027-01-01T00:00:00Z"))
        #expect(effect.count(.within4Hours, .promoter) == 1)
        #expect(effect.keptShare(.within4Hours).withheld == .belowPrivacy(n: 1, needed: 5))
        let facts = try await day.feedbackFacts()
        #expect(facts.contains(.recoveryOpened(full.id, owner: "onni", due: full.contactDue, [.notResolved])))
        #expect(facts.contains(.recoveryContacted(full.id, "onni", after: .hours(3))))
        #expect(facts.contains(.recoveryAsked(full.id)))
        #expect(facts.count { $0 == .recoveryClosed(full.id, .recovered) } == 1)
    }

    @Test("E4 a deadline that passes is said once; who does not answer again ends it")
    func overdue() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        try await day.text("ei")
        let opened = try #require(try await day.all(Recovery.self).first)
        day.clock.set(to: opened.contactDue)
        try await Timekeeper(day.desk).sweep()
        #expect(try await !day.feedbackFacts().contains(.recoveryOverdue(opened.id, owner: "onni")))
        day.clock.advance(by: .seconds(1))
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        #expect(try await day.feedbackFacts().count { $0 == .recoveryOverdue(opened.id, owner: "onni") } == 1)
        try await day.desk.perform(.feedback(.assignRecovery(opened.id, to: "siiri")))
        #expect(try await day.desk.records(Recovery.self, Recovery.query(owner: "siiri")).map(\.id) == [opened.id])
        try await day.desk.perform(.feedback(.mendRecovery(opened.id, by: "siiri")))
        day.clock.advance(by: .days(7))
        try await Timekeeper(day.desk).sweep()
        day.clock.advance(by: .days(14))
        while try await Timekeeper(day.desk).sweep() > 0 {}
        #expect(try await day.all(Recovery.self).first?.state == .closed(.noAnswer))
        try await day.expectRefusal(
            of: .feedback(.contactRecovery(opened.id, by: "onni")), .wrongState, at: "state")
        try await day.expectRefusal(
            of: .feedback(.mendRecovery("nothing", by: "onni")), .unknownName, at: "recovery")
        try await day.expectRefusal(
            of: .feedback(.contactRecovery(opened.id, by: "nobody")), .unknownName, at: "agent")
    }

    @Test(
        "E4 by link: one message says that somebody looks into it and asks for reasons; taking the rating back ends it")
    func byLink() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("recommend", 2)])))
        let said = try #require(try await day.messages(on: "mail").last?.message.text)
        #expect(said.hasPrefix("Olemme pahoillamme") && said.hasSuffix(token))
        let opened = try #require(try await day.all(Recovery.self).first)
        #expect(opened.isOpen)
        let page = try #require(try await day.desk.surveyPage(token: token))
        try await day.desk.perform(
            .feedback(
                .changeAnswers(
                    SurveyReply(token: token, answers: [], comment: "Kukaan ei soittanut", reasons: ["wait"]),
                    revision: page.revision)))
        #expect(try await day.all(Recovery.self).first?.isOpen == true)
        try await day.desk.perform(.feedback(.withdrawAnswers(token: token)))
        #expect(try await day.all(Recovery.self).first?.state == .closed(.takenBack))
        #expect(try await day.all(Recovery.self).first?.first == ScoreSet(recommend: 2))
    }

    // MARK: E5, B3

    @Test(
        "E5 a promoter is asked once to recommend us, quoted with consent alone, and the words go when it is withdrawn")
    func promoter() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        try await day.text("kyllä")
        try await day.text("10, Veikko hoiti homman hienosti")
        #expect(
            try await day.texts().last
                == "Hienoa, että asiointi sujui. Kertoisitko meistä muillekin? Saammeko lainata palautettasi ilman nimeäsi? "
                + "Voit perua luvan milloin tahansa. Vastaa KYLLÄ tai EI.")
        let shared = try await day.desk.records(Recognition.self, Recognition.query(agent: "veikko"))
        #expect(shared.map(\.text) == ["Veikko hoiti homman hienosti"], "shared with who did it")
        let asked = try #require(try await day.all(CustomerReference.self).first)
        #expect(asked.text(for: .marketing) == nil, "nothing is shown before the person agrees")
        try await day.expectRefusal(
            of: .feedback(.publishReference(asked.id, place: "etusivu")), .notAllowed, at: "state")
        try await day.text("Kyllä saa")
        let given = try #require(try await day.all(CustomerReference.self).first)
        #expect(given.text(for: .public) == "Veikko hoiti homman hienosti")
        #expect(try await day.texts().last == "Kiitos vastauksesta.")
        try await day.desk.perform(.feedback(.publishReference(given.id, place: "etusivu")))
        try await day.desk.perform(.feedback(.withdrawReference(given.id)))
        let gone = try #require(try await day.all(CustomerReference.self).first)
        #expect(gone.text(for: .public) == nil && gone.published == ["etusivu"])
        #expect(try await day.desk.records(CustomerReference.self, CustomerReference.toTakeDown()).count == 1)
        try await day.desk.perform(.feedback(.takeDownReference(gone.id, place: "etusivu")))
        #expect(try await day.desk.records(CustomerReference.self, CustomerReference.toTakeDown()).isEmpty)
        let person = try #require(try await day.all(Person.self).first)
        #expect(person.lastConsent(.reference)?.isGiven == false)

        // The next very good answer asks nobody again.
        day.clock.advance(by: .days(31))
        try await day.settledCall()
        try await day.text("kyllä")
        try await day.text("10")
        let decisions = try await day.feedbackFacts().compactMap { fact -> PromoterDecision? in
            if case .promoterDecided(_, let decision) = fact { decision } else { nil }
        }
        #expect(decisions == [.ask, .notAsked(.askedBefore)])
        #expect(try await day.texts().last == "Kiitos vastauksesta.")
    }

    @Test("E5 public reviews are asked for however people rated")
    func noGating() async throws {
        let feedback = FeedbackPolicy(
            promoters: try PromoterPlan(
                publicReviews: .everyone,
                reviewText: LocalizedText(en: "Review us", fi: "Arvioi meidät: arviot.example")))
        let day = try FeedbackDesk.day(try FeedbackDesk.policy(feedback: feedback, questions: ["recommend"]))
        for (number, rating) in ["0", "7", "10"].enumerated() {
            let address = "+35840123456\(number)"
            try await day.settledCall(from: address)
            try await day.text(rating, from: address)
        }
        #expect(try await day.texts().count { $0 == "Arvioi meidät: arviot.example" } == 3)
    }

    @Test("B3 a public post that praises us becomes a reference with consent, and is withdrawn with it")
    func publicPraise() async throws {
        let day = try FeedbackDesk.day()
        let received = try await day.receive(
            Arrival(
                channel: "social", claims: try IdentityClaims(points: [.handle(network: "social", name: "maija")]),
                text: "Lehtolan palvelu on parasta!", purpose: .feedback, language: .finnish,
                occurredAt: day.clock.now()))
        #expect(received.caseID == nil)
        try await day.desk.perform(.feedback(.askReference(received.contact, by: "aino")))
        let asked = try #require(try await day.all(CustomerReference.self).first)
        #expect(asked.state == .awaitingConsent && asked.text(for: .marketing) == nil)
        try await day.expectRefusal(
            of: .feedback(.askReference(received.contact, by: "aino")), .duplicateName, at: "contact")
        try await day.desk.perform(.feedback(.grantReference(asked.id, .public, wording: "Julkinen kyllä 2.3.2026")))
        #expect(
            try await day.desk.records(CustomerReference.self, CustomerReference.shown()).first?.text(for: .public)
                == "Lehtolan palvelu on parasta!")
        try await day.expectRefusal(of: .feedback(.refuseReference(asked.id)), .wrongState, at: "state")
        try await day.desk.perform(.feedback(.withdrawReference(asked.id)))
        #expect(try await day.desk.records(CustomerReference.self, CustomerReference.shown()).isEmpty)
        // Taken back by the person as such, whatever reference it is about.
        let second = try await day.receive(
            Arrival(
                channel: "social", claims: try IdentityClaims(points: [.handle(network: "social", name: "maija")]),
                text: "Kiitos taas, parasta!", purpose: .feedback, language: .finnish, occurredAt: day.clock.now()))
        try await day.desk.perform(.feedback(.askReference(second.contact, by: "aino")), as: "again")
        try await day.desk.perform(.feedback(.grantReference("again-f", .public, wording: "v2")))
        #expect(try await day.desk.records(CustomerReference.self, CustomerReference.shown()).count == 1)
        try await day.desk.perform(
            .feedback(.setConsent(second.person, .reference, isGiven: false, proof: "puhelu 3.3.2026")))
        #expect(try await day.desk.records(CustomerReference.self, CustomerReference.shown()).isEmpty)
        let bytes = try RecordEncoder().encode(try #require(try await day.all(CustomerReference.self).first))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("parasta"))
    }

    // MARK: E6

    @Test("E6 thanks carry their reason, from customers and from colleagues, and go when they are taken back")
    func recognition() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        try await day.desk.perform(
            .answerSurvey(
                SurveyReply(
                    token: token, answers: [SurveyValue("recommend", 10)], comment: "Veikko oli loistava",
                    reasons: ["kind"])))
        try await day.desk.perform(
            .feedback(.recognise(["veikko", "siiri"], by: "onni", case: id, text: "Autoitte ruuhkassa")))
        let thanks = try await day.desk.records(Recognition.self, Recognition.query(agent: "veikko"))
        #expect(thanks.count == 2)
        let survey = day.desk.machine.policy.surveys["after-case"]
        #expect(
            Set(thanks.map { $0.reasonText(survey, in: .finnish) })
                == ["Ystävällisyys; Veikko oli loistava", "Autoitte ruuhkassa"])
        try await day.expectRefusal(
            of: .feedback(.recognise(["onni"], by: "onni", case: nil, text: "Hyvä minä")), .notAllowed, at: "agents")
        try await day.expectRefusal(
            of: .feedback(.recognise(["veikko"], by: "onni", case: id, text: "Taas")), .duplicateName, at: "agents")
        try await day.expectRefusal(
            of: .feedback(.recognise(["veikko"], by: "siiri", case: nil, text: "")), .malformed, at: "reason")
        try await day.desk.perform(.feedback(.withdrawAnswers(token: token)))
        let left = try await day.desk.records(Recognition.self, Recognition.query(agent: "veikko"))
        #expect(left.map(\.giver) == [.colleague("onni")])
        try await day.expectRefusal(
            of: .feedback(.withdrawRecognition(left[0].id, by: "siiri")), .notAllowed, at: "by")
        try await day.desk.perform(.feedback(.withdrawRecognition(left[0].id, by: "onni")))
        #expect(try await day.desk.records(Recognition.self, Recognition.query(agent: "siiri")).isEmpty)
    }

    @Test("E6 coaching hints come from the answers' reasons, beyond chance and above the smallest count")
    func coaching() async throws {
        let plan = try SurveyPlan(survey: "after-case", cooldown: .zero)
        let day = try FeedbackDesk.day(
            try FeedbackDesk.policy(feedback: FeedbackPolicy(), plan: plan, questions: ["service"]))
        func answered(by agent: AgentID, _ count: Int, toned: Int) async throws {
            for number in 0..<count {
                let id = try await day.taken(by: agent, from: "\(agent)\(number)@example.com")
                try await day.desk.perform(.resolve(id, by: agent))
                let token = try #require(try await day.surveyToken(to: "\(agent)\(number)@example.com"))
                try await day.desk.perform(
                    .answerSurvey(
                        SurveyReply(
                            token: token, answers: [SurveyValue("service", 3)], reasons: number < toned ? ["tone"] : [])
                    ))
            }
            try await day.desk.perform(.setPresence(agent, .away))
        }
        try await answered(by: "veikko", 9, toned: 9)
        // March 2026.
        let range = 20_513..<20_544
        let leader = FeedbackViewer.teamLeader(["technical"])
        let coaching = { (agent: AgentID) async throws -> CoachingReport in
            try await day.desk.coaching(of: agent, days: range, for: leader)
        }
        #expect(try await coaching("veikko").withheld != nil, "nine answers are too few")
        try await answered(by: "siiri", 20, toned: 1)
        #expect(try await coaching("veikko").withheld == .belowCoach(n: 9, needed: 10))
        let id = try await day.taken(by: "veikko", from: "last@example.com")
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "last@example.com"))
        try await day.desk.perform(
            .answerSurvey(SurveyReply(token: token, answers: [SurveyValue("service", 3)], reasons: ["tone"])))
        let report = try await day.desk.coaching(of: "veikko", days: range, for: leader)
        #expect(report.hints.map(\.use) == [.coach])
        #expect(report.sentence(in: .finnish).hasPrefix("Keskustelun aihe. ”Äänensävy”: 100"))
        #expect(try await day.desk.coaching(of: "siiri", days: range, for: leader).hints.isEmpty)
    }

    // MARK: F11

    @Test("F11 what is due for review, by whom, what was decided, what came of it")
    func reviews() async throws {
        let day = try FeedbackDesk.day()
        let received = try await day.receive(
            Arrival(
                channel: "social", claims: try IdentityClaims(points: [.handle(network: "social", name: "maija")]),
                text: "Ohjeessa on väärä numero", purpose: .feedback, occurredAt: day.clock.now()))
        try await day.settledCall()
        try await day.text("kyllä")
        try await day.text("7, ihan ok mutta hidasta")
        let byAino = try await day.desk.records(FeedbackReview.self, FeedbackReview.query(owner: "aino"))
        let byOnni = try await day.desk.records(FeedbackReview.self, FeedbackReview.query(owner: "onni"))
        #expect(byAino.map(\.item) == [.contact(received.contact)])
        #expect(byAino.first?.due == (try utc("2026-03-02T07:00:00Z")) + .days(2))
        #expect(byOnni.count == 1 && byOnni.first?.item.kind == .response)
        #expect(byOnni.first?.due == (try utc("2026-03-09T07:00:00Z")), "the round on Monday at nine")

        day.clock.advance(by: .days(1))
        let (first, second) = (byAino[0].id, byOnni[0].id)
        try await day.expectRefusal(
            of: .feedback(.decideReview(first, .noAction, note: nil, by: "aino")), .malformed, at: "note")
        try await day.desk.perform(
            .feedback(.decideReview(first, .correct, note: "Numero vaihtui", owner: "eero", by: "aino")))
        try await day.expectRefusal(
            of: .feedback(.decideReview(first, .coach, note: nil, by: "aino")), .wrongState, at: "state")
        day.clock.advance(by: .days(7))
        for _ in 0..<2 { try await Timekeeper(day.desk).sweep() }
        #expect(try await day.feedbackFacts().count { $0 == .reviewOverdue(second, owner: "onni") } == 1)
        let year = try utc("2026-01-01T00:00:00Z")..<utc("2027-01-01T00:00:00Z")
        #expect(
            try await day.desk.reviews(arrived: year).sentence(in: .finnish)
                == "Palautteita on 2: lukematta 1 (myöhässä 1), päätöksiä odottamassa tulosta 1 (myöhässä 0), valmiina 0."
        )
        day.clock.advance(by: .days(30))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.feedbackFacts().contains(.reviewOverdue(first, owner: "eero")))
        try await day.desk.perform(.feedback(.endReview(first, outcome: "Ohje korjattu verkkoon", by: "eero")))
        try await day.desk.perform(.feedback(.assignReview(second, to: "siiri")))
        try await day.desk.perform(.feedback(.decideReview(second, .noAction, note: "Tiedossa", by: "siiri")))
        let summary = try await day.desk.reviews(arrived: year)
        #expect(summary.done == 2 && summary.unread == 0 && summary.readInTime == 1)
        #expect(summary.decisions.map(\.decision) == [.noAction, .correct])
        #expect(try await day.desk.record(FeedbackReview.self, first)?.outcome == "Ohje korjattu verkkoon")
    }
}
