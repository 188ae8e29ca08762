import DeskTestKit
import ServiceDesk
import Testing

/// Surveys that are answered by replying to the mail, and whom a bad answer gives work.
@Suite("E. Mails that answer a survey") struct MailReplyScenarios {
    private static let address = "maija@example.com"

    private func policy() throws -> DeskPolicy {
        try FeedbackDesk.policy(questions: ["resolved", "service", "recommend"])
    }

    /// A settled case whose invitation went out by mail, and the mail's own name.
    private func asked(_ day: DeskOfTheDay) async throws -> (id: CaseID, token: String, mail: String) {
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: Self.address))
        let delivery = try #require(try await day.outbox().last { $0.message.kind == .surveyInvitation })
        let name = "<survey-\(id)@lehtola.example>"
        try await day.desk.perform(
            .recordDelivery(delivery.message.key, .delivered(DeliveryReceipt(externalID: name))))
        day.clock.advance(by: .hours(1))
        return (id, token, name)
    }

    private func quoted(_ words: String, _ token: String) -> String {
        "\(words)\n\nma 2. maalisk. 2026 klo 9.05 Lehtolan kaupunki <palvelu@lehtola.example>\nkirjoitti:\n\n"
            + "> Miten onnistuimme? Arvioi 0 … 10.\n> Vastaathan täällä: \(token)\n"
    }

    @Test(
        "E1 a mail above the quoted invitation is read: the thread or the quoted link tells which survey",
        arguments: [("9", nil), ("9 kiitos", nil), ("Kymppi!", nil), ("10, Veikko auttoi heti", "Veikko auttoi heti")]
            as [(String, String?)])
    func answered(words: String, comment: String?) async throws {
        for byLink in [true, false] {
            let day = try FeedbackDesk.day(try policy())
            let (id, token, mail) = try await asked(day)
            let arrival =
                byLink
                ? try day.mail(from: Self.address, topic: nil, text: quoted(words, token))
                : try day.mail(from: Self.address, topic: nil, text: words, references: [mail])
            let received = try await day.receive(arrival)
            #expect(received.caseID == id && !received.opensCase)
            #expect(try await day.item(id).reopens == 0, "an answer is no new matter")
            let response = try #require(try await day.all(SurveyResponse.self).first)
            let expected: UInt8 = words.hasPrefix("9") ? 9 : 10
            #expect(response.value(of: .recommend) == expected && response.value(of: .service) == nil)
            #expect(response.comment == comment)
            #expect(try await day.deskTally().recommend[Int(expected)] == 1)
            // The same mail again under another name is no second answer.
            try await day.receive(
                try day.mail(from: Self.address, topic: nil, text: words, id: "again", references: [mail]))
            #expect(try await day.deskTally().answered == 1)
            // Nor can the link be used after it.
            try await day.expectRefusal(
                of: .answerSurvey(SurveyReply(token: token, answers: [SurveyValue("recommend", 0)])), .wrongState,
                at: "invitation")
        }
    }

    @Test("E1 an answer whose headers want none back counts, and is not thanked for")
    func notAnswered() async throws {
        let day = try FeedbackDesk.day(try policy())
        let (_, token, mail) = try await asked(day)
        let sent = try await day.outbox().count
        var arrival = try day.mail(from: Self.address, topic: nil, text: quoted("9", token), references: [mail])
        arrival.headers = try MailHeaders(Array("X-Auto-Response-Suppress: All\r\n\r\n".utf8))
        try await day.receive(arrival)
        #expect(try await day.deskTally().answered == 1)
        #expect(try await day.outbox().count == sent)
    }

    @Test("E1 a mail that may mean several answers, or none, is kept, said and not guessed")
    func unread() async throws {
        let day = try FeedbackDesk.day(try policy())
        let (id, token, mail) = try await asked(day)
        // 4 may be the service or whether they recommend us; “ehkä” is no answer.
        for (number, words) in ["4", "ehkä"].enumerated() {
            let received = try await day.receive(
                try day.mail(from: Self.address, topic: nil, text: words, id: "u\(number)", references: [mail]))
            #expect(received.caseID == id && !received.opensCase)
            #expect(try await day.desk.record(Contact.self, received.contact)?.text == words, "it is kept")
        }
        let flaws = try await day.feedbackFacts().compactMap { fact -> TextReply.Flaw? in
            if case .replyUnread(_, let flaw, _) = fact { flaw } else { nil }
        }
        #expect(flaws == [.ambiguous, .noAnswer])
        let said = try #require(try await day.messages(on: "mail").last?.message.text)
        #expect(said.hasPrefix("Valitettavasti emme saaneet selvää vastauksesta") && said.hasSuffix(token))
        #expect(try await day.deskTally().answered == 0)
        // After the third the desk says nothing more; the link still works.
        try await day.receive(try day.mail(from: Self.address, topic: nil, text: "??", id: "u2", references: [mail]))
        let count = try await day.messages(on: "mail").count
        try await day.receive(try day.mail(from: Self.address, topic: nil, text: "??", id: "u3", references: [mail]))
        #expect(try await day.messages(on: "mail").count == count)
        try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("recommend", 9)])))
        #expect(try await day.deskTally().answered == 1)
    }

    @Test("E1 a new matter in reply to a survey, somebody else's mail, or one after its time, goes to the desk")
    func notAnAnswer() async throws {
        let day = try FeedbackDesk.day(try policy())
        let (_, token, mail) = try await asked(day)
        let matter = try await day.receive(
            try day.mail(
                from: Self.address, topic: "waste",
                text: quoted("Hei, roska-astiaa ei ole tyhjennetty kahteen viikkoon Koulukatu 5", token),
                references: [mail]))
        #expect(matter.opensCase)
        let stranger = try await day.receive(
            try day.mail(from: "other@example.com", topic: nil, text: quoted("9", token), references: [mail]))
        #expect(stranger.opensCase)
        let robot = try await day.receive(
            try day.mail(
                from: Self.address, topic: nil, text: quoted("9", token), references: [mail], demand: .automatic))
        #expect(robot.caseID == nil || !robot.opensCase)
        #expect(try await day.deskTally().answered == 0)
        day.clock.advance(by: .days(15))
        try await day.receive(
            try day.mail(from: Self.address, topic: nil, text: quoted("9", token), references: [mail]))
        #expect(try await day.deskTally().answered == 0)
    }

    @Test("E4 a bad answer is work for its owner, with a deadline; a later rating never takes the first one's place")
    func ownersWork() async throws {
        let day = try FeedbackDesk.day(try policy())
        let (id, token, mail) = try await asked(day)
        #expect(try await day.desk.feedbackDuties(of: "onni").isEmpty)
        try await day.receive(
            try day.mail(from: Self.address, topic: nil, text: quoted("3/10", token), references: [mail])
        )
        let opened = try #require(try await day.all(Recovery.self).first)
        let duties = try await day.desk.feedbackDuties(of: "onni")
        let first = try #require(duties.first { $0.work == .recovery(opened) })
        #expect(first.due == opened.contactDue && !first.isOverdue)
        #expect(
            first.sentence(in: .finnish)
                == "Korjaa, mistä tapauksen \(id) arvosana kertoo (ei suosittelisi), määräaika \(opened.contactDue).")
        #expect(try await day.desk.feedbackDuties(of: "veikko").isEmpty, "not who was rated")
        // Who rated is told that somebody looks into it, and asked for reasons.
        #expect(try await day.messages(on: "mail").last?.message.text.hasPrefix("Olemme pahoillamme") == true)
        day.clock.set(to: opened.contactDue + .seconds(1))
        #expect(try await day.desk.feedbackDuties(of: "onni").first { $0.work == .recovery(opened) }?.isOverdue == true)
        try await day.desk.perform(.feedback(.assignRecovery(opened.id, to: "siiri")))
        #expect(try await day.desk.feedbackDuties(of: "siiri").count == 1)
        try await day.desk.perform(.feedback(.contactRecovery(opened.id, by: "siiri")))
        try await day.desk.perform(.feedback(.mendRecovery(opened.id, by: "siiri")))
        day.clock.advance(by: .days(7))
        try await Timekeeper(day.desk).sweep()
        let check = try #require(try await day.messages(on: "mail").last?.message.text)
        let second = try #require(check.split(whereSeparator: \.isWhitespace).last.map(String.init))
        let before = try await day.deskTally()
        day.clock.advance(by: .hours(1))
        try await day.receive(try day.mail(from: Self.address, topic: nil, text: quoted("10 kiitos", second)))
        let rated = try #require(try await day.all(Recovery.self).first)
        #expect(rated.first == ScoreSet(recommend: 3) && rated.second?.recommend == 10)
        #expect(try await day.deskTally() == before && before.recommend[3] == 1, "the first rating stands")
        await #expect(throws: Refusal.self) { _ = try await day.desk.feedbackDuties(of: "nobody") }
    }
}
