public import DeskPrimitives
public import DeskRouting

/// Why a case went to its queue: enough to explain it later with the same table.
public struct RouteTrace: Hashable, Sendable, Codable {
    /// The rule that decided; nil when no rule did and the table's `otherwise` was taken.
    public let rule: String?
    /// The queue.
    public let queue: QueueID
    /// The urgency.
    public let urgency: Int
    /// What was known about the contact, attribute by attribute, in the order of their names.
    public let facts: [RouteFact]
    /// The fingerprint of the table that decided.
    public let table: RoutingFingerprint

    /// The reason as a sentence.
    public func sentence(in language: LanguageTag) -> String {
        let known = facts.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return language.pick(
            en: rule.map { "Rule “\($0)” sent it to queue \(queue) (\(known))." }
                ?? "No rule matched (\(known)), so it went to queue \(queue).",
            fi: rule.map { "Sääntö ”\($0)” ohjasi sen jonoon \(queue) (\(known))." }
                ?? "Mikään sääntö ei täsmännyt (\(known)), joten se meni jonoon \(queue).")
    }
}

/// One thing that was known about a contact when it was routed.
public struct RouteFact: Hashable, Sendable, Codable {
    /// The attribute.
    public let name: String
    /// Its value as text.
    public let value: String
}

extension RouteTrace: Explained {}
