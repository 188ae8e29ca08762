public import DeskPrimitives

/// Why a table decided as it did: the conditions of what matched, with the contact's values.
public struct RoutingExplanation: Hashable, Sendable {
    /// A condition that held, and on what.
    public struct Cell: Hashable, Sendable {
        /// What the rule asks.
        public let condition: RoutingCondition
        /// What the contact has; nil when it is missing.
        public let value: RoutingValue?
        /// The symbols in the value that the attribute does not declare, so that no rule can name them.
        public let undeclared: [String]
    }

    /// A rule that matched.
    public struct Match: Hashable, Sendable {
        /// The rule.
        public let rule: String
        /// Where it stands in the table.
        public let place: Place
        /// Its conditions in the order of the attributes; empty for a rule that matches everything.
        public let cells: [Cell]
    }

    /// The rules that matched, in the order of the table; empty when none did.
    public let matches: [Match]
    /// What becomes of the contact; nil when nothing in the table applied.
    public let outcome: RoutingOutcome?
}

extension RoutingExplanation: Explained {
    /// Which rules matched on what, and what becomes of the contact.
    public func sentence(in language: LanguageTag) -> String {
        let because = matches.map { match in
            let cells = match.cells.map { cell in
                let asked = RoutingSentences.tests(
                    cell.condition.tests, orMissing: cell.condition.orMissing, in: language)
                let value = RoutingSentences.value(cell.value, in: language)
                return language.pick(
                    en: "\(cell.condition.attribute) \(asked) (it is \(value))",
                    fi: "\(cell.condition.attribute) \(asked) (arvo: \(value))")
            }
            if cells.isEmpty {
                return language.pick(
                    en: "Rule “\(match.rule)” matches every contact.",
                    fi: "Sääntö ”\(match.rule)” täyttyy aina.")
            }
            let list = RoutingSentences.list(cells, in: language)
            return language.pick(
                en: "Rule “\(match.rule)” matched because \(list).",
                fi: "Sääntö ”\(match.rule)” täyttyi, koska \(list).")
        }
        let rest =
            matches.isEmpty
            ? RoutingSentences.verdict(rules: [], outcome: outcome, in: language)
            : RoutingSentences.outcome(outcome, in: language)
        return (because + [rest]).joined(separator: " ")
    }
}
