import DeskTestKit
import ServiceDesk
import Testing

/// Deadlines, contracts, teams and rules in the life of a case; Monday 2 March 2026, 09:00 in Helsinki, open 08–16.
extension ServiceScenarios {
    /// The town's policy with other targets of some metrics.
    private func policy(_ targets: [ServiceTarget], _ change: (inout DeskPolicy) -> Void = { _ in }) throws
        -> DeskPolicy
    {
        var policy = try TownDesk.policy()
        policy.targets.removeAll { old in targets.contains { $0.metric == old.metric } }
        policy.targets += targets
        change(&policy)
        return policy
    }

    private func ladder() throws -> ServiceTarget {
        try ServiceTarget(
            name: "resolution", metric: .resolution, within: [.normal: .hours(4), .high: .hours(8)],
            calendar: "office", atRisk: [],
            escalation: EscalationLadder([
                EscalationStep(name: "owner", moment: .beforeDue(.hours(1)), inform: .owner),
                EscalationStep(name: "team", moment: .atDue, inform: .team),
                EscalationStep(name: "chief", moment: .afterDue(.hours(2)), inform: .agent("aino")),
            ]))
    }

    private func escalations(_ day: DeskOfTheDay) async throws -> [String] {
        try await day.desk.events().map(\.event).compactMap { event in
            guard case .escalated(let taken) = event.fact else { return nil }
            let whom = taken.agent?.rawValue ?? taken.team?.rawValue ?? taken.queue?.rawValue ?? "nobody"
            return "\(taken.step) \(whom) \(event.at)"
        }
    }

    // MARK: C4

