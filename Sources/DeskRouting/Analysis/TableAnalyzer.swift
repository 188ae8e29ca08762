import DeskPrimitives

/// Answers the questions about a whole table within one budget.
struct TableAnalyzer {
    private let space: ClassSpace
    private let rules: [RoutingRule]
    private let attributes: [RoutingAttribute]
    private let budget: AnalysisBudget
    private var steps = 0

    init(_ table: CompiledTable, domain: AnalysisDomain, budget: AnalysisBudget) {
        space = ClassSpace(table.schemas, cells: table.cells(), index: table.index, domain: domain)
        rules = table.rules
        attributes = table.attributes
        self.budget = budget
    }

    private func search(_ steps: Int) -> CoverSearch {
        CoverSearch(space, limit: min(steps, budget.steps - self.steps))
    }

    mutating func analysis() -> TableAnalysis {
        var found: [TableAnalysis.Rule] = []
        found.reserveCapacity(rules.count)
        var overlaps: [TableAnalysis.Overlap] = []
        var overlapCount: Int? = 0
        for (number, rule) in rules.enumerated() {
            guard steps < budget.steps else {
                overlapCount = nil
                found.append(TableAnalysis.Rule(id: rule.id, standing: .unknown))
                continue
            }
            if let nothing = space.impossible[number] {
                let names = nothing.map { attributes[space.dimensions[$0].attribute].name }
                found.append(TableAnalysis.Rule(id: rule.id, standing: .unsatisfiable(attributes: names)))
                continue
            }
            let earlier = space.overlapping(number, before: number, steps: &steps)
            overlapCount = overlapCount.map { $0 + earlier.count }
            for other in earlier.prefix(max(0, budget.overlaps - overlaps.count)) {
                overlaps.append(TableAnalysis.Overlap(earlier: other, later: number))
            }
            found.append(TableAnalysis.Rule(id: rule.id, standing: standing(number, earlier)))
        }
        let completeness = completeness(areDisjoint: overlapCount == 0)
        return TableAnalysis(
            rules: found, completeness: completeness, overlaps: overlaps, overlapCount: overlapCount, steps: steps)
    }

    private mutating func standing(_ rule: Int, _ earlier: [Int]) -> RuleStanding {
        guard !earlier.isEmpty else { return .reachable }
        var search = search(budget.stepsPerRule)
        defer { steps += search.steps }
        switch search.search(box: [rule], against: earlier) {
        case .leaves: return .reachable
        case .covers(let cover): return .shadowed(by: cover.map { rules[$0].id })
        case .unknown: return .unknown
        }
    }

    private mutating func completeness(areDisjoint: Bool) -> TableAnalysis.Completeness {
        let possible = rules.indices.filter { space.impossible[$0] == nil }
        if areDisjoint, let cover = DisjointCover(space, rules: possible) {
            switch cover.answer(steps: &steps, limit: budget.steps) {
            case .leaves(let facts): return .gap(facts)
            case .covers: return .complete
            case .unknown: return .unknown
            }
        }
        return switch example(matching: [], butNot: Array(rules.indices)) {
        case .example(let facts): .gap(facts)
        case .none: .complete
        case .unknown: .unknown
        }
    }

    /// A contact that matches all of some rules and none of others.
    mutating func example(matching box: [Int], butNot others: [Int]) -> AnalysisAnswer {
        guard box.allSatisfy({ space.impossible[$0] == nil }) else { return .none }
        var search = search(box.isEmpty ? budget.stepsForGaps : budget.stepsPerRule)
        defer { steps += search.steps }
        switch search.search(box: box, against: others.filter { space.impossible[$0] == nil }) {
        case .leaves(let facts): return .example(facts)
        case .covers: return .none
        case .unknown: return .unknown
        }
    }

    /// The rules before a limit that overlap with a rule.
    mutating func overlapping(_ rule: Int, before limit: Int) -> [Int] {
        space.impossible[rule] == nil ? space.overlapping(rule, before: limit, steps: &steps) : []
    }
}
