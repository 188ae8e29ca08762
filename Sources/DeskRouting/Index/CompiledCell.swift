/// A condition in the form the index and the overlap check work with: what it accepts, not how it was written.
struct CompiledCell: Sendable {
    /// What is accepted when the attribute is there.
    enum Accepted: Sendable {
        /// Nothing at all.
        case nothing
        /// Everything.
        case anything
        /// These positions of declared symbols, ascending, or with `negated` every symbol but these.
        case symbols([Int], negated: Bool)
        /// One of the two flags.
        case flag(Bool)
        /// These ranges, ascending and apart.
        case spans([ClosedRange<Int64>])
        /// Sets of a kind.
        case sets(SetCell)
    }

    /// What a set is asked for, by positions of declared symbols, ascending.
    struct SetCell: Sendable {
        var any: [Int]?
        var all: [Int] = []
        var none: [Int] = []
        var empty: Bool?
    }

    var accepted: Accepted
    var acceptsMissing: Bool

    /// Compiles a condition that was checked.
    init(_ condition: RoutingCondition, symbols: SymbolTable?) {
        var accepted = Accepted.anything
        var onlyMissing = false
        acceptsMissing = condition.orMissing
        for test in condition.tests {
            if case .missing(let flag) = test {
                onlyMissing = flag
                acceptsMissing = flag && condition.tests.count == 1
            } else {
                accepted = Self.narrow(accepted, by: test, symbols)
            }
        }
        self.accepted = onlyMissing ? .nothing : accepted
    }

    private static func narrow(_ accepted: Accepted, by test: RoutingTest, _ table: SymbolTable?) -> Accepted {
        func positions(_ names: [String]) -> [Int] {
            Set(names.compactMap { table?.position($0) }).sorted()
        }
        switch test {
        case .isIn(let names):
            let listed = positions(names)
            guard case .symbols(let others, true) = accepted else { return .symbols(listed, negated: false) }
            let excluded = Set(others)
            return .symbols(listed.filter { !excluded.contains($0) }, negated: false)
        case .isNotIn(let names):
            let listed = positions(names)
            guard case .symbols(let others, false) = accepted else { return .symbols(listed, negated: true) }
            let excluded = Set(listed)
            return .symbols(others.filter { !excluded.contains($0) }, negated: false)
        case .is(let flag):
            return .flag(flag)
        case .containsAny, .containsAll, .containsNone, .isEmpty:
            var cell = SetCell()
            if case .sets(let other) = accepted { cell = other }
            switch test {
            case .containsAny(let names): cell.any = positions(names)
            case .containsAll(let names): cell.all = positions(names)
            case .containsNone(let names): cell.none = positions(names)
            case .isEmpty(let flag): cell.empty = flag
            default: break
            }
            return .sets(cell)
        default:
            let spans = spans(test)
            guard case .spans(let others) = accepted else { return .spans(spans) }
            return .spans(intersection(others, spans))
        }
    }

    private static func spans(_ test: RoutingTest) -> [ClosedRange<Int64>] {
        let (low, high) = (Int64.min, Int64.max)
        switch test {
        case .equals(let number): return [number...number]
        case .differs(let number):
            return (number > low ? [low...(number - 1)] : []) + (number < high ? [(number + 1)...high] : [])
        case .atLeast(let number): return [number...high]
        case .moreThan(let number): return number < high ? [(number + 1)...high] : []
        case .atMost(let number): return [low...number]
        case .lessThan(let number): return number > low ? [low...(number - 1)] : []
        case .between(let first, let last): return first <= last ? [first...last] : []
        case .isOneOf(let numbers): return joined(numbers.map { $0...$0 })
        case .within(let ranges): return joined(ranges.flatMap(\.unwrapped))
        default: return []
        }
    }

    /// Ranges in order, with those that touch made one.
    private static func joined(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var result: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = result.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    static func intersection(_ a: [ClosedRange<Int64>], _ b: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var result: [ClosedRange<Int64>] = []
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            let low = max(a[i].lowerBound, b[j].lowerBound)
            let high = min(a[i].upperBound, b[j].upperBound)
            if low <= high { result.append(low...high) }
            if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
        }
        return result
    }
}
