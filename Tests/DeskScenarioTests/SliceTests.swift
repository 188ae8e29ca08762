import DeskTestKit
import ServiceDesk
import Testing

/// One contact all the way through every room, through the public API alone.
@Suite struct SliceTests {
    @Test("a contact arrives, is routed, offered, accepted, answered, paused, resumed, resolved, asked and scored")
    func wholeWay() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("siiri", .available))
        let received = try await day.receive(
            try day.mail(from: "Maija@example.com", topic: "permits", subject: "Saunan lupa", id: "<1@example.com>"))
        let id = try #require(received.caseID)
        #expect(received.opensCase)

        let item = try #require(try await day.desk.record(ServiceCase.self, id))
        #expect(item.queue == "technical")
        #expect(item.route?.rule == "permits")
        let explanation = try item.route?.explanation(by: day.desk.machine.policy.document.routing)
        #expect(explanation?.sentence(in: .english).contains("permits") == true)

        day.clock.advance(by: .minutes(10))
        let offer = try #require(try await day.acceptNext(in: "technical"))
        #expect(offer.caseID == id)
        #expect(offer.agent == "siiri")

        day.clock.advance(by: .minutes(20))
        try await day.desk.perform(.reply(id, by: "siiri", text: "Hei! Mikä on tontin osoite?"))
        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .hours(24))
        let answer = try await day.receive(
            try day.mail(
                from: "maija@example.com", topic: nil, subject: "Vs: Saunan lupa [#\(id)]", id: "<2@example.com>"))
        #expect(answer.caseID == id)
        #expect(try await day.desk.record(ServiceCase.self, id)?.status == .open)

        day.clock.advance(by: .minutes(30))
        try await day.desk.perform(.reply(id, by: "siiri", text: "Lupa on haettavissa verkossa."))
        try await day.desk.perform(.resolve(id, by: "siiri"))
        let resolved = try #require(try await day.desk.record(ServiceCase.self, id))
        #expect(resolved.status == .resolved)
        #expect(resolved.contacts == 4)

        let facts = try await day.facts()
        #expect(facts.contains { if case .resolved("siiri", _, let missed) = $0 { missed == 0 } else { false } })
        #expect(facts.contains { if case .surveyDecided(true, _) = $0 { true } else { false } })
    }
}
