import DeskPrimitives
import DeskRouting
import DeskSchedules
import Testing

/// Ways on which a contact would wait for nothing.
@Suite struct DeadEndTests {
    private let agents = [
        Agent(id: "aino", name: "Aino", team: "front", skills: [.init("fraud", 4)]),
        Agent(id: "veikko", name: "Veikko", team: "front"),
        Agent(id: "siiri", name: "Siiri", team: "back", skills: [.init("fraud", 2)]),
    ]

    private func lines(_ findings: [RoutingFinding]) -> [String] {
        findings.map { "\($0.severity) \($0.sentence(in: .english))" }
    }

    private func outline(_ rings: [RelaxationOutline.Ring], ends: Bool = false) -> [String] {
        lines(DeadEndCheck.findings(RelaxationOutline(queue: "risk", rings: rings, ends: ends), agents: agents))
    }

    @Test func relaxingThatRelaxes() {
        #expect(
            outline([
                .init(teams: ["front"], skills: [.init("fraud", atLeast: 3)]),
                .init(teams: ["front", "back"], skills: [.init("fraud", atLeast: 2)]),
                .init(teams: ["front", "back"], skills: []),
            ]) == [])
    }

    @Test func relaxingThatDoesNot() {
        #expect(
            outline([
                .init(teams: ["front"], skills: [.init("fraud", atLeast: 3)]),
                .init(teams: ["front"], skills: [.init("fraud", atLeast: 2)]),
            ]) == ["warning After step 1 nobody more can take the work in queue risk than before."])
        #expect(
            outline([
                .init(teams: ["front"], skills: []), .init(teams: ["back"], skills: [.init("fraud", atLeast: 1)]),
            ]) == [
                "error After step 1 fewer can take the work in queue risk: no longer aino and veikko."
            ])
    }

    @Test func aLastStepThatNeverEnds() {
        let nobody = RelaxationOutline.Ring(teams: ["front"], skills: [.init("fraud", atLeast: 5)])
        #expect(
            outline([nobody]) == ["error Nobody can take the work in queue risk, and nothing else ever happens to it."])
        #expect(outline([nobody], ends: true) == [])
        #expect(
            outline([nobody, .init(teams: ["front", "back"], skills: [.init("fraud", atLeast: 5)])]).last
                == "error After the last step, 1, still nobody can take the work in queue risk, "
                + "and nothing else ever happens to it.")
    }

    @Test func automationWithoutAHumanExit() {
        let path = AutomationOutline(steps: [
            .init("menu", exits: [.step("order"), .step("lost")]),
            .init("order", exits: [.closed, .person()]),
            .init("lost", exits: [.step("deep")]),
            .init("deep", exits: [.step("lost"), .step("nowhere")]),
        ])
        #expect(
            lines(DeadEndCheck.findings(path)) == [
                "error From step “lost” no way leads to a person or to an end (the way there: menu → lost).",
                "error Step “deep” leads to “nowhere”, which does not exist.",
                "error From step “deep” no way leads to a person or to an end (the way there: menu → lost → deep).",
            ])
    }

    @Test func loopsNeedATimeOrACount() {
        func loop(_ exit: AutomationOutline.Exit) -> [String] {
            lines(
                DeadEndCheck.findings(
                    AutomationOutline(steps: [
                        .init("ask", exits: [.step("again"), exit]), .init("again", exits: [.step("ask")]),
                    ])))
        }
        #expect(loop(.person(isBounded: true)) == [])
        #expect(loop(.person()) == ["error No time and no count leads out of the loop ask → again."])
        #expect(loop(.closed) == ["error No time and no count leads out of the loop ask → again."])
        #expect(lines(DeadEndCheck.findings(AutomationOutline(steps: []))) == [])
    }

    private func hours(_ rules: [(String, WeekRange)], zone: String = "Europe/Helsinki") throws -> [RoutingFinding] {
        let office = try BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]),
            overrides: ["2026-12-12": ["10:00-14:00"]]
        ).compiled()
        let never = try BusinessCalendar(zone: "Europe/Helsinki", week: .closed).compiled()
        let table = try RoutingTable(
            attributes: [RoutingAttribute("time", .timeOfWeek(zone: zone))],
            rules: rules.map {
                RoutingRule($0.0, when: [.init("time", .within([$0.1]))], then: RoutingOutcome(queue: "desk"))
            }, otherwise: RoutingOutcome(queue: "always"))
        return HoursCheck.findings(
            queues: [
                WorkQueue(id: "desk", teams: ["front"], calendar: "office"), WorkQueue(id: "always", teams: ["front"]),
                WorkQueue(id: "shut", teams: ["front"], calendar: "never"),
            ], table: table, openTimes: ["office": office, "never": never])
    }

    @Test func aQueueThatIsClosedWheneverItsRuleFires() throws {
        let findings = try hours([
            ("evening", WeekRange(960, 1_200)), ("touches", WeekRange(959, 1_200)), ("sunday", WeekRange(8_640, 480)),
            // One Saturday in the calendar is enough.
            ("saturday", WeekRange(7_200, 8_640)),
        ])
        #expect(
            lines(findings) == [
                "error Queue shut keeps the hours of calendar never, which is never open.",
                "warning Rule “evening” can only apply while its queue desk is closed.",
                "warning Rule “sunday” can only apply while its queue desk is closed.",
            ])
        #expect(
            findings.map(\.place.description) == [
                "queues[2].calendar", "routing.rules[0].when.time", "routing.rules[2].when.time",
            ])
        // On the clocks of Lisbon the office opens at 6.
        #expect(try hours([("early", WeekRange(360, 370))], zone: "Europe/Lisbon").count == 1)
        #expect(try hours([("earlier", WeekRange(350, 360))], zone: "Europe/Lisbon").count == 2)
    }

    @Test func everythingIsSaidInFinnish() {
        let matters: [RoutingFinding.Matter] = [
            .ruleNeverMatches("a", ["tags"]), .ruleNeverApplies("a", shadowedBy: ["b", "c"]),
            .rulesClash("a", "b", example: [:]), .gap([:]), .gapNotDecided, .ruleNotDecided("a"),
            .queueNeverOpen("q", "c"), .closedWheneverItFires(rule: "a", "q"), .relaxationDoesNotWiden("q", step: 1),
            .relaxationNarrows("q", step: 1, loses: ["aino"]), .lastStepNeverEnds("q", step: 0),
            .lastStepNeverEnds("q", step: 2), .noHumanExit(["a", "b"]), .endlessLoop(["a", "b"]),
            .unknownStep("a", "b"), .overflowLoop(["q", "r"]),
        ]
        for matter in matters {
            let (english, finnish) = (
                RoutingFinding(.error, matter, at: .root).sentence(in: .english),
                RoutingFinding(.error, matter, at: .root).sentence(in: .finnish)
            )
            #expect(english.hasSuffix(".") && finnish.hasSuffix(".") && english != finnish, "\(matter)")
        }
    }
}
