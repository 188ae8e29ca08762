import DeskTestKit
import ServiceDesk
import Testing

/// What the desk sends is known again when somebody answers it, without a tag and without a topic.
@Suite("A. Answers to the desk's own messages") struct AnsweredMailScenarios {
    private static let address = "maija@example.com"

    /// The ways in which a mail refers to a message of the desk.
    enum Reference: CaseIterable {
        case ownInBrackets, own, ownUnderAnotherDomain, ownWithoutDomain, given, givenWithoutBrackets

        func text(_ message: OutboundMessage) -> String {
            switch self {
            case .ownInBrackets: "<\(message.messageID)@lehtola.example>"
            case .own: "\(message.messageID)@lehtola.example"
            case .ownUnderAnotherDomain: " <\(message.messageID)@mail.relay.example>\r\n"
            case .ownWithoutDomain: message.messageID
            case .given: "<given-\(message.messageID)@provider.example>"
            case .givenWithoutBrackets: "given-\(message.messageID)@provider.example"
            }
        }
    }

    /// Takes over everything in the outbox as a provider does that gives names of its own.
    private func deliver(_ day: DeskOfTheDay) async throws {
        for delivery in try await day.outbox() {
            guard case .queued = delivery.state else { continue }
            let receipt = DeliveryReceipt(externalID: Reference.given.text(delivery.message))
            try await day.desk.perform(.recordDelivery(delivery.message.key, .delivered(receipt)))
        }
    }

    private func message(
        _ day: DeskOfTheDay, _ kind: OutboundMessage.Kind, _ id: CaseID
    ) async throws -> OutboundMessage {
        try #require(try await day.outbox().last { $0.message.kind == kind && $0.message.caseID == id }).message
    }

