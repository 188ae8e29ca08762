public import DeskPrimitives

/// One movement of an entitlement; all of them together are its balance.
public struct EntitlementEntry: Hashable, Sendable, Codable {
    /// What moved.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// More was granted.
        case granted
        /// Some was set aside for a case.
        case reserved
        /// What was set aside became free again.
        case released
        /// Some was used up.
        case drawn
        /// What had been used up by mistake was given back.
        case refunded
        /// What was left when the time ran out is gone.
        case expired
    }

    /// The entitlement.
    public let entitlement: EntitlementID
    /// What moved.
    public let kind: Kind
    /// How much.
    public let amount: EntitlementAmount
    /// The case it was for, if any.
    public let caseID: CaseID?
    /// When.
    public let at: Instant

    /// Creates an entry.
    public init(entitlement: EntitlementID, kind: Kind, amount: EntitlementAmount, caseID: CaseID?, at: Instant) {
        self.entitlement = entitlement
        self.kind = kind
        self.amount = amount
        self.caseID = caseID
        self.at = at
    }
}

/// An entitlement after something was done to it, and the movements that made it so.
public struct EntitlementChange: Hashable, Sendable {
    /// The entitlement as it is now.
    public let after: Entitlement
    /// What moved, in order.
    public let entries: [EntitlementEntry]

    /// Creates a change.
    public init(after: Entitlement, entries: [EntitlementEntry]) {
        self.after = after
        self.entries = entries
    }
}
