import DeskTestKit
import ServiceDesk
import Testing

@Suite("D10. Contacts are held against the briefings of their time") struct BriefingGapScenarios {
    private func briefing(
        _ id: BriefingID, _ topic: TopicID, channels: [ChannelID] = [], from: Instant, until: Instant
    ) throws -> Briefing {
        try Briefing(id: id, topics: [topic], channels: channels, title: "T", text: "Text", from: from, until: until)
    }

    private func gaps(_ day: DeskOfTheDay, _ start: Instant, _ time: TimeSpan = .days(9)) async throws -> [BriefingGap]
    {
        try await day.desk.briefingGaps(in: start..<(start + time))
    }

    @Test("D10 a briefing that covered a contact and ended leaves no gap, whatever is published afterwards")
    func ended() async throws {
        let day = try DeskOfTheDay()
        let start = day.clock.now()
        try await day.desk.perform(
            .publishBriefing(try briefing("spring", "waste", from: start, until: start + .hours(2))))
        day.clock.advance(by: .minutes(1))
        try await day.receive(try day.mail(from: "a@example.com", topic: "waste"))
        #expect(try await gaps(day, start).isEmpty)
        day.clock.advance(by: .hours(3))
        try await day.desk.perform(
            .publishBriefing(
                try briefing("other", "streets", from: day.clock.now(), until: day.clock.now() + .hours(2))))
        #expect(try await day.desk.briefingBoard().briefings.map(\.id) == ["other"], "the board knows it no more")
        #expect(try await gaps(day, start).isEmpty)
        // Not so what came after it ended.
        try await day.receive(try day.mail(from: "b@example.com", topic: "waste"))
        #expect(try await gaps(day, start).map(\.uncovered) == [1])
    }

    @Test("D10 a name that is taken anew, an early end and a briefing for some channels count each for their time")
    func replaced() async throws {
        let day = try DeskOfTheDay()
        let start = day.clock.now()
        let end = start + .days(1)
        try await day.desk.perform(.publishBriefing(try briefing("now", "waste", from: start, until: end)))
        day.clock.advance(by: .minutes(1))
        try await day.receive(try day.mail(from: "a@example.com", topic: "waste"))
        // Another topic under the same name: waste has none from here on.
        try await day.desk.perform(
            .publishBriefing(try briefing("now", "streets", channels: ["phone"], from: start, until: end)))
        day.clock.advance(by: .minutes(1))
        try await day.receive(try day.mail(from: "b@example.com", topic: "waste"))
        try await day.receive(try day.mail(from: "c@example.com", topic: "streets"))
        let first = try await gaps(day, start)
        #expect(first.map(\.topic) == ["streets", "waste"], "\(first)")
        #expect(first.map(\.contacts) == [1, 2] && first.map(\.uncovered) == [1, 1])
        try await day.desk.perform(.publishBriefing(try briefing("more", "permits", from: start, until: end)))
        day.clock.advance(by: .minutes(1))
        try await day.receive(try day.mail(from: "d@example.com", topic: "permits"))
        try await day.desk.perform(.endBriefing("more"))
        #expect(try await gaps(day, start) == first)
        try await day.receive(try day.mail(from: "e@example.com", topic: "permits"))
        #expect(try await gaps(day, start).map(\.topic) == ["permits", "streets", "waste"])
    }

    @Test("D10 a policy's own briefings count as long as the edition that has them") func editions() async throws {
        let start = try utc("2026-03-02T07:00:00Z")
        var first = try TownDesk.policy()
        first.communication.briefings = [try briefing("rules", "waste", from: start, until: start + .days(9))]
        var second = try TownDesk.policy()
        second.edition = PolicyEdition(version: "2", effectiveFrom: start + .hours(1))
        let day = try DeskOfTheDay(at: start, timeline: try PolicyTimeline([first, second]))
        try await day.receive(try day.mail(from: "a@example.com", topic: "waste"))
        #expect(try await gaps(day, start).isEmpty)
        day.clock.advance(by: .hours(2))
        #expect(try await gaps(day, start).isEmpty, "it held when the contact came")
        try await day.receive(try day.mail(from: "b@example.com", topic: "waste"))
        #expect(try await gaps(day, start).map(\.uncovered) == [1])
    }

    @Test("D10 a journal of an earlier library, which names no channels, can still be read") func earlier() throws {
        struct Earlier: Codable {
            struct Published: Codable {
                let _0: BriefingID
                let topics: [TopicID]
                let from: Instant
                let until: Instant
            }
            let briefingPublished: Published
        }
        let (from, until) = (try utc("2026-03-02T07:00:00Z"), try utc("2026-03-03T07:00:00Z"))
        let old = Earlier(briefingPublished: .init(_0: "a", topics: ["waste"], from: from, until: until))
        let fact = try RecordDecoder().decode(DeskFact.self, from: try RecordEncoder().encode(old))
        #expect(fact == .briefingPublished("a", topics: ["waste"], channels: nil, from: from, until: until))
        let new = DeskFact.briefingPublished("a", topics: ["waste"], channels: ["mail"], from: from, until: until)
        #expect(try RecordDecoder().decode(DeskFact.self, from: try RecordEncoder().encode(new)) == new)
    }
}
