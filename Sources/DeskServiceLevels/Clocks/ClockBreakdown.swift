public import DeskPrimitives
public import DeskSchedules

/// What the time since a clock began was, every microsecond of it in exactly one part.
public struct ClockBreakdown: Hashable, Sendable {
    /// The start, or the last restart.
    public let from: Instant
    /// The instant up to which it is told: now, or when the clock ended.
    public let to: Instant
    /// What the clock counted, in open time.
    public let counted: TimeSpan
    /// What was left out for each reason, in open time, in the order of the reasons; without those for which nothing was.
    public let paused: [Pause]
    /// What was left out while the case was completed before it was opened again, in open time.
    public let settled: TimeSpan
    /// What lay outside the open hours, whatever the clock did.
    public let closed: TimeSpan

    /// What was left out for one reason.
    public struct Pause: Hashable, Sendable {
        /// The reason.
        public let reason: PauseReason
        /// The open time left out for it.
        public let span: TimeSpan

        /// Creates a part.
        public init(reason: PauseReason, span: TimeSpan) {
            self.reason = reason
            self.span = span
        }
    }

    /// Creates a breakdown.
    public init(
        from: Instant, to: Instant, counted: TimeSpan, paused: [Pause], settled: TimeSpan, closed: TimeSpan
    ) {
        self.from = from
        self.to = to
        self.counted = counted
        self.paused = paused
        self.settled = settled
        self.closed = closed
    }

    /// What was left out for a reason.
    public func paused(for reason: PauseReason) -> TimeSpan {
        paused.first { $0.reason == reason }?.span ?? .zero
    }
}

extension ServiceClock {
    /// What the time since the clock began was: counted, left out for whom, or closed.
    ///
    /// The parts add up to the time between ``ClockBreakdown/from`` and ``ClockBreakdown/to`` exactly.
    ///
    /// - Complexity: O(events).
    public func breakdown(at instant: Instant, in open: OpenTime) -> ClockBreakdown {
        let explanation = explanation(at: instant, in: open)
        let start = explanation.countedFrom
        let end: Instant =
            switch explanation.status.phase {
            case .running, .paused, .breached: moment(instant)
            case .met(let at), .late(let at), .cancelled(let at): max(at, start)
            }
        let wall = end - start
        let opened = min(max(open.elapsed(from: start, to: end), .zero), wall)
        var (paused, settled): ([ClockBreakdown.Pause], TimeSpan) = ([], .zero)
        for reason in PauseReason.allCases.sorted() {
            let span = explanation.pauses.filter { $0.reason == reason }.reduce(TimeSpan.zero) { $0 + $1.leftOut }
            if span > .zero { paused.append(ClockBreakdown.Pause(reason: reason, span: span)) }
        }
        settled = explanation.pauses.filter { $0.reason == nil }.reduce(TimeSpan.zero) { $0 + $1.leftOut }
        let left = paused.reduce(settled) { $0 + $1.span }
        return ClockBreakdown(
            from: start, to: end, counted: opened - left, paused: paused, settled: settled, closed: wall - opened)
    }
}
