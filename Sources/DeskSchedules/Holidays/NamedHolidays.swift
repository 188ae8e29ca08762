/// A set of holidays that is built in, by its name in documents.
public enum NamedHolidays: String, Hashable, Sendable, Codable, CaseIterable {
    /// The thirteen public holidays of Finland by law, from 1955.
    case finland
    /// Midsummer Eve and Christmas Eve, whole days on which Finnish offices are closed by custom and agreement.
    case finlandEves = "finland-eves"
    /// The public holidays of Sweden, from 1990.
    case sweden
    /// The public holidays of Estonia, from 1994.
    case estonia
    /// The public holidays that all states of Germany have, from 1991.
    case germany
    /// The bank holidays of England and Wales, from 1978.
    case englandAndWales = "england-and-wales"
    /// The bank holidays of Scotland, from 1978.
    case scotland
    /// The bank and public holidays of Northern Ireland, from 1978.
    case northernIreland = "northern-ireland"
    /// The federal holidays of the United States, from 1971.
    case unitedStates = "united-states"

    var rules: [HolidayRule] {
        switch self {
        case .finland: HolidayRule.finland
        case .finlandEves: HolidayRule.finlandEves
        case .sweden: HolidayRule.sweden
        case .estonia: HolidayRule.estonia
        case .germany: HolidayRule.germany
        case .englandAndWales: HolidayRule.englandAndWales
        case .scotland: HolidayRule.scotland
        case .northernIreland: HolidayRule.northernIreland
        case .unitedStates: HolidayRule.unitedStates
        }
    }
}
