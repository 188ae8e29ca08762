public import DeskChannels
import DeskContacts
public import DeskFeedback
public import DeskPrimitives
public import DeskRouting
public import DeskSchedules
public import DeskServiceLevels

/// A policy made ready for use: every name resolved, every calendar compiled.
///
/// Immutable and cheap to pass around.
public struct CompiledPolicy: Sendable {
    /// The start of 2026, from which a policy is looked at when nothing is said.
    public static let defaultCheckStart = Instant(seconds: 1_767_225_600)

    /// The document.
    public let document: DeskPolicy
    /// What the check found that does not keep the policy from being used.
    public let warnings: [PolicyFinding]
    /// What the check found that may well be meant, such as two rules that only their order tells apart.
    public let notices: [PolicyFinding]

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
    /// The ladders of the targets that have one, by the name of the target.
    private let ladders: [String: EscalationLadder]
    /// The hours of earlier editions by version, for clocks that keep their rules.
    private let earlierTimes: [String: [CalendarID: OpenTime]]
    /// The versions of earlier editions, the oldest first.
    public let earlierVersions: [String]
    private let routingAttributes: Set<String>
    /// The mail addresses at which the desk itself is reached.
    let ownAddresses: [ContactPoint]

    /// Checks a policy and compiles it.
    ///
    /// - Parameters:
    ///   - document: The policy.
    ///   - before: The edition that holds until this one does, if the desk keeps them.
    ///   - start: From when on a year is looked at for hours that nobody works and targets that cannot be kept, such as
    ///     ``defaultCheckStart``; nil leaves that out. Only warnings hang on it, and it takes far longer than everything else.
    /// - Throws: ``PolicyErrors`` with everything that keeps it from being used.
    public init(
        _ document: DeskPolicy, after before: CompiledPolicy? = nil, checkedFrom start: Instant? = nil
    ) throws(PolicyErrors) {
        let check = PolicyCheck(document, from: start)
        let errors = check.findings.filter { $0.severity == .error }
        guard errors.isEmpty, let zone = check.zone, let targets = check.targets else {
            throw PolicyErrors(findings: errors)
        }
        self.document = document
        self.zone = zone
        self.targets = targets
        ladders = Dictionary(
            targets.targets.filter { !$0.escalation.isEmpty }.map { ($0.name, $0.escalation) },
            uniquingKeysWith: { first, _ in first })
        warnings = check.findings.filter { $0.severity == .warning }
        notices = check.findings.filter { $0.severity == .notice }
        openTimes = check.openTimes
        var earlierTimes = before?.earlierTimes ?? [:]
        var earlierVersions = before?.earlierVersions ?? []
        if let before, let version = before.document.edition?.version {
            earlierTimes[version] = before.openTimes
            earlierVersions.append(version)
        }
        self.earlierTimes = earlierTimes
        self.earlierVersions = earlierVersions
        channels = Self.byName(document.channels, \.id)
        topics = Self.byName(document.topics, \.id)
        teams = Self.byName(document.teams, \.id)
        agents = Self.byName(document.agents, \.id)
        queues = Self.byName(document.queues, \.id)
        surveys = Self.byName(document.surveys, \.id)
        routingAttributes = Set(document.routing.attributes.map(\.name))
        ownAddresses = document.channels.flatMap { channel in
            channel.receivingEnds.compactMap { end in
                (try? ContactPoint.mail(end)) ?? (try? ContactPoint.phone(end))
            }
        }
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

    /// The compiled hours in which a clock counts: those of the edition by whose rules it goes.
    public func openTime(of clock: ServiceClock) -> OpenTime {
        guard let version = clock.version, version != document.edition?.version, let times = earlierTimes[version],
            let calendar = clock.calendar
        else { return openTime(clock.calendar) }
        return times[calendar] ?? .always
    }

    /// Why a clock shows what it shows at an instant, in the hours and the zone of the policy.
    public func explanation(of clock: ServiceClock, at instant: Instant) -> DueExplanation {
        clock.explanation(at: instant, in: openTime(of: clock), zone: zone)
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
    ///
    /// - Parameter start: When somebody began to wait; nil when the case was opened then.
    func clocks(for item: ServiceCase, from start: Instant? = nil) throws(Refusal) -> [CaseClock] {
        var clocks: [CaseClock] = []
        for target in targets.targets(
            topic: item.topic, channel: item.channel, priority: item.priority,
            organization: item.service?.organization)
        where target.metric.beginning == .arrival {
            clocks.append(CaseClock(try clock(for: target, of: item, from: start ?? item.openedAt)))
        }
        return clocks
    }

    /// A clock of a case by the rules in force.
    func clock(for target: ServiceTarget, of item: ServiceCase, from start: Instant) throws(Refusal) -> ServiceClock {
        try ServiceClock(
            target, priority: item.priority, startedAt: start, in: openTime(target.calendar), zone: zone,
            version: document.edition?.version)
    }

    /// The target of a metric that holds for a case.
    func target(for metric: ClockMetric, of item: ServiceCase, team: TeamID? = nil) -> ServiceTarget? {
        let channel = metric.beginning == .arrival ? item.channel : item.lastChannel
        return targets.target(
            for: metric, topic: item.topic, channel: channel, priority: item.priority,
            organization: item.service?.organization, team: team)
    }

    /// Starts the clock of the next reply, unless one is running for an earlier contact or for the first reply.
    func startNextReply(on item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        let waits = item.clocks.contains { entry in
            (entry.clock.metric == .nextReply || entry.clock.metric == .firstReply)
                && entry.clock.status(at: at, in: openTime(of: entry.clock)).phase.isOpen
        }
        guard !waits,
            let target = target(for: .nextReply, of: item)
        else { return }
        let made = item
        let clock = try checked { () throws(Refusal) in try self.clock(for: target, of: made, from: at) }
        item.clocks.append(CaseClock(clock))
    }

    /// Starts the clock of the next update that a person is owed after a reply.
    func startPeriodicUpdate(on item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        guard
            let target = target(for: .periodicUpdate, of: item)
        else { return }
        let made = item
        let clock = try checked { () throws(Refusal) in try self.clock(for: target, of: made, from: at) }
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
            let status = entry.clock.status(at: instant, in: openTime(of: entry.clock))
            var due: Instant?
            if entry.warnings < status.atRiskAt.count { due = status.atRiskAt[entry.warnings] }
            if due == nil, !entry.breachAnnounced {
                // Breached from the first instant after the due one.
                due = status.breachedAt ?? status.due.flatMap { $0.adding(TimeSpan(microseconds: 1)) }
            }
            if let due, status.phase.isOpen || status.breachedAt != nil { next = next.map { min($0, due) } ?? due }
            if let step = stepsAhead(of: entry, at: instant).first { next = next.map { min($0, step.at) } ?? step.at }
        }
        return next
    }

    /// The steps of a clock's escalation ladder that are not yet taken and can be foreseen, the earliest first.
    func stepsAhead(of entry: CaseClock, at instant: Instant) -> [ReachedStep] {
        guard !ladders.isEmpty, let ladder = ladders[entry.clock.targetName] else { return [] }
        return entry.clock.steps(
            of: ladder, besides: entry.escalated ?? [], at: instant, in: openTime(of: entry.clock))
    }

    /// How many targets of speed were met and missed when a case was settled.
    func standing(of item: ServiceCase, at instant: Instant) -> (met: Int, missed: Int) {
        var (met, missed) = (item.pastTargetsMet, item.pastTargetsMissed)
        for entry in item.clocks where entry.clock.metric.measure == .speed {
            let status = entry.clock.status(at: instant, in: openTime(of: entry.clock))
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
