import DeskPrimitives

/// Finds rules of a ``HitPolicy/unique`` table that some contact matches both, exactly.
///
/// A symbol that nobody declared can arrive too, so two rules that both only exclude symbols do overlap.
struct OverlapCheck {
    private let schemas: [AttributeSchema]
    private let rules: [RoutingRule]
    private let cells: [[CompiledCell?]]
    private let space: ClassSpace

    init(_ schemas: [AttributeSchema], _ rules: [RoutingRule], _ cells: [[CompiledCell?]], _ index: RoutingIndex) {
        self.schemas = schemas
        self.rules = rules
        self.cells = cells
        space = ClassSpace(schemas, cells: cells, index: index, domain: .open)
    }

    /// One mistake at the later rule of each pair, up to one more than are listed, with a contact as the example.
    func mistakes() -> [Refusal] {
        var found: [Refusal] = []
        var steps = 0
        for later in rules.indices where space.impossible[later] == nil {
            for earlier in space.overlapping(later, before: later, steps: &steps) {
                found.append(
                    Refusal(
                        .duplicateName,
                        "a contact can match “\(rules[earlier].id)” and “\(rules[later].id)” both"
                            + undeclared(earlier, later) + example(earlier, later, number: found.count),
                        at: .field("rules").index(later)))
                if found.count > RoutingTableErrors.limit { return found }
            }
        }
        return found
    }

    /// A contact that matches both, for the first mistakes only.
    private func example(_ a: Int, _ b: Int, number: Int) -> String {
        guard number < 100 else { return "" }
        var search = CoverSearch(space, limit: AnalysisBudget.standard.stepsPerRule)
        guard case .leaves(let facts) = search.search(box: [a, b], against: []) else { return "" }
        return "; for example " + facts.sentence(in: .english)
    }

    /// On which attributes they overlap for values only that nobody declared.
    private func undeclared(_ a: Int, _ b: Int) -> String {
        let names = schemas.indices.compactMap { attribute -> String? in
            let schema = schemas[attribute]
            guard case .symbols(let x, true) = cells[attribute][a]?.accepted,
                case .symbols(let y, true) = cells[attribute][b]?.accepted,
                Set(x).union(y).count == schema.symbols?.symbols.count,
                !(schema.attribute.isOptional && cells[attribute][a]?.acceptsMissing == true
                    && cells[attribute][b]?.acceptsMissing == true)
            else { return nil }
            return "“\(schema.attribute.name)”"
        }
        return names.isEmpty ? "" : ", when \(names.joined(separator: " and ")) is a symbol that is not declared"
    }
}
