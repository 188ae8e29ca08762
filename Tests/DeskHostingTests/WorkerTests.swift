import DeskChannels
import DeskContacts
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskServiceLevels
import DeskTestKit
import Testing

/// The workers: what they do once, what they do again, and what does not stop them.
@Suite struct WorkerTests {
    private struct Broken: Error {}

    private actor Transport: MessageTransport {
        private(set) var sent: [OutboundMessage] = []
        private let answer: @Sendable (Int) async throws -> DeliveryOutcome

        init(_ answer: @escaping @Sendable (Int) async throws -> DeliveryOutcome) { self.answer = answer }

        func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome {
            sent.append(message)
            return try await answer(sent.count)
        }
    }

    private actor Screens: OfferTransport {
        private(set) var shown: [Offer] = []
        private(set) var withdrawn: [Offer] = []
        private var broken: Set<AgentID> = []

        func fail(for agents: Set<AgentID>) { broken = agents }
        func show(_ offer: Offer) throws {
            guard !broken.contains(offer.agent) else { throw Broken() }
            shown.append(offer)
        }
        func withdraw(_ offer: Offer) throws {
            guard !broken.contains(offer.agent) else { throw Broken() }
            withdrawn.append(offer)
        }
    }

    private static let delivered = DeliveryOutcome.delivered(DeliveryReceipt())

    @discardableResult
    private func mail(
        _ bench: Bench, _ number: Int = 1, topic: TopicID = "streets", as name: CommandID = "m"
    ) async throws -> DeskResult {
        try await bench.desk.perform(
            .receive(
                Arrival(
                    channel: "mail", externalID: "<\(number)@example.com>",
                    claims: try IdentityClaims(points: [.mail("p\(number)@example.com")]), text: "Hei", topic: topic,
                    language: .finnish, occurredAt: bench.clock.now())), as: name)
    }

    private func state(_ bench: Bench) async throws -> OutboxDelivery.State {
        try #require(try await bench.all(OutboxDelivery.self).first).state
    }

    // MARK: Courier

