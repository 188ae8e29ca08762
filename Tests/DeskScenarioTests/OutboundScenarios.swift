import DeskTestKit
import ServiceDesk
import Testing

@Suite("B and D. What goes out: files, reply windows, load") struct OutboundScenarios {
    private static func policy(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.channels.append(try ContactChannel(id: "dm", kind: .socialPrivate, name: "Messenger"))
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        try change(&policy)
        return policy
    }

    private func file(_ name: String, _ type: String, _ bytes: Int) throws -> AttachmentReference {
        try AttachmentReference(name: name, mediaType: type, bytes: bytes, reference: "blob/\(name)")
    }

    private func message(_ day: DeskOfTheDay, topic: TopicID = "streets") throws -> Arrival {
        Arrival(
            channel: "dm",
            claims: try IdentityClaims(points: [.handle(network: "dm", name: "maija"), .mail("maija@example.com")]),
            text: "Hei", topic: topic, language: .finnish, occurredAt: day.clock.now())
    }

    private func taken(_ day: DeskOfTheDay) async throws -> CaseID {
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await day.receive(try message(day)).caseID)
        try await day.acceptNext(in: "technical")
        return id
    }

    private func replies(_ day: DeskOfTheDay) async throws -> [OutboxDelivery] {
        try await day.outbox().filter { $0.message.kind == .reply }
    }

    // MARK: Files

    @Test("Files go out with a reply as references, as many, as large and of such kinds as the channel takes")
    func files() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(), front: { EncodingStore($0) })
        let id = try await taken(day)
        let photo = try file("kuva.jpg", "IMAGE/JPEG", 4_000_000)
        try await day.desk.perform(.replyWithFiles(id, by: "veikko", text: "Tässä kuva.", [photo]))
        let sent = try #require(try await replies(day).first).message
        #expect(sent.attachments == [photo] && photo.mediaType == "image/jpeg")
        let kept = try #require(
            try await day.desk.records(Contact.self, Contact.ofCase(id)).first { $0.direction == .outbound })
        #expect(kept.attachments == [photo])

        let two = [photo, try file("b.png", "image/png", 1)]
        for (files, code, place) in [
            (two, Refusal.Code.tooLong, "files"),
            ([try file("a.pdf", "application/pdf", 1)], .notAllowed, "files[0].mediaType"),
            ([try file("suuri.png", "image/png", 5_000_001)], .tooLong, "files[0].bytes"),
        ] as [([AttachmentReference], Refusal.Code, String)] {
            try await day.expectRefusal(
                of: .replyWithFiles(id, by: "veikko", text: "Tässä.", files), code, at: place)
        }
        // By mail the same files are no trouble; together they may be 18 MB.
        try await day.desk.perform(.moveChannel(id, to: "mail", by: "veikko", clock: nil))
        try await day.desk.perform(.replyWithFiles(id, by: "veikko", text: "Molemmat.", two))
        try await day.expectRefusal(
            of: .replyWithFiles(
                id, by: "veikko", text: "Liikaa.",
                [try file("a", "video/mp4", 10_000_000), try file("b", "video/mp4", 8_000_001)]), .tooLong,
            at: "files[1].bytes")
        let many = try (0...20).map { try file("\($0)", "text/plain", 1) }
        try await day.expectRefusal(of: .replyWithFiles(id, by: "veikko", text: "x", many), .tooLong, at: "files")
        #expect(try await replies(day).count == 2)
    }

    @Test("Where an agent speaks or the channel carries no files, a reply with files is a visible no")
    func nowhereToAttach() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let id = try #require(try await day.receive(try day.call()).caseID)
        let photo = try file("kuva.jpg", "image/jpeg", 1)
        try await day.expectRefusal(
            of: .replyWithFiles(id, by: "veikko", text: "Tässä.", [photo]), .notAllowed, at: "files")
        try await day.desk.perform(.replyWithFiles(id, by: "veikko", text: "Sanottu.", []))
    }

    @Test("A long reply is several messages; the files go with the first of them, once")
    func longReply() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let id = try await taken(day)
        let text = Array(repeating: "sana", count: 450).joined(separator: " ")
        try await day.desk.perform(
            .replyWithFiles(id, by: "veikko", text: text, [try file("kuva.jpg", "image/jpeg", 1)]))
        let parts = try await replies(day).map(\.message)
        #expect(parts.count > 1 && parts.flatMap(\.attachments).count == 1)
        let first = try #require(parts.first { !$0.attachments.isEmpty })
        #expect(text.hasPrefix(first.text))
    }

    // MARK: The reply window

    private func template() throws -> AnswerTemplate {
        try AnswerTemplate(
            id: "late", name: "Late", texts: LocalizedText(en: "We are on it.", fi: "Hoidamme asiaa."),
            approvedOn: ["dm"])
    }

    @Test(
        "A message whose reply window closed while it waited is not sent, ends with its reason, and the agent is told")
    func windowClosesMeanwhile() async throws {
        let day = try DeskOfTheDay(policy: Self.policy { $0.communication.templates = [try self.template()] })
        let id = try await taken(day)
        let transport = RecordingMessageTransport()
        let courier = Courier(day.desk, transports: ["dm": transport, "mail": transport])
        try await courier.sweep()
        let before = await transport.sent.count
        day.clock.advance(by: .hours(23))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Ehdimme vielä."))
        try await day.desk.perform(.replyFromTemplate(id, by: "veikko", TemplateAnswer("late")))
        let keys = try await replies(day)
        #expect(keys.map(\.message.template) == [nil, "late"] || keys.map(\.message.template) == ["late", nil])
        // The courier was away for two hours.
        day.clock.advance(by: .hours(2))
        try await courier.sweep()
        let sent = await transport.sent.dropFirst(before).map(\.text)
        #expect(Array(sent) == ["Hoidamme asiaa."], "the approved template goes out all the same")
        let ended = try #require(try await replies(day).first { $0.message.template == nil })
        #expect(ended.state == .undeliverable(reason: .replyWindowClosed, at: day.clock.now()) && ended.attempts == 0)
        let told = try await day.desk.events().map(\.event).compactMap { event -> ReplyWindowDecision? in
            guard event.caseID == id, case .messageNotSent(ended.message.key, let decision) = event.fact else {
                return nil
            }
            return decision
        }
        #expect(told.map(\.outcome) == [.templateOnly])
        let name: AgentID = "veikko"
        let tray = try #require(try await day.desk.record(AlertTray.self, name))
        #expect(tray.pending.contains { $0.matter == .messageNotSent(ended.message.key, "dm") && $0.caseID == id })
        #expect(told.first?.sentence(in: .finnish).contains("vastausaika päättyi") == true)
        #expect(try await day.facts().count { $0 == .messageEnded(ended.message.key, "undeliverable") } == 1)
        try await courier.sweep()
        #expect(await transport.sent.count == before + 1, "it is not tried again")
    }

    @Test(
        "What the person wrote meanwhile from there opens the window again, about whichever case, under whichever merged name"
    )
    func windowOpensMeanwhile() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let id = try await taken(day)
        day.clock.advance(by: .hours(23))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Ehdimme vielä."))
        var other = try message(day, topic: "permits")
        other.claims = try IdentityClaims(points: [.handle(network: "dm", name: "m.virtanen")])
        let second = try await day.receive(other)
        #expect(second.opensCase)
        try await day.desk.perform(.mergePersons(try await day.item(id).person, into: second.person, by: "veikko"))
        other.claims = try IdentityClaims(points: [.handle(network: "dm", name: "maija")])
        other.topic = "daycare"
        let third = try await day.receive(other)
        #expect(third.opensCase && third.person == second.person)
        let kept = try #require(try await day.desk.record(Contact.self, third.contact))
        #expect(kept.person != second.person, "it is written down under the merged name")
        day.clock.advance(by: .hours(2))
        let key = try #require(try await replies(day).first).message.key
        #expect(
            try await day.desk.perform(.claimDelivery(key, until: day.clock.now() + .minutes(2))) == .done)
    }

    @Test("A template that is approved no more when its message is due stays here; channels without a window never do")
    func approvalGone() async throws {
        let timeline = try PolicyTimeline([
            Self.policy { policy in
                policy.communication.templates = [try self.template()]
                policy.edition = PolicyEdition(version: "1", effectiveFrom: try utc("2026-01-01T00:00:00Z"))
            },
            Self.policy { policy in
                policy.edition = PolicyEdition(version: "2", effectiveFrom: try utc("2026-03-03T08:00:00Z"))
            },
        ])
        let day = try DeskOfTheDay(timeline: timeline)
        let id = try await taken(day)
        try await day.desk.perform(.replyFromTemplate(id, by: "veikko", TemplateAnswer("late")))
        let mail = try await day.receive(try day.mail(from: "b@example.com"))
        day.clock.set(to: try utc("2026-03-03T09:00:00Z"))
        let until = day.clock.now() + .minutes(2)
        let key = try #require(try await replies(day).first).message.key
        #expect(try await day.desk.perform(.claimDelivery(key, until: until)) == .notSent(key, .replyWindowClosed))
        let ack = try #require(try await day.outbox().first { $0.message.caseID == mail.caseID }).message.key
        #expect(try await day.desk.perform(.claimDelivery(ack, until: until)) == .done)
    }

    // MARK: Load

    private func seat(_ day: DeskOfTheDay) async throws -> AgentSeat {
        let name: AgentID = "veikko"
        return try #require(try await day.desk.record(AgentSeat.self, name))
    }

    @Test(
        "B9 a case that moves takes what its new channel takes, on the seat too; an agent without room cannot move it there"
    )
    func loadOnMove() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(), front: { EncodingStore($0) })
        try await day.desk.perform(.setPresence("veikko", .available))
        var mail = try day.mail(from: "maija@example.com")
        mail.claims = try IdentityClaims(points: [try .mail("maija@example.com"), .phone("+358401234567")])
        let one = try #require(try await day.receive(mail).caseID)
        let two = try #require(try await day.receive(try day.mail(from: "b@example.com")).caseID)
        guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
        for offer in offers { try await day.desk.perform(.accept(offer.caseID, by: "veikko")) }
        #expect(try await seat(day).usedUnits == 50)
        let no = try await day.expectRefusal(
            of: .moveChannel(one, to: "phone", by: "veikko", clock: nil), .wrongState, at: "channel")
        #expect(no?.detail.contains("75 units for it, 100 are needed") == true)
        try await day.desk.perform(.resolve(two, by: "veikko"))
        try await day.desk.perform(.moveChannel(one, to: "phone", by: "veikko", clock: nil))
        #expect(try await seat(day).usedUnits == 100)
        let work = try #require(try await day.desk.record(WorkItem.self, one))
        #expect(work.channel == "phone" && work.units == 100 && work.state.name == "assigned")
        #expect(try await day.facts().contains(.loadChanged("veikko", units: 100)))
        // Nobody offers a call and a mail at once any more; back by mail there is room again.
        let third = try #require(try await day.receive(try day.mail(from: "c@example.com")).caseID)
        #expect(try await day.desk.perform(.dispatch("technical")) == .offered([]))
        try await day.desk.perform(.moveChannel(one, to: "mail", by: "veikko", clock: nil))
        #expect(try await seat(day).usedUnits == 25)
        guard case .offered(let again) = try await day.desk.perform(.dispatch("technical")) else { return }
        #expect(again.map(\.caseID) == [third])
    }

    @Test(
        "B9 a person who comes over a heavier channel is never turned away: the agent is over the limit and gets nothing new"
    )
    func loadByPerson() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        try await day.desk.perform(.setPresence("veikko", .available))
        var mail = try day.mail(from: "maija@example.com")
        mail.claims = try IdentityClaims(points: [try .mail("maija@example.com"), .phone(FeedbackDesk.number)])
        let one = try #require(try await day.receive(mail).caseID)
        try await day.receive(try day.mail(from: "b@example.com"))
        guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
        for offer in offers { try await day.desk.perform(.accept(offer.caseID, by: "veikko")) }
        #expect(try await day.receive(try day.call()).caseID == one)
        #expect(try await seat(day).usedUnits == 125)
        try await day.receive(try day.mail(from: "c@example.com"))
        #expect(try await day.desk.perform(.dispatch("technical")) == .offered([]))
    }

    @Test("B9 waiting, offered, put aside or settled work has the load of the channel it comes back by")
    func loadElsewhere() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        try await day.desk.perform(.setPresence("veikko", .available))
        var mail = try day.mail(from: "maija@example.com")
        mail.claims = try IdentityClaims(points: [try .mail("maija@example.com"), .phone(FeedbackDesk.number)])
        let one = try #require(try await day.receive(mail).caseID)
        // Offered with another mail beside it: as a call it would not fit, so the offer is taken back.
        try await day.receive(try day.mail(from: "b@example.com"))
        guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
        #expect(offers.count == 2)
        try await day.desk.perform(.moveChannel(one, to: "phone", by: "onni", clock: nil))
        var work = try #require(try await day.desk.record(WorkItem.self, one))
        #expect(work.state == .waiting && work.units == 100)
        #expect(try await seat(day).holds.map(\.caseID) != [one])
        // Waiting, then settled.
        try await day.desk.perform(.moveChannel(one, to: "mail", by: "onni", clock: nil))
        work = try #require(try await day.desk.record(WorkItem.self, one))
        #expect(work.units == 25)
        try await day.desk.perform(.resolve(one, by: "onni"))
        #expect(try await day.receive(try day.call(about: one)).caseID == one)
        work = try #require(try await day.desk.record(WorkItem.self, one))
        #expect(work.state == .waiting && work.units == 100 && work.channel == "phone")
    }
}
