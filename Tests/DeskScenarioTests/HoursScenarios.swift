import DeskTestKit
import ServiceDesk
import Testing

/// B5 in full: breaks, holidays, exceptions, the next opening, and each plan for the time outside hours.
@Suite struct HoursScenarios {
    /// The town desk with a counter that closes for lunch, an hour earlier on one date, and with four plans.
    private static func policy() throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.calendars["counter"] = BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-15:00"]), overrides: ["2026-03-04": ["09:00-14:00"]],
            holidays: .finland, breaks: .mondayToFriday(["11:30-12:00"]))
        policy.channels =
            policy.channels.filter { $0.id != "counter" && $0.id != "chat" } + [
                try ContactChannel(
                    id: "counter", kind: .counter, name: LocalizedText(en: "Counter", fi: "Palvelutiski"),
                    hours: "counter",
                    outOfHours: .announceOnly),
                try ContactChannel(
                    id: "chat", kind: .chat, name: LocalizedText(en: "Chat", fi: "Chat"), hours: "office",
                    outOfHours: .otherChannel("emergency")),
                try ContactChannel(
                    id: "emergency", kind: .voice, name: LocalizedText(en: "Emergency line", fi: "Päivystys"),
                    receivingEnds: ["+358 16 555 0199"]),
            ]
        return policy
    }

    private func come(_ day: DeskOfTheDay, _ channel: ChannelID, at time: String) async throws -> ReceivedResult {
        day.clock.set(to: try utc(time))
        let point: ContactPoint =
            try channel == "chat" ? .handle(network: "chat", name: "maija") : .phone("+358401234567")
        return try await day.receive(
            Arrival(
                channel: channel, claims: try IdentityClaims(points: [point]), text: "Hei", topic: "streets",
                language: .finnish, occurredAt: day.clock.now()))
    }

    @Test("B5 a break and an exceptional day close the counter, and whoever comes is told when it opens")
    func breaksAndExceptions() async throws {
        let day = try DeskOfTheDay(policy: try Self.policy())
        // Monday 2 March, 11:45 in Helsinki: lunch until 12:00.
        let lunch = try await come(day, "counter", at: "2026-03-02T09:45:00Z")
        #expect(lunch.decision?.outcome == .decline)
        #expect(try lunch.decision?.nextOpening == utc("2026-03-02T10:00:00Z"))
        #expect(lunch.caseID == nil)
        // 12:00: open, and a case.
        let noon = try await come(day, "counter", at: "2026-03-02T10:00:00Z")
        #expect((noon.decision?.outcome, noon.decision?.nextOpening) == (.accept, nil))
        #expect(noon.caseID != nil)
        // Wednesday 4 March closes at 14:00 this once; Thursday opens at 9:00.
        let early = try await come(day, "counter", at: "2026-03-04T12:00:00Z")
        #expect(early.decision?.isClosed == true)
        #expect(try early.decision?.nextOpening == utc("2026-03-05T07:00:00Z"))
        let sentence = try #require(early.decision).sentence(in: .finnish)
        #expect(sentence.contains("suljettu"))
    }

    @Test("B5 outside hours a call waits and a call back is offered; the chat names the emergency line and the opening")
    func plans() async throws {
        let day = try DeskOfTheDay(policy: try Self.policy())
        // Good Friday 2026: the office opens on Tuesday 7 April at 8:00, 05:00 UTC.
        let opening = try utc("2026-04-07T05:00:00Z")
        let call = try await come(day, "phone", at: "2026-04-03T09:00:00Z")
        #expect(call.decision?.outcome == .acceptForLater(nextOpening: opening))
        #expect(call.decision?.reason == .closedCallback)
        #expect(call.caseID != nil)
        #expect(try #require(call.decision).sentence(in: .english).contains("call back"))

        let before = try await day.outbox().count
        let chat = try await come(day, "chat", at: "2026-04-03T09:05:00Z")
        #expect(chat.caseID == nil)
        #expect(chat.decision?.outcome == .inviteElsewhere("emergency"))
        #expect(chat.decision?.nextOpening == opening)
        let told = try await day.outbox().dropFirst(before).map(\.message.text)
        #expect(
            told == [
                "Olemme nyt kiinni. Avaamme jälleen 2026-04-07 08:00. "
                    + "Siihen asti tavoitat meidät täällä: Päivystys (+358 16 555 0199)."
            ])

        // The emergency line has no hours, so it is always open.
        let emergency = try await come(day, "emergency", at: "2026-04-03T09:10:00Z")
        #expect(emergency.decision?.outcome == .accept)
        #expect(try await day.status(.answer, of: try #require(emergency.caseID)).consumed == .zero)
    }

    @Test("B5 the same arrival again says nothing new, and keeps its case")
    func again() async throws {
        let day = try DeskOfTheDay()
        let mail = try day.mail(from: "maija@example.com", id: "<a@example.com>")
        let (first, second) = (try await day.receive(mail), try await day.receive(mail))
        #expect(first.decision?.outcome == .accept)
        #expect((second.isRepeat, second.decision, second.caseID) == (true, nil, first.caseID))
    }
}