    @Test("a message goes out once, however many couriers there are")
    func sentOnce() async throws {
        let bench = try Bench()
        for number in 0..<20 { try await mail(bench, number, as: CommandID(stringLiteral: "m\(number)")) }
        let transport = Transport { _ in
            await Task.yield()
            return Self.delivered
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                let courier = Courier(try bench.another("k\(number)-"), transports: ["mail": transport])
                group.addTask { try await courier.sweep() }
            }
            try await group.waitForAll()
        }
        let keys = await transport.sent.map(\.key)
        #expect(keys.count == 20)
        #expect(Set(keys).count == 20)
        #expect(
            try await bench.facts().count { if case .messageEnded(_, "delivered") = $0 { true } else { false } } == 20)
    }

    @Test("“later” is tried again after 1, 5 and 15 minutes and under the same key, and no sooner")
    func backOff() async throws {
        let bench = try Bench()
        try await mail(bench)
        let transport = Transport { $0 < 4 ? .retryLater(after: nil) : Self.delivered }
        let courier = Courier(bench.desk, transports: ["mail": transport])
        #expect(try await courier.sweep() == 1)
        for (attempt, minutes) in [(1, Int64(1)), (2, 5), (3, 15)] {
            bench.clock.advance(by: .minutes(minutes) - .seconds(1))
            #expect(try await courier.sweep() == 0)
            #expect(await transport.sent.count == attempt)
            bench.clock.advance(by: .seconds(1))
            #expect(try await courier.sweep() == 1)
        }
        #expect(await Set(transport.sent.map(\.key)).count == 1)
        #expect(try await state(bench) == .delivered(at: bench.clock.now(), receipt: DeliveryReceipt()))
    }

    @Test("a transport that throws has said nothing: the message comes again when the claim ends")
    func throwing() async throws {
        let bench = try Bench()
        try await mail(bench)
        let transport = Transport { if $0 == 1 { throw Broken() } else { Self.delivered } }
        let courier = Courier(bench.desk, transports: ["mail": transport], lease: .minutes(2))
        try await courier.sweep()
        bench.clock.advance(by: .minutes(2) - .seconds(1))
        #expect(try await courier.sweep() == 0)
        bench.clock.advance(by: .seconds(1))
        #expect(try await courier.sweep() == 1)
        #expect(await transport.sent.map(\.key).count == 2)
    }

    @Test("what may have been sent is not sent again, and somebody is told")
    func maybeSent() async throws {
        let bench = try Bench()
        try await mail(bench)
        let transport = Transport { _ in .maybeSent }
        let courier = Courier(bench.desk, transports: ["mail": transport])
        try await courier.sweep()
        bench.clock.advance(by: .days(3))
        #expect(try await courier.sweep() == 0)
        #expect(await transport.sent.count == 1)
        #expect(try await bench.facts().contains { if case .messageEnded(_, "maybeSent") = $0 { true } else { false } })
    }

    @Test("a courier whose claim ran out while it sent lets the other one's word stand and goes on")
    func outlivedClaim() async throws {
        let bench = try Bench()
        try await mail(bench, 1, as: "m1")
        try await mail(bench, 2, as: "m2")
        let quick = Courier(try bench.another("q"), transports: ["mail": Transport { _ in Self.delivered }])
        let slow = Transport { attempt in
            if attempt == 1 {
                bench.clock.advance(by: .minutes(3))
                try await quick.sweep()
            }
            return Self.delivered
        }
        #expect(try await Courier(bench.desk, transports: ["mail": slow], lease: .minutes(2)).sweep() > 0)
        #expect(try await bench.facts().count { if case .messageEnded = $0 { true } else { false } } == 2)
    }

    @Test("messages of a channel that has no transport here do not keep back those of others")
    func otherChannels() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "letters", kind: .post, name: "Letters"))
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "general"))
        let bench = try Bench(policy: policy)
        for number in 0..<300 {
            try await bench.desk.perform(
                .receive(
                    Arrival(
                        channel: "letters",
                        claims: try IdentityClaims(points: [.postal("Tie \(number), 00100 Helsinki")]),
                        text: "Hei", topic: "streets", occurredAt: bench.clock.now())))
        }
        try #require(try await bench.all(OutboxDelivery.self).count == 300)
        bench.clock.advance(by: .minutes(1))
        try await mail(bench)
        let transport = Transport { _ in Self.delivered }
        #expect(try await Courier(bench.desk, transports: ["mail": transport]).sweep() == 1)
        #expect(await transport.sent.count == 1)
    }

    // MARK: Timekeeper

    @Test("what falls due is done once, whoever sweeps at the same time, and nothing is left to do")
    func idempotent() async throws {
        let bench = try Bench()
        try await bench.desk.perform(.setPresence("veikko", .available))
        for number in 0..<6 { try await mail(bench, number, as: CommandID(stringLiteral: "m\(number)")) }
        try await bench.desk.perform(.dispatch("technical"))
        bench.clock.advance(by: .days(20))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                let timekeeper = Timekeeper(try bench.another("k\(number)-"))
                group.addTask { while try await timekeeper.sweep() > 0 {} }
            }
            try await group.waitForAll()
        }
        let facts = try await bench.facts()
        #expect(facts.count { if case .targetMissed = $0 { true } else { false } } == 12)
        #expect(facts.count { if case .targetAtRisk = $0 { true } else { false } } == 24)
        #expect(facts.count { if case .offerExpired = $0 { true } else { false } } == 4)
        #expect(try await Timekeeper(bench.desk).sweep() == 0)
    }

    @Test("long names of cases are told apart, and so are the things that fall due on one of them")
    func longNames() async throws {
        let bench = try Bench()
        // A case and its offer, due at the same instant, and cases whose names differ only at the beginning.
        let tail = String(repeating: "x", count: 58)
        for agent in ["onni", "siiri", "veikko"] as [AgentID] {
            try await bench.desk.perform(.setPresence(agent, .available))
        }
        for number in 1...3 { try await mail(bench, number, as: try CommandID("\(number)\(tail)")) }
        guard case .offered(let work) = try await bench.desk.perform(.dispatch("technical")) else { return }
        try #require(work.count == 3)
        bench.clock.advance(by: .days(1))
        for _ in 0..<4 { try await Timekeeper(bench.desk).sweep() }
        #expect(try await Timekeeper(bench.desk).sweep() == 0)
        let facts = try await bench.facts()
        #expect(facts.count { if case .offerExpired = $0 { true } else { false } } == 3)
        #expect(facts.count { $0 == .targetMissed(.firstReply) } == 3)
        // The invitations and their tokens are told apart, too.
        for number in 1...3 {
            try await bench.desk.perform(.resolve(try CaseID("\(number)\(tail)-c"), by: "veikko"))
        }
        let invitations = try await bench.all(OutboxDelivery.self).map(\.message).filter {
            $0.kind == .surveyInvitation
        }
        #expect(invitations.count == 3)
        #expect(Set(invitations.map(\.text)).count == 3)
    }

    // MARK: Dispatcher

    @Test("an offer is shown once, shown again after a restart, and withdrawn when it is over")
    func offers() async throws {
        let bench = try Bench()
        let screens = Screens()
        try await bench.desk.perform(.setPresence("veikko", .available))
        try await mail(bench)
        let dispatcher = Dispatcher(bench.desk, transport: screens)
        #expect(try await dispatcher.sweep() == 1)
        #expect(try await dispatcher.sweep() == 0)
        #expect(await screens.shown.map(\.agent) == ["veikko"])

        let restarted = Dispatcher(bench.desk, transport: screens)
        try await restarted.sweep()
        #expect(await screens.shown.count == 2)
        #expect(await Set(screens.shown).count == 1, "a screen knows it for the same")

        try await bench.desk.perform(.decline("m-c", by: "veikko"))
        try await restarted.sweep()
        #expect(await screens.withdrawn == [screens.shown[0]])
        try await restarted.sweep()
        #expect(await screens.withdrawn.count == 1)
        #expect(await screens.shown.count == 2, "who declined is not asked again")
    }

    @Test("a new pass of the same case is another offer")
    func passes() async throws {
        let bench = try Bench()
        let screens = Screens()
        try await bench.desk.perform(.setPresence("veikko", .available))
        try await mail(bench)
        let dispatcher = Dispatcher(bench.desk, transport: screens)
        try await dispatcher.sweep()
        bench.clock.advance(by: .hours(1))
        try await Timekeeper(bench.desk).sweep()
        bench.clock.advance(by: .hours(1))
        try await dispatcher.sweep()
        #expect(await screens.shown.map(\.pass).count == 2)
        #expect(await Set(screens.shown.map(\.pass)).count == 2)
        #expect(await screens.withdrawn.count == 1)
    }

    @Test("a screen that is down keeps no other agent waiting, and is tried again")
    func brokenScreen() async throws {
        let bench = try Bench()
        let screens = Screens()
        for agent in ["aino", "liisa"] as [AgentID] { try await bench.desk.perform(.setPresence(agent, .available)) }
        try await mail(bench, 1, topic: "billing", as: "a")
        try await mail(bench, 2, topic: "daycare", as: "b")
        await screens.fail(for: ["aino"])
        let dispatcher = Dispatcher(bench.desk, transport: screens)
        _ = try? await dispatcher.sweep()
        #expect(await screens.shown.map(\.agent) == ["liisa"])
        await screens.fail(for: [])
        try await dispatcher.sweep()
        #expect(await screens.shown.map(\.agent) == ["liisa", "aino"])
    }

    // MARK: Running

    @Test(
        "a worker runs until it is cancelled, and returns then", arguments: [TimeSpan.milliseconds(1), .days(365_000)])
    func cancelled(_ pause: TimeSpan) async throws {
        let bench = try Bench()
        let transport = Transport { _ in Self.delivered }
        let workers: [any DeskWorker] = [
            Courier(bench.desk, transports: ["mail": transport], pause: pause), Timekeeper(bench.desk, pause: pause),
            Dispatcher(bench.desk, transport: Screens(), pause: pause),
            Subscriber(bench.desk, name: "mirror", pause: pause) { _ in },
        ]
        try await mail(bench)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { try await worker.run() } }
            // Until the courier has found the message, so that all have begun.
            while await transport.sent.isEmpty { await Task.yield() }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(await transport.sent.count == 1)
    }

    @Test("no length of pause traps", arguments: [TimeSpan(microseconds: .max), TimeSpan(microseconds: .min), .zero])
    func extremePauses(_ pause: TimeSpan) async throws {
        let worker = Timekeeper(try Bench().desk, pause: pause)
        let task = Task { try await worker.run() }
        for _ in 0..<20 { await Task.yield() }
        task.cancel()
        try await task.value
    }

    @Test("a busy desk does not end a worker")
    func busy() async throws {
        actor Sometimes: DeskWorker {
            nonisolated let pause = TimeSpan.milliseconds(1)
            private(set) var sweeps = 0
            func sweep() throws -> Int {
                sweeps += 1
                if sweeps < 3 { throw Refusal(.busy, "others were faster") }
                if sweeps == 3 { throw Broken() }
                return 0
            }
        }
        let worker = Sometimes()
        await #expect(throws: Broken.self) { try await worker.run() }
        #expect(await worker.sweeps == 3)
    }
}
