public import DeskPrimitives

/// The answer to whether there is a contact of some kind.
public enum AnalysisAnswer: Hashable, Sendable {
    /// There is one, such as this.
    case example(RoutingFacts)
    /// There is none.
    case none
    /// The budget was used up before it was known.
    case unknown
}

extension AnalysisAnswer: Explained {
    /// The contact, or why there is none to show.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .example(let facts):
            language.pick(en: "There is one: ", fi: "Sellainen on: ") + facts.sentence(in: language)
        case .none:
            language.pick(en: "There is no such contact.", fi: "Sellaista yhteydenottoa ei ole.")
        case .unknown:
            language.pick(
                en: "Whether there is such a contact was not found out within the budget.",
                fi: "Sallitulla työmäärällä ei selvinnyt, onko sellaista yhteydenottoa.")
        }
    }
}

extension RoutingFacts: Explained {
    /// The values in the order of their names, as “a contact with channel chat and language sv”.
    public func sentence(in language: LanguageTag) -> String {
        guard !isEmpty else {
            return language.pick(en: "a contact of which nothing is known", fi: "yhteydenotto, josta ei tiedetä mitään")
        }
        let parts = names.map { name in
            let value = RoutingSentences.value(self[name], in: language)
            return language.pick(en: "\(name) \(value)", fi: "\(name) on \(value)")
        }
        return language.pick(en: "a contact with ", fi: "yhteydenotto, jossa ")
            + RoutingSentences.list(parts, in: language)
    }
}
