public import DeskPrimitives

/// A rule of focus that keeps work from an agent, or was broken for an emergency.
public enum FocusLimit: Hashable, Sendable, Codable {
    /// The agent has a protected block until then.
    case protected(until: Instant)
    /// The agent was interrupted as often as the budget allows.
    case interrupted(until: Instant)
    /// Work on one channel does not allow another to interrupt it.
    case channelExcludes(during: ChannelID, new: ChannelID)
    /// The agent came back not long ago and takes less at first.
    case rampingUp(units: Int, until: Instant)
    /// Work on a channel is not interrupted by alerts.
    case noAlerts(during: ChannelID)

    /// When the rule ends by itself; nil when that is not known.
    public var until: Instant? {
        switch self {
        case .protected(let until), .interrupted(let until), .rampingUp(_, let until): until
        case .channelExcludes, .noAlerts: nil
        }
    }
}

extension FocusLimit: Explained {
    /// The rule, beginning with a small letter and without a full stop, to stand behind the agent's name.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .protected(let until):
            language.pick(
                en: "has protected time until \(until)", fi: "on suojatulla ajalla hetkeen \(until) asti")
        case .interrupted(let until):
            language.pick(
                en: "has been interrupted often enough and is left alone until \(until)",
                fi: "on keskeytetty sallitun määrän ja saa rauhan hetkeen \(until) asti")
        case .channelExcludes(let during, let new):
            language.pick(
                en: "works on channel \(during), which channel \(new) may not interrupt",
                fi: "työskentelee kanavalla \(during), jota kanava \(new) ei saa keskeyttää")
        case .rampingUp(let units, let until):
            language.pick(
                en: "has just come back and takes \(units) units until \(until)",
                fi: "on juuri palannut ja ottaa enintään \(units) yksikköä hetkeen \(until) asti")
        case .noAlerts(let during):
            language.pick(
                en: "works on channel \(during), which alerts may not interrupt",
                fi: "työskentelee kanavalla \(during), jota ilmoitukset eivät saa keskeyttää")
        }
    }
}
