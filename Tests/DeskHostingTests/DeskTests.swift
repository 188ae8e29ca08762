import DeskChannels
import DeskContacts
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// The driver: conflicts, lost answers, and many desks at once.
@Suite struct DeskTests {
    private func mail(_ bench: Bench, _ number: Int, topic: TopicID = "streets", id: String? = nil) throws -> Arrival {
        Arrival(
            channel: "mail", externalID: id ?? "<\(number)@example.com>",
            claims: try IdentityClaims(points: [.mail("p\(number)@example.com")]), text: "Hei", topic: topic,
            language: .finnish, occurredAt: bench.clock.now())
    }

    @Test("what others were faster with is decided again, up to the limit, and then the desk is busy")
    func conflicts() async throws {
        for (conflicts, isDone) in [(0, true), (1, true), (15, true), (16, false), (40, false)] {
            let bench = try Bench()
            let store = ContendedStore(bench.store, conflicts: conflicts)
            let desk = Desk(
                policy: bench.desk.machine.policy, store: store, clock: bench.clock,
                identifiers: try SequentialIdentifiers(prefix: "c"), secret: TownDesk.secret)
            do {
                try await desk.perform(.receive(try mail(bench, 1)))
                #expect(isDone)
            } catch let refusal as Refusal {
                #expect(!isDone)
                #expect(refusal.code == .busy)
            }
            #expect(await store.commits == min(conflicts + 1, 16))
            #expect(await bench.store.count(of: Contact.collection) == (isDone ? 1 : 0))
        }
    }

    @Test("an attempt limit below one still tries once, for one command and for many")
    func attemptLimit() async throws {
        var desk = try Bench { ContendedStore($0, conflicts: 1) }.desk
        desk.attemptLimit = -3
        let refusal = await #expect(throws: Refusal.self) { try await desk.perform(.setPresence("aino", .available)) }
        #expect(refusal?.code == .busy)
        let request = DeskRequest("r", .setPresence("aino", .available), at: desk.clock.now())
        #expect(try await desk.perform([request]).count == 1)
    }

