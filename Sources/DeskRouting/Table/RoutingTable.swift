public import DeskPrimitives

/// An ordered table of rules over typed attributes that says where a contact goes.
///
/// Immutable and cheap to copy; an edit makes a new table. A table that loads has no mistake that could show later:
/// every name is declared, every test fits its attribute, every outcome is in range.
///
/// Deciding takes time in proportion to the attributes and to the position of the rule that matches, divided by 256.
public struct RoutingTable: Sendable {
    /// The most attributes of a table.
    public static let attributeCount = 64
    /// The most rules of a table.
    public static let ruleCount = 100_000
    /// The most rules of a ``HitPolicy/unique`` table, all pairs of which are compared.
    public static let uniqueRuleCount = 10_000
    /// The most symbols of an attribute, or elements of a list in a test.
    public static let symbolCount = 10_000
    /// UTF-8 bytes of a symbol or of the name of an attribute or rule.
    public static let symbolBytes = 128
    /// The most skills an outcome may ask for.
    public static let skillCount = 64

    let compiled: CompiledTable

    /// Checks and indexes a table.
    ///
    /// - Parameters:
    ///   - attributes: What rules may test.
    ///   - rules: The rules in their order.
    ///   - otherwise: What becomes of a contact that no rule matches; nil to say nothing about it.
    ///   - policy: What several matching rules mean.
    ///   - merge: How the outcomes of several rules become one under ``HitPolicy/collect``.
    /// - Throws: ``RoutingTableErrors`` with every mistake and its place, as in the document
    ///   (`rules[3].when.channel.in[0]`).
    /// - Complexity: O(rules × values / 64) for building the index; all pairs of rules under ``HitPolicy/unique``.
    public init(
        attributes: [RoutingAttribute], rules: [RoutingRule], otherwise: RoutingOutcome? = nil,
        policy: HitPolicy = .first, merge: CollectMerge = CollectMerge()
    ) throws(RoutingTableErrors) {
        var checker = TableChecker(attributes: attributes, policy: policy, merge: merge)
        compiled = try checker.compile(rules, otherwise)
    }

    init(_ compiled: CompiledTable) { self.compiled = compiled }

    /// What rules may test.
    public var attributes: [RoutingAttribute] { compiled.attributes }
    /// The rules in their order, the conditions of each in the order of the attributes.
    public var rules: [RoutingRule] { compiled.rules }
    /// What becomes of a contact that no rule matches.
    public var otherwise: RoutingOutcome? { compiled.otherwise }
    /// What several matching rules mean.
    public var policy: HitPolicy { compiled.policy }
    /// How the outcomes of several rules become one under ``HitPolicy/collect``.
    public var merge: CollectMerge { compiled.merge }
    /// The name of the exact content.
    public var fingerprint: RoutingFingerprint { compiled.fingerprint }
    /// What is allowed but probably not meant, such as a negative test that a missing optional attribute does not pass.
    public var warnings: [RoutingFinding] { compiled.warnings }

    /// Brings facts into the form the table decides from.
    ///
    /// - Throws: `Refusal` at the name of the attribute: `malformed` when a required one is missing or a value has
    ///   another type, `outOfRange` for a time outside the week or the accepted years, `tooLong` for a huge set.
    public func key(for facts: RoutingFacts) throws(Refusal) -> RoutingKey {
        try compiled.key(for: facts)
    }

    /// Decides.
    ///
    /// - Throws: Only for a key of another table that does not fit this one, as ``key(for:)``; a key that fits is
    ///   brought into the form of this table first.
    public func decide(_ key: RoutingKey) throws(Refusal) -> RoutingDecision {
        if key.storage.table === compiled, compiled.policy != .collect {
            return RoutingDecision(.live(key, winner: compiled.index.first(key.storage)))
        }
        return try decideOtherwise(key)
    }

    /// The less usual ways: several rules together, or a key of another table.
    private func decideOtherwise(_ key: RoutingKey) throws(Refusal) -> RoutingDecision {
        let key = key.storage.table === compiled ? key : try compiled.key(for: key.facts)
        guard policy == .collect else {
            return RoutingDecision(.live(key, winner: compiled.index.first(key.storage)))
        }
        let found = compiled.index.all(key.storage)
        guard found.count > 1 else {
            return RoutingDecision(.live(key, winner: found.first ?? -1))
        }
        let rules = found.map { compiled.rules[$0] }
        return RoutingDecision(
            .whole(
                RoutingDecision.Whole(
                    table: compiled.fingerprint, rules: rules.map(\.id),
                    outcome: merge.merged(rules.map(\.outcome)), facts: compiled.facts(of: key))))
    }

    /// The position in ``rules`` of the first rule that matches, whatever the hit policy makes of it; nil for none.
    ///
    /// The bare answer: it refers to nothing, so nothing is counted for it. ``decide(_:)-(RoutingKey)`` gives the outcome
    /// and what explains it.
    ///
    /// - Throws: As ``decide(_:)-(RoutingKey)``.
    public func firstHit(_ key: RoutingKey) throws(Refusal) -> Int? {
        let position: Int
        if key.storage.table === compiled {
            position = compiled.index.first(key.storage)
        } else {
            position = compiled.index.first(try compiled.key(for: key.facts).storage)
        }
        return position < 0 ? nil : position
    }

    /// Decides from facts; the same as ``decide(_:)-(RoutingKey)`` of their key.
    public func decide(_ facts: RoutingFacts) throws(Refusal) -> RoutingDecision {
        try decide(key(for: facts))
    }

    /// Every rule that matches, in order, whatever the hit policy makes of them.
    ///
    /// - Throws: As ``decide(_:)-(RoutingKey)``.
    public func matches(_ key: RoutingKey) throws(Refusal) -> [String] {
        let key = key.storage.table === compiled ? key : try compiled.key(for: key.facts)
        return compiled.index.all(key.storage).map { compiled.rules[$0].id }
    }
}

extension RoutingTable: Hashable {
    public static func == (a: RoutingTable, b: RoutingTable) -> Bool {
        a.compiled === b.compiled
            || a.fingerprint == b.fingerprint && a.policy == b.policy && a.merge == b.merge
                && a.attributes == b.attributes
                && a.rules == b.rules && a.otherwise == b.otherwise
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
