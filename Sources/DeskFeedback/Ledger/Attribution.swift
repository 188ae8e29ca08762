public import DeskPrimitives

/// Whose answer it is when several people handled a contact: decided once, when the contact ends, and written down.
///
/// An answer counts once on each level. Where it was handed over it counts for the last team and above, and for no agent
/// unless the rule names one.
public struct Attribution: Hashable, Sendable, Codable {
    /// The rules.
    public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
        /// For the agent only when nobody else handled it.
        case onlyHandler
        /// For whoever handled it last.
        case lastHandler
        /// For whoever handled it first.
        case firstHandler
        /// For whoever handled it longest; of equals the later one.
        case longestHandler
    }

    /// One stretch of handling.
    public struct Stretch: Hashable, Sendable, Codable {
        /// Who.
        public let agent: AgentID
        /// In which team.
        public let team: TeamID?
        /// How long.
        public let span: TimeSpan

        /// Creates a stretch.
        public init(_ agent: AgentID, in team: TeamID?, for span: TimeSpan) {
            self.agent = agent
            self.team = team
            self.span = span
        }
    }

    /// The agent it counts for; nil for none.
    public let agent: AgentID?
    /// The team it counts for.
    public let team: TeamID?
    /// How many agents handled it.
    public let handlers: Int
    /// The rule.
    public let rule: Rule

    /// Decides by the stretches of handling in their order.
    public init(_ stretches: [Stretch], rule: Rule = .onlyHandler) {
        let handlers = Set(stretches.map(\.agent)).count
        self.handlers = handlers
        self.rule = rule
        team = stretches.last?.team
        switch rule {
        case .onlyHandler: agent = handlers == 1 ? stretches.last?.agent : nil
        case .lastHandler: agent = stretches.last?.agent
        case .firstHandler: agent = stretches.first?.agent
        case .longestHandler:
            var spans: [AgentID: TimeSpan] = [:]
            for stretch in stretches { spans[stretch.agent, default: .zero] += stretch.span }
            var best: (agent: AgentID, span: TimeSpan)?
            for stretch in stretches {
                guard let span = spans[stretch.agent] else { continue }
                if let standing = best, span < standing.span { continue }
                best = (stretch.agent, span)
            }
            agent = best?.agent
        }
    }
}

extension Attribution: Explained {
    public func sentence(in language: LanguageTag) -> String {
        guard let agent else {
            return handlers == 0
                ? language.pick(en: "Nobody handled it.", fi: "Kukaan ei käsitellyt sitä.")
                : language.pick(
                    en: "Handled by \(handlers) people: it counts for the team and for nobody in it.",
                    fi: "Käsittelijöitä oli \(handlers): vastaus lasketaan tiimille eikä kenellekään erikseen.")
        }
        return language.pick(
            en: "It counts for \(agent), of \(handlers) who handled it.",
            fi: "Vastaus lasketaan henkilölle \(agent), käsittelijöitä oli \(handlers).")
    }
}
