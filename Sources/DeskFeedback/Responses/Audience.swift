/// In which part somebody speaks for an organisation: those who use the service, or those who buy it.
///
/// A buyer can be happy with what its users suffer from, so the two are scored apart and together.
public enum Audience: String, Hashable, Sendable, Codable, CaseIterable {
    /// Uses what the desk serves.
    case user
    /// Decides on buying it.
    case buyer
}
