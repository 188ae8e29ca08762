import DeskPrimitives

/// Compares what rules ask for with what the people can do, before anybody waits for it.
public enum RosterCheck {
    /// Everything in queues, agents and a table that does not fit together.
    ///
    /// Places begin with `queues`, `agents` and `routing`, as in a policy document that names its parts so. With agents
    /// configured and not merely signed in, an error here means that somebody can wait for ever.
    /// - Parameters:
    ///   - queues: The queues.
    ///   - agents: Everybody who could ever take something.
    ///   - table: The rules, their warnings included in the result; nil when there are none.
    /// - Returns: Findings in the order of queues, agents, table.
    /// - Complexity: O(outcomes × agents × skills).
    public static func findings(
        queues: [WorkQueue], agents: [Agent], table: RoutingTable? = nil
    ) -> [RoutingFinding] {
        var findings = check(queues, agents) + check(agents, queues)
        guard let table else { return findings }
        let place = Place.field("routing")
        findings += table.warnings.map { $0.within(place) }
        var outcomes = table.rules.enumerated().map { number, rule in
            (rule.outcome, Place([.field("rules"), .index(number), .field("then")]))
        }
        if let otherwise = table.otherwise { outcomes.append((otherwise, .field("otherwise"))) }
        var seen: [RoutingOutcome: RoutingFinding.Matter?] = [:]
        for (outcome, position) in outcomes {
            var plain = outcome
            plain.urgency = RoutingOutcome.defaultUrgency
            let matter = seen[plain] ?? check(plain, queues, agents)
            seen[plain] = .some(matter)
            if let matter {
                // Where waiting helps, somebody waits longer than they need; where it does not, for ever.
                let severity: RoutingFinding.Severity = isServedLater(plain, queues, agents) ? .warning : .error
                findings.append(RoutingFinding(severity, matter, at: position.within(place)))
            }
        }
        if table.otherwise == nil, !table.rules.contains(where: { $0.conditions.isEmpty }) {
            findings.append(RoutingFinding(.warning, .nothingOtherwise, at: place))
        }
        return findings
    }

    private static func check(_ queues: [WorkQueue], _ agents: [Agent]) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        let staffed = Set(agents.map(\.team))
        let names = Set(agents.map(\.id))
        var seen: Set<QueueID> = []
        for (number, queue) in queues.enumerated() {
            let place = Place.field("queues").index(number)
            if !seen.insert(queue.id).inserted {
                findings.append(RoutingFinding(.error, .duplicate(queue.id.rawValue), at: place.field("id")))
            }
            if queue.teams.isEmpty {
                findings.append(RoutingFinding(.error, .queueWithoutTeam(queue.id), at: place))
            } else if staffed.isDisjoint(with: queue.teams) {
                findings.append(RoutingFinding(.error, .queueWithoutAgent(queue.id), at: place.field("teams")))
            }
            if let agent = queue.escalateTo, !names.contains(agent) {
                findings.append(
                    RoutingFinding(.error, .unknownEscalation(queue.id, agent), at: place.field("escalateTo")))
            }
        }
        return findings
    }

    private static func check(_ agents: [Agent], _ queues: [WorkQueue]) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        let served = Set(queues.flatMap(\.teams))
        var seen: Set<AgentID> = []
        for (number, agent) in agents.enumerated() {
            let place = Place.field("agents").index(number)
            if !seen.insert(agent.id).inserted {
                findings.append(RoutingFinding(.error, .duplicate(agent.id.rawValue), at: place.field("id")))
            }
            var skills: Set<SkillID> = []
            for (number, skill) in agent.skills.enumerated()
            where !skills.insert(skill.skill).inserted || !SkillLevel.levels.contains(skill.level) {
                findings.append(
                    RoutingFinding(
                        .error, .invalidSkill(agent.id, skill.skill), at: place.field("skills").index(number)))
            }
            if !Agent.capacities.contains(agent.capacityUnits) {
                findings.append(
                    RoutingFinding(
                        .error, .invalidCapacity(agent.id, agent.capacityUnits), at: place.field("capacityUnits")))
            }
            if !served.contains(agent.team) {
                findings.append(RoutingFinding(.warning, .agentWithoutQueue(agent.id), at: place.field("team")))
            }
        }
        return findings
    }

    /// Whether somebody can take the work once its queue has opened it to more people, or it goes to another queue then.
    private static func isServedLater(
        _ outcome: RoutingOutcome, _ queues: [WorkQueue], _ agents: [Agent]
    ) -> Bool {
        guard let queue = queues.first(where: { $0.id == outcome.queue }) else { return false }
        if case .overflow(let other) = queue.relaxation.end, queues.contains(where: { $0.id == other }) { return true }
        let last = queue.relaxation.lastRing
        let (teams, asked) = (queue.teams(ring: last), queue.requirement(outcome.skills, ring: last))
        return agents.contains { teams.contains($0.team) && $0.lacking(asked).isEmpty }
    }

    /// What is wrong with an outcome; nil for one that somebody can serve, or whose queue is reported already.
    private static func check(
        _ outcome: RoutingOutcome, _ queues: [WorkQueue], _ agents: [Agent]
    ) -> RoutingFinding.Matter? {
        guard let queue = queues.first(where: { $0.id == outcome.queue }) else { return .unknownQueue(outcome.queue) }
        let serving = agents.filter { queue.teams.contains($0.team) }
        guard !serving.isEmpty, !outcome.skills.isEmpty else { return nil }
        var nearly: [NearlyQualified] = []
        for agent in serving {
            let lacking = agent.lacking(outcome.skills)
            guard let first = lacking.first else { return nil }
            if lacking.count == 1 {
                nearly.append(NearlyQualified(agent.id, lacks: first, has: agent.level(of: first.skill)))
            }
        }
        return .nobodyQualifies(queue.id, outcome.skills, nearly: nearly.sorted { $0.agent < $1.agent })
    }
}