    @Test("C4 the ladder is climbed before, at and after the due time, each step once, whoever sweeps how often")
    func ladderSteps() async throws {
        let day = try DeskOfTheDay(policy: policy([ladder()]))
        _ = try await day.taken()
        for _ in 0..<12 {
            day.clock.advance(by: .minutes(50))
            for _ in 0..<2 { try await Timekeeper(day.desk).sweep() }
        }
        #expect(
            try await escalations(day) == [
                "owner veikko 2026-03-02T10:00:00Z", "team technical 2026-03-02T11:00:00Z",
                "chief aino 2026-03-02T13:00:00Z",
            ])
    }

    @Test("C4 a step that is due when nobody looks is taken at its time, and a settled case is escalated no more")
    func ladderEnds() async throws {
        let day = try DeskOfTheDay(policy: policy([ladder()]))
        let id = try await day.taken()
        day.clock.set(to: try utc("2026-03-02T10:30:00Z"))
        try await Timekeeper(day.desk).sweep()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        day.clock.advance(by: .days(2))
        try await Timekeeper(day.desk).sweep()
        #expect(try await escalations(day) == ["owner veikko 2026-03-02T10:00:00Z"])
    }

    @Test("C4 another priority keeps the start and the pauses; steps taken are not taken again")
    func priorityInTheMiddle() async throws {
        let day = try DeskOfTheDay(policy: policy([ladder()]))
        let id = try await day.taken()
        day.clock.set(to: try utc("2026-03-02T08:00:00Z"))
        try await day.desk.perform(.pause(id, .customer))
        day.clock.set(to: try utc("2026-03-02T09:00:00Z"))
        try await day.desk.perform(.resume(id))
        day.clock.set(to: try utc("2026-03-02T11:30:00Z"))
        try await Timekeeper(day.desk).sweep()
        #expect(try await escalations(day) == ["owner veikko 2026-03-02T11:00:00Z"])
        try await day.desk.perform(.setPriority(id, .high, by: "veikko"))
        // Eight hours from 09, an hour left out, seven on Monday: due on Tuesday at 10 local time.
        let status = try await day.status(.resolution, of: id)
        #expect(status.due == (try utc("2026-03-03T08:00:00Z")))
        #expect(try await day.item(id).priority == .high)
        day.clock.set(to: try utc("2026-03-03T08:00:00Z"))
        try await Timekeeper(day.desk).sweep()
        #expect(
            try await escalations(day) == [
                "owner veikko 2026-03-02T11:00:00Z", "team technical 2026-03-03T08:00:00Z",
            ])
        #expect(try await day.facts().contains(.reprioritized(from: .normal, to: .high)))
    }

    @Test("C4 a due time agreed by hand wins over target and priority until it is taken back")
    func agreedByHand() async throws {
        let day = try DeskOfTheDay(policy: policy([ladder()]))
        let id = try await day.taken()
        let friday = try utc("2026-03-06T10:00:00Z")
        try await day.desk.perform(.changeClock(id, .resolution, .agreeDue(friday), by: "veikko"))
        try await day.desk.perform(.setPriority(id, .high, by: "veikko"))
        try await day.desk.perform(.pause(id, .customer))
        #expect(try await day.status(.resolution, of: id).due == friday)
        day.clock.set(to: friday + .minutes(1))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().contains(.targetMissed(.resolution)), "also while it pauses")
        try await day.expectRefusal(
            of: .changeClock(id, .resolution, .agreeDue(friday), by: "veikko"), .outOfRange, at: "due")
        try await day.expectRefusal(
            of: .changeClock(id, .answer, .cancel, by: "veikko"), .wrongState, at: "metric")
    }

    @Test("C4 a clock is restarted or cancelled by hand and then says nothing of what was before")
    func resetAndCancel() async throws {
        let day = try DeskOfTheDay(policy: policy([ladder()]))
        let id = try await day.taken()
        day.clock.set(to: try utc("2026-03-02T09:00:00Z"))
        try await day.desk.perform(.changeClock(id, .resolution, .restart, by: "veikko"))
        #expect(try await day.status(.resolution, of: id).due == (try utc("2026-03-02T13:00:00Z")))
        try await day.desk.perform(.changeClock(id, .resolution, .cancel, by: "veikko"))
        day.clock.advance(by: .days(3))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().contains(.clockCancelled(.resolution)))
        #expect(try await !day.facts().contains(.targetMissed(.resolution)))
    }

    @Test("C4 teams (OLA) and suppliers (UC) have clocks of their own, and the ledger puts every second in one bucket")
    func teamsAndSuppliers() async throws {
        let team = try ServiceTarget(
            name: "technical OLA", metric: .teamStay, within: [.normal: .hours(2)], calendar: "office",
            teams: ["technical"])
        let supplier = try ServiceTarget(
            name: "supplier UC", metric: .supplierStay, within: [.normal: .hours(24)])
        let day = try DeskOfTheDay(policy: policy([team, supplier]))
        let id = try await day.taken()
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.pause(id, .supplier))
        day.clock.advance(by: .days(1))
        try await day.desk.perform(.resume(id))
        day.clock.advance(by: .minutes(90))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        var report = TargetReport()
        for (_, event) in try await day.desk.events() { report.add(event) }
        let rows = report.rows(.handling)
        #expect(rows.map(\.metric) == [.teamStay, .supplierStay])
        #expect(rows.map(\.team) == ["technical", nil])
        #expect(rows.map(\.counted) == [.minutes(150), .days(1)])
        #expect(rows.map(\.missed) == [1, 0], "the team took 2 h 30 min of two, the supplier 24 h of 24")
        let row = try await day.encounter(id)
        #expect(row.pausedBySupplier == .days(1))
        #expect(row.effort == .minutes(150))
        #expect((row.targetsMet, row.targetsMissed) == (1, 1), "what the customer was promised is counted apart")
    }

    @Test("C4 a target that can never be met, or a ladder that leads to nobody, is an error of the policy at its place")
    func badTargets() throws {
        let bad = try policy([
            ServiceTarget(
                name: "resolution", metric: .resolution, within: [.normal: .hours(4)],
                escalation: EscalationLadder([
                    EscalationStep(name: "chief", moment: .atDue, inform: .agent("nobody"))
                ]))
        ])
        let number = bad.targets.count - 1
        let never = try policy([
            ServiceTarget(name: "resolution", metric: .resolution, within: [.high: .hours(4)], calendar: "never")
        ]) { $0.calendars["never"] = BusinessCalendar(zone: "Europe/Helsinki") }
        do {
            _ = try CompiledPolicy(never)
            Issue.record("it compiled")
        } catch {
            #expect(error.findings.map { "\($0.place)" } == ["targets[\(number)].within.high"])
        }
        do {
            _ = try CompiledPolicy(bad)
            Issue.record("it compiled")
        } catch {
            #expect(error.findings.map { "\($0.place)" } == ["targets[\(number)].escalation[0].inform"])
        }
    }

    // MARK: Entitlements

    private func contract(
        _ amount: EntitlementAmount, _ overage: OverageRule = .refuse, day: DeskOfTheDay
    ) async throws -> Entitlement {
        let known = try await day.receive(try day.mail(from: "maija@example.com", topic: "passports"))
        return try Entitlement(
            id: "gold", name: "Gold", holder: .person(known.person), granted: amount,
            validFrom: try utc("2026-01-01T00:00:00Z"), validUntil: try utc("2026-12-31T00:00:00Z"), overage: overage)
    }

    private func gold(_ day: DeskOfTheDay) async throws -> Entitlement {
        let id: EntitlementID = "gold"
        return try #require(try await day.desk.record(Entitlement.self, id))
    }

    @Test("C4 logged work is drawn from the contract, refused beyond it, and every unit stays accounted for")
    func contractOfHours() async throws {
        let day = try DeskOfTheDay(
            policy: policy([]) { $0.serviceLevels.entitlements = EntitlementPlan(required: true) })
        try await day.desk.perform(.putEntitlement(try await contract(.time(.hours(3)), day: day)))
        let id = try await day.taken()
        try await day.desk.perform(.reserveEntitlement(id, .time(.hours(2))))
        try await day.desk.perform(.logWork(id, by: "veikko", .minutes(30)), as: "w1")
        try await day.desk.perform(.logWork(id, by: "veikko", .minutes(30)), as: "w1")
        try await day.expectRefusal(of: .logWork(id, by: "veikko", .hours(3)), .notAllowed, at: "amount")
        let during = try await gold(day)
        #expect(during.drawn == .time(.minutes(30)) && during.reserved == .time(.minutes(90)))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let after = try await gold(day)
        #expect(after.available == .time(.minutes(150)) && after.reserved == .time(.zero))
        #expect(try await day.item(id).service?.workLogged == .minutes(30))
        var sums: [EntitlementEntry.Kind: Int64] = [:]
        for case .entitlementMoved(let entry) in try await day.facts() {
            guard case .time(let span) = entry.amount else { continue }
            sums[entry.kind, default: 0] += span.microseconds
        }
        #expect(sums[.drawn] == TimeSpan.minutes(30).microseconds)
        #expect(sums[.reserved] == sums[.released])
    }

    @Test(
        "C4 a contract of cases is drawn when a case is settled; the next one is taken in all the same, and it is said")
    func contractOfCases() async throws {
        let day = try DeskOfTheDay(policy: policy([]) { $0.serviceLevels.entitlements = EntitlementPlan() })
        try await day.desk.perform(.putEntitlement(try await contract(.cases(1), day: day)))
        let id = try await day.taken()
        #expect(try await gold(day).reserved(for: id) == .cases(1))
        let other = try #require(
            try await day.receive(try day.mail(from: "maija@example.com", topic: "daycare")).caseID)
        #expect(try await day.facts().contains(.entitlementLacking("gold", .usedUp)))
        #expect(try await day.item(other).service?.entitlement == nil)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let after = try await gold(day)
        #expect(after.drawn == .cases(1) && after.available == .cases(0))
        try await day.desk.perform(.grantEntitlement("gold", .cases(2)))
        #expect(try await gold(day).available == .cases(2))
    }

    // MARK: Editions

    @Test(
        "C4 another edition of the policy: running cases follow its rule, new ones its targets",
        arguments: [
            (RunningCaseRule.keep, "2026-03-02T11:00:00Z"), (.follow(.retroactive), "2026-03-02T13:00:00Z"),
            (.follow(.restart), "2026-03-03T07:00:00Z"),
        ])
    func editions(_ rule: RunningCaseRule, _ due: String) async throws {
        let noon = try utc("2026-03-02T09:00:00Z")
        let first = try policy([
            ServiceTarget(
                name: "resolution", metric: .resolution, within: [.normal: .hours(4)], calendar: "office", atRisk: [])
        ]) { $0.edition = PolicyEdition(version: "1", effectiveFrom: .epoch) }
        let second = try policy([
            ServiceTarget(
                name: "resolution", metric: .resolution, within: [.normal: .hours(6)], calendar: "office", atRisk: [])
        ]) { $0.edition = PolicyEdition(version: "2", effectiveFrom: noon, runningCases: rule) }
        let day = try DeskOfTheDay(timeline: PolicyTimeline([first, second]))
        let id = try await day.taken()
        #expect(try await day.status(.resolution, of: id).due == (try utc("2026-03-02T11:00:00Z")))
        day.clock.set(to: noon + .minutes(10))
        try await Timekeeper(day.desk).sweep()
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().count { $0 == .editionAdopted("2", rule) } == 1)
        #expect(try await day.status(.resolution, of: id).due == (try utc(due)))
        #expect(try await day.clock(.resolution, of: id).version == (rule == .keep ? "1" : "2"))
        let new = try #require(try await day.receive(try day.mail(from: "uusi@example.com")).caseID)
        #expect(try await day.clock(.resolution, of: new).target == .hours(6))
        #expect(try await day.clock(.resolution, of: new).version == "2")
    }

    // MARK: C5, C6

    @Test("C5 the owner is reminded before the due time, once each, in the desk's hours; a thank-you changes nothing")
    func promiseReminders() async throws {
        let day = try DeskOfTheDay(
            policy: policy([]) {
                $0.serviceLevels.promises = PromisePlan(remindBefore: [.hours(8), .hours(1)], calendar: "office")
            })
        let id = try await day.taken()
        let thursday = try utc("2026-03-05T12:00:00Z")
        let promise: PromiseID = "thursday-o"
        try await day.desk.perform(
            .promise(id, by: "veikko", text: "Soitan torstaina", due: thursday, source: .agent), as: "thursday")
        _ = try await day.receive(try day.mail(from: "maija@example.com", text: "Kiitos!", demand: .courtesy))
        while day.clock.now() < thursday {
            day.clock.advance(by: .minutes(30))
            for _ in 0..<2 { try await Timekeeper(day.desk).sweep() }
        }
        let reminders = try await day.desk.events().map(\.event).filter {
            $0.fact == .promiseReminder(promise, "veikko", due: thursday)
        }
        #expect(reminders.map(\.at) == [try utc("2026-03-04T12:00:00Z"), try utc("2026-03-05T11:00:00Z")])
        #expect(try await day.desk.record(Promise.self, promise)?.state == .open)
        try await day.desk.perform(.keepPromise(promise))
        #expect(try await day.facts().contains(.promiseKept(promise, "veikko", late: false)))
    }

    @Test("C5 a promise is handed over, withdrawn in time, and kept-rates stand by agent, team and topic")
    func promiseRates() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let due = day.clock.now() + .hours(1)
        for name in ["a", "b", "c", "d"] as [CommandID] {
            try await day.desk.perform(.promise(id, by: "veikko", text: "Soitan", due: due, source: .agent), as: name)
        }
        try await day.desk.perform(.handOverPromise("a-o", to: "mikko"))
        try await day.desk.perform(.withdrawPromise("b-o"))
        try await day.desk.perform(.keepPromise("c-o"))
        day.clock.advance(by: .hours(2))
        try await Timekeeper(day.desk).sweep()
        try await day.expectRefusal(of: .withdrawPromise("d-o"), .wrongState, at: "state")
        try await day.desk.perform(.keepPromise("d-o"))
        let promises = try await day.desk.records(Promise.self, Promise.promises(of: id))
        let agents = PromiseReport(of: promises, by: .agent, at: day.clock.now())
        #expect(agents.rows.map(\.name) == ["mikko", "veikko"])
        #expect(agents.tally(of: "mikko").keptRate == (0, 1))
        #expect(agents.tally(of: "veikko").keptRate == (1, 2))
        #expect(PromiseReport(of: promises, by: .team, at: day.clock.now()).rows.map(\.name) == ["technical"])
        #expect(PromiseReport(of: promises, by: .topic, at: day.clock.now()).tally(of: "streets").withdrawn == 1)
        #expect(try await day.facts().contains(.promiseHandedOver("a-o", from: "veikko", to: "mikko")))
    }

    @Test("C6 what an agent does not know becomes a promise with an owner, reminded of and broken like any other")
    func willFindOutAndIsReminded() async throws {
        let day = try DeskOfTheDay(
            policy: policy([]) { $0.serviceLevels.promises = PromisePlan(remindBefore: [.minutes(30)]) })
        let id = try await day.taken()
        let due = day.clock.now() + .hours(2)
        try await day.desk.perform(
            .promise(id, by: "veikko", text: "Selvitän", due: due, source: .willFindOut), as: "find")
        day.clock.set(to: due + .minutes(1))
        try await Timekeeper(day.desk).sweep()
        let facts = try await day.facts()
        #expect(facts.contains(.promiseOverdue("find-o", "veikko")))
        #expect(!facts.contains(.promiseReminder("find-o", "veikko", due: due)), "too late to remind")
        #expect(
            PromiseReport(
                of: try await day.desk.records(Promise.self, Promise.owed(by: "veikko")), by: .agent,
                at: day.clock.now(), sources: [.willFindOut]
            ).tally(of: "veikko").broken == 1)
    }

    // MARK: C7

    @Test("C7 acknowledgement, named owner and next update have targets of their own, measured apart from speed")
    func assurance() async throws {
        let targets = try [
            ServiceTarget(name: "ack", metric: .acknowledgement, within: [.normal: .minutes(5)]),
            ServiceTarget(name: "owner", metric: .namedOwner, within: [.normal: .hours(1)], calendar: "office"),
            ServiceTarget(name: "update", metric: .periodicUpdate, within: [.normal: .hours(8)], calendar: "office"),
        ]
        let day = try DeskOfTheDay(policy: policy(targets))
        let id = try await day.taken()
        day.clock.advance(by: .minutes(30))
        let next = day.clock.now() + .hours(3)
        try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: next))
        let message = try #require(try await day.outbox().map(\.message).last { $0.kind == .notice })
        #expect(message.text == "Asiaasi \(id) hoitaa Veikko. Kuulet meistä viimeistään 2026-03-02 12:30.")
        #expect(try await day.status(.periodicUpdate, of: id).due == next)
        // The promised time passes; the reply that follows is late as an update and in no other way.
        day.clock.set(to: next + .minutes(1))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().contains(.targetMissed(.periodicUpdate)))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Vielä kesken"))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        var report = TargetReport()
        for (_, event) in try await day.desk.events() { report.add(event) }
        let rows = report.rows(.assurance)
        #expect(rows.map(\.metric) == [.acknowledgement, .namedOwner, .periodicUpdate])
        #expect(rows.map(\.met) == [1, 1, 1])
        #expect(rows.map(\.missed) == [0, 0, 1])
        let service = try #require(try await day.item(id).service)
        #expect((service.assurancesMet, service.assurancesMissed) == (3, 1))
        let row = try await day.encounter(id)
        #expect((row.targetsMet, row.targetsMissed) == (1, 1), "the first reply late, the resolution in time")
        try await day.expectRefusal(of: .inform(id, by: "veikko", nextUpdate: next), .wrongState, at: "case")
    }

    @Test("C7 whoever calls knows whose the matter is when the agent answers")
    func assuranceOnThePhone() async throws {
        let target = try ServiceTarget(name: "owner", metric: .namedOwner, within: [.normal: .minutes(1)])
        let day = try DeskOfTheDay(policy: policy([target]))
        try await day.desk.perform(.setPresence("veikko", .available))
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "", topic: "streets",
            occurredAt: day.clock.now())
        let id = try #require(try await day.receive(call).caseID)
        day.clock.advance(by: .seconds(30))
        let item = try await day.item(id)
        try await day.desk.perform(.dispatch(try #require(item.queue)))
        try await day.desk.perform(.accept(id, by: "veikko"))
        let ended = try await day.facts().compactMap { if case .clockEnded(let end) = $0 { end } else { nil } }
        #expect(ended.map(\.metric) == [.namedOwner])
        #expect(ended.map(\.counted) == [.seconds(30)] && ended.map(\.isMissed) == [false])
    }
}
