public import DeskPrimitives
public import DeskSchedules

/// Compares where automated paths hand over to a person with the persons there are.
///
/// A path has its exit by construction, and a contact that is handed over takes what the rules asked for along to the queue
/// of the exit. Nobody there may have it: then whoever asks for a person waits for nothing.
public enum AutomationCheck {
    /// Paths with an exit at which no person can take over some contact that takes them, each with such a contact; and the
    /// steps from which that contact comes to no person and no end, with the way there.
    ///
    /// Places are relative to the list of paths. A path whose queue nobody declared is passed over: it is reported where
    /// names are checked.
    /// - Parameters:
    ///   - paths: The paths.
    ///   - queues: The queues.
    ///   - agents: Everybody who could ever take something.
    ///   - table: The rules that send contacts to their queues before they take a path.
    ///   - topicAttribute: The attribute of the rules that says what a contact is about; without one in the table, contacts
    ///     of every rule may take every path.
    ///   - openTimes: The compiled calendars; a queue whose calendar is not among them is always served.
    ///   - domain: Which contacts can arrive; topics that the rules do not know always can.
    ///   - budget: How much may be looked at for each rule; beyond it a rule is taken to lead to the path.
    /// - Complexity: O(paths × rules × (analysis + agents × skills)).
    public static func findings(
        _ paths: [AutomationPath], queues: [WorkQueue], agents: [Agent], table: RoutingTable,
        topicAttribute: String = "topic", openTimes: [CalendarID: OpenTime] = [:],
        domain: AnalysisDomain = .declared, budget: AnalysisBudget = .standard
    ) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        for (number, path) in paths.enumerated() {
            guard let queue = queues.first(where: { $0.id == path.exit }) else { continue }
            let place = Place([.index(number)])
            let hours = queue.calendar.flatMap { openTimes[$0] }
            let isClosed = hours.map { $0.nextOpening(from: $0.window.lowerBound) == nil } ?? false
            let arriving = PathContacts(path, table, topicAttribute, domain, budget).requirements()
            let unserved = arriving.first { isClosed || !isServed($0.skills, queue, queues, agents) }
            guard let unserved else { continue }
            findings.append(
                RoutingFinding(
                    .error,
                    .exitWithoutPerson(
                        path.id, queue.id, needs: unserved.skills, nearly: nearly(unserved.skills, queue, agents),
                        example: unserved.example), at: place.field("exit")))
            findings += DeadEndCheck.findings(AutomationOutline(path, isExitServed: false)).map { $0.within(place) }
        }
        return findings
    }

    /// Whether somebody can take work of a queue at the end of its relaxing, or something else happens to it then.
    private static func isServed(
        _ skills: [SkillRequirement], _ queue: WorkQueue, _ queues: [WorkQueue], _ agents: [Agent]
    ) -> Bool {
        switch queue.relaxation.end {
        case .callback: return true
        case .overflow(let other) where queues.contains { $0.id == other }: return true
        case .overflow, .stay, .anyone: break
        }
        let last = queue.relaxation.lastRing
        let (teams, asked) = (queue.teams(ring: last), queue.requirement(skills, ring: last))
        return agents.contains { teams.contains($0.team) && $0.lacking(asked).isEmpty }
    }

    private static func nearly(
        _ skills: [SkillRequirement], _ queue: WorkQueue, _ agents: [Agent]
    ) -> [NearlyQualified] {
        agents.filter { queue.teams.contains($0.team) }.sorted { $0.id < $1.id }.compactMap { agent in
            let lacking = agent.lacking(skills)
            guard lacking.count == 1 else { return nil }
            return NearlyQualified(agent.id, lacks: lacking[0], has: agent.level(of: lacking[0].skill))
        }
    }
}

