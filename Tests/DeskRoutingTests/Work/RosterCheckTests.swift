import DeskPrimitives
import DeskRouting
import Testing

/// What rules ask for against what the people can do.
@Suite struct RosterCheckTests {
    private let queues = [WorkQueue(id: "risk", teams: ["t1"]), WorkQueue(id: "general", teams: ["t1", "t2"])]
    private let agents = [
        Agent(id: "a1", name: "A", team: "t1", skills: [SkillLevel("fraud", 2), SkillLevel("phone", 5)]),
        Agent(id: "a2", name: "B", team: "t1", skills: [SkillLevel("phone", 1)]),
        Agent(id: "a3", name: "C", team: "t2", skills: [SkillLevel("fraud", 5), SkillLevel("phone", 5)]),
    ]

    private func lines(_ findings: [RoutingFinding]) -> [String] { findings.map { "\($0.severity) \($0.place)" } }

    private func table(_ outcomes: [RoutingOutcome], otherwise: RoutingOutcome? = nil) throws -> RoutingTable {
        try Samples.table(
            outcomes.enumerated().map { number, outcome in
                RoutingRule("r\(number)", when: [RoutingCondition("channel", .isIn(["chat"]))], then: outcome)
            }, otherwise: otherwise)
    }

    @Test func whatFitsTogetherHasNoFindings() throws {
        let table = try table(
            [
                RoutingOutcome(
                    queue: "risk", skills: [SkillRequirement("fraud", atLeast: 2), SkillRequirement("phone")])
            ],
            otherwise: RoutingOutcome(queue: "general", skills: [SkillRequirement("fraud", atLeast: 5)]))
        #expect(RosterCheck.findings(queues: queues, agents: agents, table: table) == [])
    }

    @Test func aRequirementThatNobodyMeets() throws {
        let skills = [SkillRequirement("fraud", atLeast: 3), SkillRequirement("phone")]
        let table = try table(
            [RoutingOutcome(queue: "risk", skills: skills), RoutingOutcome(queue: "risk", skills: skills, urgency: 9)],
            otherwise: RoutingOutcome(queue: "general"))
        let findings = RosterCheck.findings(queues: queues, agents: agents, table: table)
        #expect(lines(findings) == ["error routing.rules[0].then", "error routing.rules[1].then"])
        #expect(
            findings[0].matter
                == .nobodyQualifies(
                    "risk", skills,
                    nearly: [
                        NearlyQualified("a1", lacks: skills[0], has: 2),
                        NearlyQualified("a2", lacks: skills[0], has: 0),
                    ]))
        #expect(
            findings[0].sentence(in: .english)
                == "Nobody who serves queue risk has fraud at level 3 or higher and phone at level 1 or higher. "
                + "One skill is lacking for a1 (fraud 2 < 3), a2 (fraud 0 < 3).")
        #expect(
            findings[0].sentence(in: .finnish)
                == "Kenelläkään jonoa risk palvelevista ei ole tarvittavia taitoja: "
                + "fraud vähintään tasolla 3 ja phone vähintään tasolla 1. "
                + "Vain yksi taito puuttuu näiltä: a1 (fraud 2 < 3), a2 (fraud 0 < 3).")
    }

    @Test func aQueueThatNobodyDeclared() throws {
        let table = try table([RoutingOutcome(queue: "gone")], otherwise: RoutingOutcome(queue: "lost"))
        let findings = RosterCheck.findings(queues: queues, agents: agents, table: table)
        #expect(lines(findings) == ["error routing.rules[0].then", "error routing.otherwise"])
        #expect(findings.map(\.matter) == [.unknownQueue("gone"), .unknownQueue("lost")])
    }

    @Test func queuesWithoutPeople() {
        let queues = [
            WorkQueue(id: "q1"), WorkQueue(id: "q2", teams: ["t9"]),
            WorkQueue(id: "q3", teams: ["t1"], escalateTo: "nobody"),
            WorkQueue(id: "q3", teams: ["t2"]),
        ]
        let findings = RosterCheck.findings(queues: queues, agents: agents)
        #expect(
            lines(findings) == [
                "error queues[0]", "error queues[1].teams", "error queues[2].escalateTo", "error queues[3].id",
            ])
        #expect(
            findings.map(\.matter) == [
                .queueWithoutTeam("q1"), .queueWithoutAgent("q2"), .unknownEscalation("q3", "nobody"), .duplicate("q3"),
            ])
    }

    @Test func agentsThatDoNotFit() {
        let odd = [
            Agent(id: "a1", name: "A", team: "t7", capacityUnits: .min),
            Agent(id: "a1", name: "B", team: "t1", skills: [SkillLevel("x", 9), SkillLevel("y"), SkillLevel("y")]),
            agents[2],
        ]
        let findings = RosterCheck.findings(queues: queues, agents: odd)
        #expect(
            lines(findings) == [
                "error agents[0].capacityUnits", "warning agents[0].team", "error agents[1].id",
                "error agents[1].skills[0]",
                "error agents[1].skills[2]",
            ])
    }

    @Test func aTableThatSaysNothingAboutTheRest() throws {
        let partial = try table([RoutingOutcome(queue: "general")])
        let findings = RosterCheck.findings(queues: queues, agents: agents, table: partial)
        #expect(findings.map(\.matter) == [.nothingOtherwise])
        #expect(findings.map(\.severity) == [.warning])
        let closed = try Samples.table([RoutingRule("any", then: RoutingOutcome(queue: "general"))])
        #expect(RosterCheck.findings(queues: queues, agents: agents, table: closed) == [])
    }

    @Test func warningsOfTheTableAreAmongThem() throws {
        let table = try Samples.table(
            [
                RoutingRule(
                    "a", when: [RoutingCondition("language", .isNotIn(["fi"]))], then: RoutingOutcome(queue: "general"))
            ], otherwise: RoutingOutcome(queue: "general"))
        let findings = RosterCheck.findings(queues: queues, agents: agents, table: table)
        #expect(lines(findings) == ["warning routing.rules[0].when.language.notIn"])
    }

    @Test func everyFindingHasWords() {
        let matters: [RoutingFinding.Matter] = [
            .negativeTestSkipsMissing(attribute: "x"), .neverMissing(attribute: "x"), .nothingOtherwise,
            .unknownQueue("q"), .queueWithoutTeam("q"), .queueWithoutAgent("q"), .unknownEscalation("q", "a"),
            .duplicate("d"), .invalidSkill("a", "s"), .invalidCapacity("a", 0), .agentWithoutQueue("a"),
            .nobodyQualifies("q", [SkillRequirement("s")], nearly: []),
        ]
        let sentences = matters.flatMap { matter in
            [LanguageTag.english, .finnish].map {
                RoutingFinding(.warning, matter, at: .root).sentence(in: $0)
            }
        }
        #expect(Set(sentences).count == 2 * matters.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") })
        #expect(RoutingFinding.Severity.warning < .error)
    }
}
