import DeskChannels
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

/// Looks for holes in a policy before anybody is promised anything.
///
/// Every name must lead somewhere, every queue must have somebody, every rule must be able to be served.
struct PolicyCheck {
    var findings: [PolicyFinding] = []
    private(set) var openTimes: [CalendarID: OpenTime] = [:]
    private(set) var zone: ZoneRules?
    private(set) var targets: TargetBook?
    let policy: DeskPolicy

    init(_ policy: DeskPolicy, from start: Instant?) {
        self.policy = policy
        findings = Self.counts(policy)
        // What follows compares names with names.
        guard findings.isEmpty else { return }
        checkTime()
        checkNames()
        checkChannels()
        checkPeople()
        checkRouting()
        checkPromises()
        checkSurveys()
        findings += FeedbackCheck.findings(policy)
        findings += ServiceLevelCheck.findings(of: policy)
        checkLines()
        checkCommunication()
        if let start, let zone, !findings.contains(where: { $0.severity == .error }) {
            findings += CoverageCheck(policy, openTimes: openTimes, zone: zone, from: start).findings
        }
        findings.sort { a, b in
            a.severity == b.severity ? a.place.precedes(b.place, members: DeskPolicy.members) : a.severity < b.severity
        }
    }

    // MARK: Saying it

    mutating func error(_ place: Place, en: String, fi: String) {
        findings.append(PolicyFinding(.error, place, LocalizedText(en: en, fi: fi)))
    }

    mutating func warning(_ place: Place, en: String, fi: String) {
        findings.append(PolicyFinding(.warning, place, LocalizedText(en: en, fi: fi)))
    }

    private mutating func refusal(_ refusal: Refusal, at place: Place) {
        let inner = refusal.within(place)
        error(inner.place, en: refusal.detail, fi: "arvo ei kelpaa (\(refusal.detail))")
    }

    /// Says that a name leads nowhere, unless it leads somewhere.
    mutating func require<Subject>(
        _ name: Identifier<Subject>?, among known: Set<Identifier<Subject>>, _ en: String, _ fi: String,
        at place: Place
    ) {
        guard let name, !known.contains(name) else { return }
        let nearest = NearestName.of(name.rawValue, among: known.map(\.rawValue).sorted())
        error(
            place,
            en: "there is no \(en) “\(name)”" + (nearest.map { "; did you mean “\($0)”?" } ?? ""),
            fi: "\(fi) ”\(name)” puuttuu" + (nearest.map { "; tarkoititko ”\($0)”?" } ?? ""))
    }

    private mutating func unique<Subject>(_ names: [Identifier<Subject>], in list: String) -> Set<Identifier<Subject>> {
        var seen: Set<Identifier<Subject>> = []
        for (number, name) in names.enumerated() where !seen.insert(name).inserted {
            error(
                Place.field(list).index(number).field("id"), en: "“\(name)” is there twice",
                fi: "”\(name)” on kahdesti")
        }
        return seen
    }

    // MARK: What is looked at

    private mutating func checkTime() {
        do throws(Refusal) {
            zone = try ZoneRules.named(policy.zone)
        } catch {
            refusal(Refusal(error.code, error.detail), at: .field("zone"))
        }
        for (name, calendar) in policy.calendars.sorted(by: { $0.key < $1.key }) {
            let place = Place.field("calendars").field(name.rawValue)
            do throws(Refusal) {
                let open = try calendar.compiled()
                openTimes[name] = open
                if open.nextOpening(from: .epoch) == nil {
                    warning(place, en: "it is never open", fi: "se ei ole koskaan auki")
                }
            } catch {
                refusal(error, at: place)
            }
        }
    }

    var channelNames: Set<ChannelID> = []
    var topicNames: Set<TopicID> = []
    private var unitNames: Set<UnitID> = []
    var teamNames: Set<TeamID> = []
    var skillNames: Set<SkillID> = []
    private var surveyNames: Set<SurveyID> = []
    private var calendarNames: Set<CalendarID> { Set(policy.calendars.keys) }

