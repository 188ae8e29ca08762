public import DeskPrimitives

/// Why an agent is not offered a piece of work.
public enum OfferExclusion: Hashable, Sendable {
    /// Nobody declared the agent.
    case unknownAgent
    /// The agent's team does not serve the queue.
    case wrongTeam(TeamID)
    /// A skill is missing or not good enough; the first one of the requirement. A level of 0 is none at all.
    case lacksSkill(SkillID, needs: Int, has: Int)
    /// The agent is away or offline.
    case notAvailable(AgentPresence)
    /// The work takes more than the agent has left.
    case noCapacity(needs: Int, free: Int)
    /// The agent holds as much of the channel as one may.
    case channelFull(ChannelID, needs: Int, free: Int)
    /// A rule of focus keeps it from the agent.
    case focus(FocusLimit)
    /// The agent declined it or did not answer, and it is not offered to them before this instant.
    case excludedUntil(Instant)
    /// It waits for another agent, until this instant at most.
    case reserved(for: AgentID, until: Instant)
}

extension OfferExclusion: Explained {
    /// The reason, beginning with a small letter and without a full stop, to stand behind the agent's name.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .unknownAgent:
            language.pick(en: "is not declared", fi: "ei ole määritelty")
        case .wrongTeam(let team):
            language.pick(
                en: "is in team \(team), which does not serve the queue",
                fi: "kuuluu tiimiin \(team), joka ei palvele jonoa")
        case .lacksSkill(let skill, let needs, let has):
            has == 0
                ? language.pick(en: "does not have skill \(skill)", fi: "ei hallitse taitoa \(skill)")
                : language.pick(
                    en: "has skill \(skill) at level \(has), \(needs) is needed",
                    fi: "hallitsee taidon \(skill) tasolla \(has), tarvitaan \(needs)")
        case .channelFull(let channel, let needs, let free):
            language.pick(
                en: "has \(free) units left on channel \(channel), \(needs) are needed",
                fi: "voi ottaa kanavalta \(channel) vielä \(free) yksikköä, tarvitaan \(needs)")
        case .focus(let limit): limit.sentence(in: language)
        case .notAvailable(let presence):
            presence == .offline
                ? language.pick(en: "is offline", fi: "ei ole kirjautunut sisään")
                : language.pick(en: "is away", fi: "on poissa")
        case .noCapacity(let needs, let free):
            language.pick(
                en: "has \(free) units left, \(needs) are needed",
                fi: "pystyy ottamaan enää \(free) yksikköä, tarvitaan \(needs)")
        case .excludedUntil(let instant):
            language.pick(
                en: "declined it or did not answer and is not asked again before \(instant)",
                fi: "kieltäytyi tai ei vastannut, eikä häneltä kysytä uudelleen ennen hetkeä \(instant)")
        case .reserved(let agent, let instant):
            language.pick(
                en: "waits behind \(agent), who is preferred until \(instant)",
                fi: "on vuorossa vasta asiakaspalvelijan \(agent) jälkeen, joka on etusijalla hetkeen \(instant) asti")
        }
    }
}
