import DeskPrimitives

extension RoutingFinding {
    /// Findings of the exact analysis in words.
    func analysis(_ language: LanguageTag) -> String {
        switch matter {
        case .ruleNeverMatches(_, let attributes):
            RuleStanding.unsatisfiable(attributes: attributes).sentence(in: language)
        case .ruleNeverApplies(_, let others):
            RoutingSentences.shadow(others, in: language)
        case .rulesClash(let earlier, let later, let facts):
            language.pick(
                en: "Only their order decides between “\(earlier)” and “\(later)”: "
                    + "\(facts.sentence(in: .english)) matches both and goes by “\(earlier)”.",
                fi: "Vain järjestys ratkaisee sääntöjen ”\(earlier)” ja ”\(later)” välillä: molemmat täyttää "
                    + "\(facts.sentence(in: .finnish)), ja siihen sovelletaan sääntöä ”\(earlier)”.")
        case .gap(let facts):
            language.pick(
                en: "No rule matches \(facts.sentence(in: .english)), and the table does not say what happens then.",
                fi: "Mikään sääntö ei täyty, kun saapuu \(facts.sentence(in: .finnish)), eikä taulukko kerro, "
                    + "mitä silloin tapahtuu.")
        case .gapNotDecided:
            language.pick(
                en: "Whether the rules leave a contact out was not found out within the budget; "
                    + "say what happens otherwise.",
                fi: "Sallitulla työmäärällä ei selvinnyt, jättävätkö säännöt jonkin yhteydenoton ulkopuolelle; "
                    + "kerro, mitä muuten tapahtuu.")
        case .ruleNotDecided(let rule):
            language.pick(
                en: "Whether rule “\(rule)” ever applies was not found out within the budget.",
                fi: "Sallitulla työmäärällä ei selvinnyt, sovelletaanko sääntöä ”\(rule)” koskaan.")
        default: ""
        }
    }

    /// Dead ends in words.
    func deadEnd(_ language: LanguageTag) -> String {
        switch matter {
        case .queueNeverOpen(let queue, let calendar):
            language.pick(
                en: "Queue \(queue) keeps the hours of calendar \(calendar), which is never open.",
                fi: "Jono \(queue) noudattaa kalenteria \(calendar), joka ei ole koskaan auki.")
        case .closedWheneverItFires(let rule, let queue):
            language.pick(
                en: "Rule “\(rule)” can only apply while its queue \(queue) is closed.",
                fi: "Sääntöä ”\(rule)” voidaan soveltaa vain silloin, kun sen jono \(queue) on kiinni.")
        case .relaxationDoesNotWiden(let queue, let step):
            language.pick(
                en: "After step \(step) nobody more can take the work in queue \(queue) than before.",
                fi: "Vaiheen \(step) jälkeen jonon \(queue) työtä voivat ottaa vain samat henkilöt kuin ennenkin.")
        case .relaxationNarrows(let queue, let step, let lost):
            language.pick(
                en: "After step \(step) fewer can take the work in queue \(queue): no longer \(names(lost, language)).",
                fi: "Vaiheen \(step) jälkeen jonon \(queue) työtä voi ottaa harvempi: ei enää \(names(lost, language))."
            )
        case .lastStepNeverEnds(let queue, let step):
            step == 0
                ? language.pick(
                    en: "Nobody can take the work in queue \(queue), and nothing else ever happens to it.",
                    fi: "Kukaan ei voi ottaa jonon \(queue) työtä, eikä sille koskaan tapahdu mitään muuta.")
                : language.pick(
                    en: "After the last step, \(step), still nobody can take the work in queue \(queue), "
                        + "and nothing else ever happens to it.",
                    fi: "Viimeisen vaiheen \(step) jälkeenkään kukaan ei voi ottaa jonon \(queue) työtä, "
                        + "eikä sille koskaan tapahdu mitään muuta.")
        case .noHumanExit(let trail):
            language.pick(
                en: "From step “\(trail.last ?? "")” no way leads to a person or to an end "
                    + "(the way there: \(trail.joined(separator: " → "))).",
                fi: "Vaiheesta ”\(trail.last ?? "")” ei pääse ihmisen luo eikä loppuun "
                    + "(reitti sinne: \(trail.joined(separator: " → "))).")
        case .endlessLoop(let steps):
            language.pick(
                en: "No time and no count leads out of the loop \(steps.joined(separator: " → ")).",
                fi: "Mikään aika tai määrä ei johda ulos silmukasta \(steps.joined(separator: " → ")).")
        case .unknownStep(let step, let target):
            language.pick(
                en: "Step “\(step)” leads to “\(target)”, which does not exist.",
                fi: "Vaihe ”\(step)” johtaa vaiheeseen ”\(target)”, jota ei ole.")
        case .overflowLoop(let queues):
            language.pick(
                en: "Work overflows in a circle: \(circle(queues)). It stays where it is once it has been everywhere.",
                fi: "Työ siirtyy jonosta toiseen kehää: \(circle(queues)). Kierroksen jälkeen se jää paikalleen.")
        case .exitWithoutPerson(let path, let queue, let needs, let nearly, let facts):
            language.pick(
                en: "No person can take over from automated path “\(path)”: \(facts.sentence(in: .english)) waits in "
                    + "queue \(queue) for nothing.",
                fi: "Kukaan ei voi jatkaa automaattipolulta ”\(path)”, kun saapuu \(facts.sentence(in: .finnish)): "
                    + "se jää turhaan odottamaan jonoon \(queue).")
                + (needs.isEmpty ? "" : " " + nobody(queue, needs, nearly, language))
        default: ""
        }
    }

    private func circle(_ queues: [QueueID]) -> String {
        (queues + queues.prefix(1)).map(\.rawValue).joined(separator: " → ")
    }

    private func names(_ agents: [AgentID], _ language: LanguageTag) -> String {
        let some = agents.prefix(5).map(\.rawValue)
        return agents.count > 5 ? some.joined(separator: ", ") + ", …" : RoutingSentences.list(some, in: language)
    }
}
