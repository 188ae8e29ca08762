import DeskChannels
import DeskInsight
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels
import DeskTestKit
import Testing

/// Who answers for what and when, which targets the hours cannot keep, and words that promise more than the policy.
@Suite struct CoverageCheckTests {
    private func findings(_ change: (inout DeskPolicy) throws -> Void) throws -> [String] {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try CompiledPolicy(policy, checkedFrom: CompiledPolicy.defaultCheckStart).warnings.map {
            $0.sentence(in: .english)
        }
    }

    /// Everybody works in a calendar of its own.
    private static func staff(_ policy: inout DeskPolicy, _ hours: DayHours, holidays: HolidaySet = .finland) {
        policy.calendars["staff"] = BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(hours), holidays: holidays)
        for number in policy.agents.indices { policy.agents[number].calendar = "staff" }
    }

    @Test func aQueueWithoutAPersonToEscalateTo() throws {
        #expect(
            try findings { $0.queues[1].escalateTo = nil } == [
                "queues[1].escalateTo: “Early childhood education” (Telephone) comes here, and there is no person to escalate to"
            ])
        #expect(
            try findings {
                $0.queues[3].escalateTo = nil
                $0.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "general"))
            }.allSatisfy { !$0.contains("escalate") }, "nothing comes to that queue")
    }

    @Test func aLineThatIsOpenWhileNobodyIsThere() throws {
        let all = try findings { Self.staff(&$0, ["09:00-15:00"]) }
        let first = try #require(all.first { $0.hasPrefix("channels[0].hours: ") })
        #expect(
            first.hasPrefix(
                "channels[0].hours: “a contact without a topic” (Telephone): open 2026-01-02 08:00–2026-01-02 09:00, and nobody of "
                    + "queue General is there ("))
        #expect(first.hasSuffix(" h in a year); to be raised with Aino"))
        #expect(!all.contains { $0.hasPrefix("channels[1]") }, "a mail waits")
    }

    @Test func targetsThatTheHoursCannotKeep() throws {
        let all = try findings { policy in
            Self.staff(&policy, ["08:00-16:00"], holidays: try HolidaySet([.named(.finland), .named(.finlandEves)]))
            policy.targets = [
                try ServiceTarget(name: "fast", metric: .firstReply, within: [.high: .hours(4), .low: .days(10)]),
                try ServiceTarget(
                    name: "open", metric: .resolution, within: [.normal: .hours(8)], calendar: "office"),
            ]
        }
        // The longest time that nobody is there begins on Thursday before Easter, 2 April 2026 at 16:00.
        let targets = all.filter { $0.hasPrefix("targets") }
        #expect(targets.count == 1, "\(all)")
        #expect(
            targets.first == "targets[0].within.high: cannot be kept: “a contact without a topic” (E-mail), arriving "
                + "2026-04-02 16:00, is due 2026-04-02 20:00, but the first who can take it is there 2026-04-07 08:00; "
                + "until then 112 h count, 4 h are allowed, 108 h too many")
    }

    @Test func aTargetThatIsJustKeptIsNoFinding() throws {
        // From Thursday 16:00 to Tuesday 08:00 pass 112 hours; whoever replies at that instant has kept 112 hours.
        for (hours, count) in [(Int64(112), 0), (111, 1)] {
            let all = try findings { policy in
                Self.staff(
                    &policy, ["08:00-16:00"], holidays: try HolidaySet([.named(.finland), .named(.finlandEves)]))
                policy.targets = [
                    try ServiceTarget(name: "t", metric: .firstReply, within: [.normal: .hours(hours)])
                ]
            }
            #expect(all.count { $0.hasPrefix("targets") } == count, "\(hours): \(all)")
        }
    }

    @Test func skillsOfOneWhoWorksLessDecide() throws {
        // Only Aino and nobody else speaks Swedish, and she works on Mondays.
        let all = try findings { policy in
            policy.calendars["mondays"] = BusinessCalendar(
                zone: "Europe/Helsinki", week: WeekHours([.monday: ["08:00-16:00"]]))
            policy.agents[0].calendar = "mondays"
        }
        #expect(all.contains { $0.hasPrefix("targets[0]") || $0.hasPrefix("targets[1]") })
        #expect(all.contains { $0.hasPrefix("channels[0].hours: ") && $0.contains("queue Other languages") })
    }

    @Test func wordsThatPromiseMoreThanThePolicy() throws {
        let all = try findings { policy in
            var items = policy.description.items
            items[5] = ServiceItem(topic: "passports", title: "Passports", included: false)
            policy.description = try ServiceDescription(
                name: policy.description.name, purpose: policy.description.purpose, items: items)
            policy.targets = [
                try ServiceTarget(
                    name: "t", metric: .resolution, within: [.normal: .hours(8)], calendar: "office",
                    topics: ["daycare", "waste", "permits", "billing", "passports"])
            ]
        }
        #expect(
            all == [
                "description.items[3]: it is covered, but no target says how soon",
                "description.items[5].help: it does not say where to get help with what is not covered",
                "targets[0].topics[2]: a time is promised for “passports”, which the service does not cover",
            ])
    }

    @Test func whoAnswers() throws {
        var policy = try TownDesk.policy()
        Self.staff(&policy, ["08:00-16:00"])
        let desk = try CompiledPolicy(policy)
        let monday = try #require(Instant("2026-03-02T08:00:00Z"))
        let who = try desk.accountability(for: "permits", on: "phone", at: monday)
        #expect((who.queue, who.escalateTo, who.rules) == ("technical", "onni", ["permits"]))
        #expect(who.onDuty == ["onni", "siiri"] && who.nextOnDuty == monday && who.isComplete)
        #expect(
            who.sentence(in: .english)
                == "Building permits, Telephone: queue Technical answers; at work: Onni, Siiri; in the end: Onni.")
        let night = try #require(Instant("2026-03-02T20:00:00Z"))
        let later = try desk.accountability(for: nil, on: "mail", at: night, language: .swedish)
        #expect((later.queue, later.escalateTo, later.onDuty) == ("languages", "eero", []))
        #expect(
            later.sentence(in: .finnish)
                == "Mikä tahansa asia, Sähköposti: vastaa jono Muut kielet; paikalla joku vasta 2026-03-03 08:00; viime kädessä: Eero."
        )
        #expect(throws: Refusal.self) { try desk.accountability(for: "x", on: "mail", at: night) }
        #expect(throws: Refusal.self) { try desk.accountability(for: nil, on: "fax", at: night) }
    }

    @Test func overService() throws {
        let description = try ServiceDescription(
            name: "n", purpose: "p",
            items: [
                ServiceItem(topic: "bin", title: "Bins", effort: .minutes(30)),
                ServiceItem(topic: "invoice", title: "Invoices"),
                ServiceItem(topic: "garden", title: "Garden", included: false),
            ])
        var report = OverServiceReport(description)
        for (number, (topic, minutes, person, agent)) in [
            ("bin", 20, "a", "x"), ("bin", 50, "a", "y"), ("bin", 30, "b", "y"), ("invoice", 300, "b", "x"),
            ("garden", 45, "a", "x"), ("other", 99, "a", "x"),
        ].enumerated() {
            var row = Encounter(
                id: EncounterID(case: try CaseID("c\(number)")), channel: "mail", topic: try TopicID(topic),
                arrivedAt: .epoch)
            row.effort = .minutes(Int64(minutes))
            row.person = try PersonID(person)
            row.agent = try AgentID(agent)
            report.add(row)
        }
        #expect(report.total.encounters == 5 && report.total.beyond == 2 && report.unstated == 1)
        #expect(report.total.over == .minutes(65) && report.total.effort == .minutes(445))
        #expect(OverServiceReport.ranked(report.topics).map(\.id) == ["garden", "bin"])
        #expect(report.topics["bin"]?.over == .minutes(20) && report.topics["invoice"]?.beyond == 0)
        #expect(OverServiceReport.ranked(report.persons).map(\.id) == ["a"])
        #expect(OverServiceReport.ranked(report.agents).map { $0.tally.over } == [.minutes(45), .minutes(20)])
        #expect(
            report.sentence(in: .english) == "2 of 5 matters went beyond the service description, 1.08 of 7.41 hours.")
    }
}
