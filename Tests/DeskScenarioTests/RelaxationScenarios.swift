import DeskTestKit
import ServiceDesk
import Testing

/// What becomes of work for which nobody able was found: carried out, told to the person, written down.
@Suite("D. Ends of relaxation") struct RelaxationScenarios {
    private func desk(
        _ end: RelaxationEnd, after span: TimeSpan = .minutes(10),
        _ change: (inout DeskPolicy) throws -> Void = { _ in }
    ) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        let index = try #require(policy.queues.firstIndex { $0.id == "technical" })
        policy.queues[index].relaxation = try RelaxationPlan(steps: [], endAfter: span, end: end)
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func call(_ day: DeskOfTheDay, _ number: String) async throws -> CaseID {
        let arrival = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone(number)]), text: "", topic: "streets",
            language: .finnish, occurredAt: day.clock.now())
        return try #require(try await day.receive(arrival).caseID)
    }

    private func distribute(_ day: DeskOfTheDay) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.distribute) else { return [] }
        return work
    }

    private func notices(_ day: DeskOfTheDay, _ id: CaseID) async throws -> [String] {
        guard case .waiting(let told) = try await day.desk.perform(.announceWait(id)) else { return [] }
        return told.notices.map { $0.text(in: .finnish) }
    }

    private func messages(_ day: DeskOfTheDay, _ id: CaseID) async throws -> [String] {
        try await day.outbox().filter { $0.message.caseID == id }.map(\.message.text)
    }

    /// Veikko of the technical team is there and busy, so that the plan waits for its time.
    private func busy(_ day: DeskOfTheDay) async throws {
        try await day.desk.perform(.setPresence("veikko", .available))
        _ = try await call(day, "+358409999999")
        try #require(try await day.acceptNext(in: "technical") != nil)
    }

    @Test("D1 B6 a line that ends in a callback promises one, in the first window that can be had, and says so")
    func callback() async throws {
        let day = try desk(.callback)
        try await busy(day)
        let start = day.clock.now() + .hours(2)
        let forecast = CallbackWindow.Forecast(agents: 1, contacts: 8, handling: .minutes(6))
        try await day.desk.perform(.openCallbackWindow("technical", from: start, to: start + .hours(1), forecast))
        let began = day.clock.now()
        let (first, second) = (try await call(day, "+358401000001"), try await call(day, "+358401000002"))
        #expect(try await distribute(day).isEmpty)
        #expect(try await notices(day, first).isEmpty)
        day.clock.advance(by: .minutes(10))
        #expect(try await distribute(day).isEmpty)
        let facts = try await day.facts()
        #expect(facts.count { $0 == .relaxationEnded(.callback) } == 2)
        // The window has one place: the first caller has it, and the second is called when it is their turn.
        #expect(facts.contains(.callbackPromised("technical", window: start)))
        #expect(facts.contains(.callbackPromised("technical", window: nil)))
        let promised = try #require(try await day.desk.record(CaseCallback.self, first))
        #expect(promised.callback.window?.start == start && promised.callback.waitingSince == began)
        #expect(try await notices(day, second).contains { $0.contains("soitamme sinulle, kun on vuorosi") })
        // Once, however often is looked.
        #expect(try await distribute(day).isEmpty)
        #expect(try await day.facts().count { $0 == .relaxationEnded(.callback) } == 2)
        // The work keeps its age, and whoever takes it calls.
        try await day.desk.perform(.setPresence("siiri", .available))
        #expect(try await distribute(day).map(\.caseID) == [second])
        try await day.desk.perform(.accept(second, by: "siiri"))
        #expect(try await day.facts().contains(.callbackBegun("siiri")))
        try await day.desk.perform(.endCallback(second, .answered))
        try await day.desk.perform(.resolve(second, by: "siiri"))
        day.clock.set(to: start)
        try await Timekeeper(day.desk).sweep()
        #expect(try await distribute(day).map(\.caseID) == [first])
        #expect(try await day.desk.record(WorkItem.self, first)?.enqueuedAt == began)
    }

    @Test("D1 who cannot be called back stays in line and is told, once")
    func noNumber() async throws {
        let day = try desk(.callback)
        try await busy(day)
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        day.clock.advance(by: .minutes(10))
        for _ in 0..<3 { _ = try await distribute(day) }
        #expect(try await day.facts().count { $0 == .relaxationEnded(.stay) } == 1)
        let told = try await messages(day, id).filter { $0.contains("säilyttää paikkansa jonossa") }
        #expect(told.count == 1)
        #expect(try await day.desk.record(WorkItem.self, id)?.state == .waiting)
    }

    @Test("D1 a line that ends with anybody says so to the person, and anybody who serves the queue gets it")
    func anybody() async throws {
        let day = try desk(.anyone)
        try await day.desk.perform(.setPresence("siiri", .available))
        // Siiri could take permits, but is busy; Veikko cannot.
        for number in 0..<4 { _ = try await day.receive(try day.mail(from: "x\(number)@example.com")) }
        for offer in try await distribute(day) { try await day.desk.perform(.accept(offer.caseID, by: offer.agent)) }
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "permits")).caseID)
        day.clock.advance(by: .minutes(10))
        #expect(try await distribute(day).isEmpty)
        #expect(try await day.facts().contains(.relaxationEnded(.anyone)))
        #expect(try await messages(day, id).contains { $0.contains("joka ensimmäisenä vapautuu") })
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).map(\.agent) == ["veikko"])
    }

    @Test("D1 overflow is told to the person, keeps the age, and ends where it has been everywhere")
    func circle() async throws {
        let day = try desk(.overflow(to: "families")) { policy in
            let index = try #require(policy.queues.firstIndex { $0.id == "families" })
            policy.queues[index].relaxation = try RelaxationPlan(
                steps: [], endAfter: .minutes(10), end: .overflow(to: "technical"))
        }
        let began = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        let caller = try await call(day, "+358401000001")
        day.clock.advance(by: .minutes(10))
        _ = try await distribute(day)
        #expect(try await day.item(id).queue == "families")
        #expect(try await messages(day, id).contains { $0.contains("siirrettiin toiseen jonoon: Perheet") })
        #expect(try await notices(day, caller).contains { $0.contains("toiseen jonoon") })
        for _ in 0..<10 { _ = try await distribute(day) }
        let moves = try await day.facts().count { if case .overflowed = $0 { true } else { false } }
        #expect(moves == 2 * day.desk.machine.policy.queues.count, "two contacts, each once for every queue there is")
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.state == .waiting && work.enqueuedAt == began)
        // A person who transfers it begins anew.
        try await day.desk.perform(.transfer(id, to: "general"))
        try await day.desk.perform(.setPresence("aino", .available))
        #expect(try await distribute(day).map(\.caseID) == [id])
    }

    @Test("D1 a whole line overflows, some in each turn, and none is left behind")
    func manyOverflow() async throws {
        let day = try desk(.overflow(to: "general"), after: .minutes(1))
        for number in 0..<150 { _ = try await day.receive(try day.mail(from: "m\(number)@example.com")) }
        day.clock.advance(by: .minutes(1))
        var turns = 0
        while try await !day.desk.records(WorkItem.self, WorkItem.waiting(in: "technical", limit: 1)).isEmpty {
            _ = try await distribute(day)
            turns += 1
            try #require(turns < 10)
        }
        #expect(try await day.desk.records(WorkItem.self, WorkItem.waiting(in: "general")).count == 150)
    }
}
