public import DeskPrimitives

/// Why a case is waiting for somebody else than the desk.
public enum PauseReason: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// The person has to answer or do something.
    case customer
    /// Another party inside the organisation has to act.
    case `internal`
    /// A visit, a delivery or a maintenance window has been agreed on and lies ahead.
    case scheduled
    /// A supplier has to act.
    case supplier

    /// By the name, so that lists of reasons have one order.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What is waited for, as the end of a sentence that begins with “waiting for”.
    public func name(in language: LanguageTag) -> String {
        switch self {
        case .customer: language.pick(en: "the customer", fi: "asiakasta")
        case .internal: language.pick(en: "another team", fi: "toista yksikköä")
        case .scheduled: language.pick(en: "the agreed time", fi: "sovittua ajankohtaa")
        case .supplier: language.pick(en: "a supplier", fi: "toimittajaa")
        }
    }
}
