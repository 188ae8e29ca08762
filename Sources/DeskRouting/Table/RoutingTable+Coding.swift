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
