import DeskTestKit
import ServiceDesk
import Testing

@Suite("C. A service that is described and kept") struct ServiceScenarios {
    @Test("C2 what the service does not cover is answered kindly, with where help is, and counted")
    func outside() async throws {
        let day = try DeskOfTheDay()
        let received = try await day.receive(try day.mail(from: "maija@example.com", topic: "passports"))
        #expect(received.caseID == nil)
        #expect(
            try await day.facts().contains(
                .outsideDescription(contact: received.contact, topic: "passports", channel: "mail")))
        let messages = try await day.outbox().map(\.message)
        #expect(messages.map(\.kind) == [.notice])
        #expect(
            messages[0].text
                == "Kiitos viestistä. Passit ei kuulu palveluumme. Passit myöntää poliisi: poliisi.fi.")
        #expect(messages[0].address == "maija@example.com")
        #expect(await day.store.count(of: ServiceCase.collection) == 0)
        #expect(try await day.desk.report().contacts == 1)
    }

    @Test("C2 the answer is in the person's language, and cut to what the channel takes rather than refused")
    func outsideInShort() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "text", kind: .textMessage, name: LocalizedText(en: "Text", fi: "Tekstiviesti")))
        policy.routing = try RoutingTable(
            attributes: [], rules: [], otherwise: RoutingOutcome(queue: "general"))
        let long = String(repeating: "pitkä ", count: 1_000)
        var items = policy.description.items
        items[5] = ServiceItem(
            topic: "passports", title: LocalizedText(en: "Passports", fi: "Passit"), included: false,
            help: LocalizedText(en: "The police: " + long, fi: long))
        policy.description = try ServiceDescription(
            name: policy.description.name, purpose: policy.description.purpose, items: items)
        let day = try DeskOfTheDay(policy: policy)
        let received = try await day.receive(
            Arrival(
                channel: "text", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "Passport?",
                topic: "passports", language: .english, occurredAt: day.clock.now()))
        #expect(received.caseID == nil)
        let text = try await day.outbox().map(\.message.text)[0]
        #expect(text.hasPrefix("Thank you for your message. Passports is not part of our service. The police: pitkä"))
        let size = TextMessageSize(text)
        #expect(size.segments >= 9 && size.coding == .gsm7, "\(size)")
        #expect(text.hasSuffix("..."))
    }

    // MARK: C4

    /// Monday 2 March 2026, 09:00 in Helsinki; a normal mail has 2 h to a reply and 16 h to the resolution, 08–16.
    private let times = (
        replyAtRisk: "2026-03-02T08:30:00Z", replyDue: "2026-03-02T09:00:00Z", half: "2026-03-03T07:00:00Z",
        threeQuarters: "2026-03-03T11:00:00Z", nineTenths: "2026-03-03T13:24:00Z", due: "2026-03-04T07:00:00Z"
    )

    @Test(
        "C4 warnings and breaches of first reply and resolution come once each, at their times, whoever sweeps how often"
    )
    func warnings() async throws {
        let day = try DeskOfTheDay()
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        #expect(try await day.status(.firstReply, of: id).due == utc(times.replyDue))
        #expect(try await day.status(.resolution, of: id).due == utc(times.due))
        for _ in 0..<60 {
            day.clock.advance(by: .hours(1))
            try await Timekeeper(day.desk).sweep()
            try await Timekeeper(day.desk).sweep()
        }
        let said = try await day.desk.events().map(\.event).filter { event in
            switch event.fact {
            case .targetAtRisk, .targetMissed: true
            default: false
            }
        }
        let expected: [(String, DeskFact)] = [
            (times.replyAtRisk, .targetAtRisk(.firstReply, percent: 75)), (times.replyDue, .targetMissed(.firstReply)),
            (times.half, .targetAtRisk(.resolution, percent: 50)),
            (times.threeQuarters, .targetAtRisk(.resolution, percent: 75)),
            (times.nineTenths, .targetAtRisk(.resolution, percent: 90)), (times.due, .targetMissed(.resolution)),
        ]
        #expect(said.map(\.fact) == expected.map(\.1))
        #expect(try said.map(\.at) == expected.map { try utc($0.0) })
    }

    @Test("C4 a desk whose timekeeper slept says everything that fell due, once, when it wakes")
    func lateTimekeeper() async throws {
        let day = try DeskOfTheDay()
        _ = try await day.receive(try day.mail(from: "maija@example.com"))
        day.clock.advance(by: .days(30))
        while try await Timekeeper(day.desk).sweep() > 0 {}
        let facts = try await day.facts()
        #expect(facts.count { if case .targetAtRisk = $0 { true } else { false } } == 4)
        #expect(facts.count { if case .targetMissed = $0 { true } else { false } } == 2)
    }

    @Test("C4 the clock stands while the case waits for the customer, and goes on when the customer writes")
    func pauseAndResume() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Missä lamppu on?"))
        #expect(try await day.status(.firstReply, of: id).phase == .met(try utc("2026-03-02T08:00:00Z")))
        try await day.desk.perform(.pause(id, .customer))
        #expect(try await day.status(.resolution, of: id).phase == .paused(.customer))
        day.clock.advance(by: .hours(24))
        #expect(try await day.status(.resolution, of: id).consumed == .hours(1))
        _ = try await day.receive(try day.mail(from: "maija@example.com"))
        #expect(try await day.item(id).status == .open)
        // 15 open hours are left from Tuesday 10:00: 6 on Tuesday, 8 on Wednesday, 1 on Thursday.
        #expect(try await day.status(.resolution, of: id).due == utc("2026-03-05T07:00:00Z"))
        // The customer waits for the next reply: 4 h from Tuesday 10:00.
        #expect(try await day.status(.nextReply, of: id).due == utc("2026-03-03T12:00:00Z"))
    }

    @Test("C4 a second mail does not restart the clock of the reply that is owed")
    func secondMail() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.advance(by: .hours(1))
        _ = try await day.receive(try day.mail(from: "maija@example.com"))
        #expect(try await day.item(id).clocks.count { $0.clock.metric == .nextReply } == 0)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        for _ in 0..<3 {
            _ = try await day.receive(try day.mail(from: "maija@example.com"))
            day.clock.advance(by: .minutes(10))
        }
        #expect(try await day.item(id).clocks.count { $0.clock.metric == .nextReply } == 1)
        #expect(try await day.status(.nextReply, of: id).due == utc("2026-03-02T12:00:00Z"))
        for _ in 0..<20 {
            try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
            _ = try await day.receive(try day.mail(from: "maija@example.com"))
        }
        #expect(try await day.item(id).clocks.count <= 3, "a long exchange makes no long record")
        #expect(try await day.item(id).pastTargetsMet == 20)
    }

    @Test("C4 what is late is said also when the case is settled before any timekeeper looked")
    func settledLate() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.advance(by: .days(3))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        while try await Timekeeper(day.desk).sweep() > 0 {}
        let events = try await day.desk.events().map(\.event)
        let missed = events.filter { if case .targetMissed = $0.fact { true } else { false } }
        #expect(missed.map(\.fact) == [.targetMissed(.firstReply), .targetMissed(.resolution)])
        #expect(try missed.map(\.at) == [utc(times.replyDue), utc(times.due)])
        #expect(try await day.desk.report().targetsKept == 0)
        let row = try await day.encounter(id)
        #expect((row.targetsMet, row.targetsMissed) == (0, 2))
    }

    @Test("C4 a reply in time and a resolution in time are two targets met, and nothing is said to be late")
    func inTime() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        day.clock.set(to: try utc(times.replyDue))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        day.clock.set(to: try utc(times.due))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        try await Timekeeper(day.desk).sweep()
        let facts = try await day.facts()
        #expect(facts.contains(.resolved("veikko", targetsMet: 2, targetsMissed: 0)), "the last instant is in time")
        #expect(!facts.contains { if case .targetMissed = $0 { true } else { false } })
        #expect(try await day.desk.report().targetsKept == 1)
    }

    @Test("C4 every second lies in one bucket, also when a waiting case is taken or handed over meanwhile")
    func buckets() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        day.clock.advance(by: .minutes(10))
        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .minutes(20))
        try await day.acceptNext(in: "technical")
        day.clock.advance(by: .minutes(30))
        try await day.desk.perform(.transfer(id, to: "general"))
        day.clock.advance(by: .minutes(40))
        try await day.desk.perform(.resume(id))
        day.clock.advance(by: .minutes(5))
        try await day.acceptNext(in: "general")
        day.clock.advance(by: .minutes(7))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let row = try await day.encounter(id)
        #expect(row.pausedByCustomer == .minutes(90), "who waits for the customer is not worked on")
        #expect(row.effort == .minutes(7))
        #expect(row.timeToResolve == .minutes(22), "as the target counts it, without the wait for the customer")
        #expect(row.handOvers == 1)
    }

    @Test("C4 a settled case closes after seven days, once")
    func closing() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        day.clock.advance(by: .days(7) - TimeSpan(microseconds: 1))
        #expect(try await Timekeeper(day.desk).sweep() == 0)
        day.clock.advance(by: TimeSpan(microseconds: 1))
        #expect(try await Timekeeper(day.desk).sweep() == 1)
        #expect(try await day.item(id).status == .closed)
        #expect(try await Timekeeper(day.desk).sweep() == 0)
        #expect(try await day.facts().count { $0 == .closed } == 1)
        let later = try await day.receive(try day.mail(from: "maija@example.com", subject: "[#\(id)]"))
        #expect(later.opensCase)
        #expect(try await day.item(try #require(later.caseID)).follows == id)
    }

    // MARK: C5 – C7

    @Test("C5 a promise is kept in time; a reply does not end it")
    func promiseKept() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let due = day.clock.now() + .hours(3)
        guard
            case .promised(let name) = try await day.desk.perform(
                .promise(id, by: "veikko", text: "Soitan torstaina", due: due, source: .agent))
        else { return }
        let promise = try PromiseID(name)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        _ = try await day.receive(try day.mail(from: "maija@example.com", demand: .courtesy))
        #expect(try await day.desk.record(Promise.self, promise)?.state == .open)
        day.clock.set(to: due)
        try await Timekeeper(day.desk).sweep()
        try await day.desk.perform(.keepPromise(promise))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let facts = try await day.facts()
        #expect(facts.contains(.promised(promise, "veikko", due: due)))
        #expect(facts.contains(.promiseKept(promise, "veikko", late: false)))
        #expect(!facts.contains(.promiseOverdue(promise, "veikko")))
        let row = try await day.encounter(id)
        #expect((row.promisesMade, row.promisesKept, row.promisesLate, row.promisesBroken) == (1, 1, 0, 0))
        try await day.expectRefusal(of: .keepPromise(promise), .wrongState, at: "state")
    }

    @Test("C5 a promise is overdue once, and can still be kept late or be given a new date")
    func promiseLate() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        var names: [PromiseID] = []
        for _ in 0..<2 {
            guard
                case .promised(let name) = try await day.desk.perform(
                    .promise(
                        id, by: "veikko", text: "Soitan", due: day.clock.now() + .hours(1), source: .willFindOut))
            else { return }
            names.append(try PromiseID(name))
        }
        let due = day.clock.advance(by: .hours(1))
        day.clock.advance(by: .minutes(1))
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        let overdue = try await day.desk.events().map(\.event).filter {
            if case .promiseOverdue = $0.fact { true } else { false }
        }
        #expect(overdue.map(\.fact) == names.sorted().map { .promiseOverdue($0, "veikko") })
        #expect(overdue.map(\.at) == [due, due])
        try await day.desk.perform(.keepPromise(names[0]))
        try await day.desk.perform(.renegotiatePromise(names[1], to: due + .hours(2)))
        let facts = try await day.facts()
        #expect(facts.contains(.promiseKept(names[0], "veikko", late: true)))
        #expect(facts.contains(.promiseRenegotiated(names[1], "veikko", due: due + .hours(2), wasOverdue: true)))
        day.clock.advance(by: .hours(3))
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        #expect(
            try await day.facts().count { $0 == .promiseOverdue(names[1], "veikko") } == 2, "a new date, a new breach")
    }

    @Test("C5 a promise given a new date in time is not overdue at the old one")
    func promiseRenegotiated() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let due = day.clock.now() + .hours(1)
        guard
            case .promised(let name) = try await day.desk.perform(
                .promise(id, by: "veikko", text: "Soitan", due: due, source: .agent))
        else { return }
        let promise = try PromiseID(name)
        try await day.desk.perform(.renegotiatePromise(promise, to: due + .hours(1)))
        day.clock.set(to: due + .minutes(1))
        try await Timekeeper(day.desk).sweep()
        let facts = try await day.facts()
        #expect(facts.contains(.promiseRenegotiated(promise, "veikko", due: due + .hours(1), wasOverdue: false)))
        #expect(!facts.contains(.promiseOverdue(promise, "veikko")))
    }

    @Test("C5 a promise that outlives its case counts in the row of the case, kept or broken")
    func promiseAfterSettling() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let due = day.clock.now() + .hours(1)
        for name in ["a", "b"] as [CommandID] {
            try await day.desk.perform(.promise(id, by: "veikko", text: "Soitan", due: due, source: .agent), as: name)
        }
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(try await day.encounter(id).promisesMade == 2)
        try await day.desk.perform(.keepPromise("a-o"))
        day.clock.advance(by: .hours(2))
        try await Timekeeper(day.desk).sweep()
        let row = try await day.encounter(id)
        #expect((row.promisesMade, row.promisesKept, row.promisesLate, row.promisesBroken) == (2, 1, 0, 1))
    }

    @Test("C6 an answer “will find out” is a promise with an owner")
    func willFindOut() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(
            .promise(id, by: "veikko", text: "Selvitän", due: day.clock.now() + .hours(1), source: .willFindOut))
        let promises = try await day.desk.records(Promise.self, Promise.owed(by: "veikko"))
        #expect(promises.map(\.source) == [.willFindOut])
        #expect(promises.map(\.caseID) == [id])
    }

    @Test("C7 a new mail is acknowledged with its number and the time of the reply, in the person's language")
    func acknowledgement() async throws {
        let day = try DeskOfTheDay()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", subject: "Katuvalo")).caseID)
        let other = try #require(
            try await day.receive(try day.mail(from: "b@example.com", language: .english)).caseID)
        let messages = try await day.outbox().map(\.message)
        #expect(messages.map(\.kind) == [.acknowledgement, .acknowledgement])
        #expect(
            messages[0].text
                == "Olemme vastaanottaneet viestisi ja vastaamme viimeistään 2026-03-02 11:00. Asian numero on \(id).")
        #expect(messages[0].subject == "Re: Katuvalo [#\(id)]")
        #expect(
            messages[1].text
                == "We have received your message and reply by 2026-03-02 11:00. Its number is \(other).")
        #expect(messages.map(\.caseID) == [id, other])
        // Somebody on the telephone hears it from the agent.
        _ = try await day.receive(
            Arrival(
                channel: "phone", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "Hei",
                topic: "streets", occurredAt: day.clock.now()))
        #expect(try await day.outbox().count == 2)
    }
}
