public import DeskPrimitives

extension RoutingTable {
    /// Why the table decided so: the conditions of the rules that matched, with the contact's values.
    ///
    /// A decision that bears an old fingerprint is explained as well, by the table that the fingerprint names.
    /// - Throws: `Refusal` with code `wrongState` for a decision of another table, `corrupt` for one that this table
    ///   would not make.
    public func explain(_ decision: RoutingDecision) throws(Refusal) -> RoutingExplanation {
        guard decision.table.names(self) else {
            throw Refusal(.wrongState, "the decision was made by table \(decision.table), this is \(fingerprint)")
        }
        let key = try key(for: decision.facts)
        let made = try decide(key)
        guard made.rules == decision.rules, made.outcome == decision.outcome, made.facts == decision.facts else {
            throw Refusal(.corrupt, "this table does not decide so from these facts")
        }
        let facts = key.storage.facts
        let matches = decision.rules.compactMap { id in
            compiled.position(of: id).map { position in
                RoutingExplanation.Match(
                    rule: id, place: Place.field("rules").index(position),
                    cells: rules[position].conditions.compactMap { condition in
                        attributePosition(condition.attribute).map {
                            RoutingExplanation.Cell(
                                condition: condition, value: facts[condition.attribute],
                                undeclared: undeclared(facts[condition.attribute], $0))
                        }
                    })
            }
        }
        return RoutingExplanation(matches: matches, outcome: decision.outcome)
    }

    /// Which conditions of a rule a contact does not meet; empty when the rule matches.
    ///
    /// A rule may match and yet not be the one that decided, because an earlier one did.
    /// - Throws: `Refusal` with code `unknownName` when there is no such rule, else as ``decide(_:)-(RoutingKey)``.
    public func whyNot(_ rule: String, _ key: RoutingKey) throws(Refusal) -> [FailedTest] {
        guard let position = compiled.position(of: rule) else {
            let hint = NearestName.hint(rule, among: rules.lazy.map(\.id))
            throw Refusal(.unknownName, "there is no rule “\(rule)”\(hint)")
        }
        let key = key.storage.table === compiled ? key : try compiled.key(for: key.facts)
        var failed: [FailedTest] = []
        for condition in rules[position].conditions {
            guard let attribute = attributePosition(condition.attribute) else { continue }
            let value = key.storage.facts[condition.attribute]
            guard try !compiled.index.holds(rule: position, attribute: attribute, value) else { continue }
            let schema = compiled.schemas[attribute]
            var tests: [RoutingTest] = []
            for test in condition.tests where try !test.holds(value, in: schema) { tests.append(test) }
            failed.append(
                FailedTest(
                    condition: condition, tests: tests, value: value,
                    place: Place.field("rules").index(position).field("when").field(condition.attribute)))
        }
        return failed
    }

    private func attributePosition(_ name: String) -> Int? { attributes.firstIndex { $0.name == name } }

    private func undeclared(_ value: RoutingValue?, _ attribute: Int) -> [String] {
        guard let table = compiled.schemas[attribute].symbols else { return [] }
        switch value {
        case .symbol(let name): return table.position(name) == nil ? [name] : []
        case .set(let names): return names.filter { table.position($0) == nil }
        default: return []
        }
    }
}

extension RoutingTest {
    /// Whether this one test of a condition holds, to name the one that failed.
    func holds(_ value: RoutingValue?, in schema: AttributeSchema) throws(Refusal) -> Bool {
        let cell = CompiledCell(RoutingCondition(schema.attribute.name, self), symbols: schema.symbols)
        var planes = BitPlanes(bits: 1)
        let everything = planes.append(BitRow(full: 1))
        let index = AttributeIndex(schema, cells: [cell], planes: &planes)
        var rows = KeyRows(everyRule: everything, lanes: 1)
        try index.collect(value, into: &rows, lane: 0)
        return planes.contains(0, in: rows)
    }
}
