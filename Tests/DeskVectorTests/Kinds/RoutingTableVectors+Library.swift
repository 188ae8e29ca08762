import ServiceDesk

extension RoutingTableCase {
    /// Asks the library for every decision and for the whole analysis.
    func judge() throws -> VectorVerdict {
        let table = try RoutingTable(
            attributes: attributes.map(\.routingAttribute),
            rules: rules.map { rule in
                RoutingRule(rule.id, when: rule.cells.map(\.condition), then: RoutingOutcome(queue: "queue"))
            },
            policy: policy == .first ? .first : .collect)
        var differences: [Difference] = []
        for (index, evaluation) in evaluations.enumerated() {
            let facts = RoutingFacts(
                Dictionary(
                    evaluation.input.map { ($0.attribute.name, $0.value.routingValue) },
                    uniquingKeysWith: { first, _ in first }))
            let got = try table.decide(facts).rules
            if !got.elementsEqual(evaluation.expected, by: { $0.isByteEqual(to: $1) }) {
                differences.append(
                    Difference(field: "evaluations[\(index)]", got: "\(got)", want: "\(evaluation.expected)"))
            }
            // The same question asked for all matching rules, whatever the policy.
            let matching = try table.matches(table.key(for: facts))
            let wanted = policy == .first ? matching.prefix(1).map { $0 } : matching
            if wanted != got {
                differences.append(
                    Difference(field: "evaluations[\(index)].matches", got: "\(matching)", want: "\(got)"))
            }
        }
        differences += compare(table.analysis())
        return differences.isEmpty ? .passed : .failed(differences)
    }

    /// The lists compare as sets.
    private func compare(_ got: TableAnalysis) -> [Difference] {
        var differences: [Difference] = []
        func expect<Value: Equatable>(_ field: String, _ got: Value, _ want: Value) {
            guard got != want else { return }
            differences.append(Difference(field: "analysis.\(field)", got: "\(got)", want: "\(want)"))
        }
        let unsatisfiable = got.rules.filter {
            if case .unsatisfiable = $0.standing { true } else { false }
        }
        expect("neverMatches", Set(unsatisfiable.map(\.id)), Set(analysis.neverMatches))
        expect("neverWins", Set(got.dead), Set(analysis.neverWins))
        expect("complete", got.completeness == .complete, analysis.isComplete)
        let pairs = got.overlaps.map { [got.rules[$0.earlier].id, got.rules[$0.later].id] }
        expect("overlappingPairs", Set(pairs), Set(analysis.overlappingPairs))
        expect("overlapCount", got.overlapCount, analysis.overlappingPairs.count)
        for rule in got.rules where rule.standing == .unknown { expect(rule.id, "unknown", "known") }
        expect("completeness", got.completeness == .unknown, false)
        return differences
    }
}

extension RoutingTableCase.Attribute {
    fileprivate var routingAttribute: RoutingAttribute {
        let type: RoutingAttributeType =
            switch kind {
            case .choice: .enumeration(values)
            case .integer: .integer
            case .flag: .boolean
            case .set: .set(values)
            case .timeOfWeek: .timeOfWeek(zone: "Etc/UTC")
            }
        return RoutingAttribute(name, type, isOptional: isOptional)
    }
}

extension RoutingTableCase.Cell {
    fileprivate var condition: RoutingCondition {
        RoutingCondition(attribute.name, tests: tests.map(\.routingTest))
    }
}

extension RoutingTableCase.Test {
    fileprivate var routingTest: RoutingTest {
        switch self {
        case .isIn(let values): .isIn(values)
        case .isNotIn(let values): .isNotIn(values)
        case .compare(.eq, let number): .equals(number)
        case .compare(.ne, let number): .differs(number)
        case .compare(.ge, let number): .atLeast(number)
        case .compare(.gt, let number): .moreThan(number)
        case .compare(.le, let number): .atMost(number)
        case .compare(.lt, let number): .lessThan(number)
        case .between(let low, let high): .between(low, high)
        case .isOneOf(let numbers): .isOneOf(numbers)
        case .flag(let flag): .is(flag)
        case .anyOf(let values): .containsAny(values)
        case .allOf(let values): .containsAll(values)
        case .noneOf(let values): .containsNone(values)
        case .empty(let flag): .isEmpty(flag)
        case .within(let windows): .within(windows.map { WeekRange($0.start, $0.end) })
        case .missing(let flag): .missing(flag)
        }
    }
}

extension RoutingTableCase.Value {
    fileprivate var routingValue: RoutingValue {
        switch self {
        case .choice(let value): .symbol(value)
        case .integer(let number): .integer(number)
        case .flag(let flag): .boolean(flag)
        case .set(let values): .set(values)
        case .timeOfWeek(let minute): .minuteOfWeek(minute)
        }
    }
}