    @Test("a command whose answer was lost is repeated under its name and answers the first result", arguments: 1...3)
    func lostAnswer(_ losses: Int) async throws {
        let bench = try Bench()
        let store = ForgetfulStore(bench.store)
        let desk = Desk(
            policy: bench.desk.machine.policy, store: store, clock: bench.clock,
            identifiers: try SequentialIdentifiers(prefix: "c"), secret: TownDesk.secret)
        func insist(_ command: DeskCommand, as id: CommandID) async throws -> DeskResult {
            await store.lose(losses)
            while true {
                do {
                    return try await desk.perform(command, as: id)
                } catch is ForgetfulStore.Lost {
                    bench.clock.advance(by: .milliseconds(10))
                }
            }
        }
        _ = try await insist(.setPresence("veikko", .available), as: "here")
        let received = try await insist(.receive(try mail(bench, 1)), as: "mail")
        guard case .received(let result) = received else { return }
        #expect(!result.isRepeat)
        #expect(result.caseID == "mail-c")
        let offered = try await insist(.dispatch("technical"), as: "offer")
        guard case .offered(let work) = offered else { return }
        #expect(work.map(\.agent) == ["veikko"])
        #expect(try await insist(.accept("mail-c", by: "veikko"), as: "accept") == .done)
        #expect(try await insist(.resolve("mail-c", by: "veikko"), as: "resolve") == .done)
        let facts = try await bench.facts()
        #expect(facts.count { if case .accepted = $0 { true } else { false } } == 1)
        #expect(facts.count { if case .resolved = $0 { true } else { false } } == 1)
        #expect(facts.count { if case .offered = $0 { true } else { false } } == 1)
        #expect(try await bench.all(OutboxDelivery.self).count == 2)
        // Another command under another name is still refused.
        let refusal = await #expect(throws: Refusal.self) {
            try await desk.perform(.resolve("mail-c", by: "veikko"), as: "again")
        }
        #expect(refusal?.code == .wrongState)
    }

    @Test("a store that answers in the shortest pages changes nothing")
    func shortPages() async throws {
        let (plain, stingy) = (try Bench(), try Bench { StingyStore(store: $0) })
        for bench in [plain, stingy] {
            for agent in ["veikko", "siiri", "onni"] as [AgentID] {
                try await bench.desk.perform(.setPresence(agent, .available))
            }
            for number in 0..<6 {
                var arrival = try mail(bench, number % 3, topic: number % 2 == 0 ? "streets" : "waste", id: "\(number)")
                arrival.references = (0..<number).map { "\($0)" }
                try await bench.desk.perform(.receive(arrival))
            }
            try await bench.desk.perform(.dispatch("technical"))
            for work in try await bench.desk.records(WorkItem.self, WorkItem.offered()) {
                guard case .offered(let agent, _, _) = work.state else { continue }
                try await bench.desk.perform(.accept(work.id, by: agent))
                try await bench.desk.perform(.resolve(work.id, by: agent))
            }
        }
        #expect(try await plain.store.dump() == stingy.store.dump())
        let keys = try await plain.all(Contact.self).map { $0.recordKey }
        #expect(
            try await stingy.desk.records(Contact.self, RecordQuery(.records(keys))).count == keys.count)
    }

    // MARK: At once

    @Test("sixteen deliveries of one arrival at once: one contact, one person, one case")
    func sameArrival() async throws {
        let bench = try Bench()
        let mail = try mail(bench, 1)
        let results = try await withThrowingTaskGroup(of: DeskResult.self) { group in
            for number in 0..<16 {
                let desk = try bench.another("d\(number)-")
                group.addTask { try await desk.perform(.receive(mail)) }
            }
            var results: [DeskResult] = []
            for try await result in group { results.append(result) }
            return results
        }
        let received = results.compactMap { if case .received(let result) = $0 { result } else { nil } }
        #expect(received.count == 16)
        #expect(Set(received.map(\.contact)).count == 1)
        #expect(Set(received.map(\.caseID)).count == 1)
        #expect(received.count { $0.opensCase } == 1)
        #expect(await bench.store.count(of: Contact.collection) == 1)
        #expect(await bench.store.count(of: ServiceCase.collection) == 1)
        #expect(await bench.store.count(of: Person.collection) == 1)
        #expect(try await bench.all(OutboxDelivery.self).count == 1)
    }

    @Test("sixteen first mails of one person about one matter at once: sixteen contacts, one person, one case")
    func samePerson() async throws {
        for isKnown in [false, true] {
            let bench = try Bench()
            if isKnown { try await bench.desk.perform(.receive(try mail(bench, 1, topic: "daycare", id: "earlier"))) }
            let results = try await withThrowingTaskGroup(of: DeskResult.self) { group in
                for number in 0..<16 {
                    var desk = try bench.another("d\(number)-")
                    desk.attemptLimit = 64
                    let (own, mail) = (desk, try mail(bench, 1, id: "<\(number)>"))
                    group.addTask { try await own.perform(.receive(mail)) }
                }
                return try await group.reduce(into: [DeskResult]()) { $0.append($1) }
            }
            let received = results.compactMap { if case .received(let result) = $0 { result } else { nil } }
            #expect(Set(received.map(\.contact)).count == 16)
            #expect(Set(received.map(\.person)).count == 1, "\(isKnown)")
            #expect(Set(received.map(\.caseID)).count == 1, "\(isKnown)")
            #expect(await bench.store.count(of: Person.collection) == 1)
            #expect(await bench.store.count(of: ServiceCase.collection) == (isKnown ? 2 : 1))
        }
    }

    @Test("sixteen times the same agent accepts one offer: the case is taken once")
    func sameOffer() async throws {
        let bench = try Bench()
        try await bench.desk.perform(.setPresence("veikko", .available))
        try await bench.desk.perform(.receive(try mail(bench, 1)), as: "m")
        try await bench.desk.perform(.dispatch("technical"))
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                let desk = try bench.another("d\(number)-")
                group.addTask { (try? await desk.perform(.accept("m-c", by: "veikko"))) != nil }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await bench.facts().count { if case .accepted = $0 { true } else { false } } == 1)
    }

    @Test(
        "eight desks on one store, everything at once: nothing lost, nothing doubled",
        arguments: 1...3 as ClosedRange<UInt64>)
    func conservation(_ seed: UInt64) async throws {
        let bench = try Bench()
        let (desks, mails) = (8, 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<desks {
                var desk = try bench.another("d\(number)-")
                desk.attemptLimit = 200
                let (own, clock) = (desk, bench.clock)
                group.addTask {
                    var random = SeededGenerator(seed: seed &* 100 &+ UInt64(number))
                    let agents = own.machine.policy.agents.keys.sorted()
                    let queues = own.machine.policy.queues.keys.sorted()
                    for step in 0..<mails {
                        // Each mail is delivered by two desks.
                        for mail in [number * mails + step, ((number + 1) % desks) * mails + step] {
                            try await own.perform(
                                .receive(
                                    Arrival(
                                        channel: "mail", externalID: "\(mail)",
                                        claims: try IdentityClaims(points: [.mail("p\(mail)@example.com")]),
                                        text: "Hei",
                                        topic: random.pick(["streets", "waste", "daycare", "billing"]),
                                        language: .finnish, occurredAt: clock.now())))
                            if random.chance(1, in: 3) { await Task.yield() }
                        }
                        try await own.perform(.setPresence(random.pick(agents) ?? "aino", .available))
                        guard case .offered = try await own.perform(.dispatch(random.pick(queues) ?? "general")) else {
                            continue
                        }
                        for work in try await own.records(WorkItem.self, WorkItem.offered()) {
                            guard case .offered(let agent, _, _) = work.state else { continue }
                            let command: DeskCommand =
                                switch random.integer(in: 0...3) {
                                case 0: .decline(work.id, by: agent)
                                case 1: .transfer(work.id, to: random.pick(queues) ?? "general")
                                case 2: .resolve(work.id, by: agent)
                                default: .accept(work.id, by: agent)
                                }
                            do {
                                try await own.perform(command)
                            } catch let refusal as Refusal where refusal.code != .busy && refusal.code != .corrupt {
                                // Another desk was faster.
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let contacts = try await bench.all(Contact.self).filter { $0.direction == .inbound }
        #expect(contacts.count == desks * mails, "seed \(seed)")
        #expect(Set(contacts.compactMap(\.caseID)).count == desks * mails)
        #expect(await bench.store.count(of: ServiceCase.collection) == desks * mails)
        #expect(await bench.store.count(of: Person.collection) == desks * mails)

        // Every seat holds exactly the work that is offered or assigned to its agent, and no more than fits.
        var held: [AgentID: [CaseID]] = [:]
        for work in try await bench.all(WorkItem.self) {
            if let agent = work.state.agent { held[agent, default: []].append(work.id) }
        }
        for seat in try await bench.all(AgentSeat.self) {
            #expect(seat.holds.map(\.caseID).sorted() == (held[seat.agent] ?? []).sorted(), "seed \(seed)")
            let capacity = try #require(bench.desk.machine.policy.agents[seat.agent]).capacityUnits
            #expect(seat.usedUnits <= capacity, "seed \(seed)")
        }
        let facts = try await bench.facts()
        #expect(facts.count { if case .contactReceived = $0 { true } else { false } } == desks * mails)
        let resolved = try await bench.all(ServiceCase.self).count { $0.status == .resolved }
        #expect(facts.count { if case .resolved = $0 { true } else { false } } == resolved)
        let names = try await bench.desk.events(limit: Limits.pageCount).map(\.event.name)
        #expect(Set(names).count == names.count, "an event's name is its own")
    }
}
