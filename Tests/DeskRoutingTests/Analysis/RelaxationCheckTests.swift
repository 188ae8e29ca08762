import DeskPrimitives
import DeskRouting
import Testing

/// Relaxing that helps nobody, and overflow that leads nowhere, found from the queues themselves.
@Suite struct RelaxationCheckTests {
    private let agents = [
        Agent(id: "aino", name: "Aino", team: "front", skills: [.init("fraud", 2)]),
        Agent(id: "siiri", name: "Siiri", team: "back"),
    ]

    private func queue(
        _ id: QueueID, _ steps: [RelaxationStep], end: RelaxationEnd = .stay
    ) throws -> WorkQueue {
        WorkQueue(id: id, teams: ["front"], relaxation: try RelaxationPlan(steps: steps, end: end))
    }

    private func table(_ outcomes: RoutingOutcome...) throws -> RoutingTable {
        let rules = outcomes.enumerated().map { number, outcome in
            RoutingRule("r\(number)", when: [RoutingCondition("n", .atLeast(Int64(number)))], then: outcome)
        }
        return try RoutingTable(attributes: [RoutingAttribute("n", .integer)], rules: rules)
    }

    private func lines(_ queues: [WorkQueue], _ table: RoutingTable?) -> [String] {
        RelaxationCheck.findings(queues: queues, agents: agents, table: table).map {
            "\($0.severity) \($0.place): \($0.sentence(in: .english))"
        }
    }

    @Test func aStepIsForNothingOnlyWhenItHelpsNoRule() throws {
        let dropping = try queue("q", [RelaxationStep(after: .seconds(20), drop: ["fraud"])])
        let easy = RoutingOutcome(queue: "q")
        let hard = RoutingOutcome(queue: "q", skills: [SkillRequirement("fraud", atLeast: 4)])
        let elsewhere = RoutingOutcome(queue: "other", skills: [SkillRequirement("fraud", atLeast: 4)])
        #expect(try lines([dropping], table(easy, hard)) == [])
        #expect(
            try lines([dropping], table(easy, elsewhere)) == [
                "warning queues[0].relaxation.steps[0]: "
                    + "After step 1 nobody more can take the work in queue q than before."
            ])
        // Of a queue to which no rule leads nothing is said; without rules, anything may come.
        #expect(try lines([dropping], table(elsewhere)) == [])
        #expect(lines([dropping], nil).count == 1)
    }

    @Test func stepsAfterWhichStillNobodyCanTakeIt() throws {
        let steps = [RelaxationStep(after: .seconds(20), lower: [SkillRequirement("fraud", atLeast: 3)])]
        let hard = RoutingOutcome(queue: "q", skills: [SkillRequirement("fraud", atLeast: 4)])
        let stays = try queue("q", steps)
        #expect(
            try lines([stays], table(hard)).contains {
                $0.hasPrefix("error queues[0].relaxation.steps[0]: After the last step, 1, still nobody")
            })
        let anyone = try queue("q", steps, end: .anyone)
        #expect(try !lines([anyone], table(hard)).contains { $0.hasPrefix("error") })
    }

    @Test func overflowThatLeadsNowhereOrBack() throws {
        let step = [RelaxationStep(after: .seconds(20), teams: ["back"])]
        let gone = try queue("q", step, end: .overflow(to: "nowhere"))
        #expect(
            lines([gone], nil).first?.hasPrefix("error queues[0].relaxation.end.overflow: ") == true)
        let circle = try [
            queue("a", step, end: .overflow(to: "b")), queue("b", step, end: .overflow(to: "c")),
            queue("c", step, end: .overflow(to: "b")), queue("d", step),
        ]
        #expect(
            lines(circle, nil) == [
                "warning queues[1].relaxation.end: Work overflows in a circle: b → c → b. "
                    + "It stays where it is once it has been everywhere."
            ])
    }

    @Test func whatWaitingHelpsIsAWarningAndNotAnError() throws {
        let hard = RoutingOutcome(queue: "q", skills: [SkillRequirement("fraud", atLeast: 4)])
        func severity(_ queue: WorkQueue) throws -> RoutingFinding.Severity? {
            try RosterCheck.findings(queues: [queue], agents: agents, table: table(hard)).first {
                if case .nobodyQualifies = $0.matter { true } else { false }
            }?.severity
        }
        #expect(try severity(queue("q", [])) == .error)
        #expect(try severity(queue("q", [RelaxationStep(after: .seconds(9), teams: ["back"])])) == .error)
        #expect(try severity(queue("q", [RelaxationStep(after: .seconds(9), drop: ["fraud"])])) == .warning)
        #expect(try severity(queue("q", [], end: .anyone)) == .warning)
    }
}
