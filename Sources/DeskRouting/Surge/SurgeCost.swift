public import DeskPrimitives

/// What an ended surge has cost; written to its cause.
public struct SurgeCost: Hashable, Sendable, Codable {
    /// The cause, if one was ever named.
    public let cause: SurgeCause?
    /// From when.
    public let from: Instant
    /// Until when.
    public let until: Instant
    /// Contacts nobody expected.
    public let excessContacts: Int
    /// What agents spent on contacts that belong to it.
    public let effort: TimeSpan
}

extension SurgeCost: Explained {
    /// What it has cost and whom.
    public func sentence(in language: LanguageTag) -> String {
        let minutes = effort.microseconds / 60_000_000
        let name = cause?.name
        return language.pick(
            en: "It brought \(excessContacts) unexpected contacts and \(minutes) minutes of work"
                + (name.map { ", caused by \($0)." } ?? "; its cause was not named."),
            fi: "Se toi \(excessContacts) odottamatonta yhteydenottoa ja \(minutes) minuuttia työtä"
                + (name.map { "; syy: \($0)." } ?? "; syytä ei nimetty."))
    }
}