    @Test("A1 an answer to a reply, an acknowledgement or a notice finds the case", arguments: Reference.allCases)
    func found(reference: Reference) async throws {
        for kind in [OutboundMessage.Kind.reply, .acknowledgement, .notice] {
            let day = try DeskOfTheDay(front: { EncodingStore($0) })
            let id = try await day.taken(from: Self.address)
            try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
            try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(2)))
            try await deliver(day)
            let sent = try await message(day, kind, id)
            // From an address nobody has heard of, so that nothing but the reference leads there.
            let answer = try await day.receive(
                try day.mail(
                    from: "other@example.com", topic: nil, text: "Milloin?", references: [reference.text(sent)]))
            #expect(answer.caseID == id && !answer.opensCase, "\(kind)")
        }
    }

    @Test("A1 of several messages of a case that are answered the nearest tells whether the matter is the same")
    func nearest() async throws {
        for isNearestFirst in [true, false] {
            let day = try DeskOfTheDay()
            let first = try await day.receive(
                try day.mail(from: Self.address, topic: nil, subject: "Katuvalo", id: "<a@example.com>"))
            let id = try #require(first.caseID)
            try await day.receive(
                try day.mail(from: Self.address, topic: nil, subject: "Lasku [#\(id)]", id: "<b@example.com>"))
            let names = ["<b@example.com>", "<a@example.com>"]
            let answer = try await day.receive(
                try day.mail(
                    from: Self.address, topic: nil, subject: "Re: Lasku",
                    references: isNearestFirst ? names : names.reversed()))
            #expect((answer.caseID == id) == isNearestFirst)
            #expect(answer.opensCase != isNearestFirst)
        }
    }

    @Test("A5 mail that wants no answer silences nothing that is taken in with it")
    func batch() async throws {
        let day = try DeskOfTheDay()
        var bulk = try day.mail(from: "list@example.com", id: "<l@example.com>")
        bulk.headers = try MailHeaders("From: list@example.com\r\nPrecedence: bulk\r\n\r\n".utf8)
        let requests = [
            DeskRequest("bulk", .receive(bulk), at: day.clock.now()),
            DeskRequest("mail", .receive(try day.mail(from: Self.address)), at: day.clock.now()),
        ]
        let memory = RecordMemory()
        _ = try memory.commit(try day.desk.machine.decide(requests, reading: memory).batch)
        let sent = try memory.snapshot().records.filter { $0.key.collection == OutboxDelivery.collection }
            .map { (record) throws in try record.body.value(as: OutboxDelivery.self).message }
        #expect(sent.map(\.kind) == [.acknowledgement])
        #expect(sent.map(\.address) == [Self.address])
    }

    @Test("A1 an announcement goes with the acknowledgement, and an answer to it finds the case after a merge as well")
    func announcement() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(
            .publishAnnouncement(
                try Announcement(
                    id: "a1", topics: ["streets"], channels: ["mail"],
                    text: LocalizedText(en: "Main Street is closed.", fi: "Pääkatu on suljettu."),
                    from: day.clock.now(), until: day.clock.now() + .days(1))))
        let id = try #require(try await day.receive(try day.mail(from: Self.address)).caseID)
        let other = try #require(try await day.receive(try day.mail(from: Self.address, topic: "permits")).caseID)
        let sent = try await message(day, .acknowledgement, id)
        #expect(sent.text.contains("Pääkatu on suljettu."))
        try await day.desk.perform(.mergeCases(id, into: other, by: "veikko"))
        let answer = try await day.receive(
            try day.mail(from: "other@example.com", topic: nil, references: [Reference.own.text(sent)]))
        #expect(answer.caseID == other && !answer.opensCase)
    }

    @Test("A1 nobody makes up the id of a message: neither its key nor a made-up id leads to a case")
    func unguessable() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken(from: Self.address)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        let sent = try await message(day, .reply, id)
        #expect(sent.messageID.hasPrefix("desk.") && sent.messageID.utf8.count == 37)
        #expect(!sent.messageID.contains(sent.key.rawValue))
        let elsewhere = Desk(
            timeline: PolicyTimeline(try CompiledPolicy(try TownDesk.policy())), store: InMemoryRecordStore(),
            clock: day.clock, identifiers: try SequentialIdentifiers(prefix: "t"),
            secret: Array(repeating: 9, count: 32))
        #expect(OwnMessageID.make(for: sent.key, digest: elsewhere.machine.digest) != sent.messageID)
        let guesses = [
            sent.key.rawValue, "<\(sent.key)@lehtola.example>",
            "<\(OwnMessageID.make(for: sent.key, digest: elsewhere.machine.digest))@lehtola.example>",
            "<\(sent.messageID.dropLast())@lehtola.example>", "<\(sent.messageID)0@lehtola.example>",
        ]
        for (number, guess) in guesses.enumerated() {
            let answer = try await day.receive(
                try day.mail(from: "stranger\(number)@example.com", topic: nil, references: [guess]))
            #expect(answer.opensCase && answer.caseID != id, "\(guess)")
        }
    }

    @Test("A message names the one it answers, as its channel named that, also across two addresses")
    func inReplyTo() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        try await day.desk.perform(.setPresence("veikko", .available))
        let first = try day.mail(from: Self.address, id: "<1@example.com>")
        let id = try #require(try await day.receive(first).caseID)
        try await day.acceptNext(in: "technical")
        #expect(try await message(day, .acknowledgement, id).inReplyTo == "<1@example.com>")
        day.clock.advance(by: .minutes(5))
        try await day.receive(try day.mail(from: Self.address, id: "2@example.com"))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await message(day, .reply, id).inReplyTo == "2@example.com")
        // A name with a line break stays out of what becomes a header.
        day.clock.advance(by: .minutes(5))
        try await day.receive(try day.mail(from: Self.address, id: "<3@example.com>\r\nBcc: all@example.com"))
        try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(2)))
        #expect(try await message(day, .notice, id).inReplyTo == nil)
    }

    @Test(
        "A reply says what it is about, with one Re: and the tag",
        arguments: [
            ("Katu on rikki", "Re: Katu on rikki"), ("Re: Katu on rikki", "Re: Katu on rikki"),
            ("VS: re: Sv: Katu on rikki", "Re: Katu on rikki"), ("Vl: Katu on rikki", "Re: Vl: Katu on rikki"),
            (nil, "Katuvalot"),
        ] as [(String?, String)])
    func subject(line: String?, expected: String) async throws {
        var policy = try TownDesk.policy()
        for index in policy.topics.indices where policy.topics[index].id == "streets" {
            policy.topics[index].name = LocalizedText(en: "Street lights", fi: "Katuvalot")
        }
        let day = try DeskOfTheDay(policy: policy)
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await day.receive(try day.mail(from: Self.address, subject: line)).caseID)
        try await day.acceptNext(in: "technical")
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(2)))
        for kind in [OutboundMessage.Kind.reply, .acknowledgement, .notice] {
            #expect(try await message(day, kind, id).subject == "\(expected) \(CaseTag.text(for: id))", "\(kind)")
        }
        // Back and forth it stays as it is.
        let sent = try await message(day, .reply, id)
        day.clock.advance(by: .minutes(5))
        try await day.receive(
            try day.mail(
                from: Self.address, topic: nil, subject: "Vs: \(sent.subject ?? "")",
                references: [Reference.own.text(sent)]))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Tänään."))
        let again = expected.hasPrefix("Re: ") ? expected : "Re: \(expected)"
        let later = try await day.outbox().filter { $0.message.text == "Tänään." }
        #expect(later.map(\.message.subject) == ["\(again) \(CaseTag.text(for: id))"])
    }

    @Test("A1 who answers a reply under another subject has another matter; under the same one it is the same case")
    func otherSubject() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(
            try await day.receive(try day.mail(from: Self.address, topic: nil, subject: "Katu on rikki")).caseID)
        let queue = try #require(try await day.item(id).queue)
        for agent in ["veikko", "aino", "eero", "helmi"] as [AgentID] {
            try await day.desk.perform(.setPresence(agent, .available))
        }
        let offer = try #require(try await day.acceptNext(in: queue))
        try await day.desk.perform(.reply(id, by: offer.agent, text: "Korjaamme."))
        let reference = Reference.ownInBrackets.text(try await message(day, .reply, id))
        let same = try await day.receive(
            try day.mail(from: Self.address, topic: nil, subject: "Re: Re: katu on rikki", references: [reference]))
        #expect(same.caseID == id)
        let other = try await day.receive(
            try day.mail(from: Self.address, topic: nil, subject: "Rakennuslupa", references: [reference]))
        #expect(other.opensCase)
    }

    @Test("A subject line as long as a line may be is cut for the mark and the tag, and goes out")
    func longSubject() async throws {
        let day = try DeskOfTheDay()
        let line = String(repeating: "å", count: Limits.lineBytes / 2)
        let id = try #require(try await day.receive(try day.mail(from: Self.address, subject: line)).caseID)
        let sent = try #require(try await message(day, .acknowledgement, id).subject)
        #expect(sent.utf8.count <= Limits.lineBytes && sent.utf8.count > Limits.lineBytes - 3)
        #expect(sent.hasPrefix("Re: åå") && sent.hasSuffix(CaseTag.text(for: id)))
    }

    @Test("Where a channel has no subject lines, none is made up")
    func noSubject() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "text", kind: .textMessage, name: LocalizedText(en: "Text", fi: "Tekstiviesti")))
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        let day = try DeskOfTheDay(policy: policy)
        try await day.receive(
            Arrival(
                channel: "text", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "Katu on rikki!",
                topic: "streets", language: .finnish, occurredAt: day.clock.now()))
        #expect(try await day.outbox().map(\.message.subject) == [nil])
    }

    @Test("A contact is known by as many messages as it may have names: its own and the latest")
    func manyNotices() async throws {
        var policy = try TownDesk.policy()
        policy.communication.automaticMessages = try AutomaticMessageCap(
            perPerson: 64, perAddress: 64, perCase: 64, perSubject: 64)
        let day = try DeskOfTheDay(policy: policy)
        try await day.desk.perform(.setPresence("veikko", .available))
        let first = try await day.receive(try day.mail(from: Self.address, id: "<1@example.com>"))
        let id = try #require(first.caseID)
        try await day.acceptNext(in: "technical")
        for _ in 0..<40 {
            day.clock.advance(by: .minutes(1))
            try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(2)))
        }
        let sent = try await day.outbox().filter { $0.message.kind == .notice }.sorted { $0.queuedAt < $1.queuedAt }
        #expect(sent.count == 40)
        let kept = try #require(try await day.desk.record(Contact.self, first.contact))
        #expect(kept.messageKeys.count == Contact.maximumMessageKeys)
        for (number, reference) in ["<1@example.com>", Reference.own.text(try #require(sent.last).message)].enumerated()
        {
            let answer = try await day.receive(
                try day.mail(from: "other\(number)@example.com", topic: nil, references: [reference]))
            #expect(answer.caseID == id)
        }
    }
}
