import DeskRouting

/// Analyses a table by all match sets that any contact can have: values are tried one by one with the reference
/// evaluator and the sets folded attribute by attribute.
///
/// Shares nothing with the library's analysis.
struct ReferenceAnalyser {
    /// Each element is the set of rules that some contact matches, as bits.
    let matchSets: Set<UInt64>
    private let rules: [RoutingRule]

    /// For at most 63 rules over attributes as ``RandomTables`` draws them.
    init(_ attributes: [RoutingAttribute], _ rules: [RoutingRule], isOpen: Bool) {
        self.rules = rules
        let reference = ReferenceEvaluator(rules: rules)
        var sets: Set<UInt64> = [(1 << UInt64(rules.count)) - 1]
        for attribute in attributes {
            var masks: Set<UInt64> = []
            let conditions = rules.map { $0.conditions.first { $0.attribute == attribute.name } }
            for value in Self.values(attribute, rules, isOpen: isOpen) {
                var mask: UInt64 = 0
                for (number, condition) in conditions.enumerated() {
                    if condition.map({ reference.holds($0, value) }) ?? true { mask |= 1 << UInt64(number) }
                }
                masks.insert(mask)
            }
            sets = Set(sets.flatMap { set in masks.map { set & $0 } })
        }
        matchSets = sets
    }

    /// Values that include one of each kind that the tests of the rules can tell apart.
    private static func values(
        _ attribute: RoutingAttribute, _ rules: [RoutingRule], isOpen: Bool
    ) -> [RoutingValue?] {
        var values: [RoutingValue?] = attribute.isOptional ? [nil] : []
        switch attribute.type {
        case .enumeration(let names): values += (names + (isOpen ? ["undeclared"] : [])).map { .symbol($0) }
        case .boolean: values += [.boolean(false), .boolean(true)]
        case .integer: values += ([.min, .min + 1, .max - 1, .max] + Array(-5...5)).map { .integer($0) }
        case .set(let names):
            let all = names + (isOpen ? ["undeclared"] : [])
            for bits in 0..<(1 << all.count) {
                values.append(.set(all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }))
            }
        case .timeOfWeek:
            var minutes: Set<Int> = [0]
            for rule in rules {
                for condition in rule.conditions where condition.attribute == attribute.name {
                    for case .within(let ranges) in condition.tests {
                        for range in ranges { minutes.formUnion([range.start, range.end % 10_080]) }
                    }
                }
            }
            values += minutes.map { .minuteOfWeek($0) }
        }
        return values
    }

    var neverMatches: Set<Int> { Set(rules.indices).subtracting(matchSets.flatMap(Self.positions)) }

    var neverWins: Set<Int> {
        Set(rules.indices).subtracting(matchSets.filter { $0 != 0 }.map(\.trailingZeroBitCount))
    }

    var isComplete: Bool { !matchSets.contains(0) }

    /// Pairs, as earlier × 64 + later.
    var overlaps: Set<Int> {
        var pairs: Set<Int> = []
        for set in matchSets {
            let positions = Self.positions(set)
            for (number, later) in positions.enumerated() {
                for earlier in positions.prefix(number) { pairs.insert(earlier * 64 + later) }
            }
        }
        return pairs
    }

    private static func positions(_ set: UInt64) -> [Int] {
        var positions: [Int] = []
        var rest = set
        while rest != 0 {
            positions.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return positions
    }
}
