import DeskTestKit
import ServiceDesk
import Testing

/// What is said about a case when it is settled.
@Suite struct SettlingTests {
    @Test("a target missed a moment before the case is settled is announced, once, also when no timekeeper came by")
    func missedUnseen() async throws {
        let (day, id) = try await accepted()
        day.clock.advance(by: .hours(3))
        try await day.desk.perform(.resolve(id, by: "siiri"))
        let missed = DeskFact.targetMissed(.firstReply)
        #expect(try await day.facts().filter { $0 == missed }.count == 1)
        #expect(try await day.desk.report().targetsKept == 0)

        day.clock.advance(by: .hours(1))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().filter { $0 == missed }.count == 1)
    }

    @Test("what the timekeeper announced before is not announced again when the case is settled")
    func missedSeen() async throws {
        let (day, id) = try await accepted()
        day.clock.advance(by: .hours(3))
        for _ in 1...4 { try await Timekeeper(day.desk).sweep() }
        try await day.desk.perform(.resolve(id, by: "siiri"))
        let missed = DeskFact.targetMissed(.firstReply)
        #expect(try await day.facts().filter { $0 == missed }.count == 1)
    }

    @Test(
        "an encounter counts reply and resolution in the hours of the service description, without the customer's time")
    func openHours() async throws {
        // 15:00 on Monday; the office closes at 16:00 and opens at 08:00.
        let (day, id) = try await accepted(at: Instant("2026-03-02T13:00:00Z"))
        day.clock.advance(by: .hours(18))
        try await day.desk.perform(.reply(id, by: "siiri", text: "Mikä on tontin osoite?"))
        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .hours(2))
        try await day.desk.perform(.resume(id))
        day.clock.advance(by: .minutes(30))
        try await day.desk.perform(.resolve(id, by: "siiri"))
        let row = try await encounter(of: id, day)
        #expect(row.wait == .zero)
        #expect(row.timeToFirstReply == .hours(2))
        #expect(row.timeToResolve == .hours(2) + .minutes(30))
    }

    @Test("an answer that comes when the case is open again adds its scores to the row and leaves the rest as it was")
    func answerAfterReopening() async throws {
        let (day, id) = try await accepted()
        day.clock.advance(by: .minutes(20))
        try await day.desk.perform(.reply(id, by: "siiri", text: "Lupaa ei tarvita."))
        try await day.desk.perform(.resolve(id, by: "siiri"))
        let before = try await encounter(of: id, day)
        #expect(before.resolvedAt == day.clock.now())

        let deliveries = try await day.desk.records(
            OutboxDelivery.self, OutboxDelivery.due(by: day.clock.now() + .hours(1)))
        let invitation = try #require(deliveries.first { $0.message.kind == .surveyInvitation })
        let token = try #require(invitation.message.text.split(separator: " ").last)
        day.clock.advance(by: .minutes(10))
        let again = try await day.receive(
            try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(id)]", id: "<again@example.com>"))
        #expect(again.caseID == id)
        #expect(try await day.desk.record(ServiceCase.self, id)?.status == .open)
        day.clock.advance(by: .hours(9))
        try await day.desk.perform(
            .answerSurvey(SurveyReply(token: String(token), answers: [SurveyValue("service", 2)])))

        var after = try await encounter(of: id, day)
        #expect(after.scores.service == 2)
        after.scores = before.scores
        #expect(after == before)
    }

    @Test("a courier sends what is due at the very instant of its sweep")
    func dueNow() async throws {
        let (day, _) = try await accepted()
        let transport = Delivering()
        let sent = try await Courier(day.desk, transports: ["mail": transport]).sweep()
        #expect(sent == 1)
        #expect(
            try await day.facts().contains { if case .messageEnded(_, "delivered") = $0 { true } else { false } })
    }

    private struct Delivering: MessageTransport {
        func deliver(_ message: OutboundMessage) async -> DeliveryOutcome { .delivered(DeliveryReceipt()) }
    }

    private func encounter(of id: CaseID, _ day: DeskOfTheDay) async throws -> Encounter {
        let query = Encounter.query(arrivedIn: .epoch..<day.clock.now() + .hours(1))
        let rows = try await day.desk.records(Encounter.self, query)
        return try #require(rows.first { $0.case == id })
    }

    private func accepted(at start: Instant? = nil) async throws -> (DeskOfTheDay, CaseID) {
        let day = if let start { try DeskOfTheDay(at: start) } else { try DeskOfTheDay() }
        try await day.desk.perform(.setPresence("siiri", .available))
        let received = try await day.receive(try day.mail(from: "maija@example.com", topic: "permits"))
        let id = try #require(received.caseID)
        _ = try #require(try await day.acceptNext(in: "technical"))
        return (day, id)
    }
}