extension AutomationOutline {
    /// The steps of a path with all that can lead out of each.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - isExitServed: Whether a person takes over at the exit; every step leads there when it is asked for, fails, takes
    ///     too long or was run too often.
    ///   - place: Where the path stands.
    public init(_ path: AutomationPath, isExitServed: Bool = true, at place: Place = .root) {
        self.init(
            steps: path.steps.enumerated().map { number, step in
                var exits: [Exit] = []
                if step.kind == .resolve || step.next == nil { exits.append(.closed) }
                if step.kind != .resolve, let next = step.next { exits.append(.step(next)) }
                if let otherwise = step.otherwise { exits.append(.step(otherwise)) }
                if isExitServed { exits.append(.person(isBounded: true)) }
                return Step(step.id, exits: exits, at: place.field("steps").index(number))
            })
    }
}

/// What the rules ask for of contacts that take a path.
private struct PathContacts {
    private let table: RoutingTable
    /// The rule that takes all other contacts out of the way.
    private var guardRule: RoutingRule?
    private var guarded: RoutingTable?
    private var domain: AnalysisDomain
    private var undeclared: TopicID?
    private let attribute: String
    private let budget: AnalysisBudget

    init(
        _ path: AutomationPath, _ table: RoutingTable, _ attribute: String, _ domain: AnalysisDomain,
        _ budget: AnalysisBudget
    ) {
        self.table = table
        self.domain = domain
        self.attribute = attribute
        self.budget = budget
        guard let declared = table.attributes.first(where: { $0.name == attribute }),
            case .enumeration(let symbols) = declared.type
        else { return }
        let topics = path.topics.map(\.rawValue)
        let known = symbols.filter(topics.contains)
        undeclared = path.topics.first { !symbols.contains($0.rawValue) }
        let tests: [RoutingTest]
        if undeclared == nil {
            guard !known.isEmpty else { return }
            tests = [.isNotIn(known)]
        } else {
            switch domain {
            case .open: break
            case .declared: self.domain = .openFor([attribute])
            case .openFor(let others): self.domain = .openFor(others.union([attribute]))
            }
            let others = symbols.filter { !known.contains($0) }
            guard !others.isEmpty else { return }
            tests = [.isIn(others)]
        }
        var name = "others"
        while table.rules.contains(where: { $0.id == name }) { name += "-" }
        let rule = RoutingRule(
            name, when: [RoutingCondition(attribute, tests: tests, orMissing: declared.isOptional)],
            then: RoutingOutcome(queue: "others"))
        guardRule = rule
        guarded = try? RoutingTable(
            attributes: table.attributes, rules: [rule] + table.rules, otherwise: table.otherwise,
            policy: table.policy == .collect ? .collect : .first)
    }

    /// Every requirement that can come, once, with a contact that brings it.
    func requirements() -> [(skills: [SkillRequirement], example: RoutingFacts)] {
        var found: [(skills: [SkillRequirement], example: RoutingFacts)] = []
        func add(_ outcome: RoutingOutcome, _ answer: AnalysisAnswer) {
            guard !found.contains(where: { $0.skills == outcome.skills }) else { return }
            switch answer {
            case .none: return
            case .example(let facts): found.append((outcome.skills, named(facts)))
            case .unknown: found.append((outcome.skills, [:]))
            }
        }
        let whole = guarded ?? table
        let outside = guardRule.map { [$0.id] } ?? []
        for rule in table.rules {
            // Of a table that merges, what one rule asks for is part of what is asked for.
            let answer =
                whole.policy == .collect
                ? try? whole.example(matching: [rule.id], butNot: outside, domain: domain, budget: budget)
                : try? whole.example(decidedBy: rule.id, domain: domain, budget: budget)
            add(rule.outcome, answer ?? .unknown)
        }
        if let otherwise = table.otherwise {
            let answer = try? whole.example(
                matching: [], butNot: whole.rules.map(\.id), domain: domain, budget: budget)
            add(otherwise, answer ?? .unknown)
        }
        return found
    }

    /// A contact with the topic by its name, where the rules do not know it.
    private func named(_ facts: RoutingFacts) -> RoutingFacts {
        guard let undeclared, case .symbol(let name)? = facts[attribute],
            let declared = table.attributes.first(where: { $0.name == attribute }),
            declared.type.symbols?.contains(name) == false
        else { return facts }
        var facts = facts
        facts[attribute] = .symbol(undeclared.rawValue)
        return facts
    }
}
