import DeskTestKit
import ServiceDesk
import Testing

@Suite("A. One record out of many channels") struct ContactScenarios {
    private func claims(
        strong: String? = nil, mail: String? = nil, phone: String? = nil, handle: String? = nil
    ) throws -> IdentityClaims {
        var points: [ContactPoint] = []
        if let mail { points.append(try .mail(mail)) }
        if let phone { points.append(try .phone(phone)) }
        if let handle { points.append(try .handle(network: "chat", name: handle)) }
        let identifiers = try strong.map { [try StrongIdentifier(scheme: "customer", value: $0)] } ?? []
        return try IdentityClaims(strong: identifiers, points: points, name: nil)
    }

    private func arrival(_ day: DeskOfTheDay, _ channel: ChannelID, _ claims: IdentityClaims) -> Arrival {
        Arrival(
            channel: channel, claims: claims, text: "Katuvalo on rikki", topic: "streets", language: .finnish,
            occurredAt: day.clock.now())
    }

    @Test(
        "A1 one person calls, mails, chats and comes to the counter about one matter: one person, one case, four contacts"
    )
    func onePerson() async throws {
        let day = try DeskOfTheDay()
        let call = try await day.receive(
            arrival(day, "phone", try claims(mail: "maija@example.com", phone: "+358401234567")))
        let id = try #require(call.caseID)
        var results = [call]
        for (channel, claims) in [
            ("mail", try claims(mail: "MAIJA@example.com")),
            ("chat", try claims(strong: "4711", phone: "+358 40 123 4567")),
            ("counter", try claims(strong: "4711")),
        ] as [(ChannelID, IdentityClaims)] {
            day.clock.advance(by: .minutes(20))
            results.append(try await day.receive(arrival(day, channel, claims)))
        }
        #expect(Set(results.map(\.person)).count == 1)
        #expect(results.map(\.caseID) == [id, id, id, id])
        #expect(results.map(\.opensCase) == [true, false, false, false])
        #expect(Set(results.map(\.contact)).count == 4)
        let snapshot = await day.store.snapshot()
        #expect(snapshot.count(of: Person.collection) == 1)
        #expect(snapshot.count(of: ServiceCase.collection) == 1)
        #expect(snapshot.count(of: Contact.collection) == 4)
        let item = try await day.item(id)
        #expect((item.contacts, item.channelMoves, item.lastChannel) == (4, 3, "counter"))
        let person = try #require(try await day.desk.record(Person.self, call.person))
        #expect(person.points(of: .mail).map(\.display) == ["maija@example.com"], "what is known is not overwritten")
        #expect(person.points(of: .phone).count == 1)
        #expect(person.strongIdentifiers.count == 1)
    }