    private mutating func checkNames() {
        channelNames = unique(policy.channels.map(\.id), in: "channels")
        topicNames = unique(policy.topics.map(\.id), in: "topics")
        unitNames = unique(policy.units.map(\.id), in: "units")
        teamNames = unique(policy.teams.map(\.id), in: "teams")
        skillNames = unique(policy.skills.map(\.id), in: "skills")
        surveyNames = unique(policy.surveys.map(\.id), in: "surveys")
        if policy.channels.isEmpty {
            error(.field("channels"), en: "nobody can reach the desk", fi: "kukaan ei tavoita palvelua")
        }
        if policy.queues.isEmpty {
            error(.field("queues"), en: "there is nowhere to wait", fi: "työlle ei ole jonoa")
        }
        if policy.closesAfter < .zero {
            error(.field("closesAfter"), en: "it is negative", fi: "se on negatiivinen")
        }
    }

    private mutating func checkChannels() {
        for (number, channel) in policy.channels.enumerated() {
            let place = Place.field("channels").index(number)
            require(channel.hours, among: calendarNames, "calendar", "kalenteri", at: place.field("hours"))
            require(channel.inviteTo, among: channelNames, "channel", "kanava", at: place.field("inviteTo"))
            if case .otherChannel(let other) = channel.outOfHours {
                require(other, among: channelNames, "channel", "kanava", at: place.field("outOfHours"))
            }
            if channel.inviteTo == channel.id {
                error(place.field("inviteTo"), en: "it leads to itself", fi: "se johtaa itseensä")
            }
            if channel.kind.capabilities.isPublic, channel.inviteTo == nil {
                warning(
                    place, en: "a request with personal data on this public channel is shown no other way",
                    fi: "henkilötietoja sisältävälle pyynnölle ei ole tällä julkisella kanavalla muuta reittiä")
            }
        }
    }

    private mutating func checkPeople() {
        let agentNames = Set(policy.agents.map(\.id))
        for (number, team) in policy.teams.enumerated() {
            require(
                team.unit, among: unitNames, "unit", "yksikkö",
                at: Place.field("teams").index(number).field("unit"))
            let place = Place.field("teams").index(number).field("leaders")
            if team.leaders.count > PolicyLimits.leaders {
                error(
                    place, en: "\(team.leaders.count) entries, at most \(PolicyLimits.leaders) are taken",
                    fi: "\(team.leaders.count) kohtaa, enintään \(PolicyLimits.leaders) sallitaan")
            }
            for (index, leader) in team.leaders.prefix(PolicyLimits.leaders).enumerated() {
                require(leader, among: agentNames, "agent", "asiakaspalvelija", at: place.index(index))
            }
        }
        for (number, agent) in policy.agents.enumerated() {
            let place = Place.field("agents").index(number)
            require(agent.team, among: teamNames, "team", "tiimi", at: place.field("team"))
            require(agent.calendar, among: calendarNames, "calendar", "kalenteri", at: place.field("calendar"))
            for (index, level) in agent.skills.enumerated() {
                require(
                    level.skill, among: skillNames, "skill", "taito", at: place.field("skills").index(index))
            }
        }
        for (number, queue) in policy.queues.enumerated() {
            let place = Place.field("queues").index(number)
            require(queue.calendar, among: calendarNames, "calendar", "kalenteri", at: place.field("calendar"))
            for (index, team) in queue.teams.enumerated() {
                require(team, among: teamNames, "team", "tiimi", at: place.field("teams").index(index))
            }
        }
    }

    private mutating func checkRouting() {
        let table = policy.routing
        for (number, attribute) in table.attributes.enumerated() {
            let place = Place.field("routing").field("attributes").index(number)
            guard let known = RoutingAttributeName(rawValue: attribute.name) else {
                let names = RoutingAttributeName.allCases.map(\.rawValue)
                let nearest = NearestName.hint(attribute.name, among: names)
                error(
                    place.field("name"), en: "the desk knows no “\(attribute.name)” of a contact\(nearest)",
                    fi: "palvelu ei tunne yhteydenoton tietoa ”\(attribute.name)”")
                continue
            }
            guard attribute.type.name == known.typeName else {
                error(
                    place.field("type"), en: "\(attribute.name) is of type “\(known.typeName)”",
                    fi: "tiedon \(attribute.name) tyyppi on ”\(known.typeName)”")
                continue
            }
            if known == .topic || known == .language, !attribute.isOptional {
                error(
                    place, en: "a contact may come without \(attribute.name), so it must be optional",
                    fi: "yhteydenotosta voi puuttua \(attribute.name), joten sen on oltava valinnainen")
            }
            if case .enumeration(let values) = attribute.type {
                checkValues(values, of: known, at: place.field("values"))
            }
        }
        for (number, rule) in table.rules.enumerated() {
            checkSkills(
                of: rule.outcome, at: Place.field("routing").field("rules").index(number).field("then"))
        }
        if let otherwise = table.otherwise {
            checkSkills(of: otherwise, at: Place.field("routing").field("otherwise"))
        }
        checkTable(table)
    }

