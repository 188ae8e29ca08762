public import DeskPrimitives
public import DeskSchedules

/// One measurement of a case against a target: what began when, and everything that has happened to it since.
///
/// A clock is a history of timestamped events and nothing else; what it shows at an instant is a fold over the events up to
/// then. Events may therefore arrive in any order, and twice: the same set of events is the same clock. There is no timer;
/// ``nextDeadline(after:in:)`` says when to look again.
///
/// Events of one instant are folded so that stop beats pause and pause beats start: a clock that is resumed and paused at
/// once is paused, one that is reopened and stopped at once is stopped. Two events of the desk that contradict one another
/// need different instants. An event from before the start takes effect at the start.
public struct ServiceClock: Hashable, Sendable {
    /// What is measured.
    public let metric: ClockMetric
    /// The name of the target it was made from.
    public let targetName: String
    /// The time allowed when the clock began; nil measures without a target.
    public let target: TimeSpan?
    /// The hours in which time counts; nil counts around the clock.
    public let calendar: CalendarID?
    /// When the clock began.
    public let startedAt: Instant
    /// The reasons for which time stands still.
    public let pausesOn: [PauseReason]
    /// The percentages of the target, rising, at whose consumption the clock is at risk.
    public let atRisk: [Int]
    /// Where a target that ends with the open hours falls due: at closing or at the next opening.
    public let landing: Landing
    /// The time that counts as used when the clock begins, as when it goes on for a clock of another calendar.
    public let alreadyUsed: TimeSpan
    /// The version of the rules it was made by; nil when the host keeps none.
    public let version: String?
    /// What has happened, in the order in which it is folded.
    public internal(set) var events: [ClockEntry] = []

    /// The most events a clock keeps.
    public static let eventLimit = 4_096
    /// The room at the end that only stops and cancellations may use, so that a full clock can still be ended.
    public static let eventReserve = 64

    /// Creates a running clock.
    ///
    /// - Parameters:
    ///   - pausesOn: the reasons for which time stands still; nil leaves it to the metric.
    ///   - atRisk: percentages of the target, 1 … 99.
    ///   - landing: where a target that ends with the open hours falls due.
    ///   - alreadyUsed: the time that counts as used when the clock begins.
    ///   - version: the version of the rules.
    /// - Throws: `Refusal` for a start outside the accepted years, a target that is not positive or too long, an empty or
    ///   overlong name, a step at risk out of range.
    public init(
        metric: ClockMetric,
        targetName: String,
        target: TimeSpan?,
        calendar: CalendarID? = nil,
        startedAt: Instant,
        pausesOn: [PauseReason]? = nil,
        atRisk: [Int] = [75],
        landing: Landing = .earliest,
        alreadyUsed: TimeSpan = .zero,
        version: String? = nil
    ) throws(Refusal) {
        try checkName(targetName, at: .field("targetName"))
        guard alreadyUsed >= .zero, alreadyUsed <= ServiceTarget.longestSpan else {
            throw Refusal(.outOfRange, "from no time to 36,525 days can have been used", at: .field("alreadyUsed"))
        }
        if let version { try checkName(version, at: .field("version")) }
        if let target { try checkSpan(target, at: .field("target")) }
        try Limits.check(startedAt, at: .field("startedAt"))
        self.metric = metric
        self.targetName = targetName
        self.target = target
        self.calendar = calendar
        self.startedAt = startedAt
        self.pausesOn =
            pausesOn?.sorted().removingRepetitions() ?? PauseReason.allCases.filter(metric.pausesOn).sorted()
        self.atRisk = try checkedThresholds(atRisk, at: .field("atRisk"))
        self.landing = landing
        self.alreadyUsed = alreadyUsed
        self.version = version
    }

