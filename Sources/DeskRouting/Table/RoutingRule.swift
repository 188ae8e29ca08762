/// One row of a table: when all its conditions hold, its outcome applies.
public struct RoutingRule: Hashable, Sendable {
    /// The name, unique in the table.
    public var id: String
    /// What it asks, at most one condition for an attribute; a contact matches a rule without conditions always.
    public var conditions: [RoutingCondition]
    /// What becomes of a contact that matches.
    public var outcome: RoutingOutcome

    /// Creates a rule.
    public init(_ id: String, when conditions: [RoutingCondition] = [], then outcome: RoutingOutcome) {
        self.id = id
        self.conditions = conditions
        self.outcome = outcome
    }
}
