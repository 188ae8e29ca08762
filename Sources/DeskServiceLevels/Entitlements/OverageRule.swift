/// What happens when more of an entitlement is used than is left.
public enum OverageRule: Hashable, Sendable, Codable {
    /// Nothing beyond what is left is given.
    case refuse
    /// So much beyond what is left is given, and the balance falls below nothing.
    case upTo(EntitlementAmount)
    /// Everything is given; what was used beyond stands as a negative balance to be charged.
    case unlimited
}
