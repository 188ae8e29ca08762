import DeskTestKit
import ServiceDesk
import Testing

@Suite("D. Automated paths and surges") struct SurgeScenarios {
    private static func policy(_ lines: LinePolicy) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.lines = lines
        return policy
    }

    // MARK: D8

    private static func automation() throws -> LinePolicy {
        LinePolicy(automations: [
            try AutomationPath(
                id: "waste-days", topics: ["waste"],
                steps: [
                    AutomationStep(id: "tell", kind: .inform, next: "book"),
                    AutomationStep(id: "book", kind: .resolve),
                ], exit: "technical", exitChannel: "phone")
        ])
    }

    private func waste(_ day: DeskOfTheDay, _ number: Int) async throws -> CaseID {
        try #require(try await day.receive(try day.mail(from: "w\(number)@example.com", topic: "waste")).caseID)
    }

    @Test("D8 a simple matter is settled without a person, and a person takes over at once and visibly when it is not")
    func automated() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(try Self.automation()))
        try await day.desk.perform(.setPresence("veikko", .available))
        let settled = try await waste(day, 1)
        #expect(try await day.acceptNext(in: "technical") == nil, "nobody is offered what is automated")
        try await day.desk.perform(.automationEvent(settled, .worked))
        try await day.desk.perform(.automationEvent(settled, .worked))
        #expect(try await day.item(settled).status == .new, "nobody has agreed yet")
        try await day.desk.perform(.automationEvent(settled, .confirmed))
        #expect(try await day.item(settled).status == .resolved)
        #expect(try await day.item(settled).agent == nil)
        #expect(try await day.facts().contains(.automationFinished(resolved: true)))
        let surveys = try await day.facts().filter { if case .surveyDecided(true, _) = $0 { true } else { false } }
        #expect(surveys.isEmpty, "nobody is asked how the machine was")

        for (number, event) in [AutomationRun.Event.failed, .asksForPerson, .otherwise].enumerated() {
            let arrived = day.clock.now()
            let id = try await waste(day, 10 + number)
            day.clock.advance(by: .seconds(40))
            try await day.desk.perform(.automationEvent(id, event))
            let work = try #require(try await day.desk.record(WorkItem.self, id))
            #expect(work.enqueuedAt == arrived, "as old as the contact")
            try await day.expectRefusal(of: .automationEvent(id, .worked), .wrongState, at: "run")
            #expect(try await day.acceptNext(in: "technical")?.caseID == id)
            try await day.desk.perform(.resolve(id, by: "veikko"))
        }
        let reasons = try await day.facts().compactMap {
            if case .handedToPerson(let reason, _) = $0 { reason } else { nil }
        }
        #expect(reasons == [.failed, .asked, .nothingLeft])
    }

    @Test("D8 a step that takes too long and a denied solution open to a person by themselves")
    func automationTimesOut() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(try Self.automation()))
        let slow = try await waste(day, 1)
        let denied = try await waste(day, 2)
        try await day.desk.perform(.automationEvent(denied, .worked))
        try await day.desk.perform(.automationEvent(denied, .worked))
        try await day.desk.perform(.automationEvent(denied, .denied))
        day.clock.advance(by: .minutes(2))
        try await Timekeeper(day.desk).sweep()
        for id in [slow, denied] {
            #expect(try await day.desk.record(WorkItem.self, id)?.state == .waiting)
        }
        #expect(try await day.facts().contains(.handedToPerson(.timedOut, queue: "technical")))
        #expect(try await day.facts().contains(.handedToPerson(.denied, queue: "technical")))
        // An agent who settles a matter that is still automated ends the automation.
        let third = try await waste(day, 3)
        try await day.desk.perform(.resolve(third, by: "veikko"))
        try await day.expectRefusal(of: .automationEvent(third, .worked), .wrongState, at: "run")
    }

    // MARK: D6

    @Test(
        "D6 a surge begins, calls in reserves, holds back surveys and low work, is announced, ends by hysteresis and costs"
    )
    func surge() async throws {
        let surge = try SurgePolicy(
            id: "billing", measure: .arrivalsPercent, enterAt: 250, leaveAt: 130, minimumStay: .minutes(30),
            effects: SurgeEffects(
                reserveTeams: ["front"], holdsSurveys: true, holdsWorkBelow: RoutingOutcome.defaultUrgency,
                announcement: LocalizedText(
                    en: "Many invoices are wrong today; we are putting it right.",
                    fi: "Moni lasku on tänään väärin; korjaamme asian.")),
            topics: ["streets"])
        let day = try DeskOfTheDay(policy: Self.policy(LinePolicy(surges: [surge])))
        let problem = try #require(
            try await day.receive(try day.mail(from: "own@example.com", topic: "permits")).caseID)
        try await day.desk.perform(.readSurge("billing", SurgeReading(arrivals: 20, expected: 10)))
        #expect(try await day.facts().contains { if case .surgeBegan = $0 { true } else { false } } == false)
        try await day.desk.perform(.readSurge("billing", SurgeReading(arrivals: 30, expected: 10)))
        #expect(try await day.facts().contains(.surgeBegan("billing", value: 300)))
        let cause = try SurgeCause(name: "the billing run of March", problem: problem)
        try await day.desk.perform(.declareSurge("billing", cause))
        #expect(try await day.facts().contains(.surgeCause("billing", cause)))

        // Announced in the acknowledgement; Aino of the front desk is called in for the technical queue.
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        #expect(
            try await day.outbox().contains { $0.message.caseID == id && $0.message.text.contains("korjaamme asian") })
        #expect(
            try await day.outbox().contains { $0.message.caseID == problem && $0.message.text.contains("korjaamme") }
                == false)
        try await day.desk.perform(.setPresence("aino", .available))
        #expect(try await day.acceptNext(in: "technical")?.agent == "aino")
        day.clock.advance(by: .minutes(12))
        try await day.desk.perform(.resolve(id, by: "aino"))
        #expect(try await day.facts().contains(.surveyHeld(surge: "billing")))

        // It ends below the lower threshold, not before the minimum stay, and its cost stands with its cause.
        try await day.desk.perform(.readSurge("billing", SurgeReading(arrivals: 12, expected: 10)))
        #expect(try await day.desk.record(DeskSurge.self, "billing" as SurgeID)?.state.active != nil)
        day.clock.advance(by: .minutes(18))
        try await day.desk.perform(.readSurge("billing", SurgeReading(arrivals: 12, expected: 10)))
        let ended = try await day.desk.events().map(\.event).compactMap { event -> (CaseID?, SurgeCost)? in
            if case .surgeEnded(_, let cost) = event.fact { (event.caseID, cost) } else { nil }
        }
        let (onCase, cost) = try #require(ended.first)
        #expect(onCase == problem)
        #expect(cost.excessContacts == 20 + 2 + 2)
        #expect(cost.cause == cause)
        #expect(cost.sentence(in: .english).contains("caused by the billing run of March"))
        try await day.expectRefusal(of: .endSurge("billing"), .wrongState, at: "surge")
        try await day.expectRefusal(of: .readSurge("biling", SurgeReading()), .unknownName, at: "surge")
    }

    @Test("D6 while a surge holds back low work nobody is offered it, and afterwards it is as old as it is")
    func heldBack() async throws {
        let surge = try SurgePolicy(
            id: "storm", measure: .waiting, enterAt: 50, leaveAt: 10, minimumStay: .zero,
            effects: SurgeEffects(holdsWorkBelow: RoutingOutcome.defaultUrgency + 1))
        let day = try DeskOfTheDay(policy: Self.policy(LinePolicy(surges: [surge])))
        let arrived = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "streets")).caseID)
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.desk.perform(.declareSurge("storm", nil))
        #expect(try await day.acceptNext(in: "technical") == nil)
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.endSurge("storm"))
        #expect(try await day.acceptNext(in: "technical")?.caseID == id)
        #expect(try await day.desk.record(WorkItem.self, id)?.enqueuedAt == arrived)
    }

    // MARK: The policy

    @Test("B7, D6, D8 names in the policy of lines lead somewhere, or the check says where they do not")
    func policyOfLines() throws {
        let lines = LinePolicy(
            menu: try WaitingMenu([
                WaitingOption(id: "chat", kind: .otherChannel("chatt"), text: LocalizedText(en: "Chat", fi: "Chat"))
            ]),
            automations: [
                try AutomationPath(
                    id: "a", topics: ["wast"],
                    steps: [AutomationStep(id: "tell", kind: .inform), AutomationStep(id: "never", kind: .inform)],
                    exit: "tecnical", exitChannel: "fone"),
                try AutomationPath(
                    id: "a", topics: ["waste"], steps: [AutomationStep(id: "tell", kind: .inform)], exit: "technical",
                    exitChannel: "social"),
            ],
            surges: [
                try SurgePolicy(
                    id: "s", measure: .waiting, enterAt: 2, leaveAt: 1, effects: SurgeEffects(reserveTeams: ["frond"]),
                    topics: ["billin"]),
                try SurgePolicy(id: "s", measure: .waiting, enterAt: 2, leaveAt: 1),
            ])
        var found: [String] = []
        do {
            _ = try CompiledPolicy(try Self.policy(lines))
        } catch let errors as PolicyErrors {
            found = errors.findings.map { "\($0.place): \($0.text.text(in: .english))" }
        }
        #expect(
            found == [
                "lines.automations[0].exit: there is no queue “tecnical”; did you mean “technical”?",
                "lines.automations[0].exitChannel: there is no channel “fone”; did you mean “phone”?",
                "lines.automations[0].topics[0]: there is no topic “wast”; did you mean “waste”?",
                "lines.automations[1].exitChannel: people cannot be helped on channel “social”",
                "lines.automations[1].id: “a” is there twice",
                "lines.menu.options[0].kind: there is no channel “chatt”; did you mean “chat”?",
                "lines.surges[0].effects.reserveTeams[0]: there is no team “frond”; did you mean “front”?",
                "lines.surges[0].topics[0]: there is no topic “billin”; did you mean “billing”?",
                "lines.surges[1].id: “s” is there twice",
            ])
        var reachable = LinePolicy(automations: [lines.automations[0]])
        reachable.automations[0] = try AutomationPath(
            id: "a", topics: ["waste"], steps: lines.automations[0].steps, exit: "technical")
        let warnings = try CompiledPolicy(try Self.policy(reachable)).warnings
        #expect(warnings.contains { $0.place.description == "lines.automations[0].steps[1]" })
    }
}
