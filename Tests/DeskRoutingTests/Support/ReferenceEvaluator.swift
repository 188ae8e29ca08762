import DeskPrimitives
import DeskRouting

/// Decides by asking every test of every rule in turn, with nothing taken over from the index.
struct ReferenceEvaluator {
    let rules: [RoutingRule]

    func matches(_ facts: RoutingFacts) -> [String] {
        rules.filter { rule in rule.conditions.allSatisfy { holds($0, facts) } }.map(\.id)
    }

    func holds(_ condition: RoutingCondition, _ facts: RoutingFacts) -> Bool {
        holds(condition, facts[condition.attribute])
    }

    func holds(_ condition: RoutingCondition, _ value: RoutingValue?) -> Bool {
        guard let value else {
            return condition.orMissing || condition.tests.allSatisfy { $0 == .missing(true) }
        }
        return condition.tests.allSatisfy { Self.holds($0, value) }
    }

    static func holds(_ test: RoutingTest, _ value: RoutingValue) -> Bool {
        switch (test, value) {
        case (.missing(let isMissing), _): !isMissing
        case (.isIn(let names), .symbol(let name)): names.contains(name)
        case (.isNotIn(let names), .symbol(let name)): !names.contains(name)
        case (.equals(let n), .integer(let x)): x == n
        case (.differs(let n), .integer(let x)): x != n
        case (.atLeast(let n), .integer(let x)): x >= n
        case (.moreThan(let n), .integer(let x)): x > n
        case (.atMost(let n), .integer(let x)): x <= n
        case (.lessThan(let n), .integer(let x)): x < n
        case (.between(let low, let high), .integer(let x)): x >= low && x <= high
        case (.isOneOf(let numbers), .integer(let x)): numbers.contains(x)
        case (.is(let flag), .boolean(let x)): x == flag
        case (.containsAny(let names), .set(let x)): names.contains { x.contains($0) }
        case (.containsAll(let names), .set(let x)): names.allSatisfy { x.contains($0) }
        case (.containsNone(let names), .set(let x)): !names.contains { x.contains($0) }
        case (.isEmpty(let flag), .set(let x)): x.isEmpty == flag
        case (.within(let ranges), .minuteOfWeek(let x)): ranges.contains { Self.contains($0, x) }
        default: false
        }
    }

    static func contains(_ range: WeekRange, _ minute: Int) -> Bool {
        range.start < range.end
            ? minute >= range.start && minute < range.end : minute >= range.start || minute < range.end
    }
}