    private mutating func checkSkills(of outcome: RoutingOutcome, at place: Place) {
        for (index, skill) in outcome.skills.enumerated() {
            require(skill.skill, among: skillNames, "skill", "taito", at: place.field("skills").index(index))
        }
    }

    private mutating func checkValues(_ values: [String], of name: RoutingAttributeName, at place: Place) {
        guard let known = self.values(of: name) else { return }
        for (number, value) in values.enumerated() where !known.contains(value) {
            let nearest = NearestName.hint(value, among: known)
            error(
                place.index(number), en: "there is no \(name.rawValue) “\(value)”\(nearest)",
                fi: "arvoa ”\(value)” ei ole")
        }
        for value in known where !values.contains(value) {
            warning(
                place, en: "\(name.rawValue) “\(value)” is not listed, so no rule can name it",
                fi: "arvo ”\(value)” puuttuu luettelosta, joten mikään sääntö ei voi nimetä sitä")
        }
    }

    /// The values of an attribute that a contact can come with; nil when there are others than can be listed.
    func values(of name: RoutingAttributeName) -> [String]? {
        switch name {
        case .channel: channelNames.map(\.rawValue).sorted()
        case .topic: topicNames.map(\.rawValue).sorted()
        case .priority: CasePriority.allCases.map(\.name)
        case .sensitivity: DataSensitivity.allCases.map(\.rawValue)
        case .language, .returning, .time: nil
        }
    }

    private mutating func checkPromises() {
        for (number, item) in policy.description.items.enumerated() {
            require(
                item.topic, among: topicNames, "topic", "aihe",
                at: Place.field("description").field("items").index(number).field("topic"))
        }
        for (number, target) in policy.targets.enumerated() {
            let place = Place.field("targets").index(number)
            require(target.calendar, among: calendarNames, "calendar", "kalenteri", at: place.field("calendar"))
            for (index, topic) in (target.topics ?? []).enumerated() {
                require(topic, among: topicNames, "topic", "aihe", at: place.field("topics").index(index))
            }
            for (index, channel) in (target.channels ?? []).enumerated() {
                require(channel, among: channelNames, "channel", "kanava", at: place.field("channels").index(index))
            }
            if let calendar = target.calendar, let open = openTimes[calendar] {
                for (priority, span) in target.within.sorted(by: { $0.key < $1.key })
                where open.adding(span, to: .epoch) == nil {
                    error(
                        place.field("within").field(priority.name),
                        en: "calendar “\(calendar)” never has so many open hours",
                        fi: "kalenterissa ”\(calendar)” ei koskaan ole näin montaa avointa tuntia")
                }
            }
        }
        do throws(Refusal) {
            targets = try TargetBook(policy.targets)
        } catch {
            refusal(error, at: .field("targets"))
        }
    }

    private mutating func checkSurveys() {
        guard let plan = policy.surveyPlan else { return }
        if let number = policy.surveys.firstIndex(where: { $0.id == plan.survey }) { checkInvitation(number) }
        require(plan.survey, among: surveyNames, "survey", "kysely", at: .field("surveyPlan").field("survey"))
        for (index, channel) in (plan.channels ?? []).enumerated() {
            require(
                channel, among: channelNames, "channel", "kanava",
                at: Place.field("surveyPlan").field("channels").index(index))
        }
    }

    /// An invitation that does not fit its channel would keep a case from being resolved.
    private mutating func checkInvitation(_ number: Int) {
        let survey = policy.surveys[number]
        let carriers = policy.channels.filter { $0.capabilities.canSendText && !$0.capabilities.isPublic }
        let longest = CaseID(checked: String(repeating: "x", count: Limits.identifierBytes))
        let token = String(repeating: "x", count: 32)
        for language in survey.invitation.texts.keys.sorted() {
            let text = survey.invitationText(in: language, link: token, case: longest)
            guard let channel = carriers.first(where: { !$0.takes(text) }) else { continue }
            error(
                Place.field("surveys").index(number).field("invitation").field(language.rawValue),
                en: "it is too long for channel “\(channel.id)”, which takes \(channel.textLimit) bytes",
                fi: "se on liian pitkä kanavalle ”\(channel.id)”, johon mahtuu \(channel.textLimit) tavua")
        }
    }
}