    /// Creates a running clock for a target; without a time for the priority it measures without a target.
    ///
    /// - Parameters:
    ///   - open: the open hours of the target's calendar; asked only by targets that count days.
    ///   - zone: the zone in which days are counted.
    ///   - alreadyUsed: the time that counts as used when the clock begins.
    ///   - version: the version of the rules.
    /// - Throws: `Refusal` for a start outside the accepted years.
    public init(
        _ target: ServiceTarget, priority: CasePriority, startedAt: Instant, in open: OpenTime = .always,
        zone: ZoneRules = .utc, alreadyUsed: TimeSpan = .zero, version: String? = nil
    ) throws(Refusal) {
        try self.init(
            metric: target.metric, targetName: target.name,
            target: target.span(for: priority, from: startedAt, in: open, zone: zone), calendar: target.calendar,
            startedAt: startedAt, pausesOn: target.pausesOn, atRisk: target.atRisk, landing: target.landing,
            alreadyUsed: alreadyUsed, version: version)
    }

    /// Takes in an event, wherever in time it belongs; the same event at the same instant a second time changes nothing.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``eventLimit`` (the last ``eventReserve`` only stop and cancel may
    ///   use), `outOfRange` for a time outside the accepted years, a target that is not positive or too long, or an agreed
    ///   due time that does not lie ahead.
    /// - Complexity: O(1) for an event after all others, else O(events).
    public mutating func apply(_ event: ClockEvent, at instant: Instant) throws(Refusal) {
        try Limits.check(instant, at: .field("at"))
        if case .retarget(let target?, _) = event { try checkSpan(target, at: .field("target")) }
        if case .agreeDue(let due?) = event {
            try Limits.check(due, at: .field("due"))
            guard due > max(instant, startedAt) else {
                throw Refusal(.outOfRange, "an agreed due time lies ahead", at: .field("due"))
            }
        }
        let entry = ClockEntry(at: instant, event: event)
        var index = events.count
        if let last = events.last, entry <= last {
            index = events.partitioningIndex { $0 >= entry }
            if events[index] == entry { return }
        }
        guard events.count < Self.room(for: event) else {
            throw Refusal(.tooLong, "a clock keeps at most \(Self.eventLimit) events", at: .field("events"))
        }
        events.insert(entry, at: index)
    }

    private static func room(for event: ClockEvent) -> Int {
        switch event {
        case .stop, .cancel: eventLimit
        case .pause, .resume, .reopen, .retarget, .agreeDue: eventLimit - eventReserve
        }
    }

    /// Whether time stands still for a reason.
    public func pauses(on reason: PauseReason) -> Bool { pausesOn.contains(reason) }

    /// What the clock shows at an instant, from the events up to and including it.
    ///
    /// - Parameters:
    ///   - instant: the instant; before the start the clock shows what it will show at the start.
    ///   - open: the open hours of ``calendar``.
    /// - Complexity: O(events), each a constant number of questions to the open hours.
    public func status(at instant: Instant, in open: OpenTime) -> ClockStatus {
        let now = moment(instant)
        var fold = ClockFold(self, in: open)
        for entry in events {
            guard entry.at <= now else { break }
            fold.apply(entry)
        }
        return fold.status(at: now)
    }

    /// The next instant at which the clock becomes at risk or late by the mere passing of time, or nil.
    ///
    /// Events that are already known to come, such as the end of an agreed pause, are taken into account. A clock that is
    /// late has no further deadlines. At the instant given, ``status(at:in:)`` shows what the deadline says, unless an event
    /// of that very instant says otherwise: a breach is dated one microsecond after the due time, since what is completed
    /// at the due time is in time.
    ///
    /// - Complexity: O(events).
    public func nextDeadline(after instant: Instant, in open: OpenTime) -> ClockDeadline? {
        let after = min(max(instant, .earliest), .latest)
        var fold = ClockFold(self, in: open)
        for entry in events {
            if entry.at > after, let deadline = fold.nextDeadline(after: after), deadline.at <= entry.at {
                return deadline
            }
            fold.apply(entry)
        }
        return fold.nextDeadline(after: after)
    }

    /// An instant that the fold can be asked about.
    func moment(_ instant: Instant) -> Instant { min(max(instant, startedAt), .latest) }
}
