import DeskTestKit
import ServiceDesk
import Testing

@Suite("E. How it felt") struct FeedbackScenarios {
    private func decision(of day: DeskOfTheDay) async throws -> [(invited: Bool, reason: String?)] {
        try await day.facts().compactMap {
            guard case .surveyDecided(let invited, let reason) = $0 else { return nil }
            return (invited, reason?.sentence(in: .english))
        }
    }

    @Test("E1 who had a matter settled is asked once in thirty days, with the reason either way")
    func cooldown() async throws {
        let day = try DeskOfTheDay()
        for _ in 0..<3 {
            let id = try await day.taken()
            try await day.desk.perform(.resolve(id, by: "veikko"))
            day.clock.advance(by: .days(15))
        }
        let decisions = try await decision(of: day)
        #expect(decisions.map(\.invited) == [true, false, true], "after 0, 15 and 30 days")
        #expect(decisions[0].reason == nil)
        #expect(
            decisions[1].reason
                == "No survey: the person was asked lately and is left alone until \(try utc("2026-04-01T07:00:00Z")).")
        #expect(try await day.outbox().count { $0.message.kind == .surveyInvitation } == 2)
    }

    @Test("E1 who cannot be written to is not asked, and the reason is kept")
    func noAddress() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(
            try await day.receive(
                Arrival(
                    channel: "counter", claims: try IdentityClaims(), text: "Hei", topic: "streets",
                    occurredAt: day.clock.now())
            ).caseID)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(
            try await decision(of: day).map(\.reason)
                == ["No survey: the channel counter cannot send to the person now."])
        #expect(try await day.outbox().isEmpty)
    }

    @Test("E1 at night the invitation waits for the morning")
    func quietHours() async throws {
        // 22:30 in Helsinki.
        let day = try DeskOfTheDay(at: try utc("2026-03-02T20:30:00Z"))
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let invitation = try #require(try await day.outbox().first { $0.message.kind == .surveyInvitation })
        #expect(invitation.state == .queued(next: try utc("2026-03-03T06:00:00Z")))
        let transport = RecordingMessageTransport()
        let courier = Courier(day.desk, transports: ["mail": transport])
        try await courier.sweep()
        #expect(await transport.sent.map(\.kind) == [.acknowledgement])
        day.clock.set(to: try utc("2026-03-03T06:00:00Z"))
        try await courier.sweep()
        #expect(await transport.sent.map(\.kind) == [.acknowledgement, .surveyInvitation])
    }

    private func tallies(_ day: DeskOfTheDay) async throws -> [String: TallyRow] {
        var rows: [String: TallyRow] = [:]
        for record in await day.store.snapshot().records where record.key.collection == TallyRow.collection {
            let row = try record.body.value(as: TallyRow.self)
            rows["\(row.key.level.rawValue) \(row.key.node)"] = row
        }
        return rows
    }

    @Test("E2 an answer is in the tallies of person, agent, team, unit, channel, topic and desk the moment it arrives")
    func tallied() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        let invited = try await tallies(day)
        let names = [
            "agent veikko", "channel mail", "desk desk", "person \(try await day.item(id).person)", "team technical",
            "topic streets", "unit place",
        ]
        #expect(invited.keys.sorted() == names)
        #expect(invited.values.allSatisfy { $0.tally == .oneInvitation })

        try await day.desk.perform(
            .answerSurvey(
                SurveyReply(
                    token: token,
                    answers: [SurveyValue("service", 4), SurveyValue("recommend", 9), SurveyValue("resolved", 1)],
                    comment: "Kiitos")))
        let answered = try await tallies(day)
        #expect(answered.keys.sorted() == names)
        let tally = try #require(answered["desk desk"]).tally
        #expect(answered.values.allSatisfy { $0.tally == tally })
        #expect(tally.netPromoterScore().n == 1)
        #expect(tally != .oneInvitation)
        // 2 March 2026 is day 20,514 of local time.
        #expect(answered.values.allSatisfy { $0.key.day == 20_514 })
        #expect(
            try await day.facts().contains(
                .surveyAnswered([SurveyValue("recommend", 9), SurveyValue("resolved", 1), SurveyValue("service", 4)])))
        let row = try await day.encounter(id)
        #expect(row.scores.recommend == 9)
        #expect(row.scores.service == 4)
        #expect(row.resolvedAt == day.clock.now())
    }

    @Test("E2 a token works once; one that was used or made up changes nothing")
    func tokens() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        let reply = DeskCommand.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("service", 5)]))
        for forged in ["", "0", String(token.dropLast()), token + "0", String(repeating: "0", count: 32)] {
            try await day.expectRefusal(
                of: .answerSurvey(SurveyReply(token: forged, answers: [SurveyValue("service", 5)])), .unknownName,
                at: "token")
        }
        try await day.desk.perform(reply)
        try await day.expectRefusal(of: reply, .wrongState, at: "invitation")
        let needle = Array(token.utf8)
        for record in await day.store.snapshot().records where record.key.collection == SurveyInvitation.collection {
            let bytes = try record.body.bytes()
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: needle) }, "only its digest is kept")
        }
    }

    @Test("E2 an answer that comes while the case is open again leaves the row of its settling as it was")
    func answeredWhileReopened() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let settled = try await day.encounter(id)
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))
        day.clock.advance(by: .hours(1))
        _ = try await day.receive(try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(id)]"))
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.answerSurvey(SurveyReply(token: token, answers: [SurveyValue("service", 2)])))
        var row = try await day.encounter(id)
        #expect(row.scores.service == 2)
        row.scores = settled.scores
        #expect(row == settled)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let again = try await day.encounter(id)
        #expect(again.scores.service == 2, "settled again, it still has its answer")
        #expect(again.reopens == 1)
    }
}
