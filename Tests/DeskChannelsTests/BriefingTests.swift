import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Briefings, announcements, mentions")
struct BriefingTests {
    private func briefing(_ topics: [TopicID] = ["waste"], channels: [ChannelID] = []) throws -> Briefing {
        try Briefing(
            id: "b", topics: topics, channels: channels, title: "T", text: "Text", from: morning,
            until: morning + .hours(1))
    }

    @Test("a briefing holds for its topics, channels and time, its end excluded")
    func briefings() throws {
        let all = try briefing()
        #expect(all.concerns(topic: "waste", channel: "mail", at: morning))
        #expect(!all.concerns(topic: "waste", channel: "mail", at: morning + .hours(1)))
        #expect(!all.concerns(topic: "waste", channel: "mail", at: morning - .seconds(1)))
        #expect(!all.concerns(topic: "streets", channel: "mail", at: morning))
        #expect(!all.concerns(topic: nil, channel: "mail", at: morning))
        let some = try briefing(channels: ["phone"])
        #expect(some.concerns(topic: "waste", channel: "phone", at: morning))
        #expect(!some.concerns(topic: "waste", channel: "mail", at: morning))
        #expect(refusal { _ = try briefing([]) }?.place.description == "topics")
        let ended = all.ended(at: morning + .minutes(10))
        #expect(ended.until == morning + .minutes(10))
        #expect(all.ended(at: morning - .hours(1)).until == morning + TimeSpan(microseconds: 1))
        #expect(all.ended(at: morning + .hours(2)) == all)
    }

    @Test("an announcement without topics is for everybody")
    func announcements() throws {
        let made = try Announcement(id: "a", text: "Closed", from: morning, until: morning + .hours(1))
        #expect(made.concerns(topic: nil, channel: "mail", at: morning))
        #expect(made.concerns(topic: "waste", channel: "mail", at: morning))
        let some = try Announcement(id: "a", topics: ["waste"], text: "Late", from: morning, until: morning + .hours(1))
        #expect(!some.concerns(topic: nil, channel: "mail", at: morning))
        #expect(
            refusal { _ = try Announcement(id: "a", text: "x", from: morning, until: morning) }?.place.description
                == "until")
        #expect(try RecordDecoder().decode(Announcement.self, from: RecordEncoder().encode(some)) == some)
        #expect(try fromJSON(Announcement.self, toJSON(made)) == made)
        #expect(try fromJSON(Briefing.self, toJSON(briefing())) == briefing())
    }

    @Test("the board replaces by name, takes down what has ended and says what it does not know")
    func board() throws {
        var board = BriefingBoard()
        try board.publish(briefing(), at: morning)
        try board.publish(briefing(["streets"]), at: morning)
        #expect(board.briefings.map(\.topics) == [["streets"]])
        try board.publish(
            Announcement(id: "a", text: "Closed", from: morning, until: morning + .hours(1)), at: morning)
        try board.end("a", at: morning + .minutes(1))
        #expect(board.announcements.map(\.until) == [morning + .minutes(1)])
        #expect(refusal { try board.end("x", at: morning) }?.code == .unknownName)
        let later = try Briefing(
            id: "c", topics: ["waste"], title: "T", text: "x", from: morning, until: morning + .hours(9))
        try board.publish(later, at: morning + .hours(2))
        #expect(board.briefings == [later])
        let bytes = try RecordBody(board).bytes()
        #expect(try RecordBody(bytes: bytes).value(as: BriefingBoard.self) == board)
        for number in 1..<BriefingBoard.limit {
            let more = try Briefing(
                id: Identifier("n\(number)"), topics: ["waste"], title: "T", text: "x", from: morning,
                until: morning + .hours(9))
            try board.publish(more, at: morning + .hours(2))
        }
        #expect(refusal { try board.publish(briefing(), at: morning) }?.code == .tooLong)
    }

    @Test("a topic with contacts and no briefing is reported, most first; counts do not depend on order")
    func gaps() throws {
        for seed in 0..<UInt64(cases(50)) {
            var random = SeededGenerator(seed: seed)
            let topics: [TopicID] = ["a", "b", "c"]
            var contacts = (0..<random.integer(in: 0...30)).map { _ in
                (random.pick(topics) ?? "a", morning + .minutes(random.integer(in: -30...90)))
            }
            let known = [try briefing(["a"]), try briefing(["b"], channels: ["phone"])]
            func gaps() -> [BriefingGap] {
                var coverage = BriefingCoverage(briefings: known)
                for (topic, at) in contacts { coverage.add(topic: topic, channel: "mail", at: at) }
                coverage.add(topic: nil, channel: "mail", at: morning)
                return coverage.gaps()
            }
            let first = gaps()
            random.shuffle(&contacts)
            #expect(gaps() == first, "seed \(seed)")
            for topic in topics {
                let uncovered = contacts.count { contact in
                    contact.0 == topic
                        && !(topic == "a" && contact.1 >= morning && contact.1 < morning + .hours(1))
                }
                #expect(first.first { $0.topic == topic }?.uncovered ?? 0 == uncovered, "seed \(seed)")
            }
            #expect(first.map(\.uncovered) == first.map(\.uncovered).sorted(by: >), "seed \(seed)")
        }
        let gap = BriefingCoverage(briefings: []).gaps()
        #expect(gap.isEmpty)
    }

    @Test("a mention is scored, has a reader and a date, and comes to an end once")
    func mentions() throws {
        #expect(try [1, 2, 3, 4, 5].map { try Mention.score(stars: $0, of: 5) } == [0, 25, 50, 75, 100])
        #expect(refusal { _ = try Mention.score(stars: 6, of: 5) }?.code == .outOfRange)
        #expect(refusal { _ = try Mention.score(stars: 1, of: 1) }?.code == .outOfRange)
        let open = try Mention(
            contact: "m", channel: "reviews", subject: .company, score: 25, reader: "aino", arrivedAt: morning,
            due: morning + .hours(8))
        #expect(open.indexEntries.count == 2)
        #expect(open.sayingOverdue(at: morning + .hours(7)) == open)
        let late = open.sayingOverdue(at: morning + .hours(8))
        #expect(late.overdueAt == morning + .hours(8) && late.indexEntries.count == 1)
        #expect(late.sayingOverdue(at: morning + .hours(9)) == late)
        let given = try open.assigned(to: "eero")
        #expect(given.reader == "eero" && given.indexEntries != open.indexEntries)
        let read = try given.read(.lesson("Signs are missing"), score: 10, at: morning + .hours(1))
        #expect(read.sayingOverdue(at: morning + .hours(9)) == read)
        #expect(read.score == 10 && read.indexEntries.isEmpty && read.outcome?.name == "lesson")
        #expect(refusal { _ = try read.read(.nothing("x"), at: morning + .hours(2)) }?.code == .wrongState)
        #expect(refusal { _ = try read.assigned(to: "aino") }?.code == .wrongState)
        #expect(refusal { _ = try open.read(.nothing(""), at: morning) }?.place.description == "outcome")
        #expect(refusal { _ = try open.read(.nothing("x"), score: 101, at: morning) }?.place.description == "score")
        #expect(refusal { _ = try open.read(.nothing("x"), at: morning - .hours(1)) }?.code == .outOfRange)
        for mention in [open, late, read, try open.read(.answered("k"), at: morning)] {
            let bytes = try RecordBody(mention).bytes()
            #expect(try RecordBody(bytes: bytes).value(as: Mention.self) == mention)
        }
    }
}
