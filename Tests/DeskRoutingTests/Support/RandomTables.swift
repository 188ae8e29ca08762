import DeskPrimitives
import DeskRouting
import DeskTestKit

/// Draws small tables of every type of attribute, and contacts for them.
struct RandomTables {
    var random: SeededGenerator
    private let symbols = ["a", "b", "c", "d", "e"]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { random.integer(in: range) }

    mutating func attributes() -> [RoutingAttribute] {
        let count = number(1...5)
        return (0..<count).map { index in
            let isOptional = random.chance(1, in: 2)
            let values = Array(symbols.prefix(number(1...5)))
            switch number(0...4) {
            case 0: return RoutingAttribute("x\(index)", .enumeration(values), isOptional: isOptional)
            case 1: return RoutingAttribute("x\(index)", .integer, isOptional: isOptional)
            case 2: return RoutingAttribute("x\(index)", .boolean, isOptional: isOptional)
            case 3: return RoutingAttribute("x\(index)", .set(values), isOptional: isOptional)
            default: return RoutingAttribute("x\(index)", .timeOfWeek(zone: "UTC"), isOptional: isOptional)
            }
        }
    }

    mutating func rules(_ attributes: [RoutingAttribute], count: Int) -> [RoutingRule] {
        (0..<count).map { index in
            var conditions: [RoutingCondition] = []
            for attribute in attributes where random.chance(3, in: 5) { conditions.append(condition(attribute)) }
            return RoutingRule("r\(index)", when: conditions, then: RoutingOutcome(queue: "q"))
        }
    }

    mutating func condition(_ attribute: RoutingAttribute) -> RoutingCondition {
        if random.chance(1, in: 8) { return RoutingCondition(attribute.name, .missing(random.chance(1, in: 2))) }
        var tests = [test(attribute)]
        let second = test(attribute)
        if random.chance(1, in: 3), second.name != tests[0].name { tests.append(second) }
        if random.chance(1, in: 12) { tests.append(.missing(random.chance(1, in: 2))) }
        let hasMissing = tests.contains { $0.name == "missing" }
        return RoutingCondition(attribute.name, tests: tests, orMissing: !hasMissing && random.chance(1, in: 4))
    }

    private mutating func some(_ values: [String]) -> [String] {
        var values = values
        random.shuffle(&values)
        return Array(values.prefix(number(1...values.count)))
    }

    private mutating func edge() -> Int64 {
        switch number(0...9) {
        case 0: return .min
        case 1: return .max
        default: return Int64(number(-3...3))
        }
    }

    mutating func test(_ attribute: RoutingAttribute) -> RoutingTest {
        switch attribute.type {
        case .enumeration(let values): return random.chance(1, in: 2) ? .isIn(some(values)) : .isNotIn(some(values))
        case .boolean: return .is(random.chance(1, in: 2))
        case .integer:
            let n = edge()
            switch number(0...7) {
            case 0: return .equals(n)
            case 1: return .differs(n)
            case 2: return .atLeast(n)
            case 3: return .moreThan(n)
            case 4: return .atMost(n)
            case 5: return .lessThan(n)
            case 6:
                let other = edge()
                return .between(min(n, other), max(n, other))
            default: return .isOneOf([n, edge(), edge()])
            }
        case .set(let values):
            switch number(0...3) {
            case 0: return .containsAny(some(values))
            case 1: return .containsAll(some(values))
            case 2: return .containsNone(some(values))
            default: return .isEmpty(random.chance(1, in: 2))
            }
        case .timeOfWeek:
            let count = number(1...3)
            return .within((0..<count).map { _ in range() })
        }
    }

    private mutating func range() -> WeekRange {
        let start = number(0...14) * 720
        var end = number(0...14) * 720
        if end == start || start == 10_080 { end = start == 10_080 ? 5 : start + 1 }
        return WeekRange(start % 10_080, end)
    }

    /// A contact; sometimes with symbols that nobody declared.
    mutating func facts(_ attributes: [RoutingAttribute]) -> RoutingFacts {
        var facts = RoutingFacts()
        for attribute in attributes {
            if attribute.isOptional, random.chance(1, in: 4) { continue }
            switch attribute.type {
            case .enumeration(let values):
                facts[attribute.name] = .symbol(random.pick(values + ["undeclared"]) ?? "undeclared")
            case .boolean: facts[attribute.name] = .boolean(random.chance(1, in: 2))
            case .integer: facts[attribute.name] = .integer(random.chance(1, in: 8) ? edge() : Int64(number(-5...5)))
            case .set(let values):
                let chosen = (values + ["undeclared"]).filter { _ in random.chance(2, in: 5) }
                facts[attribute.name] = .set(chosen)
            case .timeOfWeek:
                facts[attribute.name] = .minuteOfWeek(
                    random.chance(1, in: 2)
                        ? number(0...10_079) : min(10_079, max(0, number(0...14) * 720 - number(0...1))))
            }
        }
        return facts
    }
}
