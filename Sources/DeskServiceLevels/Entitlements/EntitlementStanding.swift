public import DeskPrimitives

/// What a case may use of an entitlement, or why it may not.
public enum EntitlementStanding: Hashable, Sendable {
    /// So much is left.
    case available(EntitlementAmount)
    /// What was granted is used up; so much more may be used by the overage rule, nil without a bound.
    case overage(left: EntitlementAmount?)
    /// It is used up.
    case usedUp
    /// It begins later.
    case notYet(Instant)
    /// It has ended.
    case over(Instant)
    /// It is for other topics.
    case notCovered

    /// Whether anything may be used.
    public var permits: Bool {
        switch self {
        case .available, .overage: true
        case .usedUp, .notYet, .over, .notCovered: false
        }
    }
}

extension EntitlementStanding: Explained {
    /// A sentence for whoever takes the request.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .available(let amount):
            let text = amount.text(in: language)
            return language.pick(en: "\(text) left.", fi: "Jäljellä \(text).")
        case .overage(let left?):
            let text = left.text(in: language)
            return language.pick(
                en: "What was granted is used up; \(text) more may be used and is charged.",
                fi: "Myönnetty määrä on käytetty; sen yli voi vielä käyttää \(text), joka laskutetaan.")
        case .overage(nil):
            return language.pick(
                en: "What was granted is used up; what is used beyond it is charged.",
                fi: "Myönnetty määrä on käytetty; sen ylittävä osa laskutetaan.")
        case .usedUp: return language.pick(en: "Nothing is left.", fi: "Mitään ei ole jäljellä.")
        case .notYet(let instant):
            return language.pick(en: "It begins at \(instant).", fi: "Sopimus alkaa \(instant).")
        case .over(let instant):
            return language.pick(en: "It ended at \(instant).", fi: "Sopimus päättyi \(instant).")
        case .notCovered: return language.pick(en: "It is for other topics.", fi: "Sopimus koskee muita aiheita.")
        }
    }
}
