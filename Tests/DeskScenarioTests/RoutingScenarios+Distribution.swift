import DeskTestKit
import ServiceDesk
import Testing

@Suite("D. Distribution of work") struct DistributionScenarios {
    private func desk(_ change: (inout DeskPolicy) throws -> Void) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func offers(_ day: DeskOfTheDay, _ queue: QueueID) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.dispatch(queue)) else { return [] }
        return work
    }

    @Test("D1 what nobody able takes is opened step by step and keeps its age; early when nobody able is there")
    func relaxed() async throws {
        let day = try desk { policy in
            let index = try #require(policy.queues.firstIndex { $0.id == "technical" })
            policy.queues[index].relaxation = try RelaxationPlan(
                steps: [RelaxationStep(after: .minutes(5), drop: ["permits"])])
        }
        // Siiri is able but busy with other work; Veikko is there but has no permits.
        try await day.desk.perform(.setPresence("siiri", .available))
        for number in 0..<4 {
            _ = try await day.receive(try day.mail(from: "x\(number)@example.com", topic: "streets"))
        }
        for offer in try await offers(day, "technical") {
            try await day.desk.perform(.accept(offer.caseID, by: offer.agent))
        }
        try await day.desk.perform(.setPresence("veikko", .available))
        let arrived = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "permits")).caseID)
        #expect(try await offers(day, "technical").isEmpty)
        day.clock.advance(by: .minutes(5))
        #expect(try await offers(day, "technical").map(\.agent) == ["veikko"])
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.enqueuedAt == arrived && work.ring == 1)
        #expect(try await day.facts().contains(.widened(ring: 1, isEarly: false)))

        // Nobody who has permits is there at all: nobody waits five minutes for nothing.
        try await day.desk.perform(.setPresence("siiri", .offline))
        let other = try #require(try await day.receive(try day.mail(from: "b@example.com", topic: "permits")).caseID)
        #expect(try await offers(day, "technical").map(\.caseID) == [other])
        #expect(try await day.facts().contains(.widened(ring: 1, isEarly: true)))
    }

    @Test("D1 work that finds nobody overflows to the queue that is named, with its age")
    func overflow() async throws {
        let day = try desk { policy in
            let index = try #require(policy.queues.firstIndex { $0.id == "technical" })
            policy.queues[index].relaxation = try RelaxationPlan(
                steps: [], endAfter: .minutes(10), end: .overflow(to: "general"))
        }
        try await day.desk.perform(.setPresence("aino", .available))
        let arrived = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        #expect(try await offers(day, "technical").isEmpty)
        #expect(try await day.facts().contains(.overflowed(to: "general")))
        #expect(try await day.item(id).queue == "general")
        #expect(try await day.desk.record(WorkItem.self, id)?.enqueuedAt == arrived)
        #expect(try await offers(day, "general").map(\.agent) == ["aino"])
    }

    @Test("D2 protected time is kept for ordinary work and broken for an emergency, with the reason on record")
    func protected() async throws {
        let day = try desk { $0.distribution.focus = FocusPolicy(emergencyFrom: 90) }
        let now = day.clock.now()
        try await day.desk.perform(.setPresence("aino", .available))
        let block = try ProtectedBlock(from: now, until: now + .hours(1))
        try await day.desk.perform(.protect("aino", [block]))
        let calm = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "billing")).caseID)
        #expect(try await offers(day, "general").isEmpty)
        var mail = try day.mail(from: "b@example.com", topic: "billing")
        (mail.impact, mail.urgency) = (1, 1)
        let urgent = try #require(try await day.receive(mail).caseID)
        #expect(try await offers(day, "general").map(\.caseID) == [urgent])
        #expect(try await day.facts().contains(.focusBroken("aino", .protected(until: block.until))))
        let offer = try #require(try await day.desk.record(Offer.self, urgent))
        #expect(offer.sentence(in: .finnish).contains("Kyseessä on hätätapaus"))
        day.clock.set(to: block.until)
        #expect(try await offers(day, "general").map(\.caseID) == [calm])
    }

    @Test(
        "D2 a call may not be interrupted by a mail, a budget limits interruptions, and a call is wrapped up in peace")
    func focus() async throws {
        let day = try desk { policy in
            policy.distribution.focus = FocusPolicy(
                channels: ["mail": ChannelFocus(limit: 50, wrapUp: .minutes(2))],
                budget: try InterruptionBudget(1, per: .minutes(30)))
        }
        try await day.desk.perform(.setPresence("aino", .available))
        func mail(_ number: Int) async throws -> CaseID {
            try #require(
                try await day.receive(try day.mail(from: "m\(number)@example.com", topic: "billing")).caseID)
        }
        let first = try await mail(1)
        #expect(try await offers(day, "general").map(\.caseID) == [first])
        try await day.desk.perform(.accept(first, by: "aino"))
        // One interruption is allowed in half an hour; two mails of a quarter each are all the channel may take.
        let second = try await mail(2)
        #expect(try await offers(day, "general").map(\.caseID) == [second])
        try await day.desk.perform(.accept(second, by: "aino"))
        let third = try await mail(3)
        #expect(try await offers(day, "general").isEmpty)
        try await day.desk.perform(.resolve(second, by: "aino"))
        #expect(try await offers(day, "general").isEmpty, "she wraps up")
        day.clock.advance(by: .minutes(2))
        #expect(try await offers(day, "general").isEmpty, "she has been interrupted often enough")
        day.clock.advance(by: .minutes(30))
        #expect(try await offers(day, "general").map(\.caseID) == [third])
    }

    @Test("D4 work goes to whoever had the least effort so far, and the spread of effort and hard work is shown")
    func fair() async throws {
        let day = try desk { $0.distribution.agents = [.leastEffort, .longestIdle] }
        let crew: [AgentID] = ["onni", "siiri", "veikko"]
        for agent in crew { try await day.desk.perform(.setPresence(agent, .available)) }
        for number in 0..<9 {
            day.clock.advance(by: .minutes(1))
            _ = try await day.receive(try day.mail(from: "m\(number)@example.com", topic: "streets"))
            let offer = try #require(try await day.acceptNext(in: "technical"))
            try await day.desk.perform(.resolve(offer.caseID, by: offer.agent))
        }
        let spread = EffortSpread(try await day.desk.records(AgentSeat.self, AgentSeat.seats(of: crew)))
        #expect(spread.parts.map(\.handledCount) == [3, 3, 3])
        #expect(spread.gini == 0)
        #expect(spread.sentence(in: .english).contains("Gini 0/1000"))
    }

    @Test("D5 a complaint goes to the best qualified, and is not settled until its cause in our own work is named")
    func complaint() async throws {
        let day = try desk { policy in
            let index = try #require(policy.topics.firstIndex { $0.id == "permits" })
            policy.topics[index].isComplaint = true
        }
        for agent in ["siiri", "onni"] as [AgentID] {
            try await day.desk.perform(.setPresence(agent, .available))
            day.clock.advance(by: .minutes(1))
        }
        // Siiri has idled longer, but Onni knows permits better.
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "permits")).caseID)
        let offer = try #require(try await day.acceptNext(in: "technical"))
        #expect(offer.agent == "onni")
        #expect(try await day.desk.record(Offer.self, id)?.reason.basis == .order(.bestProficiency))
        try await day.expectRefusal(of: .resolve(id, by: "onni"), .wrongState, at: "cause")
        try await day.desk.perform(.nameCause(id, "The form asks for a drawing that is not needed.", by: "onni"))
        try await day.desk.perform(.resolve(id, by: "onni"))
        #expect(try await day.item(id).cause == "The form asks for a drawing that is not needed.")
        let spread = EffortSpread(try await day.desk.records(AgentSeat.self, AgentSeat.seats(of: ["onni", "siiri"])))
        #expect(spread.parts.map(\.hardShare) == [1_000, 0])
    }

    @Test("D5 low urgency does not starve: what has waited long enough goes before what is urgent and new")
    func ageing() async throws {
        let day = try desk { $0.distribution.urgencyPoint = .minutes(1) }
        let old = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        // Permits have ten points more than streets; after ten minutes nothing new overtakes.
        day.clock.advance(by: .minutes(11))
        let new = try #require(try await day.receive(try day.mail(from: "b@example.com", topic: "permits")).caseID)
        try await day.desk.perform(.setPresence("onni", .available))
        #expect(try await offers(day, "technical").map(\.caseID) == [old, new])
        let bound = try WaitingBound(
            urgency: 50, policy: day.desk.machine.policy.document.distribution,
            load: WaitingBound.Load(ahead: 3, burst: 1, perHour: 4, agents: 2, longest: .minutes(20)))
        #expect(bound.overtakingEnds == .minutes(50))
        #expect(bound.longestWait == .minutes(100))
    }
}
