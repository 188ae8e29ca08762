import DeskPrimitives
import DeskRouting
import DeskServiceLevels

extension PolicyCheck {
    /// The rules against the people and the hours, and the exact analysis of the rules: what no rule catches, what never
    /// applies, what only the order decides, and where work would wait for nothing.
    mutating func checkTable(_ table: RoutingTable) {
        let place = Place.field("routing")
        add(TableCheck.findings(table, domain: .openFor(openAttributes(of: table))).map { $0.within(place) })
        add(RosterCheck.findings(queues: policy.queues, agents: policy.agents, table: table))
        add(RelaxationCheck.findings(queues: policy.queues, agents: policy.agents, table: table))
        checkDistribution()
        add(HoursCheck.findings(queues: policy.queues, table: table, openTimes: openTimes))
    }

    /// Names in what keeps work in one piece and in what opens it to more people, and whether low urgency may starve.
    private mutating func checkDistribution() {
        let place = Place.field("distribution")
        for (name, rules) in policy.distribution.focus.channels.sorted(by: { $0.key < $1.key }) {
            let place = place.field("focus").field("channels").field(name.rawValue)
            require(name, among: channelNames, "channel", "kanava", at: place)
            for (number, other) in (rules.allows ?? []).enumerated() {
                require(other, among: channelNames, "channel", "kanava", at: place.field("allows").index(number))
            }
        }
        for (number, queue) in policy.queues.enumerated() {
            let place = Place.field("queues").index(number)
            for (index, team) in queue.reserveTeams.enumerated() {
                require(team, among: teamNames, "team", "tiimi", at: place.field("reserveTeams").index(index))
            }
            for (index, step) in queue.relaxation.steps.enumerated() {
                let place = place.field("relaxation").field("steps").index(index)
                for (index, team) in step.teams.enumerated() {
                    require(team, among: teamNames, "team", "tiimi", at: place.field("teams").index(index))
                }
                for (index, skill) in step.drop.enumerated() {
                    require(skill, among: skillNames, "skill", "taito", at: place.field("drop").index(index))
                }
                for (index, skill) in step.lower.map(\.skill).enumerated() {
                    require(skill, among: skillNames, "skill", "taito", at: place.field("lower").index(index))
                }
            }
        }
        checkStarvation(at: place)
    }

    /// Whether there is work that others can overtake for ever.
    private mutating func checkStarvation(at place: Place) {
        switch policy.distribution.contacts {
        case .newestFirst, .urgencyThenWait: break
        case .serviceClock:
            let metrics: [ClockMetric] = [.answer, .firstReply, .resolution]
            let isPromised = policy.targets.contains { target in
                metrics.contains(target.metric) && target.topics == nil && target.channels == nil
                    && target.organizations == nil && CasePriority.allCases.allSatisfy { target.within[$0] != nil }
            }
            guard !isPromised else { return }
            return warning(
                place.field("contacts"),
                en: "work for which nothing was promised comes last, so it may wait for ever; "
                    + "no target of a reply or a solution holds for everything",
                fi: "työ, josta ei ole luvattu mitään, palvellaan viimeisenä, joten se voi jäädä odottamaan "
                    + "loputtomasti; mikään vastauksen tai ratkaisun tavoite ei koske kaikkea")
        case .queueRatio:
            for (number, queue) in policy.queues.enumerated() where queue.share == 0 {
                warning(
                    Place.field("queues").index(number).field("share"),
                    en: "a queue without a share goes before all others, whose work may wait for ever",
                    fi:
                        "jono ilman osuutta menee kaikkien muiden edelle, joten muu työ voi jäädä odottamaan loputtomasti"
                )
            }
            return
        }
        if policy.distribution.contacts == .newestFirst {
            warning(
                place.field("contacts"), en: "the newest comes first, so old work may wait for ever",
                fi: "uusin palvellaan ensin, joten vanha työ voi jäädä odottamaan loputtomasti")
        } else if policy.distribution.urgencyPoint == nil {
            warning(
                place.field("strictUrgency"), en: "urgency alone decides, so work of low urgency may wait for ever",
                fi: "vain kiireellisyys ratkaisee, joten vähemmän kiireellinen työ voi jäädä odottamaan loputtomasti")
        }
    }

    private mutating func add(_ found: [RoutingFinding]) {
        for finding in found {
            // The analysis says it with a contact as the example, and only when there is one.
            if case .nothingOtherwise = finding.matter { continue }
            let severity: PolicyFinding.Severity =
                switch finding.severity {
                case .error: .error
                case .warning: .warning
                case .notice: .notice
                }
            findings.append(
                PolicyFinding(
                    severity, finding.place,
                    LocalizedText(en: finding.sentence(in: .english), fi: finding.sentence(in: .finnish))))
        }
    }

    /// The attributes in which a contact may come with a symbol that the table does not declare.
    private func openAttributes(of table: RoutingTable) -> Set<String> {
        var open: Set<String> = []
        for attribute in table.attributes {
            guard case .enumeration(let declared) = attribute.type else { continue }
            let known = RoutingAttributeName(rawValue: attribute.name).flatMap { values(of: $0) }
            if known.map({ !Set($0).isSubset(of: declared) }) ?? true { open.insert(attribute.name) }
        }
        return open
    }
}
