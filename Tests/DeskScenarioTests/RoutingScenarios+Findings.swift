import DeskTestKit
import ServiceDesk
import Testing

extension RoutingScenarios {
    /// The findings of the town's policy with something changed, errors or not, as English sentences.
    private func findings(_ change: (inout DeskPolicy) throws -> Void) throws -> [PolicyFinding] {
        var policy = try TownDesk.policy()
        try change(&policy)
        do throws(PolicyErrors) {
            let compiled = try CompiledPolicy(policy)
            return compiled.warnings + compiled.notices
        } catch {
            return error.findings
        }
    }

    private func table(
        _ policy: DeskPolicy, _ rules: [RoutingRule], otherwise: RoutingOutcome? = RoutingOutcome(queue: "general"),
        more: [RoutingAttribute] = []
    ) throws -> RoutingTable {
        try RoutingTable(attributes: policy.routing.attributes + more, rules: rules, otherwise: otherwise)
    }

    @Test("D7 a rule that others leave nothing to is found before use, also when they do so only together")
    func unreachableRule() throws {
        let found = try findings { policy in
            policy.routing = try table(
                policy,
                [
                    RoutingRule(
                        "written", when: [.init("channel", .isIn(["mail", "chat"]))], then: .init(queue: "general")),
                    RoutingRule(
                        "spoken", when: [.init("channel", .isNotIn(["mail", "chat"]))], then: .init(queue: "general")),
                    RoutingRule("daycare", when: [.init("topic", .isIn(["daycare"]))], then: .init(queue: "families")),
                ])
        }
        let finding = try #require(found.first { $0.place.description == "routing.rules[2]" })
        #expect(finding.severity == .warning)
        #expect(
            finding.text.text(in: .english)
                == "The rule never applies: whatever matches it matches “written” and “spoken” before it, one or the other."
        )
        #expect(
            finding.text.text(in: .finnish)
                == "Sääntöä ei koskaan sovelleta: kaikki, mikä täyttää sen, täyttää jo jonkin aiemmista säännöistä "
                + "”written” ja ”spoken”.")
    }

    @Test("D7 a gap is found with a contact that would be stranded, and rules without one need no otherwise")
    func gap() throws {
        let written = RoutingRule(
            "written", when: [.init("channel", .isIn(["mail", "chat", "social"]))], then: .init(queue: "general"))
        func spoken(_ channels: [String]) -> RoutingRule {
            RoutingRule("spoken", when: [.init("channel", .isIn(channels))], then: .init(queue: "general"))
        }
        let found = try findings { $0.routing = try table($0, [written, spoken(["phone"])], otherwise: nil) }
        #expect(
            found.map { "\($0.severity) \($0.sentence(in: .english))" } == [
                "error routing.otherwise: No rule matches a contact with channel counter and priority critical, "
                    + "and the table does not say what happens then."
            ])
        let closed = try findings {
            $0.routing = try table($0, [written, spoken(["phone", "counter"])], otherwise: nil)
        }
        #expect(closed == [])
        // A language can come that nobody listed, so listing all three closes nothing.
        let languages = try findings {
            $0.routing = try table(
                $0,
                [
                    RoutingRule(
                        "known", when: [.init("language", .isIn(["fi", "sv", "en"]), orMissing: true)],
                        then: .init(queue: "general"))
                ],
                otherwise: nil)
        }
        #expect(languages.first?.text.text(in: .english).contains("language other") == true)
    }

    @Test("D7 two rules that only their order tells apart are shown with a contact, and the desk sends it as was said")
    func conflict() async throws {
        let notices = try TownDesk.compiled().notices
        let clash = try #require(
            notices.first {
                $0.place.description == "routing.rules[2]" && $0.sentence(in: .english).contains("“permits”")
            })
        #expect(clash.severity == .notice)
        #expect(
            clash.text.text(in: .english).hasPrefix(
                "Only their order decides between “permits” and “swedish”: a contact with "))
        let table = try TownDesk.policy().routing
        guard case .example(let facts) = try table.example(matching: ["permits", "swedish"], butNot: ["emergency"])
        else {
            Issue.record("no contact matches both")
            return
        }
        #expect(facts["topic"] == .symbol("permits") && facts["language"] == .symbol("sv"))
        let day = try DeskOfTheDay()
        let id = try #require(
            try await day.receive(try day.mail(from: "a@example.com", topic: "permits", language: .swedish)).caseID)
        #expect(try await day.item(id).route?.rule == "permits")
    }

    @Test("D7 a skill nobody has is an error at the rule, with who lacks only one step to it")
    func skillNobodyHas() throws {
        let found = try findings { policy in
            policy.routing = try table(
                policy,
                [
                    RoutingRule(
                        "permits", when: [.init("topic", .isIn(["permits"]))],
                        then: .init(
                            queue: "technical", skills: [.init("permits", atLeast: 4), .init("english", atLeast: 3)]))
                ])
        }
        #expect(
            found.map { "\($0.severity) \($0.sentence(in: .english))" } == [
                "error routing.rules[0].then: Nobody who serves queue technical has permits at level 4 or higher and "
                    + "english at level 3 or higher. One skill is lacking for onni (english 2 < 3)."
            ])
    }

    @Test("D7 a queue with no hours is an error, and a rule that fires only while its queue is closed a warning")
    func queueWithoutHours() throws {
        let shut = try findings { policy in
            policy.calendars["never"] = BusinessCalendar(zone: "Europe/Helsinki", week: .closed)
            policy.queues[1].calendar = "never"
        }
        #expect(
            shut.contains {
                $0.severity == .error
                    && $0.sentence(in: .finnish)
                        == "queues[1].calendar: Jono families noudattaa kalenteria never, joka ei ole koskaan auki."
            })
        let night = try findings { policy in
            policy.queues[1].calendar = "office"
            policy.routing = try table(
                policy,
                [
                    RoutingRule(
                        "evening",
                        when: [.init("time", .within(WeekRange.on([.monday, .friday], from: "18:00", to: "22:00")))],
                        then: .init(queue: "families"))
                ], more: [RoutingAttribute("time", .timeOfWeek(zone: "Europe/Helsinki"))])
        }
        #expect(
            night.map { "\($0.severity) \($0.sentence(in: .english))" } == [
                "warning routing.rules[0].when.time: Rule “evening” can only apply while its queue families is closed."
            ])
    }

    @Test(
        "D7 automation without a human exit, and a last step that never ends, are found with the way that leads there")
    func deadEnds() throws {
        let path = AutomationOutline(steps: [
            .init("greet", exits: [.step("topic")]),
            .init("topic", exits: [.step("invoice"), .person(isBounded: true)]),
            .init("invoice", exits: [.step("amount")]), .init("amount", exits: [.step("invoice")]),
        ])
        let found = DeadEndCheck.findings(path)
        #expect(
            found.first?.sentence(in: .finnish)
                == "Vaiheesta ”invoice” ei pääse ihmisen luo eikä loppuun (reitti sinne: greet → topic → invoice).")
        #expect(found.allSatisfy { $0.severity == .error } && found.count == 2)
        let town = try TownDesk.policy()
        let rings = RelaxationOutline(
            queue: "technical",
            rings: [
                .init(teams: ["technical"], skills: [.init("swedish", atLeast: 3)]),
                .init(teams: ["technical"], skills: [.init("swedish", atLeast: 1)]),
            ], ends: false)
        #expect(
            DeadEndCheck.findings(rings, agents: town.agents).map(\.severity) == [.warning, .error])
    }
}
