public import DeskPrimitives
public import DeskSchedules

/// Why a clock shows what it shows: start, calendar, target, pauses, what was counted, and the due time that follows.
public struct DueExplanation: Hashable, Sendable {
    /// What is measured.
    public let metric: ClockMetric
    /// The name of the target.
    public let targetName: String
    /// The name of the calendar; nil when time counts around the clock.
    public let calendarName: String?
    /// The start, or the last restart.
    public let countedFrom: Instant
    /// What was left out since then, in order; neighbours with one reason are one pause.
    public let pauses: [PauseSpan]
    /// What the clock shows.
    public let status: ClockStatus
    /// The zone in which the sentence tells times.
    public let zone: ZoneRules
    /// The version of the rules the clock was made by; nil when the host keeps none.
    public let version: String?
    /// What the calendar was compiled from: a number that changes with its hours, and the version of the zone data.
    public let calendarSource: CalendarStamp?

    /// Which compiled hours a due time was counted in, so that another result after a change of them can be explained.
    public struct CalendarStamp: Hashable, Sendable {
        /// A number made of the hours.
        public let fingerprint: UInt64
        /// The version of the zone data.
        public let zoneDataVersion: String

        /// Creates a stamp.
        public init(fingerprint: UInt64, zoneDataVersion: String) {
            self.fingerprint = fingerprint
            self.zoneDataVersion = zoneDataVersion
        }
    }

    /// Creates an explanation.
    public init(
        metric: ClockMetric, targetName: String, calendarName: String?, countedFrom: Instant, pauses: [PauseSpan],
        status: ClockStatus, zone: ZoneRules, version: String? = nil, calendarSource: CalendarStamp? = nil
    ) {
        self.metric = metric
        self.targetName = targetName
        self.calendarName = calendarName
        self.countedFrom = countedFrom
        self.pauses = pauses
        self.status = status
        self.zone = zone
        self.version = version
        self.calendarSource = calendarSource
    }
}

extension ServiceClock {
    /// What the clock shows at an instant, and why.
    ///
    /// - Parameters:
    ///   - open: the open hours of ``calendar``.
    ///   - calendarName: what people call the calendar; its identifier when nil.
    ///   - zone: the zone in which the sentence tells times.
    /// - Complexity: O(events).
    public func explanation(
        at instant: Instant, in open: OpenTime, calendarName: String? = nil, zone: ZoneRules = .utc
    ) -> DueExplanation {
        let now = moment(instant)
        var fold = ClockFold(self, in: open)
        var pauses = PauseRecorder(open: open)
        for entry in events {
            guard entry.at <= now else { break }
            let cycle = fold.cycleStart
            fold.apply(entry)
            if fold.cycleStart != cycle { pauses = PauseRecorder(open: open) }
            pauses.record(fold.mode, at: max(entry.at, startedAt))
        }
        return DueExplanation(
            metric: metric, targetName: targetName, calendarName: calendarName ?? calendar?.rawValue,
            countedFrom: fold.cycleStart, pauses: pauses.finished(at: now), status: fold.status(at: now), zone: zone,
            version: version,
            calendarSource: calendar.map { _ in
                DueExplanation.CalendarStamp(fingerprint: open.fingerprint, zoneDataVersion: open.zoneDataVersion)
            })
    }
}

/// Collects the stretches during which a fold does not count.
private struct PauseRecorder {
    let open: OpenTime
    private var pauses: [PauseSpan] = []
    private var standing: (reason: PauseReason?, since: Instant)?

    init(open: OpenTime) { self.open = open }

    mutating func record(_ mode: ClockFold.Mode, at instant: Instant) {
        let reason: PauseReason?
        switch mode {
        case .running, .cancelled:
            close(at: instant)
            return
        case .paused(let why): reason = why
        case .stopped: reason = nil
        }
        if let standing, standing.reason == reason { return }
        close(at: instant)
        standing = (reason, instant)
    }

    private mutating func close(at instant: Instant) {
        if let standing, standing.since < instant { append(standing.reason, standing.since, instant) }
        standing = nil
    }

    private mutating func append(_ reason: PauseReason?, _ from: Instant, _ to: Instant) {
        var from = from
        if let last = pauses.last, last.reason == reason, last.to == from {
            from = last.from
            pauses.removeLast()
        }
        pauses.append(PauseSpan(reason: reason, from: from, to: to, leftOut: open.elapsed(from: from, to: to)))
    }

    /// The pauses, with one that goes on; a clock that is completed is not waiting for anything.
    func finished(at now: Instant) -> [PauseSpan] {
        guard let standing, let reason = standing.reason else { return pauses }
        return pauses + [
            PauseSpan(
                reason: reason, from: standing.since, to: nil, leftOut: open.elapsed(from: standing.since, to: now))
        ]
    }
}
