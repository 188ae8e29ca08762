import DeskTestKit
import ServiceDesk
import Testing

extension ServiceScenarios {
    @Test("C1 what the service covers is told in two languages and three forms, from the policy that runs the desk")
    func description() async throws {
        let policy = try TownDesk.policy()
        let english = policy.serviceSheet(in: .english, from: "2026-03-02").rendered(as: .text)
        for line in [
            "Town service desk", "Address: palvelu@lehtola.example", "- Mon–Fri: open 08:00–16:00",
            "Good Friday: closed",
            "- Building permits: Advice; decisions are made by the building authority.",
            "- Passports: Passports are issued by the police: poliisi.fi.",
            "- first reply. Priority: high. For: everything. Time: within 1 opening hour.",
        ] { #expect(english.contains(line), "\(line)") }
        let finnish = policy.serviceSheet(in: .finnish).rendered(as: .markdown)
        for line in [
            "# Kaupungin palvelupiste", "ma–pe 08.00–16.00", "| Passit | Passit myöntää poliisi: poliisi.fi. |",
        ] {
            #expect(finnish.contains(line), "\(line)")
        }
        let page = policy.serviceSheet(in: .finnish).rendered(as: .html)
        #expect(page.contains("<html lang=\"fi\">") && page.contains("<th scope=\"row\">Passit</th>"))
    }

    @Test("C1 a longer time in the policy is a longer time on the sheet and a later due instant on the desk")
    func descriptionAndDesk() async throws {
        for hours in [Int64(2), 5] {
            var policy = try TownDesk.policy()
            policy.targets[1] = try ServiceTarget(
                name: "first-reply", metric: .firstReply, within: [.normal: .hours(hours)], calendar: "office")
            let sheet = policy.serviceSheet(in: .english)
            let row = try #require(sheet.rows.first { $0.place.description == "targets[1].within.normal" })
            #expect(row.cells[3].text == "within \(hours) opening hours")
            let day = try DeskOfTheDay(policy: policy)
            let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
            let due = try #require(try await day.status(.firstReply, of: id).due)
            let open = day.desk.machine.policy.openTime("office")
            #expect(open.elapsed(from: day.clock.now(), to: due) == .hours(hours))
        }
    }

    @Test("C2 the scope of a matter is explained beforehand, with where help is, and asking for it is counted by topic")
    func scope() async throws {
        let day = try DeskOfTheDay()
        let description = day.desk.machine.policy.document.description
        #expect(
            description.scope(of: "passports").sentence(in: .english)
                == "The service does not cover: Passports. Help: Passports are issued by the police: poliisi.fi.")
        for number in 0..<3 {
            _ = try await day.receive(try day.mail(from: "a\(number)@example.com", topic: "passports"))
        }
        _ = try await day.receive(try day.mail(from: "b@example.com", topic: "waste"))
        var report = ScopeReport()
        for entry in try await day.desk.events() { report.add(entry.event) }
        #expect((report.contacts, report.outsideTotal, report.outside["passports"]) == (4, 3, 3))
        #expect(report.ranked.map(\.topic) == ["passports"])
        #expect(report.sentence(in: .english) == "3 of 4 contacts asked for what the service does not cover.")
    }

    @Test("C3 a case that took longer than the description allows is over-service of its topic, customer and agent")
    func overService() async throws {
        var policy = try TownDesk.policy()
        policy.description = try ServiceDescription(
            name: policy.description.name, purpose: policy.description.purpose,
            items: policy.description.items.map { item in
                ServiceItem(
                    topic: item.topic, title: item.title, included: item.included, limits: item.limits, help: item.help,
                    effort: item.topic == "streets" ? .minutes(30) : nil)
            })
        let day = try DeskOfTheDay(policy: policy)
        let id = try await day.taken()
        day.clock.advance(by: .hours(2))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Valmis."))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let rows = try await day.desk.records(
            Encounter.self, Encounter.query(arrivedIn: .epoch..<day.clock.now() + .hours(1)))
        let encounter = try #require(rows.first)
        var report = OverServiceReport(policy.description)
        report.add(encounter)
        #expect(report.total.over == encounter.effort - .minutes(30) && report.total.over > .zero)
        #expect(OverServiceReport.ranked(report.agents).map(\.id) == ["veikko"])
        #expect(OverServiceReport.ranked(report.topics).map(\.id) == ["streets"])
        #expect(report.persons.count == 1)
        let sheet = policy.serviceSheet(in: .finnish).rendered(as: .text)
        #expect(sheet.contains("- Kadut ja puistot: Enintään 30 minuutin työ asiaa kohden."))
    }

    @Test(
        "C8 for every topic on every channel there are a queue and a person; the check names one for which there is none"
    )
    func accountability() throws {
        let policy = try TownDesk.policy()
        let desk = try CompiledPolicy(policy)
        for channel in policy.channels {
            for topic in [TopicID?.none] + policy.topics.map(\.id) {
                for hour in [Int64(0), 9, 20, 60, 130] {
                    let at = (Instant("2026-03-02T00:00:00Z") ?? .epoch) + .hours(hour)
                    let who = try desk.accountability(for: topic, on: channel.id, at: at)
                    #expect(who.isComplete, "\(who.sentence(in: .english))")
                }
            }
        }
        var open = policy
        open.queues[2].escalateTo = nil
        let finding = try #require(
            try CompiledPolicy(open, checkedFrom: CompiledPolicy.defaultCheckStart).warnings.first)
        #expect(finding.place.description == "queues[2].escalateTo")
        #expect(
            finding.text.text(in: .finnish).contains("puuttuu henkilö, jolle asian voi nostaa"))
    }

    @Test("C9 the check says with the arithmetic that four hours around the clock cannot be kept over Easter")
    func unkeepable() throws {
        var policy = try TownDesk.policy()
        for number in policy.agents.indices { policy.agents[number].calendar = "office" }
        policy.targets = [try ServiceTarget(name: "t", metric: .firstReply, within: [.normal: .hours(4)])]
        let findings = try CompiledPolicy(policy, checkedFrom: Instant("2026-01-01T00:00:00Z") ?? .epoch).warnings
        #expect(findings.map(\.place.description) == ["targets[0].within.normal"])
        let said = try #require(findings.first).sentence(in: .english)
        #expect(said.contains("arriving 2026-04-02 16:00, is due 2026-04-02 20:00"), "\(said)")
        #expect(said.contains("112 h count, 4 h are allowed, 108 h too many"), "\(said)")
        policy.targets = [
            try ServiceTarget(name: "t", metric: .firstReply, within: [.normal: .hours(4)], calendar: "office")
        ]
        #expect(
            try CompiledPolicy(policy, checkedFrom: CompiledPolicy.defaultCheckStart).warnings.isEmpty,
            "in opening hours it can be kept")
    }
}
