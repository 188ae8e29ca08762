public import DeskPrimitives

extension RoutingFinding: Explained {
    /// What is wrong and what it leads to.
    public func sentence(in language: LanguageTag) -> String {
        switch matter {
        case .negativeTestSkipsMissing(let name):
            language.pick(
                en: "A contact without \(name) never passes this test; say orMissing if it should.",
                fi: "Yhteydenotto, jolta \(name) puuttuu, ei koskaan läpäise tätä ehtoa; "
                    + "lisää orMissing, jos sen pitäisi.")
        case .neverMissing(let name):
            language.pick(
                en: "\(name) is not optional, so it is never missing.",
                fi: "\(name) ei ole valinnainen, joten se ei koskaan puutu.")
        case .nothingOtherwise:
            language.pick(
                en: "The table does not say what becomes of a contact that no rule matches.",
                fi: "Taulukko ei kerro, mitä tapahtuu yhteydenotolle, johon mikään sääntö ei täyty.")
        case .unknownQueue(let queue):
            language.pick(
                en: "There is no queue \(queue).",
                fi: "Jonoa \(queue) ei ole.")
        case .queueWithoutTeam(let queue):
            language.pick(
                en: "No team serves queue \(queue).",
                fi: "Mikään tiimi ei palvele jonoa \(queue).")
        case .queueWithoutAgent(let queue):
            language.pick(
                en: "The teams of queue \(queue) have no agents.",
                fi: "Jonon \(queue) tiimeissä ei ole yhtään asiakaspalvelijaa.")
        case .unknownEscalation(let queue, let agent):
            language.pick(
                en: "Queue \(queue) escalates to \(agent), whom nobody declared.",
                fi: "Jono \(queue) siirtää asiat asiakaspalvelijalle \(agent), jota ei ole määritelty.")
        case .duplicate(let name):
            language.pick(
                en: "“\(name)” is declared twice.",
                fi: "”\(name)” on määritelty kahdesti.")
        case .invalidSkill(let agent, let skill):
            language.pick(
                en: "Skill \(skill) of agent \(agent) stands there twice or has a level outside 1 to 5.",
                fi: "Asiakaspalvelijan \(agent) taito \(skill) on mainittu kahdesti, tai sen taso ei ole 1–5.")
        case .invalidCapacity(let agent, let units):
            language.pick(
                en: "Agent \(agent) is declared to hold \(units) units; 1 to \(Agent.capacities.upperBound) can be.",
                fi: "Asiakaspalvelijan \(agent) kapasiteetiksi on merkitty \(units) yksikköä; "
                    + "sallittu on 1–\(Agent.capacities.upperBound).")
        case .agentWithoutQueue(let agent):
            language.pick(
                en: "The team of agent \(agent) serves no queue.",
                fi: "Asiakaspalvelijan \(agent) tiimi ei palvele yhtäkään jonoa.")
        case .nobodyQualifies(let queue, let skills, let nearly):
            nobody(queue, skills, nearly, language)
        case .ruleNeverMatches, .ruleNeverApplies, .rulesClash, .gap, .gapNotDecided, .ruleNotDecided:
            analysis(language)
        default: deadEnd(language)
        }
    }

    func nobody(
        _ queue: QueueID, _ skills: [SkillRequirement], _ nearly: [NearlyQualified], _ language: LanguageTag
    ) -> String {
        let names = RoutingSentences.skills(skills, in: language)
        let first = language.pick(
            en: "Nobody who serves queue \(queue) has \(names).",
            fi: "Kenelläkään jonoa \(queue) palvelevista ei ole tarvittavia taitoja: \(names).")
        guard !nearly.isEmpty else { return first }
        let some = nearly.prefix(5).map { "\($0.agent) (\($0.lacks.skill) \($0.has) < \($0.lacks.atLeast))" }
        let more = nearly.count > 5 ? ", …" : ""
        let list = some.joined(separator: ", ") + more
        return first
            + language.pick(
                en: " One skill is lacking for \(list).", fi: " Vain yksi taito puuttuu näiltä: \(list).")
    }
}
