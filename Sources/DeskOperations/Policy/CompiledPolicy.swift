public import DeskChannels
public import DeskFeedback
public import DeskPrimitives
public import DeskRouting
public import DeskSchedules
import DeskServiceLevels

/// A policy made ready for use: every name resolved, every calendar compiled.
///
/// Immutable and cheap to pass around.
public struct CompiledPolicy: Sendable {
    /// The document.
    public let document: DeskPolicy
    /// What the check found that does not keep the policy from being used.
    public let warnings: [PolicyFinding]

    /// The channels by name.
    public let channels: [ChannelID: ContactChannel]
    /// The topics by name.
    public let topics: [TopicID: DeskTopic]
    /// The teams by name.
    public let teams: [TeamID: DeskTeam]
    /// The agents by name.
    public let agents: [AgentID: Agent]
    /// The queues by name.
    public let queues: [QueueID: WorkQueue]
    /// The surveys by name.
    public let surveys: [SurveyID: Survey]
    /// The rules of the desk's zone.
    public let zone: ZoneRules

    private let openTimes: [CalendarID: OpenTime]
    let targets: TargetBook
    private let routingAttributes: Set<String>

    /// Checks a policy and compiles it.
    ///
    /// - Throws: ``PolicyErrors`` with everything that keeps it from being used.
    public init(_ document: DeskPolicy) throws(PolicyErrors) {
        let check = PolicyCheck(document)
        let errors = check.findings.filter { $0.severity == .error }
        guard errors.isEmpty, let zone = check.zone, let targets = check.targets else {
            throw PolicyErrors(findings: errors)
        }
        self.document = document
        self.zone = zone
        self.targets = targets
        warnings = check.findings
        openTimes = check.openTimes
        channels = Self.byName(document.channels, \.id)
        topics = Self.byName(document.topics, \.id)
        teams = Self.byName(document.teams, \.id)
        agents = Self.byName(document.agents, \.id)
        queues = Self.byName(document.queues, \.id)
        surveys = Self.byName(document.surveys, \.id)
        routingAttributes = Set(document.routing.attributes.map(\.name))
    }

