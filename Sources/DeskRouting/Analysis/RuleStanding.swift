public import DeskPrimitives

/// Whether a rule can ever be the first to match.
public enum RuleStanding: Hashable, Sendable {
    /// Some contact reaches it.
    case reachable
    /// No contact matches it, because nothing passes its conditions on these attributes.
    case unsatisfiable(attributes: [String])
    /// Every contact that matches it matches one of these earlier rules too: one rule, or several that cover it together.
    case shadowed(by: [String])
    /// The budget was used up before it was known.
    case unknown

    /// Whether it can never be the first to match.
    public var isDead: Bool {
        switch self {
        case .unsatisfiable, .shadowed: true
        case .reachable, .unknown: false
        }
    }
}

extension RuleStanding: Explained {
    /// Whether the rule can win, and what stands before it.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .reachable: language.pick(en: "Some contacts reach the rule.", fi: "Sääntö voi täyttyä ensimmäisenä.")
        case .unsatisfiable(let attributes):
            language.pick(
                en: "No contact can match the rule: nothing passes what it asks of "
                    + "\(RoutingSentences.list(attributes, in: language)).",
                fi: "Mikään yhteydenotto ei voi täyttää sääntöä: mikään arvo ei läpäise sen ehtoa, joka koskee tietoa "
                    + "\(RoutingSentences.list(attributes, in: language)).")
        case .shadowed(let rules):
            RoutingSentences.shadow(rules, in: language)
        case .unknown:
            language.pick(
                en: "Whether any contact reaches the rule was not found out within the budget.",
                fi: "Sallitulla työmäärällä ei selvinnyt, voiko sääntö täyttyä ensimmäisenä.")
        }
    }
}

extension RoutingSentences {
    /// Which rules leave nothing to a later one.
    static func shadow(_ rules: [String], in language: LanguageTag) -> String {
        let some = rules.prefix(5).map { language.pick(en: "“\($0)”", fi: "”\($0)”") }
        let names = rules.count > 5 ? some.joined(separator: ", ") + ", …" : list(Array(some), in: language)
        return rules.count == 1
            ? language.pick(
                en: "The rule never applies: whatever matches it matches \(names) before it.",
                fi: "Sääntöä ei koskaan sovelleta: kaikki, mikä täyttää sen, täyttää jo aiemman säännön \(names).")
            : language.pick(
                en: "The rule never applies: whatever matches it matches \(names) before it, one or the other.",
                fi: "Sääntöä ei koskaan sovelleta: kaikki, mikä täyttää sen, täyttää jo jonkin aiemmista säännöistä "
                    + "\(names).")
    }
}
