import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct TargetBookTests {
    private let json = """
        [{"name": "billing", "metric": "resolution", "within": {"normal": "PT4H"}, "topics": ["billing"]},
         {"name": "mail", "metric": "resolution", "within": {"normal": "PT8H"}, "channels": ["mail"]},
         {"name": "urgent", "metric": "resolution", "within": {"critical": "PT1H"}},
         {"name": "rest", "metric": "resolution", "within": {"critical": "PT2H", "normal": "PT16H"}},
         {"name": "reply", "metric": "firstReply", "within": {"normal": "PT30M"}}]
        """

    @Test func theFirstTargetWhoseConditionsHoldCounts() throws {
        let book = try document(TargetBook.self, json)
        func name(_ topic: TopicID?, _ channel: ChannelID?, _ priority: CasePriority) -> String? {
            book.target(for: .resolution, topic: topic, channel: channel, priority: priority)?.name
        }
        #expect(name("billing", "mail", .normal) == "billing")
        #expect(name("water", "mail", .normal) == "mail")
        #expect(name("billing", "mail", .critical) == "urgent")
        #expect(name("water", "chat", .normal) == "rest")
        #expect(name(nil, nil, .normal) == "rest")
        #expect(name("billing", "mail", .low) == nil)
        #expect(book.target(for: .answer, topic: nil, channel: nil, priority: .normal) == nil)
        #expect(book.target(named: "reply")?.metric == .firstReply)
        #expect(book.target(named: "none") == nil)
    }

    @Test func allMetricsOfACaseInTheirOrder() throws {
        let book = try document(TargetBook.self, json)
        #expect(book.targets(topic: "billing", channel: "chat", priority: .normal).map(\.name) == ["reply", "billing"])
        #expect(book.targets(topic: nil, channel: nil, priority: .low) == [])
        #expect(try throughJSON(book) == book)
        #expect(try throughRecord(book) == book)
        #expect(TargetBook.empty.targets == [])
    }

    @Test func aNameStandsOnce() {
        let twice = json.replacing("\"mail\", \"metric\"", with: "\"billing\", \"metric\"")
        #expect(documentError(TargetBook.self, twice) == "1.name: another target has the same name")
    }

    @Test func mistakesInATargetAreNamedInTheBook() {
        let odd = json.replacing("PT30M", with: "PT0S")
        #expect(
            documentError(TargetBook.self, odd)?.hasSuffix("within.normal: a target is longer than no time") == true)
        #expect(documentError(TargetBook.self, odd)?.contains("4") == true)
    }

    @Test func aBookHasALimit() throws {
        let target = try ServiceTarget(name: "a", metric: .answer, within: [.low: .hours(1)])
        #expect(throws: Refusal(.tooLong, "at most 10000 targets are taken")) {
            try TargetBook(Array(repeating: target, count: 10_001))
        }
    }
}
