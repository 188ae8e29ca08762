import DeskTestKit
import ServiceDesk
import Testing

/// Contracts and editions of the policy; Monday 2 March 2026, 09:00 in Helsinki, open 08–16.
extension ServiceScenarios {
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

    @Test("C4 what is left of a contract goes when it ends, once, and what is set aside for a case stays")
    func contractEnds() async throws {
        let day = try DeskOfTheDay(policy: policy([]) { $0.serviceLevels.entitlements = EntitlementPlan() })
        let person = try await day.receive(try day.mail(from: "maija@example.com", topic: "passports")).person
        let end = day.clock.now() + .hours(4)
        try await day.desk.perform(
            .putEntitlement(
                Entitlement(
                    id: "gold", name: "Gold", holder: .person(person), granted: .time(.hours(3)),
                    validFrom: try utc("2026-01-01T00:00:00Z"), validUntil: end)))
        let id = try await day.taken()
        try await day.desk.perform(.reserveEntitlement(id, .time(.hours(1))))
        day.clock.set(to: end)
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        let ended = try await gold(day)
        #expect(ended.expired == .time(.hours(2)) && ended.available == .time(.zero))
        try await day.desk.perform(.logWork(id, by: "veikko", .minutes(45)))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        for _ in 0..<3 { try await Timekeeper(day.desk).sweep() }
        let settled = try await gold(day)
        #expect(settled.drawn == .time(.minutes(45)) && settled.expired == .time(.minutes(135)))
        #expect(settled.available == .time(.zero) && settled.reserved == .time(.zero))
    }

    @Test("C4 every due time says where it comes from: start, hours, pauses, target, version of the rules")
    func dueTimesExplained() async throws {
        let target = try ServiceTarget(
            name: "resolution", metric: .resolution, within: [.normal: .hours(4)], calendar: "office", atRisk: [])
        let day = try DeskOfTheDay(
            policy: policy([target]) { $0.edition = PolicyEdition(version: "2026-1", effectiveFrom: .epoch) })
        let id = try await day.taken()
        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.resume(id))
        let why = day.desk.machine.policy.explanation(
            of: try await day.clock(.resolution, of: id), at: day.clock.now())
        #expect(why.countedFrom == (try utc("2026-03-02T07:00:00Z")))
        #expect(why.pauses.map(\.reason) == [.customer] && why.pauses.map(\.leftOut) == [.hours(1)])
        #expect(why.version == "2026-1" && why.calendarName == "office")
        #expect(why.status.due == (try utc("2026-03-02T12:00:00Z")))
        #expect(
            why.sentence(in: .english)
                == "Resolution: 4 h in the hours of “office”, counted from 2026-03-02 09:00. Left out: 1 h waiting for "
                + "the customer. Used: 0 s, left: 4 h. Due 2026-03-02 14:00. Times are in Europe/Helsinki. "
                + "Rules: version “2026-1”.")
        #expect(
            why.sentence(in: .finnish)
                == "Ratkaisu: tavoite 4 h kalenterin ”office” mukaan, laskettu 2.3.2026 klo 09.00 alkaen. "
                + "Laskusta jätetty pois: 1 h asiakasta odotettaessa. Käytetty: 0 s, jäljellä: 4 h. "
                + "Määräaika on 2.3.2026 klo 14.00. Ajat ovat aikavyöhykkeellä Europe/Helsinki. "
                + "Säännöt: versio ”2026-1”.")
    }
}
