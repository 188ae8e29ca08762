/// The peer of routing: a tree of predicates for each rule over a dictionary of values, tried one rule after another.
public struct PredicateTree: Sendable {
    indirect enum Predicate: Sendable {
        case all([Predicate])
        case equals(String, Value)
        case isIn(String, [Value])
        case atLeast(String, Int64)

        func holds(_ facts: [String: Value]) -> Bool {
            switch self {
            case .all(let parts): return parts.allSatisfy { $0.holds(facts) }
            case .equals(let name, let value): return facts[name] == value
            case .isIn(let name, let values): return facts[name].map { values.contains($0) } ?? false
            case .atLeast(let name, let number):
                guard case .number(let value)? = facts[name] else { return false }
                return value >= number
            }
        }
    }

    enum Value: Hashable, Sendable {
        case text(String)
        case number(Int64)
    }

    private let rules: [Predicate]
    private let contacts: [[String: Value]]

    /// Takes the rules and contacts of the workload it is compared with.
    public init(_ workload: RoutingWorkload) {
        rules = workload.drawn.rules.map { rule in
            var parts: [Predicate] = []
            if let channel = rule.channel { parts.append(.equals("channel", .text(channel))) }
            if let language = rule.language { parts.append(.equals("language", .text(language))) }
            if !rule.topics.isEmpty { parts.append(.isIn("topic", rule.topics.map { .text($0) })) }
            if let priority = rule.priority { parts.append(.atLeast("priority", priority)) }
            if let tier = rule.tier { parts.append(.equals("tier", .text(tier))) }
            return .all(parts)
        }
        contacts = workload.drawn.contacts.map { contact in
            [
                "channel": .text(contact.channel), "language": .text(contact.language), "topic": .text(contact.topic),
                "priority": .number(contact.priority), "tier": .text(contact.tier),
            ]
        }
    }

    /// The numbers of the first rules that hold for the first contacts, −1 where none does.
    public func winners(first count: Int) -> [Int] {
        contacts.prefix(count).map { facts in rules.firstIndex { $0.holds(facts) } ?? -1 }
    }

    /// Decides on the first contacts; the sum of the winners' numbers.
    public func decide(first count: Int) -> Int64 {
        var sum: Int64 = 0
        for facts in contacts.prefix(count) { sum &+= Int64(rules.firstIndex { $0.holds(facts) } ?? -1) }
        return sum
    }
}
