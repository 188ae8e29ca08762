import DeskTestKit
import ServiceDesk
import Testing

@Suite("E1. Asked and answered with messages") struct SurveyScenarios {
    @Test("E1 after a call the questions come one by one as text messages, and the answers are read")
    func dialogue() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.settledCall()
        #expect(
            try await day.texts() == [
                "Kiitos yhteydenotosta. Hoituiko asiasi? Vastaa KYLLÄ tai EI. Jos et halua kyselyitä, vastaa LOPETA."
            ])
        day.clock.advance(by: .minutes(3))
        let first = try await day.text("Kyllä hoitui")
        #expect(first.caseID == id && !first.opensCase)
        #expect(
            try await day.texts().last
                == "Kiitos. Kuinka todennäköisesti suosittelisit meitä? Vastaa numerolla 0 (en lainkaan) – 10 (erittäin "
                + "todennäköisesti).")
        day.clock.advance(by: .minutes(1))
        try await day.text("kahdeksan")
        #expect(try await day.texts().last == "Kiitos vastauksesta.")
        let tally = try await day.deskTally()
        #expect(tally.invited == 1 && tally.complete == 1 && tally.partial == 0)
        #expect(tally.resolvedYes == 1 && tally.recommend[8] == 1)
        #expect(try await day.encounter(id).scores.recommend == 8)
        #expect(await day.store.count(of: ServiceCase.collection) == 1, "no answer opened a case")
        // The dialogue is over: another message is a matter of its own.
        let later = try await day.text("Roskat on hakematta Koulukadulla")
        #expect(later.opensCase)
    }

    @Test("E1 what cannot be read is kept, said, asked again twice and never guessed")
    func noise() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        for (number, noise) in ["ehkä", "2", "??"].enumerated() {
            let received = try await day.text(noise, id: "m\(number)")
            #expect(!received.opensCase)
            #expect(try await day.desk.record(Contact.self, received.contact)?.text == noise, "it is kept")
            #expect(try await day.text(noise, id: "m\(number)").isRepeat)
        }
        let unread = try await day.feedbackFacts().compactMap { fact -> TextReply.Flaw? in
            if case .replyUnread(_, let flaw, _) = fact { flaw } else { nil }
        }
        #expect(unread == [.noAnswer, .outsideScale, .noAnswer])
        let texts = try await day.texts()
        #expect(texts.count == 3)
        #expect(texts.last == "Valitettavasti emme saaneet selvää vastauksesta. Vastaa KYLLÄ tai EI.")
        #expect(try await day.deskTally().answered == 0)
        let invitation = try #require(try await day.all(SurveyInvitation.self).first)
        #expect(invitation.dialogue?.unread.count == 3 && invitation.state == .open)
    }

    @Test("E1 a new matter that comes instead of an answer opens a case, and the survey goes on")
    func newMatter() async throws {
        let day = try FeedbackDesk.day()
        let first = try await day.settledCall()
        day.clock.advance(by: .days(1))
        let received = try await day.text("Hei, roska-astiaa ei ole tyhjennetty kahteen viikkoon Koulukatu 5")
        #expect(received.opensCase || received.caseID == first, "somebody at the desk sees it")
        #expect(try await day.deskTally().answered == 0)
        try await day.text("ei")
        #expect(try await day.deskTally().resolvedNo == 1)
    }

    @Test("E1 what an agent has asked for goes to the agent, even when it looks like a rating")
    func pending() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        day.clock.advance(by: .minutes(5))
        let id = try #require(
            try await day.text(
                "Hei, sama katuvalo sammui taas ja nyt koko katu on pimeänä, mitä teen", topic: "streets"
            ).caseID)
        try await day.acceptNext(in: "technical")
        try await day.desk.perform(.reply(id, by: "veikko", text: "Monennessako kerroksessa asut?"))
        try await day.desk.perform(.pause(id, .customer))
        let answer = try await day.text("1", topic: "streets")
        #expect(answer.caseID == id)
        #expect(try await day.deskTally().answered == 0)
    }

    @Test("E1 STOP is the last word: consent is withdrawn, and the next settling asks nobody")
    func optOut() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        try await day.text("LOPETA")
        #expect(try await day.texts().last == "Kiitos tiedosta. Emme lähetä sinulle enää kyselyitä tätä kautta.")
        day.clock.advance(by: .days(60))
        try await day.settledCall()
        let decided = try await day.facts().compactMap { fact -> String? in
            if case .surveyDecided(_, let reason) = fact { reason?.sentence(in: .finnish) ?? "kysytään" } else { nil }
        }
        #expect(decided == ["kysytään", "Ei kyselyä: henkilö ei halua kyselyitä."])
        #expect(try await day.text("9").caseID != nil, "after that a number is a contact like any other")
    }

    @Test(
        "E1 an invitation that never reached anybody is no refusal: the tally says undeliverable, and there is no cool-down"
    )
    func undeliverable() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        let key = try #require(try await day.messages(on: "text").first).message.key
        try await day.desk.perform(.recordDelivery(key, .undeliverable(.unknownAddress)))
        let tally = try await day.deskTally()
        #expect((tally.invited, tally.undeliverable) == (1, 1))
        #expect(tally.responseRate.eligible == 0)
        let invitation = try #require(try await day.all(SurveyInvitation.self).first)
        #expect(invitation.state == .undeliverable)
        #expect(try await day.feedbackFacts() == [.invitationUndeliverable(invitation.id)])
        try await day.expectRefusal(
            of: .recordDelivery(key, .undeliverable(.unknownAddress)), .wrongState, at: "state")
        #expect(try await day.deskTally().undeliverable == 1, "counted once")
        day.clock.advance(by: .days(1))
        try await day.settledCall()
        #expect(try await day.deskTally().invited == 2)
    }

    @Test("E1 the time of an invitation runs out once")
    func expiry() async throws {
        let day = try FeedbackDesk.day()
        try await day.settledCall()
        day.clock.advance(by: .days(14))
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        let invitation = try #require(try await day.all(SurveyInvitation.self).first)
        #expect(invitation.state == .expired)
        #expect(try await day.feedbackFacts() == [.invitationExpired(invitation.id)])
    }

    @Test("E1 a case that is opened again is asked about again, once an episode, when the cool-down allows it")
    func episodes() async throws {
        let day = try FeedbackDesk.day(try FeedbackDesk.policy(plan: SurveyPlan(survey: "after-case", cooldown: .zero)))
        let id = try await day.settledCall()
        day.clock.advance(by: .hours(1))
        _ = try await day.receive(try day.call(about: id))
        try #require(try await day.item(id).reopens == 1)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(try await day.all(SurveyInvitation.self).map(\.episode).sorted() == [0, 1])
        let once = try FeedbackDesk.day(
            try FeedbackDesk.policy(plan: SurveyPlan(survey: "after-case", cooldown: .zero, againPerEpisode: false)))
        let other = try await once.settledCall()
        once.clock.advance(by: .hours(1))
        _ = try await once.receive(try once.call(about: other))
        try await once.desk.perform(.resolve(other, by: "veikko"))
        #expect(try await once.facts().contains(.surveyDecided(invited: false, reason: .alreadyAsked)))
    }

    @Test(
        "E1 what no person touched, or what closed itself, is not asked about, each with its reason",
        arguments: [true, false])
    func untouched(needsHuman: Bool) async throws {
        var policy = try FeedbackDesk.policy(plan: SurveyPlan(survey: "after-case", requireHumanTouch: needsHuman))
        policy.lines = LinePolicy(automations: [
            try AutomationPath(
                id: "waste-days", topics: ["waste"], steps: [AutomationStep(id: "book", kind: .resolve)],
                exit: "technical", exitChannel: "phone")
        ])
        let day = try DeskOfTheDay(policy: policy)
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com", topic: "waste")).caseID)
        try await day.desk.perform(.automationEvent(id, .worked))
        try await day.desk.perform(.automationEvent(id, .confirmed))
        #expect(try await day.item(id).status == .resolved)
        let reasons = try await day.facts().compactMap { fact -> SurveyDecision.Reason? in
            if case .surveyDecided(_, let reason) = fact { reason } else { nil }
        }
        #expect(reasons == [needsHuman ? .noHumanTouch : .autoClosed])
    }

    @Test("E1 who writes again before the invitation has gone out is not asked in the middle of the talk")
    func takenBack() async throws {
        // 22:30 in Helsinki: the invitation waits for the morning.
        let day = try DeskOfTheDay(
            at: try utc("2026-03-02T20:30:00Z"), policy: try FeedbackDesk.policy(), front: { EncodingStore($0) })
        let id = try await day.settledCall()
        #expect(try await day.deskTally().invited == 1)
        day.clock.advance(by: .hours(1))
        _ = try await day.receive(try day.call(about: id))
        try #require(try await day.item(id).reopens == 1)
        #expect(try await day.deskTally() == .zero)
        #expect(try await day.all(SurveyInvitation.self).map(\.state) == [.withdrawn])
        let transport = RecordingMessageTransport()
        day.clock.set(to: try utc("2026-03-03T06:00:00Z"))
        try await Courier(day.desk, transports: ["text": transport]).sweep()
        #expect(await transport.sent.isEmpty)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        try await Courier(day.desk, transports: ["text": transport]).sweep()
        #expect(await transport.sent.map(\.kind) == [.surveyInvitation], "asked once, when it is really over")
        #expect(try await day.deskTally().invited == 1)
    }

    @Test("E1 a quota of the desk is kept over people, and begins anew the next day")
    func quota() async throws {
        let day = try FeedbackDesk.day(
            try FeedbackDesk.policy(plan: SurveyPlan(survey: "after-case", quotas: [SurveyQuota(limit: 2)])))
        for number in 0..<4 { try await day.settledCall(from: "+35840123456\(number)") }
        #expect(try await day.deskTally().invited == 2)
        #expect(
            try await day.facts().count {
                $0 == .surveyDecided(invited: false, reason: .quotaReached(limit: 2, days: 1))
            }
                == 2)
        day.clock.advance(by: .days(1))
        try await day.settledCall(from: "+358401234569")
        #expect(try await day.deskTally().invited == 3)
    }

    @Test("E2 a page can be fetched any number of times and records nothing; its revision changes an answer once")
    func page() async throws {
        let day = try FeedbackDesk.day()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        let before = try await day.store.dump()
        for _ in 0..<20 {
            let page = try #require(try await day.desk.surveyPage(token: token))
            #expect(page.language == .finnish && page.questions.map(\.id) == ["resolved", "recommend"])
        }
        #expect(try await day.desk.surveyPage(token: String(repeating: "0", count: 32)) == nil)
        #expect(try await day.store.dump() == before)
        try await day.desk.perform(
            .answerSurvey(SurveyReply(token: token, answers: [SurveyValue("recommend", 7)], reasons: ["wait"])))
        let shown = try #require(try await day.desk.surveyPage(token: token))
        #expect(shown.revision == 2 && shown.questions[1].value == 7)
        let change = SurveyReply(token: token, answers: [SurveyValue("recommend", 8)], comment: "Sittenkin")
        try await day.desk.perform(.feedback(.changeAnswers(change, revision: shown.revision)))
        var tally = try await day.deskTally()
        #expect(tally.recommend[7] == 0 && tally.recommend[8] == 1 && tally.answered == 1)
        let older = SurveyReply(token: token, answers: [SurveyValue("recommend", 0)])
        try await day.expectRefusal(
            of: .feedback(.changeAnswers(older, revision: 1)), .outOfOrder, at: "revision")
        try await day.expectRefusal(
            of: .feedback(
                .changeAnswers(SurveyReply(token: token, answers: [SurveyValue("recommend", 11)]), revision: 3)),
            .outOfRange, at: "answers[0].value")
        try await day.expectRefusal(
            of: .feedback(
                .changeAnswers(SurveyReply(token: token, answers: [], reasons: ["nothing"]), revision: 3)),
            .unknownName, at: "reasons[0]")
        try await day.expectRefusal(
            of: .feedback(.changeAnswers(older, revision: .max)), .outOfRange, at: "revision")
        try await day.desk.perform(.feedback(.withdrawAnswers(token: token)))
        tally = try await day.deskTally()
        #expect(tally == .oneInvitation)
        #expect(try await day.all(ReasonRow.self).allSatisfy { $0.tally == .zero })
        #expect(try await day.all(SurveyResponse.self).allSatisfy { $0.comment == nil })
    }

    @Test("E2 answers about one agent that come faster than people answer are flagged")
    func burst() async throws {
        let plan = try SurveyPlan(survey: "after-case", burst: SurveyBurst(count: 3, within: .minutes(1)))
        let day = try FeedbackDesk.day(try FeedbackDesk.policy(plan: plan))
        for number in 0..<4 { try await day.settledCall(from: "+35840123456\(number)") }
        for number in 0..<4 { try await day.text("kyllä", from: "+35840123456\(number)") }
        let flagged = try await day.feedbackFacts().filter {
            if case .answerBurst(_, "veikko") = $0 { true } else { false }
        }
        #expect(flagged.count == 1)
        #expect(try await day.deskTally().answered == 4, "nothing is thrown away")
    }

    @Test("E1 a question that does not fit into a text message, or a channel that is not there, is found before use")
    func policyCheck() throws {
        var policy = try FeedbackDesk.policy(plan: SurveyPlan(survey: "after-case", byMessage: ["txt"]))
        policy.feedback.reviews = try ReviewPlan(otherwise: "anio", at: LocalTime(hour: 9))
        policy.feedback.recovery = try RecoveryPlan(owner: "ono", calendar: "ofice")
        #expect(throws: PolicyErrors.self) { try CompiledPolicy(policy) }
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(policy)
        } catch {
            #expect(
                error.findings.map(\.place.description).sorted() == [
                    "feedback.recovery.calendar", "feedback.recovery.owner", "feedback.reviews.otherwise",
                    "surveyPlan.byMessage[0]",
                ])
        }
        var long = try FeedbackDesk.policy()
        let survey = long.surveys[0]
        long.surveys = [
            try Survey(
                id: survey.id,
                questions: [
                    SurveyQuestion(
                        id: "a", role: .service, scale: .service1to5,
                        text: LocalizedText(en: "?", fi: String(repeating: "pitkä ", count: 300)))
                ], invitation: survey.invitation)
        ]
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(long)
            Issue.record("it was taken")
        } catch {
            #expect(error.findings.map(\.place.description) == ["surveys[0].questions[0].text.fi"])
        }
    }
}
