import DeskPrimitives

/// A table that was checked, with its index: what ``RoutingTable``, its keys and its decisions share.
final class CompiledTable: Sendable {
    let attributes: [RoutingAttribute]
    let schemas: [AttributeSchema]
    let rules: [RoutingRule]
    let otherwise: RoutingOutcome?
    let policy: HitPolicy
    let warnings: [RoutingFinding]
    let fingerprint: RoutingFingerprint
    let index: RoutingIndex
    private let positions: [String: Int]

    init(
        schemas: [AttributeSchema], rules: [RoutingRule], otherwise: RoutingOutcome?, policy: HitPolicy,
        warnings: [RoutingFinding], index: RoutingIndex
    ) {
        self.schemas = schemas
        attributes = schemas.map(\.attribute)
        self.rules = rules
        self.otherwise = otherwise
        self.policy = policy
        self.warnings = warnings
        self.index = index
        fingerprint = .of(attributes, rules, otherwise, policy)
        positions = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a rule stands.
    func position(of rule: String) -> Int? { positions[rule] }

    /// What a key was made from.
    func facts(of key: RoutingKey) -> RoutingFacts {
        var facts = RoutingFacts()
        for (attribute, value) in zip(attributes, key.storage.values) {
            if let value { facts[attribute.name] = value }
        }
        return facts
    }

    /// The facts in the form of this table.
    func key(for facts: RoutingFacts) throws(Refusal) -> RoutingKey {
        var values: [RoutingValue?] = []
        values.reserveCapacity(attributes.count)
        for attribute in attributes {
            guard let value = facts.values[attribute.name] else {
                guard attribute.isOptional else {
                    throw Refusal(
                        .malformed, "“\(attribute.name)” is not optional and missing", at: .field(attribute.name))
                }
                values.append(nil)
                continue
            }
            try check(value, attribute)
            values.append(value)
        }
        return RoutingKey(storage: index.key(values, table: self))
    }

    private func check(_ value: RoutingValue, _ attribute: RoutingAttribute) throws(Refusal) {
        switch (value, attribute.type) {
        case (.symbol, .enumeration), (.integer, .integer), (.boolean, .boolean): return
        case (.set(let symbols), .set):
            guard symbols.count <= RoutingTable.symbolCount else {
                throw Refusal(
                    .tooLong, "a set of more than \(RoutingTable.symbolCount) symbols", at: .field(attribute.name))
            }
        case (.instant(let instant), .timeOfWeek):
            try Limits.check(instant, at: .field(attribute.name))
        case (.minuteOfWeek(let minute), .timeOfWeek):
            guard (0..<WeekRange.minutesPerWeek).contains(minute) else {
                throw Refusal(.outOfRange, "a minute of the week is 0 to 10079", at: .field(attribute.name))
            }
        default:
            throw Refusal(
                .malformed, "the value is no \(attribute.type.name) as “\(attribute.name)” is",
                at: .field(attribute.name))
        }
    }
}
