import DeskPrimitives
import DeskRouting
import DeskSchedules
import Testing

/// Automated paths whose human exit is none for some contact, found before anybody takes them.
@Suite("Exits of automated paths")
struct AutomationCheckTests {
    private let agents = [
        Agent(id: "aino", name: "Aino", team: "front"),
        Agent(id: "veikko", name: "Veikko", team: "back", skills: [SkillLevel("waste", 2)]),
    ]

    private func path(_ steps: [AutomationStep], topics: [TopicID] = ["waste"], exit: QueueID = "all") throws
        -> AutomationPath
    {
        try AutomationPath(id: "bins", topics: topics, steps: steps, exit: exit)
    }

    private static let steps = [
        AutomationStep(id: "tell", kind: .inform, next: "report"),
        AutomationStep(id: "report", kind: .report, next: "tell"),
    ]

    private func table(_ skills: [SkillRequirement], earlier: [RoutingRule] = []) throws -> RoutingTable {
        try RoutingTable(
            attributes: [
                RoutingAttribute("topic", .enumeration(["waste", "permits"]), isOptional: true),
                RoutingAttribute("channel", .enumeration(["mail", "phone"])),
            ],
            rules: earlier + [
                RoutingRule(
                    "waste", when: [RoutingCondition("topic", .isIn(["waste"]))],
                    then: RoutingOutcome(queue: "all", skills: skills)),
                RoutingRule(
                    "permits", when: [RoutingCondition("topic", .isIn(["permits"]))],
                    then: RoutingOutcome(queue: "all", skills: [SkillRequirement("permits", atLeast: 5)])),
            ], otherwise: RoutingOutcome(queue: "all"))
    }

    private func lines(
        _ path: AutomationPath, _ table: RoutingTable, queues: [WorkQueue]? = nil,
        openTimes: [CalendarID: OpenTime] = [:]
    ) -> [String] {
        let found = AutomationCheck.findings(
            [path], queues: queues ?? [WorkQueue(id: "all", teams: ["front", "back"])], agents: agents, table: table,
            openTimes: openTimes)
        return found.map { "\($0.severity) \($0.place): \($0.sentence(in: .english))" }
    }

    @Test("A path whose exit somebody serves for whatever takes it has no findings, loops included")
    func served() throws {
        #expect(try lines(path(Self.steps), table([SkillRequirement("waste", atLeast: 2)])) == [])
        // What only other topics ask for does not come this way.
        #expect(try lines(path(Self.steps), table([])) == [])
        // Nor what an earlier rule takes out of the way.
        let phone = RoutingRule(
            "any", when: [RoutingCondition("topic", .isIn(["waste"]))], then: RoutingOutcome(queue: "all"))
        #expect(try lines(path(Self.steps), table([SkillRequirement("waste", atLeast: 5)], earlier: [phone])) == [])
        let outline = try AutomationOutline(path(Self.steps))
        #expect(DeadEndCheck.findings(outline) == [])
    }

