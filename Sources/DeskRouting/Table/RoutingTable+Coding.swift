import DeskPrimitives

extension RoutingTable: Codable {
    /// The version of the document format.
    static let formatVersion = 1

    /// Reads a table.
    ///
    /// A mistake throws `DecodingError.dataCorrupted` at the path of the first one; its description lists all of them,
    /// and its underlying error is the ``RoutingTableErrors``.
    public init(from decoder: any Decoder) throws {
        do throws(RoutingTableErrors) {
            var reader = TableReader()
            self.init(try reader.read(decoder))
        } catch {
            let first = error.errors.first?.place ?? .root
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + AnyKey.path(first), debugDescription: error.description,
                    underlyingError: error))
        }
    }

    /// Writes the document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TableReader.Member.self)
        try container.encode(Self.formatVersion, forKey: .version)
        try container.encode(policy, forKey: .policy)
        if merge != CollectMerge() { try container.encode(merge, forKey: .merge) }
        try container.encode(attributes, forKey: .attributes)
        try container.encode(rules, forKey: .rules)
        try container.encodeIfPresent(otherwise, forKey: .otherwise)
    }
}

extension RoutingAttribute: Encodable {
    enum Member: String, CodingKey, CaseIterable {
        case name
        case type
        case values
        case zone
        case optional
    }

    /// Writes the declaration.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(name, forKey: .name)
        try container.encode(type.name, forKey: .type)
        try container.encodeIfPresent(type.symbols, forKey: .values)
        if case .timeOfWeek(let zone) = type { try container.encode(zone, forKey: .zone) }
        if isOptional { try container.encode(true, forKey: .optional) }
    }
}

extension RoutingRule: Encodable {
    enum Member: String, CodingKey, CaseIterable {
        case id
        case when
        case then
    }

    /// Writes the rule; its conditions become members of an object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(id, forKey: .id)
        var cells = container.nestedContainer(keyedBy: AnyKey.self, forKey: .when)
        for condition in conditions { try cells.encode(condition, forKey: AnyKey(condition.attribute)) }
        try container.encode(outcome, forKey: .then)
    }
}

extension RoutingCondition: Encodable {
    static let orMissingName = "orMissing"

    /// Writes the tests as members of an object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        for test in tests {
            let key = AnyKey(test.name)
            switch test {
            case .isIn(let names), .isNotIn(let names), .containsAny(let names), .containsAll(let names),
                .containsNone(let names):
                try container.encode(names, forKey: key)
            case .equals(let number), .differs(let number), .atLeast(let number), .moreThan(let number),
                .atMost(let number), .lessThan(let number):
                try container.encode(number, forKey: key)
            case .between(let low, let high): try container.encode([low, high], forKey: key)
            case .isOneOf(let numbers): try container.encode(numbers, forKey: key)
            case .is(let flag), .isEmpty(let flag), .missing(let flag): try container.encode(flag, forKey: key)
            case .within(let ranges): try container.encode(ranges, forKey: key)
            }
        }
        if orMissing { try container.encode(true, forKey: AnyKey(Self.orMissingName)) }
    }
}

extension RoutingTest {
    /// The place in the order in which the tests of one condition are written.
    var rank: Int { Self.order.firstIndex(of: name) ?? Self.order.count }

    private static let order = [
        "missing", "is", "eq", "ne", "ge", "gt", "le", "lt", "between", "in", "notIn", "anyOf", "allOf", "noneOf",
        "empty", "within",
    ]
}

extension RoutingFingerprint {
    /// The fingerprint of a checked table.
    static func of(
        _ attributes: [RoutingAttribute], _ rules: [RoutingRule], _ otherwise: RoutingOutcome?, _ policy: HitPolicy,
        _ merge: CollectMerge
    ) -> RoutingFingerprint {
        var writer = FingerprintWriter()
        writer.write(RoutingTable.formatVersion)
        writer.write(policy.rawValue)
        writer.write(attributes.count)
        for attribute in attributes {
            writer.write(attribute.name)
            writer.write(attribute.type.name)
            writer.write(attribute.type.symbols ?? [])
            if case .timeOfWeek(let zone) = attribute.type { writer.write(zone) }
            writer.write(attribute.isOptional)
        }
        writer.write(rules.count)
        for rule in rules {
            writer.write(rule.id)
            writer.write(rule.conditions.count)
            for condition in rule.conditions { writer.write(condition) }
            writer.write(rule.outcome)
        }
        writer.write(otherwise != nil)
        if let otherwise { writer.write(otherwise) }
        if merge != CollectMerge() {
            for name in [merge.queue.rawValue, merge.urgency.rawValue, merge.skills.rawValue] { writer.write(name) }
        }
        return RoutingFingerprint(bits: writer.bits)
    }
}

extension FingerprintWriter {
    fileprivate mutating func write(_ condition: RoutingCondition) {
        write(condition.attribute)
        write(condition.orMissing)
        write(condition.tests.count)
        for test in condition.tests {
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
    }

    fileprivate mutating func write(_ outcome: RoutingOutcome) {
        write(outcome.queue.rawValue)
        write(outcome.urgency)
        write(outcome.skills.count)
        for skill in outcome.skills {
            write(skill.skill.rawValue)
            write(skill.atLeast)
        }
    }
}
