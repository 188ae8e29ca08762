/// A set of holidays that is built in, by its name in documents.
public enum NamedHolidays: String, Hashable, Sendable, Codable, CaseIterable {
    /// The thirteen public holidays of Finland by law.
    case finland
    /// Midsummer Eve and Christmas Eve, whole days on which Finnish offices are closed by custom and agreement.
    case finlandEves = "finland-eves"

    var rules: [HolidayRule] {
        switch self {
        case .finland: HolidayRule.finland
        case .finlandEves: HolidayRule.finlandEves
        }
    }
}
