public import DeskPrimitives
public import DeskRouting

/// Everything an agent should know, shown at one time: a single interruption, at a moment that the rules of focus permit.
public struct AlertBundle: Hashable, Sendable, Codable {
    /// For whom.
    public let agent: AgentID
    /// What is in it, emergencies first, then the oldest first.
    public let alerts: [AgentAlert]
    /// When it is shown.
    public let at: Instant
    /// Whether the agent was at work on something, so that it counts as an interruption.
    public let isInterruption: Bool
    /// The rule of focus that it was held back by before; nil when it was not.
    public let waitedFor: FocusLimit?
    /// The rule of focus that was broken for an emergency; nil when none was.
    public let broken: FocusLimit?
    /// How many older alerts there was no room for.
    public let dropped: Int
}

extension AlertBundle: Explained {
    /// What is in it, and why it is shown now.
    public func sentence(in language: LanguageTag) -> String {
        let list = alerts.map { $0.sentence(in: language) }.joined(separator: "; ")
        var text = language.pick(
            en: "For \(agent), \(alerts.count) at once: \(list).",
            fi: "\(agent), \(alerts.count) asiaa kerralla: \(list).")
        if let waitedFor {
            text += language.pick(
                en: " It was held back while the agent \(waitedFor.sentence(in: .english)).",
                fi: " Ilmoitus odotti, koska asiakaspalvelija \(waitedFor.sentence(in: .finnish)).")
        }
        if let broken {
            text += language.pick(
                en: " It is shown although the agent \(broken.sentence(in: .english)): there is an emergency in it.",
                fi: " Se näytetään, vaikka asiakaspalvelija \(broken.sentence(in: .finnish)): mukana on hätätapaus.")
        }
        if dropped > 0 {
            text += language.pick(
                en: " \(dropped) older ones are left out.", fi: " Vanhempia jätettiin pois \(dropped).")
        }
        return text
    }
}
