public import DeskPrimitives

/// Whether somebody is asked to recommend us, and why not.
public enum PromoterDecision: Hashable, Sendable, Codable {
    /// Now, for the only time.
    case ask
    /// Not.
    case notAsked(Reason)

    /// Why somebody is not asked.
    public enum Reason: Hashable, Sendable, Codable {
        /// The recommend question was not answered.
        case noAnswer
        /// The answer is below the one from which people are asked.
        case notPromoter(UInt8, from: UInt8)
        /// The person wants no such questions.
        case optedOut
        /// A bad rating of the person is being put right.
        case recoveryOpen
        /// The person was asked once.
        case askedBefore
    }
}

extension PromoterDecision: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .ask:
            language.pick(en: "The person is asked to recommend us.", fi: "Henkilöä pyydetään suosittelemaan meitä.")
        case .notAsked(.noAnswer):
            language.pick(
                en: "Not asked to recommend us: the question was not answered.",
                fi: "Ei pyydetä suosittelemaan: kysymykseen ei ole vastattu.")
        case .notAsked(.notPromoter(let value, let from)):
            language.pick(
                en: "Not asked to recommend us: the answer is \(value), asked are those from \(from) on.",
                fi: "Ei pyydetä suosittelemaan: vastaus on \(value), pyydetään, kun se on vähintään \(from).")
        case .notAsked(.optedOut):
            language.pick(
                en: "Not asked to recommend us: the person wants no such questions.",
                fi: "Ei pyydetä suosittelemaan: henkilö ei halua kyselyitä.")
        case .notAsked(.recoveryOpen):
            language.pick(
                en: "Not asked to recommend us: a bad experience of the person is being put right.",
                fi: "Ei pyydetä suosittelemaan: henkilön huonoa kokemusta korjataan.")
        case .notAsked(.askedBefore):
            language.pick(
                en: "Not asked to recommend us: the person was asked once.",
                fi: "Ei pyydetä suosittelemaan: henkilöä on pyydetty jo kerran.")
        }
    }
}
