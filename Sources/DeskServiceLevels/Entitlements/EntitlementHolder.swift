public import DeskPrimitives

/// Whose an entitlement is.
public enum EntitlementHolder: Hashable, Sendable, Codable {
    /// A person's own.
    case person(PersonID)
    /// An organisation's, for everybody who belongs to it.
    case organization(OrganizationID)
}
