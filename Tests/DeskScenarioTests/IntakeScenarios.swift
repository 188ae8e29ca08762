import DeskFoundation
import DeskTestKit
import ServiceDesk
import Testing

/// What comes with a contact, and whose word about it counts.
@Suite struct IntakeScenarios {
    private func file(
        _ name: String = "liite.pdf", _ type: String = "application/pdf", _ bytes: Int = 1_000
    ) throws -> AttachmentReference {
        try AttachmentReference(name: name, mediaType: type, bytes: bytes, reference: "blob/\(name)")
    }

    /// The policy of the town with other rules for one channel.
    private func policy(taking files: AttachmentLimits) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        let index = try #require(policy.channels.firstIndex { $0.id == "mail" })
        let old = policy.channels[index]
        policy.channels[index] = try ContactChannel(
            id: old.id, kind: old.kind, name: old.name, role: old.role, allows: old.allows, hours: old.hours,
            loadUnits: old.loadUnits, inviteTo: old.inviteTo, outOfHours: old.outOfHours,
            receivingEnds: old.receivingEnds, takesFiles: files)
        return policy
    }

    @Test("A5 the file that was asked for, with nothing but thanks, goes on with the case and is kept with it")
    func requestedFile() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.reply(id, by: "veikko", text: "Lähettäkää kuva."))
        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .hours(1))
        var arrival = try day.mail(
            from: "maija@example.com", topic: nil, subject: "[#\(id)]", text: "Thanks, best regards")
        arrival.attachments = [try file()]
        let received = try await day.receive(arrival)
        #expect(received.caseID == id && received.leftFiles == nil)
        #expect(try await day.item(id).status == .open)
        let contact = try #require(try await day.desk.record(Contact.self, received.contact))
        #expect(contact.attachments == [try file()] && contact.demand == .needsAnswer)
        #expect(try await day.desk.conversation(of: id).contacts.last?.attachments.map(\.name) == ["liite.pdf"])
        // It is personal data: it is handed out, and it goes with the person.
        let person = received.person
        let export = try await day.desk.export(of: person)
        #expect(export.records(of: Contact.self).contains { $0.attachments.map(\.reference) == ["blob/liite.pdf"] })
        try await day.desk.perform(.erasePerson(person, by: "veikko"))
        let bytes = try await day.store.dump()
        #expect(!bytes.contains { String(decoding: $0, as: UTF8.self).contains("liite.pdf") })
    }

    @Test("A5 without a file the same words ask for nothing; what the host says of them counts, whatever headers say")
    func demand() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        func thanks(_ demand: DemandFlag?, _ block: String? = nil) async throws -> CaseStatus {
            var arrival = try day.mail(
                from: "maija@example.com", topic: nil, subject: "[#\(id)]", text: "Kiitos avusta!", demand: demand)
            arrival.headers = try block.map { try MailHeaders(Array($0.utf8)) }
            try await day.receive(arrival)
            return try await day.item(id).status
        }
        #expect(try await thanks(nil) == .resolved)
        #expect(try await thanks(.automatic) == .resolved)
        let sent = try await day.outbox().count
        #expect(try await thanks(.needsAnswer, "Auto-Submitted: auto-replied\r\n\r\n") == .open)
        // That no machine is answered stands all the same.
        #expect(try await day.outbox().count == sent)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(try await thanks(.needsAnswer) == .open)
    }

    @Test("A5 files beyond what a channel takes do not cost the contact: host, agents and person hear what was left")
    func leftFiles() async throws {
        let limits = AttachmentLimits(count: 2, bytes: 2_500, kinds: ["application/pdf", "image/*"])
        let policy = try policy(taking: limits)
        #expect(try DeskPolicy(json: try policy.json()) == policy)
        let day = try DeskOfTheDay(policy: policy)
        let files = [
            try file("a.pdf", "application/pdf", 2_000), try file("b.exe", "application/x-msdownload"),
            try file("c.png", "image/png", 600), try file("d.png", "image/png", 500), try file("e.png", "image/png", 0),
        ]
        var arrival = try day.mail(from: "maija@example.com", text: "Kiitos!")
        arrival.attachments = files
        let received = try await day.receive(arrival)
        let id = try #require(received.caseID)
        #expect(received.opensCase)
        #expect(received.leftFiles?.map(\.file) == [files[1], files[2], files[4]])
        #expect(received.leftFiles?.map(\.reason) == [.kind, .size, .count])
        let contact = try #require(try await day.desk.record(Contact.self, received.contact))
        #expect(contact.attachments == [files[0], files[3]] && contact.leftFiles == received.leftFiles)
        #expect(try await day.facts().contains(.filesLeft(contact: contact.id, taken: 2, left: 3)))
        #expect(try await day.outbox().count == 1)
        let told = try #require(try await day.outbox().first?.message.text)
        #expect(told.contains("Tiedostoa ”b.exe” ei otettu vastaan") && told.contains("”c.png”"))
        // Once more on the open case: its own message, and a policy without files takes none.
        arrival.subject = "[#\(id)]"
        arrival.attachments = [files[2], files[1]]
        let again = try await day.receive(arrival)
        #expect(again.caseID == id && again.leftFiles?.map(\.file.name) == ["b.exe"])
        #expect(try await day.outbox().count == 2)
        let closed = try DeskOfTheDay(policy: try self.policy(taking: .none))
        var form = try closed.mail(from: "maija@example.com")
        form.attachments = [files[0]]
        #expect(try await closed.receive(form).leftFiles?.map(\.reason) == [.noFiles])
    }

    @Test("A5 a desk without limits takes 32 files with a contact and says which it left; beyond 64 it refuses")
    func manyFiles() async throws {
        let day = try DeskOfTheDay()
        var arrival = try day.mail(from: "maija@example.com")
        arrival.attachments = try (0..<64).map { try file("\($0).pdf", "application/pdf", .max) }
        let received = try await day.receive(arrival)
        // One file fills all room there is; the others are left for their size.
        #expect(received.leftFiles?.count == 63)
        arrival.attachments = try (0..<64).map { try file("\($0).pdf") }
        #expect(try await day.receive(arrival).leftFiles?.map(\.file.name) == (32..<64).map { "\($0).pdf" })
        arrival.attachments.append(try file())
        try await day.expectRefusal(of: .receive(arrival), .tooLong, at: "attachments")
    }

    @Test("B2 where everybody can read, names of files are masked with the words")
    func maskedNames() async throws {
        let day = try DeskOfTheDay()
        let channel = try #require(day.desk.machine.policy.document.channels.first { $0.capabilities.isPublic })
        var arrival = Arrival(
            channel: channel.id, claims: try IdentityClaims(points: [try .handle(network: "net", name: "maija")]),
            text: "Katso kuva", occurredAt: day.clock.now())
        arrival.attachments = [try file("131052-308T.png", "image/png"), try file("kuva.png", "image/png")]
        let received = try await day.receive(arrival)
        let contact = try #require(try await day.desk.record(Contact.self, received.contact))
        #expect(contact.attachments.count == 2)
        #expect(!contact.attachments.contains { $0.name.contains("308T") })
    }
}
