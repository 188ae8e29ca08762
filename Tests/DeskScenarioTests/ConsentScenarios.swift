import DeskTestKit
import ServiceDesk
import Testing

@Suite("A6. Consent by channel, and withdrawals that are never refused") struct ConsentScenarios {
    private func person(_ day: DeskOfTheDay, _ id: PersonID) async throws -> Person {
        try #require(try await day.desk.record(Person.self, id))
    }

    private func set(
        _ day: DeskOfTheDay, _ id: PersonID, on channel: ChannelID?, _ isGiven: Bool, purpose: ConsentPurpose = .survey
    ) async throws {
        day.clock.advance(by: .seconds(1))
        try await day.desk.perform(.feedback(.setConsent(id, purpose, on: channel, isGiven: isGiven, proof: "call")))
    }

    @Test("A6 consent is given and withdrawn for one channel, and the other channels stay as they were")
    func byChannel() async throws {
        let day = try FeedbackDesk.day()
        let asked = try await day.item(try await day.settledCall()).person
        try #require(try await day.all(SurveyInvitation.self).map(\.state) == [.open])
        try await set(day, asked, on: "mail", false)
        #expect(try await day.all(SurveyInvitation.self).map(\.state) == [.open], "it went out as a text message")
        try await set(day, asked, on: "text", false)
        #expect(try await day.all(SurveyInvitation.self).map(\.state) != [.open], "taken back")
        #expect(
            try await day.facts().contains(.feedback(.consentSet(asked, .survey, isGiven: false, channel: "text"))))
        try await set(day, asked, on: "mail", true)
        let now = try await person(day, asked)
        #expect(!now.isGiven(.survey, on: "text") && now.isGiven(.survey, on: "mail"))
        #expect(now.lastConsent(.survey) == nil, "nothing was said about all channels")
        try await day.expectRefusal(
            of: .feedback(.setConsent(asked, .survey, on: "texxt", isGiven: true, proof: "x")), .unknownName,
            at: "channel")
    }

    @Test("A6 STOP is a word about the channel it was sent on, and a person full of words can still say it")
    func stop() async throws {
        let day = try FeedbackDesk.day()
        let asked = try await day.item(try await day.settledCall()).person
        for number in 0..<(Person.maximumConsents + 10) {
            try await set(day, asked, on: nil, number % 2 == 0, purpose: "newsletter")
        }
        #expect(try await person(day, asked).consents.count == Person.maximumConsents)
        day.clock.advance(by: .seconds(1))
        let stop = try await day.text("STOP")
        #expect(stop.person == asked)
        let now = try await person(day, asked)
        #expect(now.consents.count == Person.maximumConsents)
        #expect(now.lastConsent(.survey, on: "text")?.isGiven == false)
        #expect(now.lastConsent(.survey, on: "text")?.proof == "contact \(stop.contact)")
        #expect(now.lastConsent(.survey, on: "mail") == nil)
        #expect(now.lastConsent("newsletter")?.isGiven == false, "how the newsletter stood is as it was")

        // Also beside as many consents as there may be, none of which was replaced.
        day.clock.advance(by: .days(60))
        try await set(day, asked, on: "text", true)
        for number in 0..<(Person.maximumConsents - 1) {
            do {
                try await set(day, asked, on: nil, true, purpose: try ConsentPurpose("own-\(number)"))
            } catch let refusal as Refusal {
                #expect(refusal.code == .tooLong && number > 250, "\(refusal) at \(number)")
            }
        }
        try await day.settledCall()
        let again = try await day.text("STOP")
        #expect(try await person(day, asked).lastConsent(.survey, on: "text")?.proof == "contact \(again.contact)")
    }
}
