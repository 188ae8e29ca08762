import DeskTestKit
import ServiceDesk
import Testing

@Suite("A1 and A2, sentence by sentence") struct ContactSentenceScenarios {
    private static func policy() throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.channels += [
            try ContactChannel(id: "dm", kind: .socialPrivate, name: "Messages"),
            try ContactChannel(id: "letter", kind: .post, name: "Letter"),
        ]
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        return policy
    }

    private func claims(
        strong: String? = nil, mail: String? = nil, phone: String? = nil, handle: String? = nil, name: String? = nil,
        language: LanguageTag? = nil
    ) throws -> IdentityClaims {
        var points: [ContactPoint] = []
        if let mail { points.append(try .mail(mail)) }
        if let phone { points.append(try .phone(phone)) }
        if let handle { points.append(try .handle(network: "town", name: handle)) }
        return try IdentityClaims(
            strong: strong.map { [try StrongIdentifier(scheme: "customer", value: $0)] } ?? [], points: points,
            name: name,
            language: language)
    }

    private func arrival(
        _ day: DeskOfTheDay, _ channel: ChannelID, _ claims: IdentityClaims, purpose: ChannelRole = .support,
        id: String? = nil
    ) -> Arrival {
        Arrival(
            channel: channel, receivingEnd: "palvelu@lehtola.example", externalID: id, claims: claims,
            text: "Katuvalo on rikki", topic: "streets", purpose: purpose, language: .finnish,
            occurredAt: day.clock.now())
    }

    private func person(_ day: DeskOfTheDay, _ id: PersonID) async throws -> Person {
        try #require(try await day.desk.record(Person.self, id))
    }

    // MARK: A1

    @Test("A1 called, mailed, chatted and posted about one matter: one person, one case, four contacts")
    func fourChannels() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(), front: { EncodingStore($0) })
        let first = try await day.receive(
            arrival(day, "phone", try claims(mail: "maija@example.com", phone: "+358401234567", name: "Maija")))
        var results = [first]
        for (channel, claims) in [
            ("mail", try claims(mail: "maija@example.com")),
            ("chat", try claims(phone: "+358401234567", handle: "maija")),
            ("dm", try claims(handle: "maija")),
        ] as [(ChannelID, IdentityClaims)] {
            day.clock.advance(by: .minutes(10))
            results.append(try await day.receive(arrival(day, channel, claims)))
        }
        #expect(Set(results.map(\.person)) == [first.person] && Set(results.map(\.caseID)) == [first.caseID])
        #expect(results.map(\.opensCase) == [true, false, false, false])
        #expect(await day.store.count(of: Contact.collection) == 4)
        // A post that everybody can read is the same person's, shown the way and no case of its own.
        let post = try await day.receive(arrival(day, "social", try claims(handle: "maija")))
        #expect(post.person == first.person && post.caseID == nil)
        #expect(await day.store.count(of: Person.collection) == 1)
        #expect(await day.store.count(of: ServiceCase.collection) == 1)
        let conversation = try await day.desk.conversation(of: try #require(first.caseID)).contacts
        #expect(conversation.map(\.channel) == ["phone", "mail", "chat", "dm"])
    }

    @Test("A1 nothing is typed twice: addresses, name, language and topic given once serve on every other channel")
    func nothingTypedTwice() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let call = try await day.receive(
            arrival(
                day, "phone",
                try claims(
                    mail: "maija@example.com", phone: "+358401234567", name: "Maija Virtanen", language: .finnish)))
        let id = try #require(call.caseID)
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.acceptNext(in: "technical")
        // To mail and back, to addresses that were said on the telephone.
        try await day.desk.perform(.moveChannel(id, to: "mail", by: "veikko", clock: nil))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        let sent = try #require(try await day.outbox().last { $0.message.kind == .reply }).message
        #expect(sent.address == "maija@example.com" && sent.language == .finnish)
        // By chat the person says only who they are; what the desk knows is there.
        var chat = arrival(day, "chat", try claims(phone: "+358401234567"))
        chat.topic = nil
        chat.language = nil
        chat.subject = "[#\(id)]"
        let later = try await day.receive(chat)
        #expect(later.caseID == id)
        #expect(try await day.item(id).topic == "streets")
        let sheet = try await day.desk.overview(of: later.person, for: .agent("veikko", team: "technical"))
        #expect(sheet.contacts.person.name == "Maija Virtanen" && sheet.contacts.latest.count == 3)
        #expect(sheet.openCases.map(\.id) == [id])
    }

    @Test(
        "A1 identity by strong identifier, then mail, then telephone: what tells most decides, and the doubt is put before somebody"
    )
    func precedence() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let strong = try await day.receive(arrival(day, "mail", try claims(strong: "1", mail: "s@example.com"))).person
        let mail = try await day.receive(arrival(day, "mail", try claims(mail: "m@example.com"))).person
        let phone = try await day.receive(arrival(day, "phone", try claims(phone: "+358401111111"))).person
        #expect(Set([strong, mail, phone]).count == 3)
        for (claims, wanted, others) in [
            (try claims(strong: "1", mail: "m@example.com", phone: "+358401111111"), strong, [mail, phone]),
            (try claims(mail: "m@example.com", phone: "+358401111111"), mail, [phone]),
            (try claims(phone: "+358401111111"), phone, []),
        ] {
            day.clock.advance(by: .minutes(1))
            let result = try await day.receive(arrival(day, "mail", claims))
            #expect(result.person == wanted)
            let doubts = try await day.desk.events().map(\.event).filter { $0.at == day.clock.now() }.compactMap {
                event in
                if case .identityInDoubt(_, let candidates) = event.fact { candidates } else { nil }
            }
            #expect(doubts == (others.isEmpty ? [] : [others.sorted()]))
        }
        // Nobody's address went to somebody else meanwhile.
        #expect(try await person(day, strong).points(of: .mail).map(\.value) == ["s@example.com"])
        #expect(try await person(day, mail).points(of: .phone).isEmpty)
    }

    @Test("A1 conflicting strong identifiers never merge: not by a contact, and not by an agent's hand")
    func conflicts() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let one = try await day.receive(arrival(day, "mail", try claims(strong: "1", mail: "perhe@example.com")))
        day.clock.advance(by: .minutes(1))
        let two = try await day.receive(arrival(day, "mail", try claims(strong: "2", mail: "perhe@example.com")))
        #expect(one.person != two.person && one.caseID != two.caseID)
        #expect(try await person(day, two.person).isProvisional, "somebody has to look")
        #expect(try await day.facts().contains(.identityInDoubt(person: two.person, candidates: [one.person])))
        try await day.expectRefusal(
            of: .mergePersons(two.person, into: one.person, by: "veikko"), .notAllowed, at: "strongIdentifiers")
        // The shared address alone is nobody's: neither is given what the other may have meant.
        day.clock.advance(by: .minutes(1))
        let third = try await day.receive(arrival(day, "mail", try claims(mail: "perhe@example.com")))
        #expect(third.person != one.person && third.person != two.person)
        #expect(
            try await day.facts().contains(
                .identityInDoubt(person: third.person, candidates: [one.person, two.person].sorted())))
        #expect(try await person(day, one.person).strongIdentifiers.map(\.identifier.value) == ["1"])
    }

    @Test("A1 blanks never overwrite: what is not said leaves what is known, and what is known is not said over")
    func blanks() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let full = try claims(
            strong: "1", mail: "maija@example.com", phone: "+358401234567", name: "Maija", language: .finnish)
        let id = try await day.receive(arrival(day, "mail", full)).person
        let before = try await person(day, id)
        for claims in [
            try claims(strong: "1"), try claims(mail: "MAIJA@example.com", name: "  "),
            try claims(strong: "1", mail: "maija@example.com", name: "Joku Muu", language: .english),
        ] {
            day.clock.advance(by: .minutes(1))
            #expect(try await day.receive(arrival(day, "mail", claims)).person == id)
            #expect(try await person(day, id) == before)
        }
    }

    // MARK: A2

    @Test("A2 a webhook that is retried under its name answers what the first one did, also from two desks at once")
    func webhook() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(), front: { EncodingStore($0) })
        let mail = arrival(day, "mail", try claims(mail: "maija@example.com"), id: "event-1")
        let first = try await day.desk.perform(.receive(mail), as: "hook-1")
        #expect(try await day.desk.perform(.receive(mail), as: "hook-1") == first)
        // At once, under the same name and under other ones: one contact comes of it, one case, one acknowledgement.
        let other = arrival(day, "mail", try claims(mail: "matti@example.com"), id: "event-2")
        let desk = day.desk
        let results = try await withThrowingTaskGroup(of: DeskResult.self) { group in
            for number in 0..<8 {
                let name = CommandID(stringLiteral: number % 2 == 0 ? "hook-2" : "hook-2-\(number)")
                group.addTask { try await desk.perform(.receive(other), as: name) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let contacts = Set(
            results.compactMap { result -> ContactID? in
                if case .received(let one) = result { one.contact } else { nil }
            })
        #expect(contacts.count == 1 && results.count == 8)
        #expect(await day.store.count(of: Contact.collection) == 2)
        #expect(await day.store.count(of: ServiceCase.collection) == 2)
        #expect(try await day.outbox().count == 2)
    }

    @Test("A2 a provider that sends again an hour later is told what the first time came to; nothing is stored")
    func sentAgain() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let mail = arrival(day, "mail", try claims(mail: "maija@example.com"), id: "<1@example.com>")
        let first = try await day.receive(mail)
        try await day.desk.perform(.resolve(try #require(first.caseID), by: "veikko"))
        day.clock.advance(by: .hours(1))
        let before = try await day.store.dump()
        let again = try await day.receive(mail)
        #expect((again.contact, again.person, again.caseID) == (first.contact, first.person, first.caseID))
        #expect(again.isRepeat && !again.opensCase)
        #expect(try await day.store.dump() == before, "nor is the settled case opened again")
    }

    @Test(
        "A2 sent an hour later to another receiving end it is another contact of the same case, since both were meant to get it"
    )
    func otherReceivingEnd() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let mail = arrival(day, "mail", try claims(mail: "maija@example.com"), id: "<1@example.com>")
        let first = try await day.receive(mail)
        day.clock.advance(by: .hours(1))
        var other = mail
        other.receivingEnd = "kirjaamo@lehtola.example"
        let second = try await day.receive(other)
        #expect(!second.isRepeat && second.contact != first.contact)
        #expect(second.person == first.person && second.caseID == first.caseID && !second.opensCase)
        // And there again it is known.
        day.clock.advance(by: .hours(1))
        #expect(try await day.receive(other).contact == second.contact)
        #expect(await day.store.count(of: Contact.collection) == 2)
    }
}
