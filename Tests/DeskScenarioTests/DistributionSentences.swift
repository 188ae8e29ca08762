import DeskTestKit
import ServiceDesk
import Testing

/// What else the rows D2, D4, D5, D6, D8 and the transfer promise, sentence by sentence.
@Suite("D. Sentences") struct DistributionSentences {
    private func desk(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func distribute(_ day: DeskOfTheDay) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.distribute) else { return [] }
        return work
    }

    private func mail(_ day: DeskOfTheDay, _ name: String, _ topic: TopicID = "streets") async throws -> CaseID {
        try #require(try await day.receive(try day.mail(from: "\(name)@example.com", topic: topic)).caseID)
    }

    private func call(_ day: DeskOfTheDay, _ number: String, _ topic: TopicID = "streets") async throws -> CaseID {
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone(number)]), text: "", topic: topic,
            language: .finnish, occurredAt: day.clock.now())
        return try #require(try await day.receive(call).caseID)
    }

    @Test("D2 a call is not interrupted by a mail although there is room; a mail may be by a call")
    func whatInterruptsWhat() async throws {
        let day = try desk { policy in
            policy.distribution.focus = FocusPolicy(
                channels: ["phone": ChannelFocus(limit: 100, allows: []), "mail": ChannelFocus(allows: ["phone"])])
            let index = try #require(policy.agents.firstIndex { $0.id == "veikko" })
            policy.agents[index].capacityUnits = 200
        }
        try await day.desk.perform(.setPresence("veikko", .available))
        let caller = try await call(day, "+358401000001")
        #expect(try await distribute(day).map(\.caseID) == [caller])
        try await day.desk.perform(.accept(caller, by: "veikko"))
        let letter = try await mail(day, "a")
        #expect(try await distribute(day).isEmpty)
        try await day.desk.perform(.resolve(caller, by: "veikko"))
        #expect(try await distribute(day).map(\.caseID) == [letter])
        try await day.desk.perform(.accept(letter, by: "veikko"))
        let second = try await call(day, "+358401000002")
        #expect(try await distribute(day).map(\.caseID) == [second])
        // Two calls at a time are more than the channel allows, whatever the agent has room for.
        _ = try await call(day, "+358401000003")
        #expect(try await distribute(day).isEmpty)
    }

    @Test("D2 who comes back after a long absence begins with less")
    func rampUp() async throws {
        let day = try desk { policy in
            policy.distribution.focus = FocusPolicy(
                rampUp: try RampUp(absence: .hours(1), over: .minutes(30), start: 25, steps: 3))
        }
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.desk.perform(.setPresence("veikko", .offline))
        day.clock.advance(by: .hours(2))
        for number in 0..<4 { _ = try await mail(day, "m\(number)") }
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).count == 1)
        day.clock.advance(by: .seconds(1))
        #expect(try await distribute(day).isEmpty)
        day.clock.advance(by: .minutes(30))
        try await Timekeeper(day.desk).sweep()
        day.clock.advance(by: .minutes(2))
        #expect(try await distribute(day).count == 4)
    }

    @Test("D4 who has idled longest comes first, of two alike the one whose name comes first, and the offer says so")
    func longestIdle() async throws {
        let day = try desk()
        try await day.desk.perform(.setPresence("veikko", .available))
        day.clock.advance(by: .minutes(1))
        try await day.desk.perform(.setPresence("onni", .available))
        try await day.desk.perform(.setPresence("siiri", .available))
        for (name, agent) in [("a", "veikko"), ("b", "onni"), ("c", "siiri")] as [(String, AgentID)] {
            let id = try await mail(day, name)
            #expect(try await distribute(day).map(\.agent) == [agent])
            let basis = try #require(try await day.desk.record(Offer.self, id)).reason.basis
            #expect(basis == (agent == "onni" ? .name : .order(.longestIdle)), "\(agent)")
            try await day.desk.perform(.accept(id, by: agent))
        }
    }

    @Test("D5 a complaint is more urgent than other matters of its rule, and never made an emergency by that")
    func complaint() async throws {
        let day = try desk { policy in
            for name in ["waste", "billing"] as [TopicID] {
                let index = try #require(policy.topics.firstIndex { $0.id == name })
                policy.topics[index].isComplaint = true
            }
        }
        let plain = try await mail(day, "a")
        let complaint = try await mail(day, "b", "waste")
        #expect(try await day.desk.record(WorkItem.self, complaint)?.urgency == 60)
        #expect(try await day.facts().contains(.complaintRaised(to: 60)))
        // What the table decided stays explained by the table.
        let route = try #require(try await day.item(complaint).route)
        #expect(route.urgency == 50)
        _ = try route.explanation(by: day.desk.machine.policy.document.routing)
        var urgent = try day.mail(from: "c@example.com", topic: "billing")
        (urgent.impact, urgent.urgency) = (1, 1)
        let critical = try #require(try await day.receive(urgent).caseID)
        #expect(try await day.desk.record(WorkItem.self, critical)?.urgency == 94)
        try await day.desk.perform(.setPresence("onni", .available))
        #expect(try await distribute(day).map(\.caseID) == [critical, complaint, plain])
    }

    @Test("D6 a surge is announced to who waits on the telephone, at the counter and in the chat, and to who writes")
    func announced() async throws {
        let text = LocalizedText(en: "A storm felled trees.", fi: "Myrsky kaatoi puita.")
        let surge = try SurgePolicy(
            id: "storm", measure: .waiting, enterAt: 50, leaveAt: 10, effects: SurgeEffects(announcement: text),
            topics: ["streets"])
        let day = try desk { $0.lines.surges = [surge] }
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 50)))
        for (channel, point) in [
            ("phone", try ContactPoint.phone("+358401000001")), ("chat", try .handle(network: "chat", name: "maija")),
            ("counter", try .ticket("A1")),
        ] as [(ChannelID, ContactPoint)] {
            let arrival = Arrival(
                channel: channel, claims: try IdentityClaims(points: [point]), text: "", topic: "streets",
                language: .finnish, occurredAt: day.clock.now())
            let id = try #require(try await day.receive(arrival).caseID)
            guard case .waiting(let told) = try await day.desk.perform(.announceWait(id)) else { return }
            #expect(told.notices.map { $0.text(in: .finnish) } == ["Myrsky kaatoi puita."], "\(channel)")
        }
        let letter = try await mail(day, "a")
        #expect(
            try await day.outbox().contains { $0.message.caseID == letter && $0.message.text.contains("Myrsky kaatoi") }
        )
    }

    @Test(
        "D8 an automated path informs, reports and resolves; a person takes over on the channel of the exit, told at once"
    )
    func ladder() async throws {
        let path = try AutomationPath(
            id: "streets", topics: ["streets"],
            steps: [
                AutomationStep(id: "tell", kind: .inform, next: "status"),
                AutomationStep(id: "status", kind: .report, next: "fix"), AutomationStep(id: "fix", kind: .resolve),
            ], exit: "technical", exitChannel: "phone")
        let day = try desk { $0.lines = LinePolicy(automations: [path]) }
        let claims = try IdentityClaims(points: [try .mail("maija@example.com"), try .phone("+358401000001")])
        let began = day.clock.now()
        let arrival = Arrival(
            channel: "mail", claims: claims, text: "Lamppu", topic: "streets", language: .finnish, occurredAt: began)
        let id = try #require(try await day.receive(arrival).caseID)
        for _ in 0..<2 { try await day.desk.perform(.automationEvent(id, .worked)) }
        #expect(try await day.facts().contains(.automationMoved("status")))
        #expect(try await day.facts().contains(.automationMoved("fix")))
        day.clock.advance(by: .seconds(30))
        try await day.desk.perform(.automationEvent(id, .failed))
        // At once, visibly: the person is told, and whoever takes it reaches them by telephone.
        #expect(try await day.facts().contains(.handedToPerson(.failed, queue: "technical")))
        let told = try await day.outbox().filter { $0.message.caseID == id }.map(\.message.text)
        #expect(told.contains { $0.contains("hoitaa nyt ihminen") && $0.contains("yhteydessä täällä: Puhelin") })
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.state == .waiting && work.enqueuedAt == began)
        #expect(work.channel == "phone" && work.units == 100)
        #expect(try await day.item(id).lastChannel == "phone")
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).map(\.caseID) == [id])
    }

    @Test("D4 who gives a case to somebody respects that agent's capacity, unless it is said that it does not matter")
    func transferRespectsCapacity() async throws {
        let day = try desk()
        try await day.desk.perform(.setPresence("veikko", .available))
        let busy = try await call(day, "+358401000001")
        #expect(try await day.acceptNext(in: "technical")?.caseID == busy)
        let id = try await mail(day, "a")
        try await day.expectRefusal(of: .handOver(id, to: "veikko"), .notAllowed, at: "agent")
        try await day.expectRefusal(of: .handOver(id, to: "siiri"), .notAllowed, at: "agent")
        try await day.desk.perform(.handOver(id, to: "veikko", beyondCapacity: true))
        #expect(try await day.facts().contains(.givenTo("veikko", beyondCapacity: true)))
        #expect(try await day.item(id).agent == "veikko")
        #expect(
            try await day.desk.record(AgentSeat.self, "veikko" as AgentID)?.holds.map(\.caseID) == [busy, id])
        // From one to the other: the seat it leaves is free, and the case is counted as handed over.
        try await day.desk.perform(.setPresence("siiri", .available))
        try await day.desk.perform(.handOver(id, to: "siiri"))
        #expect(try await day.item(id).handOvers == 1)
        #expect(try await day.desk.record(AgentSeat.self, "veikko" as AgentID)?.holds.map(\.caseID) == [busy])
        try await day.expectRefusal(of: .handOver(id, to: "siiri"), .wrongState, at: "agent")
        // What was only offered is not accepted any more by whoever it was offered to.
        let other = try await mail(day, "b")
        #expect(try await distribute(day).map(\.agent) == ["siiri"])
        try await day.desk.perform(.setPresence("onni", .available))
        try await day.desk.perform(.handOver(other, to: "onni"))
        try await day.expectRefusal(of: .accept(other, by: "siiri"), .wrongState, at: "case.state")
        #expect(try await day.desk.record(AgentSeat.self, "siiri" as AgentID)?.holds.map(\.caseID) == [id])
    }
}
