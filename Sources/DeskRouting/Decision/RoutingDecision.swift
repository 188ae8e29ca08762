public import DeskPrimitives

/// What a table says about a contact, and from what.
///
/// It refers to the table and the facts instead of copying them, so that it costs nothing until somebody asks. Encoded,
/// it holds the fingerprint of the table, the rules that matched, the outcome and the facts, and
/// ``RoutingTable/explain(_:)`` of the same table explains it years later.
public struct RoutingDecision: Hashable, Sendable {
    /// The answers a table can give.
    public enum Result: Hashable, Sendable {
        /// A rule matched; in a ``HitPolicy/collect`` table the first of them, and the outcome is that of all merged.
        case matched(rule: String, RoutingOutcome)
        /// No rule matched, and the table says what then.
        case otherwise(RoutingOutcome)
        /// No rule matched, and the table does not say what then.
        case noMatch
    }

    enum Body: Sendable {
        /// Of one rule (or none, −1) of a table in memory.
        case live(RoutingKey, winner: Int)
        /// Of several rules, or read back.
        case whole(Whole)
    }

    /// A decision that stands for itself.
    final class Whole: Sendable {
        let table: RoutingFingerprint
        let rules: [String]
        let outcome: RoutingOutcome?
        let facts: RoutingFacts

        init(table: RoutingFingerprint, rules: [String], outcome: RoutingOutcome?, facts: RoutingFacts) {
            self.table = table
            self.rules = rules
            self.outcome = outcome
            self.facts = facts
        }
    }

    let body: Body

    init(_ body: Body) { self.body = body }

    /// The table that decided.
    public var table: RoutingFingerprint {
        switch body {
        case .live(let key, _): key.table
        case .whole(let whole): whole.table
        }
    }

    /// The rules that made the outcome, in the order of the table: one, several under ``HitPolicy/collect``, or none.
    public var rules: [String] {
        switch body {
        case .live(let key, let winner): winner < 0 ? [] : [key.storage.table.rules[winner].id]
        case .whole(let whole): whole.rules
        }
    }

    /// What becomes of the contact; nil when nothing in the table applied.
    public var outcome: RoutingOutcome? {
        switch body {
        case .live(let key, let winner):
            winner < 0 ? key.storage.table.otherwise : key.storage.table.rules[winner].outcome
        case .whole(let whole): whole.outcome
        }
    }

    /// The answer.
    public var result: Result {
        guard let outcome else { return .noMatch }
        guard let rule = rules.first else { return .otherwise(outcome) }
        return .matched(rule: rule, outcome)
    }

    /// What the table knew of the contact.
    public var facts: RoutingFacts {
        switch body {
        case .live(let key, _): key.facts
        case .whole(let whole): whole.facts
        }
    }

    public static func == (a: RoutingDecision, b: RoutingDecision) -> Bool {
        a.table == b.table && a.rules == b.rules && a.outcome == b.outcome && a.facts == b.facts
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(table)
        hasher.combine(rules)
        hasher.combine(outcome)
    }
}

extension RoutingDecision: Explained {
    /// Which rule decided and what becomes of the contact; ``RoutingTable/explain(_:)`` says why it matched.
    public func sentence(in language: LanguageTag) -> String {
        RoutingSentences.verdict(rules: rules, outcome: outcome, in: language)
    }
}

extension RoutingDecision: Codable {
    private enum CodingKeys: String, CodingKey {
        case table
        case rules
        case outcome
        case facts
    }

    /// Reads a decision; it equals the one that was written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        body = .whole(
            Whole(
                table: try container.decode(RoutingFingerprint.self, forKey: .table),
                rules: try container.decodeIfPresent([String].self, forKey: .rules) ?? [],
                outcome: try container.decodeIfPresent(RoutingOutcome.self, forKey: .outcome),
                facts: try container.decode(RoutingFacts.self, forKey: .facts)))
    }

    /// Writes the fingerprint, the rules, the outcome and the facts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(table, forKey: .table)
        if !rules.isEmpty { try container.encode(rules, forKey: .rules) }
        try container.encodeIfPresent(outcome, forKey: .outcome)
        try container.encode(facts, forKey: .facts)
    }
}
