import DeskTestKit
import ServiceDesk
import Testing

/// Who gets what when agents serve several lines, remember people, come, go and help out.
@Suite("D. Sharing of work") struct SharedLinesScenarios {
    private func desk(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func distribute(_ day: DeskOfTheDay) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.distribute) else { return [] }
        return work
    }

    private func mail(
        _ day: DeskOfTheDay, _ name: String, _ topic: TopicID, critical: Bool = false, language: LanguageTag = .finnish
    ) async throws -> CaseID {
        var mail = try day.mail(from: "\(name)@example.com", topic: topic, language: language)
        if critical { (mail.impact, mail.urgency) = (1, 1) }
        return try #require(try await day.receive(mail).caseID)
    }

    private func call(_ day: DeskOfTheDay, _ number: String) async throws -> CaseID {
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone(number)]), text: "", topic: "streets",
            language: .finnish, occurredAt: day.clock.now())
        return try #require(try await day.receive(call).caseID)
    }

    // MARK: Several queues

    @Test("D1 whoever serves several queues gets what is most urgent in all of them, whatever they are called")
    func acrossQueues() async throws {
        let day = try desk()
        // Onni serves general and technical; general comes first by name, permits by urgency, and he holds four mails.
        var general: [CaseID] = []
        for number in 0..<4 { general.append(try await mail(day, "g\(number)", "billing")) }
        let permits = try await mail(day, "p", "permits")
        try await day.desk.perform(.setPresence("onni", .available))
        #expect(try await distribute(day).map(\.caseID) == [permits] + general.prefix(3))
    }

    @Test("D1 by ratio, the queue whose line exceeds its share the most comes first")
    func byRatio() async throws {
        let day = try desk { policy in
            policy.distribution.contacts = .queueRatio
            for index in policy.queues.indices {
                policy.queues[index].share = policy.queues[index].id == "general" ? 3 : 1
            }
        }
        var (general, technical): ([CaseID], [CaseID]) = ([], [])
        for number in 0..<3 { general.append(try await mail(day, "g\(number)", "billing")) }
        for number in 0..<3 { technical.append(try await mail(day, "t\(number)", "streets")) }
        try await day.desk.perform(.setPresence("veikko", .available))
        // 3 of 1 against 3 of 3; 2 against 1; then 1 against 1, where age decides.
        #expect(
            try await distribute(day).map(\.caseID) == [technical[0], technical[1], general[0], technical[2]])
    }

    @Test("D1 by the service clock, what was promised sooner overtakes, and a changed priority changes the promise")
    func byServiceClock() async throws {
        let day = try desk { $0.distribution.contacts = .serviceClock }
        let first = try await mail(day, "a", "streets")
        #expect(try await day.desk.record(WorkItem.self, first)?.target == .hours(2))
        day.clock.advance(by: .minutes(1))
        let second = try await mail(day, "b", "streets")
        try await day.desk.perform(.setPriority(second, .high, by: "veikko"))
        #expect(try await day.desk.record(WorkItem.self, second)?.target == .hours(1))
        let third = try await call(day, "+358401000001")
        #expect(try await day.desk.record(WorkItem.self, third)?.target == .minutes(3), "the answer, not the reply")
        let thanks = try #require(
            try await day.receive(try day.mail(from: "c@example.com", topic: "streets", demand: .courtesy)).caseID)
        #expect(try await day.desk.record(WorkItem.self, thanks)?.target == nil)
        day.clock.advance(by: .minutes(10))
        // The caller's ten minutes weigh more than the mails' eleven; of those the one promised in an hour comes first.
        for agent in ["onni", "siiri", "veikko"] as [AgentID] {
            try await day.desk.perform(.setPresence(agent, .available))
        }
        #expect(try await distribute(day).map(\.caseID) == [third, second, first, thanks])
    }

    // MARK: Last agent

    @Test("D1 a person's last agent comes first for the stated time, then anybody; an absent one is not waited for")
    func lastAgent() async throws {
        let day = try desk { $0.distribution.preferredAgentFor = .minutes(2) }
        func settled(_ name: String) async throws {
            let id = try await mail(day, name, "streets")
            #expect(try await distribute(day).map(\.agent) == ["veikko"])
            try await day.desk.perform(.accept(id, by: "veikko"))
            try await day.desk.perform(.resolve(id, by: "veikko"))
        }
        try await day.desk.perform(.setPresence("veikko", .available))
        try await settled("maija")
        try await settled("pekka")
        // Veikko is busy with a call; Siiri is free and has idled longer than anybody.
        let busy = try await call(day, "+358401000001")
        #expect(try await distribute(day).map(\.agent) == ["veikko"])
        try await day.desk.perform(.accept(busy, by: "veikko"))
        try await day.desk.perform(.setPresence("siiri", .available))
        day.clock.advance(by: .hours(1))
        let id = try await mail(day, "maija", "waste")
        #expect(try await day.desk.record(WorkItem.self, id)?.preferredAgent == "veikko")
        #expect(try await distribute(day).isEmpty, "kept for Veikko")
        day.clock.advance(by: .minutes(2))
        let offer = try #require(try await distribute(day).first)
        #expect(offer.caseID == id && offer.agent == "siiri")
        try await day.desk.perform(.accept(id, by: "siiri"))

        // In time, he gets it although Siiri has idled longer.
        try await day.desk.perform(.resolve(busy, by: "veikko"))
        let again = try await mail(day, "pekka", "waste")
        #expect(try await distribute(day).map(\.agent) == ["veikko"])
        #expect(try await day.desk.record(Offer.self, again)?.reason.basis == .preferred)
        try await day.desk.perform(.accept(again, by: "veikko"))
        try await day.desk.perform(.resolve(again, by: "veikko"))

        // He is away: nobody waits for him.
        try await day.desk.perform(.setPresence("veikko", .away))
        let third = try await mail(day, "pekka", "waste")
        #expect(try await day.desk.record(WorkItem.self, third)?.preferredAgent == "veikko")
        #expect(try await distribute(day).map(\.agent) == ["siiri"])

        // After some days nobody is remembered.
        day.clock.advance(by: .days(4))
        let late = try await mail(day, "maija", "daycare")
        #expect(try await day.desk.record(WorkItem.self, late)?.preferredAgent == nil)
    }

    // MARK: Coming and going

    @Test("D3 an agent who goes away gives offers back at once, with their age, and may be offered them again")
    func away() async throws {
        let day = try desk()
        let arrived = day.clock.now()
        let id = try await mail(day, "a", "streets")
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).map(\.caseID) == [id])
        try await day.desk.perform(.setPresence("siiri", .available))
        day.clock.advance(by: .seconds(5))
        try await day.desk.perform(.setPresence("veikko", .away))
        #expect(try await day.facts().contains(.offerWithdrawn("veikko")))
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.state == .waiting && work.enqueuedAt == arrived && work.excluded.isEmpty)
        #expect(try await day.desk.record(AgentSeat.self, "veikko" as AgentID)?.holds == [])
        try await day.expectRefusal(of: .accept(id, by: "veikko"), .wrongState, at: "case.state")
        #expect(try await distribute(day).map(\.agent) == ["siiri"])
        // What was accepted stays with whoever accepted it.
        try await day.desk.perform(.accept(id, by: "siiri"))
        try await day.desk.perform(.setPresence("siiri", .away))
        #expect(try await day.item(id).agent == "siiri")
        #expect(try await day.desk.record(AgentSeat.self, "siiri" as AgentID)?.holds.map(\.caseID) == [id])
    }

    @Test("D3 the dispatcher takes the offer of an agent who went away off the screen")
    func awayOnScreen() async throws {
        let day = try desk()
        let screens = RecordingOfferTransport()
        let dispatcher = Dispatcher(day.desk, transport: screens)
        let id = try await mail(day, "a", "streets")
        try await day.desk.perform(.setPresence("veikko", .available))
        try await dispatcher.sweep()
        #expect(await screens.shown.map(\.caseID) == [id])
        try await day.desk.perform(.setPresence("veikko", .offline))
        try await dispatcher.sweep()
        #expect(await screens.withdrawn.map(\.caseID) == [id])
    }

    // MARK: Reserve

    @Test("D6 a surge calls in the reserve, and its end by hysteresis sends them back with offers returned")
    func reserve() async throws {
        let surge = try SurgePolicy(
            id: "storm", measure: .waiting, enterAt: 50, leaveAt: 10, minimumStay: .minutes(30),
            effects: SurgeEffects(reserveTeams: ["front"]))
        let day = try desk { policy in
            policy.lines.surges = [surge]
            let index = try #require(policy.queues.firstIndex { $0.id == "technical" })
            policy.queues[index].reserveTeams = ["families"]
        }
        try await day.desk.perform(.setPresence("aino", .available))
        try await day.desk.perform(.setPresence("liisa", .available))
        let (first, second) = (try await call(day, "+358401000001"), try await call(day, "+358401000002"))
        #expect(try await distribute(day).isEmpty)
        let began = day.clock.now()
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 60)))
        #expect(try await day.facts().contains(.reserveCalled("storm", ["families", "front"])))
        let offers = try await distribute(day)
        #expect(Set(offers.map(\.agent)) == ["aino", "liisa"])
        let kept = try #require(offers.first { $0.caseID == first })
        try await day.desk.perform(.accept(first, by: kept.agent))

        // The line is short again, but not yet for long enough; then it is, and the reserve goes back.
        day.clock.advance(by: .seconds(20))
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 9)))
        #expect(try await !day.facts().contains(.reserveReleased("storm", ["families", "front"])))
        day.clock.set(to: began + .minutes(30))
        try await Timekeeper(day.desk).sweep()
        day.clock.advance(by: .minutes(3))
        let again = try #require(try await distribute(day).first)
        #expect(again.caseID == second)
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 11)))
        #expect(try await !day.facts().contains(.reserveReleased("storm", ["families", "front"])), "hysteresis")
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 10)))
        #expect(try await day.facts().contains(.reserveReleased("storm", ["families", "front"])))
        #expect(try await day.facts().contains(.offerWithdrawn(again.agent)))
        let work = try #require(try await day.desk.record(WorkItem.self, second))
        #expect(work.state == .waiting && work.enqueuedAt == began)
        #expect(try await distribute(day).isEmpty)
        #expect(try await day.item(first).agent == kept.agent, "what was accepted is brought to its end")
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).map(\.agent) == ["veikko"])
    }

    @Test("D6 a surge that nobody reads any more expires by itself")
    func expires() async throws {
        let surge = try SurgePolicy(
            id: "storm", measure: .waiting, enterAt: 50, leaveAt: 10, minimumStay: .minutes(30), expiresAfter: .hours(2)
        )
        let day = try desk { $0.lines.surges = [surge] }
        try await day.desk.perform(.declareSurge("storm", nil))
        day.clock.advance(by: .minutes(119))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.desk.record(DeskSurge.self, "storm" as SurgeID)?.state.active != nil)
        day.clock.advance(by: .minutes(1))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.desk.record(DeskSurge.self, "storm" as SurgeID)?.state.active == nil)
    }
}

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
