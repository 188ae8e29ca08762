import DeskPrimitives

/// Finds the ways on which a contact would wait for nothing, over plain values, before anybody takes them.
public enum DeadEndCheck {
    /// What is wrong with how work is relaxed: a step that lets in nobody new, one that shuts somebody out, and a last
    /// one that nobody can serve and that never ends.
    ///
    /// - Parameters:
    ///   - outline: The rings.
    ///   - agents: Everybody who could ever take something.
    /// - Complexity: O(rings × agents × skills).
    public static func findings(_ outline: RelaxationOutline, agents: [Agent]) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        var before: Set<AgentID> = []
        for (number, ring) in outline.rings.enumerated() {
            let able = agents.filter { ring.teams.contains($0.team) && $0.lacking(ring.skills).isEmpty }
            let now = Set(able.map(\.id))
            if number > 0 {
                let lost = before.subtracting(now).sorted()
                if !lost.isEmpty {
                    findings.append(
                        RoutingFinding(
                            .error, .relaxationNarrows(outline.queue, step: number, loses: lost), at: ring.place))
                } else if now == before {
                    findings.append(
                        RoutingFinding(.warning, .relaxationDoesNotWiden(outline.queue, step: number), at: ring.place))
                }
            }
            before = now
        }
        if before.isEmpty, !outline.ends, let last = outline.rings.last {
            findings.append(
                RoutingFinding(
                    .error, .lastStepNeverEnds(outline.queue, step: outline.rings.count - 1), at: last.place))
        }
        return findings
    }

    /// What is wrong with an automated path: steps from which no person and no end can be reached, and loops that only
    /// the contact can leave.
    ///
    /// Steps that cannot be reached from the first one are looked at like the others.
    /// - Complexity: O(steps × (steps + exits)).
    public static func findings(_ outline: AutomationOutline) -> [RoutingFinding] {
        let graph = AutomationGraph(outline)
        var findings: [RoutingFinding] = []
        for (number, step) in outline.steps.enumerated() {
            for case .step(let target, _) in step.exits where graph.position(target) == nil {
                findings.append(RoutingFinding(.error, .unknownStep(step.id, target), at: step.place))
            }
            if !graph.canEnd[number] {
                findings.append(RoutingFinding(.error, .noHumanExit(graph.trail(to: number)), at: step.place))
            }
        }
        for loop in graph.endlessLoops {
            findings.append(
                RoutingFinding(
                    .error, .endlessLoop(loop.map { outline.steps[$0].id }), at: outline.steps[loop[0]].place))
        }
        return findings
    }
}