    @Test("A1 strong identifiers that differ never become one person, and the doubt is told")
    func conflictingIdentifiers() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(arrival(day, "mail", try claims(strong: "1", mail: "family@example.com")))
        let second = try await day.receive(arrival(day, "mail", try claims(strong: "2", mail: "family@example.com")))
        #expect(first.person != second.person)
        #expect(second.opensCase, "somebody else's matter is another case")
        #expect(
            try await day.facts().contains { if case .identityInDoubt(second.person, _) = $0 { true } else { false } })
    }

    @Test("A1 another topic of the same person is another case")
    func otherMatter() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(try day.mail(from: "maija@example.com", topic: "streets"))
        let second = try await day.receive(try day.mail(from: "maija@example.com", topic: "permits"))
        #expect(first.person == second.person)
        #expect(first.caseID != second.caseID)
    }

    @Test("A1 a long mail thread with many references finds its case")
    func longThread() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(
            try day.mail(from: "maija@example.com", topic: nil, id: "<first@example.com>"))
        let references = (0..<63).map { "<\($0)@example.com>" } + ["<first@example.com>"]
        let answer = try await day.receive(
            try day.mail(from: "other@example.com", topic: nil, id: "<last@example.com>", references: references))
        #expect(answer.caseID == first.caseID)
    }

    @Test("A2 the same mail twice, an hour later, under another command: one contact, the first case")
    func repeatedMail() async throws {
        let day = try DeskOfTheDay()
        let mail = try day.mail(from: "maija@example.com", id: "<1@example.com>")
        let first = try await day.receive(mail)
        let before = try await day.store.dump()
        day.clock.advance(by: .hours(1))
        let second = try await day.receive(mail)
        #expect(second.isRepeat)
        #expect((second.contact, second.person, second.caseID) == (first.contact, first.person, first.caseID))
        #expect(try await day.store.dump() == before)

        var other = mail
        other.receivingEnd = "kirjaamo@lehtola.example"
        #expect(try await day.receive(other).isRepeat == false, "to another address of the desk it is another contact")
    }

    @Test("A2 every command repeated under its name answers what the first one did and does nothing more")
    func repeatedCommands() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let mail = try day.mail(from: "maija@example.com", id: "<1@example.com>")
        let received = try await day.desk.perform(.receive(mail), as: "mail-1")
        let id: CaseID = "mail-1-c"
        let commands: [(CommandID, DeskCommand)] = [
            ("mail-1", .receive(mail)), ("dispatch-1", .dispatch("technical")), ("accept-1", .accept(id, by: "veikko")),
            ("note-1", .note(id, by: "veikko", text: "a")), ("reply-1", .reply(id, by: "veikko", text: "Hei")),
            (
                "promise-1",
                .promise(id, by: "veikko", text: "Soitan", due: day.clock.now() + .days(1), source: .agent)
            ),
            ("pause-1", .pause(id, .customer)), ("resume-1", .resume(id)), ("keep-1", .keepPromise("promise-1-o")),
            ("resolve-1", .resolve(id, by: "veikko")),
        ]
        var results: [CommandID: DeskResult] = [:]
        for (name, command) in commands { results[name] = try await day.desk.perform(command, as: name) }
        #expect(results["mail-1"] == received)
        #expect(results["promise-1"] == .promised("promise-1-o"))
        let before = try await day.store.dump()
        day.clock.advance(by: .minutes(1))
        for (name, command) in commands {
            #expect(try await day.desk.perform(command, as: name) == results[name], "\(name)")
        }
        #expect(try await day.store.dump() == before)
    }

    @Test("A4 a subscriber gets every fact in order, at least once, and again after a crash before it was noted")
    func subscribers() async throws {
        actor Mirror {
            private(set) var names: [String] = []
            private var failures: Int
            init(failures: Int) { self.failures = failures }
            func take(_ events: [DeskEvent]) throws {
                names += events.map(\.name)
                guard failures == 0 else {
                    failures -= 1
                    throw Refusal(.busy, "the other system went down after it had taken the events")
                }
            }
        }
        let day = try DeskOfTheDay()
        let (steady, shaky) = (Mirror(failures: 0), Mirror(failures: 1))
        _ = try await day.taken()
        #expect(try await Subscriber(day.desk, name: "steady") { try await steady.take($0) }.sweep() > 0)
        await #expect(throws: Refusal.self) {
            try await Subscriber(day.desk, name: "shaky") { try await shaky.take($0) }.sweep()
        }
        let early = await shaky.names
        try await day.desk.perform(.resolve("t2-c", by: "veikko"))
        // New workers, as after a restart: where they are is stored.
        for _ in 0..<2 {
            try await Subscriber(day.desk, name: "steady") { try await steady.take($0) }.sweep()
            try await Subscriber(day.desk, name: "shaky") { try await shaky.take($0) }.sweep()
        }
        let all = try await day.desk.events().map(\.event.name)
        #expect(await steady.names == all)
        #expect(await shaky.names == early + all, "what was not noted comes again")
        #expect(Set(all).count == all.count)
    }

    @Test(
        "A5 a thank-you neither reopens a settled case nor starts a clock; neither does a machine, which gets no answer"
    )
    func courtesy() async throws {
        for demand in [DemandFlag.courtesy, .automatic] {
            let day = try DeskOfTheDay()
            let id = try await day.taken()
            try await day.desk.perform(.reply(id, by: "veikko", text: "Lamppu vaihdettiin."))
            try await day.desk.perform(.pause(id, .customer))
            let paused = try await day.item(id)
            day.clock.advance(by: .hours(1))
            let thanks = try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(id)]", demand: demand)
            #expect(try await day.receive(thanks).caseID == id)
            let still = try await day.item(id)
            #expect(still.status == .pending(.customer), "\(demand)")
            #expect(still.clocks == paused.clocks, "\(demand)")
            #expect(still.contacts == paused.contacts + 1)

            try await day.desk.perform(.resolve(id, by: "veikko"))
            day.clock.advance(by: .hours(1))
            let messages = try await day.outbox().count
            #expect(try await day.receive(thanks).caseID == id)
            let settled = try await day.item(id)
            #expect(settled.status == .resolved, "\(demand)")
            #expect(settled.reopens == 0)
            #expect(try await day.outbox().count == messages, "\(demand)")
        }
    }

    @Test("A5 a machine that writes first gets a case and no acknowledgement")
    func autoresponder() async throws {
        let day = try DeskOfTheDay()
        #expect(try await day.receive(try day.mail(from: "robot@example.com", demand: .automatic)).opensCase)
        #expect(try await day.outbox().isEmpty)
    }

    @Test("A5 a question that comes back to a settled case opens it again, once, and its clocks go on")
    func reopening() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        day.clock.advance(by: .hours(1))
        let question = try day.mail(from: "maija@example.com", topic: nil, subject: "Ei pala vieläkään [#\(id)]")
        #expect(try await day.receive(question).caseID == id)
        let item = try await day.item(id)
        #expect((item.status, item.reopens, item.resolvedAt) == (.open, 1, nil))
        #expect(try await day.status(.resolution, of: id).consumed == .hours(1), "settled time does not count")
        #expect(try await day.status(.nextReply, of: id).phase == .running)
        guard case .offered(let work) = try await day.desk.perform(.dispatch("technical")) else { return }
        #expect(work.map(\.agent) == ["veikko"], "who settled it is asked first")
    }
}
