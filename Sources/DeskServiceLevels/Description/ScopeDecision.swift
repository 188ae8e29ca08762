public import DeskPrimitives

/// Whether the service covers what somebody asks for.
public enum ScopeDecision: Hashable, Sendable {
    /// The service covers it, as far as the item says.
    case inside(ServiceItem)
    /// The service does not cover it; the item may say where to get help.
    case outside(ServiceItem)
    /// The description says nothing about it; a person decides, and the description can learn.
    case unstated

    /// Where to get help with what is not covered, when the description says so.
    public var help: LocalizedText? {
        if case .outside(let item) = self { item.help } else { nil }
    }
}

extension ScopeDecision: Explained {
    /// A sentence fit for the customer.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .inside(let item):
            let title = item.title.text(in: language)
            let covered = language.pick(en: "The service covers: \(title).", fi: "Palveluun kuuluu: \(title).")
            guard let limits = item.limits?.text(in: language) else { return covered }
            return covered + " " + language.pick(en: "Limits: \(limits)", fi: "Rajaukset: \(limits)")
        case .outside(let item):
            let title = item.title.text(in: language)
            let outside = language.pick(
                en: "The service does not cover: \(title).", fi: "Palveluun ei kuulu: \(title).")
            guard let help = item.help?.text(in: language) else { return outside }
            return outside + " " + language.pick(en: "Help: \(help)", fi: "Apua: \(help)")
        case .unstated:
            return language.pick(
                en: "The service description does not mention this; a person will look at it.",
                fi: "Palvelukuvaus ei mainitse tätä; asian ratkaisee ihminen.")
        }
    }
}
