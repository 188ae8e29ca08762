import DeskTestKit
import ServiceDesk
import Testing

/// What agents should know comes in one piece, at a moment that the rules of focus permit.
@Suite("D2. Alerts") struct AlertScenarios {
    private func desk(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func call(_ day: DeskOfTheDay, _ number: String) async throws -> CaseID {
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone(number)]), text: "", topic: "streets",
            language: .finnish, occurredAt: day.clock.now())
        return try #require(try await day.receive(call).caseID)
    }

    private func bundles(_ day: DeskOfTheDay) async throws -> [AlertBundle] {
        try await day.facts().compactMap { if case .alertsShown(let bundle) = $0 { bundle } else { nil } }
    }

    private func briefing(_ day: DeskOfTheDay, _ id: BriefingID) throws -> Briefing {
        try Briefing(
            id: id, topics: ["streets"], title: LocalizedText(en: "Campaign", fi: "Kampanja"),
            text: LocalizedText(en: "The town plants trees.", fi: "Kaupunki istuttaa puita."),
            from: day.clock.now(), until: day.clock.now() + .days(1))
    }

    @Test(
        "D2 reminders, warnings, breaches and briefings come as one interruption, not while the agent is on the telephone"
    )
    func bundled() async throws {
        let day = try desk { policy in
            policy.distribution.focus = FocusPolicy(
                channels: ["phone": ChannelFocus(allows: [])], budget: try InterruptionBudget(4, per: .hours(1)))
            let index = try #require(policy.agents.firstIndex { $0.id == "veikko" })
            policy.agents[index].capacityUnits = 150
        }
        let keeper = Timekeeper(day.desk)
        let mail = try await day.taken(by: "veikko")
        try await day.desk.perform(
            .promise(
                mail, by: "veikko", text: "A new lamp", due: day.clock.now() + .minutes(100), source: .agent))
        // The first reply was promised in two hours; at some share of them a warning comes up.
        day.clock.advance(by: .minutes(95))
        try await keeper.sweep()
        try await day.desk.perform(.publishBriefing(try briefing(day, "trees")))
        let warned = try await day.facts().filter { if case .targetAtRisk(.firstReply, _) = $0 { true } else { false } }
        #expect(!warned.isEmpty)
        #expect(try await bundles(day).isEmpty, "gathered for ten minutes")
        let caller = try await call(day, "+358401000001")
        #expect(try await day.acceptNext(in: "technical")?.caseID == caller)
        // What was promised and the reply fall due; Veikko is on the telephone, where no alert comes through.
        day.clock.advance(by: .minutes(30))
        try await keeper.sweep()
        try await keeper.sweep()
        #expect(try await day.facts().contains(.targetMissed(.firstReply)))
        #expect(try await bundles(day).isEmpty)
        #expect(
            try await day.desk.record(AlertTray.self, "veikko" as AgentID)?.heldBy == .noAlerts(during: "phone"))

        day.clock.advance(by: .minutes(2))
        try await day.desk.perform(.resolve(caller, by: "veikko"))
        try await keeper.sweep()
        let bundle = try #require(try await bundles(day).first)
        #expect(try await bundles(day).count == 1)
        #expect(bundle.agent == "veikko" && bundle.at == day.clock.now())
        #expect(bundle.waitedFor == .noAlerts(during: "phone") && bundle.broken == nil)
        #expect(bundle.isInterruption, "the mail is still his")
        // The breach stands for the warnings before it, the broken promise for its reminder.
        let matters = bundle.alerts.map(\.matter)
        #expect(matters.contains(.briefing("trees")))
        #expect(matters.contains(.targetMissed(.firstReply)))
        #expect(!matters.contains { if case .targetAtRisk(.firstReply, _) = $0 { true } else { false } })
        #expect(matters.count { if case .promiseOverdue = $0 { true } else { false } } == 1)
        #expect(bundle.sentence(in: .english).hasPrefix("For veikko, \(matters.count) at once: "))
        #expect(bundle.sentence(in: .finnish).contains("jota ilmoitukset eivät saa keskeyttää"))
        let seat = try #require(try await day.desk.record(AgentSeat.self, "veikko" as AgentID))
        #expect(seat.interruptions.last == day.clock.now(), "one interruption of the budget")
        try await keeper.sweep()
        #expect(try await bundles(day).count == 1, "once")
    }

    @Test("D2 an emergency breaks protected time, with all that was gathered and the broken rule on record")
    func emergency() async throws {
        let day = try desk()
        let keeper = Timekeeper(day.desk)
        try await day.desk.perform(.setPresence("aino", .available))
        var mail = try day.mail(from: "b@example.com", topic: "billing")
        (mail.impact, mail.urgency) = (1, 1)
        let urgent = try #require(try await day.receive(mail).caseID)
        #expect(try await day.acceptNext(in: "general")?.agent == "aino")
        let block = try ProtectedBlock(from: day.clock.now(), until: day.clock.now() + .hours(3))
        try await day.desk.perform(.protect("aino", [block]))
        try await day.desk.perform(.publishBriefing(try briefing(day, "trees")))
        day.clock.advance(by: .minutes(15))
        try await keeper.sweep()
        #expect(try await bundles(day).isEmpty)
        #expect(
            try await day.desk.record(AlertTray.self, "aino" as AgentID)?.heldBy == .protected(until: block.until))
        // The reply to a critical matter is promised in half an hour.
        day.clock.advance(by: .minutes(15))
        try await keeper.sweep()
        try await keeper.sweep()
        let bundle = try #require(try await bundles(day).first)
        #expect(bundle.broken == .protected(until: block.until))
        #expect(bundle.alerts.first?.isEmergency == true && bundle.alerts.first?.caseID == urgent)
        #expect(bundle.alerts.map(\.matter).contains(.briefing("trees")))
        #expect(bundle.sentence(in: .finnish).contains("mukana on hätätapaus"))
    }

    @Test("D2 who is away or not at work is told on coming back, and only what still stands")
    func comingBack() async throws {
        let day = try desk()
        let keeper = Timekeeper(day.desk)
        let mail = try await day.taken(by: "veikko")
        try await day.desk.perform(.setPresence("veikko", .away))
        try await day.desk.perform(.publishBriefing(try briefing(day, "trees")))
        day.clock.advance(by: .minutes(125))
        for _ in 0..<3 { try await keeper.sweep() }
        #expect(try await bundles(day).isEmpty, "he is in a break")
        // Somebody else settles the case meanwhile; the missed reply is no news for him any more.
        try await day.desk.perform(.resolve(mail, by: "siiri"))
        try await day.desk.perform(.setPresence("veikko", .available))
        try await keeper.sweep()
        #expect(try await bundles(day).map { $0.alerts.map(\.matter) } == [[.briefing("trees")]])
        // Aino comes to work later and is told of the same briefing; coming again she is not.
        try await day.desk.perform(.setPresence("aino", .available))
        try await keeper.sweep()
        #expect(try await bundles(day).map(\.agent) == ["veikko", "aino"])
        try await day.desk.perform(.setPresence("aino", .offline))
        try await day.desk.perform(.setPresence("aino", .available))
        try await keeper.sweep()
        #expect(try await bundles(day).count == 2)
    }

    @Test("D6 D2 the reserve is told that a surge calls it, and told when it is over")
    func reserve() async throws {
        let surge = try SurgePolicy(
            id: "storm", measure: .waiting, enterAt: 50, leaveAt: 10, effects: SurgeEffects(reserveTeams: ["front"]))
        let day = try desk { policy in
            policy.lines.surges = [surge]
            policy.distribution.focus.gatherAlertsFor = .zero
        }
        try await day.desk.perform(.setPresence("aino", .available))
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.desk.perform(.readSurge("storm", SurgeReading(waiting: 50)))
        try await Timekeeper(day.desk).sweep()
        #expect(try await bundles(day).map(\.agent) == ["aino"])
        #expect(try await bundles(day)[0].alerts.map(\.matter) == [.reserveCalled("storm")])
        try await day.desk.perform(.endSurge("storm"))
        try await Timekeeper(day.desk).sweep()
        #expect(try await bundles(day).last?.alerts.map(\.matter) == [.reserveReleased("storm")])
    }
}
