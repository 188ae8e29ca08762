public import DeskPrimitives
public import DeskServiceLevels

/// What a case stands under, beside its clocks: contract, version of the rules, and what is measured apart from speed.
public struct CaseService: Hashable, Sendable, Codable {
    /// The organisation whose contract applies.
    public internal(set) var organization: OrganizationID?
    /// The version of the rules the case goes by.
    public internal(set) var edition: String?
    /// The entitlement it draws on.
    public internal(set) var entitlement: EntitlementID?
    /// The work that was logged.
    public internal(set) var workLogged = TimeSpan.zero
    /// Times at which the customer was told in time that, by whom and until when the matter is in hand.
    public internal(set) var assurancesMet = 0
    /// Times at which that was due and late.
    public internal(set) var assurancesMissed = 0

    init() {}
}