    private static func byName<Value, Subject>(
        _ values: [Value], _ name: KeyPath<Value, Identifier<Subject>>
    ) -> [Identifier<Subject>: Value] {
        Dictionary(values.map { ($0[keyPath: name], $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Time

    /// The compiled hours of a calendar; around the clock for none.
    public func openTime(_ calendar: CalendarID?) -> OpenTime {
        calendar.flatMap { openTimes[$0] } ?? .always
    }

    /// Whether a channel is open.
    public func isOpen(_ channel: ContactChannel, at instant: Instant) -> Bool {
        openTime(channel.hours).isOpen(instant)
    }

    /// When a channel opens next; the instant itself while it is open, nil when it never does.
    public func nextOpening(of channel: ContactChannel, at instant: Instant) -> Instant? {
        openTime(channel.hours).nextOpening(from: instant)
    }

    /// The minute of the local day, 0 … 1439.
    func minuteOfDay(_ instant: Instant) -> Int {
        let local = instant.secondsRoundedDown + Int64(zone.offset(at: instant))
        return Int((local % 86_400 + 86_400) % 86_400 / 60)
    }

    /// The local day as a count since 1970-01-01.
    func dayNumber(_ instant: Instant) -> Int {
        let local = instant.secondsRoundedDown + Int64(zone.offset(at: instant))
        return Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    // MARK: Clocks

    /// The clocks that start with a case.
    func clocks(for item: ServiceCase) throws(Refusal) -> [CaseClock] {
        var clocks: [CaseClock] = []
        for target in targets.targets(topic: item.topic, channel: item.channel, priority: item.priority)
        where target.metric.beginning == .arrival {
            clocks.append(CaseClock(try ServiceClock(target, priority: item.priority, startedAt: item.openedAt)))
        }
        return clocks
    }

    /// Starts the clock of the next reply, unless one is running for an earlier contact or for the first reply.
    func startNextReply(on item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        let waits = item.clocks.contains { entry in
            (entry.clock.metric == .nextReply || entry.clock.metric == .firstReply)
                && entry.clock.status(at: at, in: openTime(entry.clock.calendar)).phase.isOpen
        }
        guard !waits,
            let target = targets.target(
                for: .nextReply, topic: item.topic, channel: item.lastChannel, priority: item.priority)
        else { return }
        let clock = try checked { () throws(Refusal) in
            try ServiceClock(target, priority: item.priority, startedAt: at)
        }
        item.clocks.append(CaseClock(clock))
    }

    /// Starts the clock of the next update that a person is owed after a reply.
    func startPeriodicUpdate(on item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        guard
            let target = targets.target(
                for: .periodicUpdate, topic: item.topic, channel: item.lastChannel, priority: item.priority)
        else { return }
        let clock = try checked { () throws(Refusal) in
            try ServiceClock(target, priority: item.priority, startedAt: at)
        }
        item.clocks.append(CaseClock(clock))
    }

    /// When the next thing falls due on a case; nil when nothing will.
    func nextWake(of item: ServiceCase, after instant: Instant) -> Instant? {
        switch item.status {
        case .closed: return nil
        case .resolved: return item.resolvedAt.flatMap { $0.adding(document.closesAfter) }
        case .new, .open, .pending: break
        }
        var next: Instant?
        for entry in item.clocks {
            let status = entry.clock.status(at: instant, in: openTime(entry.clock.calendar))
            var due: Instant?
            if entry.warnings < status.atRiskAt.count { due = status.atRiskAt[entry.warnings] }
            if due == nil, !entry.breachAnnounced {
                // Breached from the first instant after the due one.
                due = status.breachedAt ?? status.due.flatMap { $0.adding(TimeSpan(microseconds: 1)) }
            }
            guard let due, status.phase.isOpen || status.breachedAt != nil else { continue }
            next = next.map { min($0, due) } ?? due
        }
        return next
    }

    /// How many targets of a case were met and missed when it was settled.
    func standing(of item: ServiceCase, at instant: Instant) -> (met: Int, missed: Int) {
        var (met, missed) = (item.pastTargetsMet, item.pastTargetsMissed)
        for entry in item.clocks {
            let status = entry.clock.status(at: instant, in: openTime(entry.clock.calendar))
            if status.breachedAt.map({ $0 <= instant }) == true {
                missed += 1
            } else if case .met = status.phase {
                met += 1
            }
        }
        return (met, missed)
    }

    /// The at-risk thresholds of a clock, in percent.
    func thresholds(of clock: ServiceClock) -> [Int] { clock.atRisk.isEmpty ? [100] : clock.atRisk }

    // MARK: Routing

    /// The facts of a contact, as far as the routing table asks for them.
    func facts(
        channel: ChannelID, topic: TopicID?, language: LanguageTag?, priority: CasePriority,
        sensitivity: DataSensitivity, isReturning: Bool, at: Instant
    ) -> RoutingFacts {
        var values: [String: RoutingValue] = [:]
        for attribute in RoutingAttributeName.allCases where routingAttributes.contains(attribute.rawValue) {
            let value: RoutingValue? =
                switch attribute {
                case .channel: .symbol(channel.rawValue)
                case .topic: topic.map { .symbol($0.rawValue) }
                case .language: language.map { .symbol($0.primary.rawValue) }
                case .priority: .symbol(priority.name)
                case .sensitivity: .symbol(sensitivity.rawValue)
                case .returning: .boolean(isReturning)
                case .time: .instant(at)
                }
            if let value { values[attribute.rawValue] = value }
        }
        return RoutingFacts(values)
    }

    /// Routing facts as they are kept with a case.
    func traced(_ facts: RoutingFacts) -> [RouteFact] {
        facts.values.sorted { $0.key < $1.key }.map { RouteFact(name: $0.key, value: text(of: $0.value)) }
    }

    private func text(of value: RoutingValue) -> String {
        switch value {
        case .symbol(let symbol): symbol
        case .integer(let number): "\(number)"
        case .boolean(let flag): flag ? "true" : "false"
        case .set(let symbols): symbols.sorted().joined(separator: "+")
        case .instant(let instant): localText(instant)
        case .minuteOfWeek(let minute): "\(minute)"
        }
    }

    // MARK: People

    /// Who counts as having handled a case.
    func node(of item: ServiceCase) -> NodePath {
        NodePath(
            agent: item.handOvers == 0 ? item.agent : nil, team: item.team,
            unit: item.team.flatMap { teams[$0]?.unit }, channel: item.lastChannel, topic: item.topic)
    }

    /// The language of the desk's own texts when nothing is known about the person.
    var language: LanguageTag { document.language }

    /// A refusal of a name the policy does not have, with the nearest one it has.
    func unknown(_ what: String, _ name: String, among known: [String]) -> Refusal {
        let hint = NearestName.hint(name, among: known.sorted())
        return Refusal(.unknownName, "the policy has no \(what) “\(name)”\(hint)", at: .field(what))
    }
}
