import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// What the policy check finds in ladders, contracts, reminders and editions.
enum ServiceLevelCheck {
    static func findings(of policy: DeskPolicy) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        func error(_ place: Place, en: String, fi: String) {
            findings.append(PolicyFinding(.error, place, LocalizedText(en: en, fi: fi)))
        }
        let (agents, teams) = (Set(policy.agents.map(\.id)), Set(policy.teams.map(\.id)))
        for (number, target) in policy.targets.enumerated() {
            let place = Place.field("targets").index(number)
            for (index, step) in target.escalation.steps.enumerated() {
                guard case .agent(let agent) = step.inform, !agents.contains(agent) else { continue }
                error(
                    place.field("escalation").index(index).field("inform"), en: "there is no agent “\(agent)”",
                    fi: "henkilö ”\(agent)” puuttuu")
            }
            for (index, team) in (target.teams ?? []).enumerated() where !teams.contains(team) {
                error(
                    place.field("teams").index(index), en: "there is no team “\(team)”",
                    fi: "tiimi ”\(team)” puuttuu")
            }
        }
        let promises = policy.serviceLevels.promises
        let place = Place.field("serviceLevels").field("promises")
        if let calendar = promises.calendar, policy.calendars[calendar] == nil {
            error(
                place.field("calendar"), en: "there is no calendar “\(calendar)”",
                fi: "kalenteri ”\(calendar)” puuttuu")
        }
        if promises.remindBefore.count > Promise.reminderLimit {
            error(place.field("remindBefore"), en: "too many reminders", fi: "muistutuksia on liikaa")
        }
        for (index, span) in promises.remindBefore.enumerated() where span <= .zero {
            error(
                place.field("remindBefore").index(index), en: "a reminder comes before the due time",
                fi: "muistutuksen on tultava ennen määräaikaa")
        }
        if let edition = policy.edition {
            let place = Place.field("edition")
            if edition.version.isEmpty || edition.version.utf8.count > Limits.identifierBytes {
                error(
                    place.field("version"), en: "a version has 1 to \(Limits.identifierBytes) bytes",
                    fi: "version pituus on 1–\(Limits.identifierBytes) tavua")
            }
            if !edition.effectiveFrom.isAccepted {
                error(
                    place.field("effectiveFrom"), en: "outside the years 1 to 9999", fi: "vuosien 1–9999 ulkopuolella")
            }
        }
        return findings
    }
}