    @Test("Nobody at the exit can take what the rules ask for: the contact, who is nearly able, and the steps")
    func unserved() throws {
        #expect(
            try lines(path(Self.steps), table([SkillRequirement("waste", atLeast: 4)])) == [
                "error [0].exit: No person can take over from automated path “bins”: a contact with channel mail and topic "
                    + "waste waits in queue all for nothing. Nobody who serves queue all has waste at level 4 or higher. "
                    + "One skill is lacking for aino (waste 0 < 4), veikko (waste 2 < 4).",
                "error [0].steps[0]: From step “tell” no way leads to a person or to an end (the way there: tell).",
                "error [0].steps[1]: From step “report” no way leads to a person or to an end (the way there: tell → report).",
            ])
        // Where a step may settle the matter there is an end, but whoever asks for a person still has none.
        let settling = [AutomationStep(id: "book", kind: .resolve, otherwise: "book")]
        let found = try lines(path(settling), table([SkillRequirement("waste", atLeast: 4)]))
        #expect(found.count == 2 && found[0].hasPrefix("error [0].exit: "))
        #expect(found[1] == "error [0].steps[0]: No time and no count leads out of the loop book.")
    }

    @Test("A contact of which no rule knows the topic takes the path too, and is the example")
    func unknownTopic() throws {
        let table = try RoutingTable(
            attributes: [RoutingAttribute("topic", .enumeration(["permits"]), isOptional: true)], rules: [],
            otherwise: RoutingOutcome(queue: "all", skills: [SkillRequirement("latin")]))
        let found = try lines(path(Self.steps, topics: ["bees"]), table)
        #expect(found.first?.contains("a contact with topic bees waits in queue all for nothing") == true, "\(found)")
        // Without a topic among the attributes any contact may take it.
        let plain = try RoutingTable(
            attributes: [],
            rules: [RoutingRule("r", then: RoutingOutcome(queue: "all", skills: [SkillRequirement("latin")]))])
        #expect(try lines(path(Self.steps), plain).count == 3)
        let merging = try RoutingTable(
            attributes: [RoutingAttribute("topic", .enumeration(["waste"]))],
            rules: [
                RoutingRule(
                    "r", when: [RoutingCondition("topic", .isIn(["waste"]))], then: RoutingOutcome(queue: "all")),
                RoutingRule("s", then: RoutingOutcome(queue: "all", skills: [SkillRequirement("latin")])),
            ], policy: .collect)
        #expect(try lines(path(Self.steps), merging).count == 3)
    }

    @Test("An exit that is never open, one with nobody in it, and one that waiting helps")
    func exits() throws {
        let never = try BusinessCalendar(zone: "UTC", week: .closed).compiled()
        let office = try BusinessCalendar(zone: "UTC", week: .mondayToFriday(["08:00-16:00"])).compiled()
        let queue = WorkQueue(id: "all", teams: ["front"], calendar: "hours")
        #expect(try lines(path(Self.steps), table([]), queues: [queue], openTimes: ["hours": office]) == [])
        #expect(try lines(path(Self.steps), table([]), queues: [queue], openTimes: ["hours": never]).count == 3)
        #expect(try lines(path(Self.steps), table([]), queues: [WorkQueue(id: "all", teams: ["gone"])]).count == 3)
        #expect(try lines(path(Self.steps), table([]), queues: []) == [], "names are checked elsewhere")
        let hard = try table([SkillRequirement("waste", atLeast: 4)])
        func relaxing(_ step: RelaxationStep, _ end: RelaxationEnd) throws -> Int {
            let plan = try RelaxationPlan(steps: [step], end: end)
            let queues = [
                WorkQueue(id: "all", teams: ["back"], relaxation: plan), WorkQueue(id: "more", teams: ["front"]),
            ]
            return try lines(path(Self.steps), hard, queues: queues).count
        }
        #expect(try relaxing(RelaxationStep(after: .seconds(20), teams: ["front"]), .stay) == 3)
        #expect(try relaxing(RelaxationStep(after: .seconds(20), drop: ["waste"]), .stay) == 0)
        #expect(try relaxing(RelaxationStep(after: .seconds(20), teams: ["front"]), .anyone) == 0)
        #expect(try relaxing(RelaxationStep(after: .seconds(20), teams: ["front"]), .callback) == 0)
        #expect(try relaxing(RelaxationStep(after: .seconds(20), teams: ["front"]), .overflow(to: "more")) == 0)
        #expect(try relaxing(RelaxationStep(after: .seconds(20), teams: ["front"]), .overflow(to: "nowhere")) == 3)
    }

    @Test("It is said in Finnish too")
    func finnish() throws {
        let found = try AutomationCheck.findings(
            [path(Self.steps)], queues: [WorkQueue(id: "all", teams: ["back"])], agents: agents,
            table: table([SkillRequirement("waste", atLeast: 4)]))
        #expect(
            found.first?.sentence(in: .finnish)
                == "Kukaan ei voi jatkaa automaattipolulta ”bins”, kun saapuu yhteydenotto, jossa channel on mail ja "
                + "topic on waste: se jää turhaan odottamaan jonoon all. Kenelläkään jonoa all palvelevista ei ole tarvittavia taitoja: "
                + "waste vähintään tasolla 4. Vain yksi taito puuttuu näiltä: veikko (waste 2 < 4).")
    }
}
