public import DeskPrimitives

/// Whether somebody may see the scores of a node, and why.
public struct VisibilityDecision: Hashable, Sendable, Codable {
    /// The reasons.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is their own.
        case own
        /// They lead it or own it.
        case led
        /// It tells of many and is for everybody who works here.
        case whole
        /// It is a colleague's.
        case colleague
        /// It is none of theirs.
        case notOwn
        /// They do not lead it.
        case notLed
        /// It is one agent's, whom the own team leader sees.
        case singleAgent
        /// It is one person's answers.
        case singlePerson
        /// It is another customer's.
        case otherCustomer
        /// It tells how the desk works inside, which is not for customers.
        case insideTheDesk

        /// Whether it lets somebody see.
        public var isAllowed: Bool {
            switch self {
            case .own, .led, .whole: true
            case .colleague, .notOwn, .notLed, .singleAgent, .singlePerson, .otherCustomer, .insideTheDesk: false
            }
        }
    }

    /// Who looks.
    public let viewer: FeedbackViewer
    /// At what.
    public let node: FeedbackNode
    /// Why, or why not.
    public let reason: Reason
    /// How many answers the number needs.
    public let gate: DisplayGate

    /// Whether they may.
    public var isAllowed: Bool { reason.isAllowed }
}

extension VisibilityDecision: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch reason {
        case .own: language.pick(en: "Shown: it is your own.", fi: "Näytetään: tulos on omasi.")
        case .led: language.pick(en: "Shown: you are responsible for it.", fi: "Näytetään: olet siitä vastuussa.")
        case .whole:
            language.pick(
                en: "Shown: it tells of many, and everybody here may see it.",
                fi: "Näytetään: tulos kertoo monesta, ja kaikki täällä saavat nähdä sen.")
        case .colleague: language.pick(en: "Not shown: it is a colleague's.", fi: "Ei näytetä: tulos on työtoverin.")
        case .notOwn: language.pick(en: "Not shown: it is not yours.", fi: "Ei näytetä: tulos ei ole sinun.")
        case .notLed:
            language.pick(en: "Not shown: you are not responsible for it.", fi: "Ei näytetä: et ole siitä vastuussa.")
        case .singleAgent:
            language.pick(
                en: "Not shown: a single agent's number is for the agent and the team leader.",
                fi: "Ei näytetä: yksittäisen asiakaspalvelijan tulos on hänelle itselleen ja tiimin esihenkilölle.")
        case .singlePerson:
            language.pick(
                en: "Not shown: one person's answers are no score.",
                fi: "Ei näytetä: yhden henkilön vastaukset eivät ole tulos.")
        case .otherCustomer:
            language.pick(en: "Not shown: it is another customer's.", fi: "Ei näytetä: tulos on toisen asiakkaan.")
        case .insideTheDesk:
            language.pick(
                en: "Not shown: how the desk works inside is not for customers.",
                fi: "Ei näytetä: palvelupisteen sisäiset tulokset eivät ole asiakkaille.")
        }
    }
}
