import DeskTestKit
import ServiceDesk
import Testing

@Suite("B. Channels with a purpose") struct ChannelScenarios {
    @Test("B2 a public post with personal data is never answered there, is invited elsewhere, and is kept masked")
    func publicPost() async throws {
        let day = try DeskOfTheDay()
        let secret = "Henkilötunnukseni on 131052-308T"
        let received = try await day.receive(
            Arrival(
                channel: "social", externalID: "post-1",
                claims: try IdentityClaims(points: [.handle(network: "example", name: "maija")]), subject: secret,
                text: secret, topic: "daycare", purpose: .support, sensitivity: .personal,
                occurredAt: day.clock.now()))
        #expect(received.caseID == nil)
        #expect(
            try await day.facts().contains(.invitedElsewhere(contact: received.contact, from: "social", to: "mail")))
        let contact = try #require(try await day.desk.record(Contact.self, received.contact))
        #expect(contact.text == "Henkilötunnukseni on [henkilötunnus]")
        #expect(contact.subject == contact.text)
        #expect(try await day.facts().contains(.contentMasked(contact: received.contact, findings: 2)))
        let needle = Array("131052".utf8)
        for bytes in try await day.store.dump() {
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: needle) }, "the text was kept somewhere")
        }
        let messages = try await day.outbox().map(\.message)
        #expect(messages.map(\.kind) == [.notice])
        #expect(messages[0].text.contains("palvelu@lehtola.example"))
        #expect(messages[0].caseID == nil)
        #expect(await day.store.count(of: ServiceCase.collection) == 0)
    }

    @Test("B2 an open request on a channel for feedback is shown the way; praise there is heard and opens no case")
    func feedback() async throws {
        let day = try DeskOfTheDay()
        let claims = try IdentityClaims(points: [.handle(network: "example", name: "maija")])
        let request = try await day.receive(
            Arrival(channel: "social", claims: claims, text: "Apua", purpose: .support, occurredAt: day.clock.now()))
        let praise = try await day.receive(
            Arrival(channel: "social", claims: claims, text: "Hienoa", purpose: .feedback, occurredAt: day.clock.now()))
        #expect((request.caseID, praise.caseID) == (nil, nil))
        let facts = try await day.facts()
        #expect(facts.contains(.invitedElsewhere(contact: request.contact, from: "social", to: "mail")))
        #expect(facts.contains(.feedbackHeard(contact: praise.contact, channel: "social")))
        #expect(try await day.outbox().count == 1, "praise is not answered by a machine")
    }

    @Test("B5 a mail before Easter: its clocks stand over Good Friday, the weekend and Easter Monday")
    func overEaster() async throws {
        // Thursday 2 April 2026, 15:30 in Helsinki (summer time): half an hour before closing.
        let day = try DeskOfTheDay(at: try utc("2026-04-02T12:30:00Z"))
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        // 2 h: 30 minutes on Thursday, 1 h 30 min on Tuesday from 08:00.
        #expect(try await day.status(.firstReply, of: id).due == utc("2026-04-07T06:30:00Z"))
        // 16 h: 0.5 on Thursday, 8 on Tuesday, 7.5 on Wednesday.
        #expect(try await day.status(.resolution, of: id).due == utc("2026-04-08T12:30:00Z"))
        #expect(try await day.outbox().map(\.message.text)[0].contains("2026-04-07 09:30"))
    }

    @Test("B5 a call on Good Friday waits for Tuesday 08:00, when its clock starts")
    func calledOnHoliday() async throws {
        let day = try DeskOfTheDay(at: try utc("2026-04-03T09:00:00Z"))
        let policy = day.desk.machine.policy
        let phone = try #require(policy.channels["phone"])
        #expect(!policy.isOpen(phone, at: day.clock.now()))
        #expect(try policy.nextOpening(of: phone, at: day.clock.now()) == utc("2026-04-07T05:00:00Z"))
        let received = try await day.receive(
            Arrival(
                channel: "phone", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "Lumityöt",
                topic: "streets", occurredAt: day.clock.now()))
        let id = try #require(received.caseID)
        #expect(try await day.status(.answer, of: id).due == utc("2026-04-07T05:03:00Z"))
        day.clock.set(to: try utc("2026-04-07T04:59:59Z"))
        #expect(try await day.status(.answer, of: id).consumed == .zero)
        day.clock.set(to: try utc("2026-04-07T05:02:00Z"))
        #expect(try await day.status(.answer, of: id).consumed == .minutes(2))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let row = try await day.encounter(id)
        #expect(row.arrivedOutOfHours)
        #expect((row.targetsMet, row.targetsMissed) == (3, 0))
    }

    @Test("B5 a chat outside hours is invited to mail, a mail waits, and the clock of a mail starts at the opening")
    func outsideHours() async throws {
        // Saturday noon in winter.
        let day = try DeskOfTheDay(at: try utc("2026-03-07T10:00:00Z"))
        let chat = try await day.receive(
            Arrival(
                channel: "chat", claims: try IdentityClaims(points: [.handle(network: "chat", name: "maija")]),
                text: "Hei", topic: "streets", occurredAt: day.clock.now()))
        #expect(chat.caseID == nil)
        #expect(try await day.facts().contains(.invitedElsewhere(contact: chat.contact, from: "chat", to: "mail")))
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        #expect(try await day.status(.firstReply, of: id).due == utc("2026-03-09T08:00:00Z"))
    }

    @Test("B5 a contact dated ahead by a wrong clock can be handled at once")
    func datedAhead() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        var mail = try day.mail(from: "maija@example.com")
        mail.occurredAt = day.clock.now() + .hours(20)
        let id = try #require(try await day.receive(mail).caseID)
        #expect(try await day.acceptNext(in: "technical")?.caseID == id)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        // The same for what comes to a case that is there already.
        var more = try day.mail(from: "maija@example.com")
        more.occurredAt = day.clock.now() + .hours(20)
        #expect(try await day.receive(more).caseID == id)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(try await day.item(id).resolvedAt == day.clock.now())
    }
}

extension DeskOfTheDay {
    func encounter(_ id: CaseID) async throws -> Encounter {
        let key = Encounter.recordKey(of: EncounterID(case: id))
        let page = await store.load(RecordQuery(.records([key]), limit: 1))
        return try #require(page.records.first).body.value(as: Encounter.self)
    }
}
