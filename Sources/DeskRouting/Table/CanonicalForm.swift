import DeskPrimitives

/// The bytes from which a fingerprint is made: one form for one table, and no two tables with one form.
///
/// Form 2 is the text `routing-table`, the number 2, the name of the hit policy, the three names of the merge, the
/// attributes, the rules, and what becomes of contacts that no rule matches. A number is written zigzag in groups of seven
/// bits, the lowest first (LEB128); a text as the number of its UTF-8 bytes and the bytes; a flag as one byte; a list as the
/// number of its elements and the elements; what may be absent behind a flag. The members of attributes, rules, conditions
/// and outcomes follow in the order of the code below. A condition stands in the order of the attributes and a test in the
/// order of the operators, as a checked table has them; lists in a test stand as they were written.
///
/// Form 1, of the fingerprints of 64 bits, began with the number 1, wrote numbers as eight bytes, the lowest first, and a
/// merge only where it was not the usual one, at the end.
struct CanonicalForm {
    /// Which form.
    enum Version { case first, second }

    private let version: Version
    private(set) var bytes: [UInt8] = []

    /// Writes a checked table.
    init(
        _ version: Version, _ policy: HitPolicy, _ merge: CollectMerge, attributes: [RoutingAttribute],
        rules: [RoutingRule], otherwise: RoutingOutcome?
    ) {
        self.version = version
        switch version {
        case .first:
            write(1)
            write(policy.rawValue)
        case .second:
            write("routing-table")
            write(2)
            write(policy.rawValue)
            write(merge)
        }
        write(attributes.count)
        for attribute in attributes { write(attribute) }
        write(rules.count)
        for rule in rules { write(rule) }
        write(otherwise != nil)
        if let otherwise { write(otherwise) }
        if version == .first, merge != CollectMerge() { write(merge) }
    }

    // MARK: Parts

    private mutating func write(_ merge: CollectMerge) {
        for name in [merge.queue.rawValue, merge.urgency.rawValue, merge.skills.rawValue] { write(name) }
    }

    private mutating func write(_ attribute: RoutingAttribute) {
        write(attribute.name)
        write(attribute.type.name)
        write(attribute.type.symbols ?? [])
        if case .timeOfWeek(let zone) = attribute.type { write(zone) }
        write(attribute.isOptional)
    }

    private mutating func write(_ rule: RoutingRule) {
        write(rule.id)
        write(rule.conditions.count)
        for condition in rule.conditions {
            write(condition.attribute)
            write(condition.orMissing)
            write(condition.tests.count)
            for test in condition.tests { write(test) }
        }
        write(rule.outcome)
    }

    private mutating func write(_ test: RoutingTest) {
        write(test.name)
        switch test {
        case .isIn(let names), .isNotIn(let names), .containsAny(let names), .containsAll(let names),
            .containsNone(let names):
            write(names)
        case .equals(let number), .differs(let number), .atLeast(let number), .moreThan(let number),
            .atMost(let number), .lessThan(let number):
            write(number)
        case .between(let low, let high):
            write(low)
            write(high)
        case .isOneOf(let numbers):
            write(numbers.count)
            for number in numbers { write(number) }
        case .is(let flag), .isEmpty(let flag), .missing(let flag): write(flag)
        case .within(let ranges):
            write(ranges.count)
            for range in ranges {
                write(range.start)
                write(range.end)
            }
        }
    }

    private mutating func write(_ outcome: RoutingOutcome) {
        write(outcome.queue.rawValue)
        write(outcome.urgency)
        write(outcome.skills.count)
        for skill in outcome.skills {
            write(skill.skill.rawValue)
            write(skill.atLeast)
        }
    }

    // MARK: Values

    private mutating func write(_ number: Int64) {
        switch version {
        case .first:
            let pattern = UInt64(bitPattern: number)
            for shift: UInt64 in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: pattern >> shift))
            }
        case .second:
            var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
            while rest > 0x7F {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
    }

    private mutating func write(_ number: Int) { write(Int64(number)) }

    private mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    private mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ texts: [String]) {
        write(texts.count)
        for text in texts { write(text) }
    }
}
