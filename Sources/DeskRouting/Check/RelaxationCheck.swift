public import DeskPrimitives

/// Looks at how queues open their work to more people, against the people there are and the rules that send work there.
public enum RelaxationCheck {
    /// Steps that let in nobody new whatever was asked for, last steps that nobody can serve, queues that overflow into
    /// one that nobody declared or, one after the other, into themselves.
    ///
    /// Places begin with `queues`, as in a policy document that names its queues so.
    /// - Parameters:
    ///   - queues: The queues.
    ///   - agents: Everybody who could ever take something.
    ///   - table: The rules; nil when work comes from elsewhere, of which nothing is known then.
    /// - Complexity: O(outcomes × steps × agents × skills).
    public static func findings(
        queues: [WorkQueue], agents: [Agent], table: RoutingTable? = nil
    ) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        for (number, queue) in queues.enumerated() where queue.relaxation != .none {
            let place = Place.field("queues").index(number)
            let asked = requirements(of: queue.id, in: table)
            var byRequirement: [[RoutingFinding]] = []
            for requirement in asked {
                let outline = RelaxationOutline(queue, asking: requirement, at: place)
                byRequirement.append(DeadEndCheck.findings(outline, agents: agents))
            }
            for (turn, found) in byRequirement.enumerated() {
                for finding in found where !findings.contains(finding) {
                    // A step is there for nothing only when it helps no rule.
                    if case .relaxationDoesNotWiden = finding.matter,
                        turn > 0 || !byRequirement.allSatisfy({ $0.contains(finding) })
                    {
                        continue
                    }
                    findings.append(finding)
                }
            }
        }
        return findings + overflow(queues)
    }

    /// What rules ask for in a queue, each once, in their order; nothing where no rule leads there.
    private static func requirements(of queue: QueueID, in table: RoutingTable?) -> [[SkillRequirement]] {
        var found: [[SkillRequirement]] = []
        guard let table else { return [[]] }
        for outcome in table.rules.map(\.outcome) + [table.otherwise].compactMap({ $0 }) where outcome.queue == queue {
            if !found.contains(outcome.skills) { found.append(outcome.skills) }
        }
        return found
    }

    private static func overflow(_ queues: [WorkQueue]) -> [RoutingFinding] {
        var targets: [QueueID: QueueID] = [:]
        for queue in queues where targets[queue.id] == nil {
            if case .overflow(let target) = queue.relaxation.end { targets[queue.id] = target }
        }
        let names = Set(queues.map(\.id))
        var findings: [RoutingFinding] = []
        var reported: Set<QueueID> = []
        for (number, queue) in queues.enumerated() {
            guard let target = targets[queue.id] else { continue }
            let place = Place.field("queues").index(number).field("relaxation").field("end")
            guard names.contains(target) else {
                findings.append(RoutingFinding(.error, .unknownQueue(target), at: place.field("overflow")))
                continue
            }
            var loop = [queue.id]
            var next = target
            while next != queue.id, !loop.contains(next), let further = targets[next] {
                loop.append(next)
                next = further
            }
            guard next == queue.id, !reported.contains(queue.id) else { continue }
            reported.formUnion(loop)
            findings.append(RoutingFinding(.warning, .overflowLoop(loop), at: place))
        }
        return findings
    }
}

extension RelaxationOutline {
    /// The stages of a queue's plan for work that asks for something at first.
    ///
    /// - Parameters:
    ///   - queue: The queue.
    ///   - requirement: What a rule asks for.
    ///   - place: Where the queue stands.
    public init(_ queue: WorkQueue, asking requirement: [SkillRequirement], at place: Place = .root) {
        let plan = queue.relaxation
        var rings: [Ring] = []
        for number in 0...plan.steps.count {
            let position = number == 0 ? place : place.field("relaxation").field("steps").index(number - 1)
            rings.append(
                Ring(
                    teams: queue.teams(ring: number), skills: queue.requirement(requirement, ring: number), at: position
                ))
        }
        self.init(queue: queue.id, rings: rings, ends: plan.end != .stay)
    }
}
