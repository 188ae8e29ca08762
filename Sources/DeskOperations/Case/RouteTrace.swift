public import DeskPrimitives
public import DeskRouting

/// Why a case went to its queue: enough to explain it later with the same table.
public struct RouteTrace: Hashable, Sendable {
    /// The rule that decided, the first of several that were merged; nil when none did and the table's `otherwise` was
    /// taken.
    public let rule: String?
    /// The queue.
    public let queue: QueueID
    /// The urgency.
    public let urgency: Int
    /// What was known about the contact.
    public let facts: RoutingFacts
    /// The fingerprint of the table that decided, by which ``PolicyTimeline/policy(routingBy:)`` finds its edition.
    public let table: RoutingFingerprint

    /// Why it went there: the rules that matched, on what, as the table says it.
    ///
    /// - Parameter table: The table that decided, from the edition of the policy that was in force; ``table`` tells which.
    /// - Throws: `Refusal` with code `wrongState` for another table, `corrupt` when that table would not decide so.
    public func explanation(by table: RoutingTable) throws(Refusal) -> RoutingExplanation {
        guard self.table.names(table) else {
            throw Refusal(.wrongState, "table \(self.table) decided, this is \(table.fingerprint)")
        }
        let decision = try table.decide(facts)
        guard decision.rules.first == rule, decision.outcome?.queue == queue, decision.outcome?.urgency == urgency
        else {
            throw Refusal(.corrupt, "this table does not decide so from these facts")
        }
        return try table.explain(decision)
    }

    /// Which conditions of a rule the contact did not meet; empty when it matches.
    ///
    /// - Throws: As ``explanation(by:)``, and `unknownName` when the table has no such rule.
    public func whyNot(_ rule: String, by table: RoutingTable) throws(Refusal) -> [FailedTest] {
        guard self.table.names(table) else {
            throw Refusal(.wrongState, "table \(self.table) decided, this is \(table.fingerprint)")
        }
        return try table.whyNot(rule, table.key(for: facts))
    }
}

extension RouteTrace: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule
        case queue
        case urgency
        case facts
        case table
    }

    /// A fact as it was kept before facts had types.
    private struct TextFact: Decodable {
        let name: String
        let value: String
    }

    /// Reads a trace; facts that were kept as text are read as symbols.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rule = try container.decodeIfPresent(String.self, forKey: .rule)
        queue = try container.decode(QueueID.self, forKey: .queue)
        urgency = try container.decode(Int.self, forKey: .urgency)
        table = try container.decode(RoutingFingerprint.self, forKey: .table)
        if let texts = try? container.decode([TextFact].self, forKey: .facts) {
            facts = RoutingFacts(
                Dictionary(texts.map { ($0.name, .symbol($0.value)) }, uniquingKeysWith: { first, _ in first }))
        } else {
            facts = try container.decode(RoutingFacts.self, forKey: .facts)
        }
    }
}
