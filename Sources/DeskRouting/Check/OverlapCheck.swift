import DeskPrimitives

/// Finds rules that some contact matches both, exactly, by comparing all pairs.
///
/// Conditions are independent of one another, so two rules overlap when they do on every attribute. A symbol that
/// nobody declared can arrive too, so two rules that both only exclude symbols do overlap.
struct OverlapCheck {
    private let schemas: [AttributeSchema]
    private let rules: [RoutingRule]
    private let cells: [[CompiledCell?]]

    init(_ schemas: [AttributeSchema], _ rules: [RoutingRule], _ cells: [[CompiledCell?]]) {
        self.schemas = schemas
        self.rules = rules
        self.cells = cells
    }

    /// One mistake at the later rule of each pair, up to one more than are listed.
    func mistakes() -> [Refusal] {
        var found: [Refusal] = []
        let possible = rules.indices.filter { matchesSomething($0) }
        for (number, later) in possible.enumerated() {
            for earlier in possible.prefix(number) where overlap(earlier, later) {
                found.append(
                    Refusal(
                        .duplicateName,
                        "a contact can match “\(rules[earlier].id)” and “\(rules[later].id)” both"
                            + undeclared(earlier, later),
                        at: .field("rules").index(later)))
                if found.count > RoutingTableErrors.limit { return found }
            }
        }
        return found
    }

    private func matchesSomething(_ rule: Int) -> Bool {
        schemas.indices.allSatisfy { attribute in
            cells[attribute][rule].map { Self.meet($0, $0, optional: schemas[attribute].attribute.isOptional) } ?? true
        }
    }

    private func overlap(_ a: Int, _ b: Int) -> Bool {
        schemas.indices.allSatisfy { attribute in
            guard let first = cells[attribute][a], let second = cells[attribute][b] else { return true }
            return Self.meet(first, second, optional: schemas[attribute].attribute.isOptional)
        }
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

    /// Whether some value, or its absence where that can be, satisfies both.
    static func meet(_ a: CompiledCell, _ b: CompiledCell, optional: Bool) -> Bool {
        if optional, a.acceptsMissing, b.acceptsMissing { return true }
        switch (a.accepted, b.accepted) {
        case (.nothing, _), (_, .nothing): return false
        case (.anything, let other), (let other, .anything): return isPossible(other)
        case (.symbols(let x, let notX), .symbols(let y, let notY)):
            switch (notX, notY) {
            case (true, true): return true
            case (true, false): return y.contains { !has(x, $0) }
            case (false, true): return x.contains { !has(y, $0) }
            case (false, false): return x.contains { has(y, $0) }
            }
        case (.flag(let x), .flag(let y)): return x == y
        case (.spans(let x), .spans(let y)): return !CompiledCell.intersection(x, y).isEmpty
        case (.sets(let x), .sets(let y)): return isPossible([x, y])
        default: return false
        }
    }

    private static func isPossible(_ accepted: CompiledCell.Accepted) -> Bool {
        switch accepted {
        case .nothing: false
        case .anything, .flag: true
        case .symbols(let listed, let negated): negated || !listed.isEmpty
        case .spans(let spans): !spans.isEmpty
        case .sets(let cell): isPossible([cell])
        }
    }

    /// Whether one set satisfies all of some cells.
    private static func isPossible(_ cells: [CompiledCell.SetCell]) -> Bool {
        let all = Set(cells.flatMap(\.all))
        let none = Set(cells.flatMap(\.none))
        guard all.isDisjoint(with: none) else { return false }
        let choices = cells.compactMap(\.any)
        guard choices.allSatisfy({ $0.contains { !none.contains($0) } }) else { return false }
        if cells.contains(where: { $0.empty == true }) {
            return all.isEmpty && choices.isEmpty && !cells.contains { $0.empty == false }
        }
        return true
    }

    /// Whether an ascending list has an element.
    private static func has(_ list: [Int], _ element: Int) -> Bool {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low < list.count && list[low] == element
    }
}
