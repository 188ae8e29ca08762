import DeskPrimitives
import DeskSchedules

/// What a history of events amounts to, event by event.
///
/// A *cycle* begins at the start and at every restart. Its running spans are kept with the time counted before each, so
/// that the instant at which an amount was used up is found by halving, also for a target that is set later.
struct ClockFold {
    enum Mode: Hashable {
        case running(since: Instant)
        case paused(PauseReason)
        /// Completed, and since when the clock had been running then; nil when it was paused.
        case stopped(at: Instant, runningSince: Instant?)
        case cancelled(at: Instant)
    }

    /// A stretch of time during which the clock ran; never empty.
    struct RunningSpan {
        let start: Instant
        let end: Instant
        /// Time counted in the cycle before the span.
        let before: TimeSpan
        /// Time counted in the span.
        let counted: TimeSpan
    }

    /// Shares beyond this are cut off: more than the accepted years hold, and far from overflow.
    private static let mostConsumed: Int64 = 1_000_000_000_000_000_000

    private let open: OpenTime
    private let pausesOn: [PauseReason]
    private let atRisk: [Int]
    private let startedAt: Instant

    private(set) var mode: Mode
    private(set) var target: TimeSpan?
    private var spans: [RunningSpan] = []
    /// Time counted in the spans of the cycle.
    private var counted = TimeSpan.zero
    /// What a proportional change of the target added to the time counted.
    private var adjustment = TimeSpan.zero
    /// Nothing of the present target is reached before this instant.
    private var floor: Instant
    private(set) var cycleStart: Instant
    /// The due time of the present target once it has passed.
    private var passedDue: Instant?
    private(set) var breachedAt: Instant?
    /// Changes of the target since the clock was completed.
    private var pending: [(TimeSpan?, RetargetPolicy)] = []

    init(_ clock: ServiceClock, in open: OpenTime) {
        self.open = open
        pausesOn = clock.pausesOn
        atRisk = clock.atRisk
        startedAt = clock.startedAt
        mode = .running(since: clock.startedAt)
        target = clock.target
        floor = clock.startedAt
        cycleStart = clock.startedAt
    }

    private var consumed: TimeSpan { counted + adjustment }

    // MARK: - Events

    mutating func apply(_ entry: ClockEntry) {
        let at = max(entry.at, startedAt)
        switch entry.event {
        case .pause(let reason):
            if pausesOn.contains(reason) { pause(reason, at: at) } else { resume(at: at) }
        case .resume: resume(at: at)
        case .stop: end(at: at) { .stopped(at: at, runningSince: $0) }
        case .cancel: end(at: at) { _ in .cancelled(at: at) }
        case .reopen(let policy): reopen(policy, at: at)
        case .retarget(let target, let policy): retarget(target, policy, at: at)
        }
    }

    private mutating func pause(_ reason: PauseReason, at instant: Instant) {
        switch mode {
        case .running(let start):
            close(from: start, to: instant)
            mode = .paused(reason)
        case .paused: mode = .paused(reason)
        case .stopped, .cancelled: break
        }
    }

    private mutating func resume(at instant: Instant) {
        if case .paused = mode { mode = .running(since: instant) }
    }

    private mutating func end(at instant: Instant, _ ended: (_ runningSince: Instant?) -> Mode) {
        switch mode {
        case .running(let start):
            close(from: start, to: instant)
            mode = ended(start)
        case .paused: mode = ended(nil)
        case .stopped, .cancelled: break
        }
    }

    private mutating func reopen(_ policy: ReopenPolicy, at instant: Instant) {
        guard case .stopped = mode, policy != .ignore else { return }
        for (target, policy) in pending { change(target, policy, at: instant) }
        pending = []
        if policy == .restart { beginCycle(at: instant) }
        mode = .running(since: instant)
    }

    private mutating func retarget(_ target: TimeSpan?, _ policy: RetargetPolicy, at instant: Instant) {
        switch mode {
        case .running(let start):
            close(from: start, to: instant)
            mode = .running(since: instant)
            change(target, policy, at: instant)
        case .paused: change(target, policy, at: instant)
        case .stopped: pending.append((target, policy))
        case .cancelled: break
        }
    }

    /// Ends a running span; it is late when it reaches beyond the due time.
    private mutating func close(from start: Instant, to end: Instant) {
        guard end > start else { return }
        let span = RunningSpan(
            start: start, end: end, before: counted, counted: max(open.elapsed(from: start, to: end), .zero))
        if passedDue == nil, let target, span.counted >= target - consumed {
            pass(due(of: target, from: start), by: end)
        }
        spans.append(span)
        counted += span.counted
    }

    private mutating func pass(_ due: Instant?, by instant: Instant) {
        guard let due, due < instant else { return }
        passedDue = due
        breachedAt = min(breachedAt ?? due, due)
    }

    /// The due time while the clock has been running from an instant on with what was counted before.
    private func due(of target: TimeSpan, from start: Instant) -> Instant? {
        let left = target - consumed
        return left > .zero ? open.adding(left, to: start) : start
    }

    private mutating func beginCycle(at instant: Instant) {
        spans = []
        (counted, adjustment) = (.zero, .zero)
        (cycleStart, floor) = (instant, instant)
        passedDue = nil
    }

    // MARK: - Another target

    private mutating func change(_ new: TimeSpan?, _ policy: RetargetPolicy, at instant: Instant) {
        let old = target
        target = new
        switch policy {
        case .retroactive:
            adjustment = .zero
            floor = cycleStart
            passedDue = nil
            if let new { passInHindsight(new) }
        case .restart: beginCycle(at: instant)
        case .carry: keepConsumed(at: instant)
        case .prorate:
            if let old, let new {
                adjustment = Self.share(consumed, of: old, in: new) - counted
            }
            keepConsumed(at: instant)
        }
    }

    /// What was late stays late by the same due time; what has time left has not passed its due time.
    private mutating func keepConsumed(at instant: Instant) {
        floor = instant
        guard let target, consumed >= target else {
            passedDue = nil
            return
        }
    }

    /// Finds where a target would have been missed had it always held: the same decision as ``close(from:to:)`` makes.
    private mutating func passInHindsight(_ target: TimeSpan) {
        var index = spans.partitioningIndex { $0.before + $0.counted >= target }
        while passedDue == nil, index < spans.count {
            let span = spans[index]
            let left = target - span.before
            pass(left > .zero ? open.adding(left, to: span.start) : span.start, by: span.end)
            index += 1
        }
    }

    /// The amount that is to a new whole as another is to the old one, rounded down.
    private static func share(_ amount: TimeSpan, of old: TimeSpan, in new: TimeSpan) -> TimeSpan {
        let product = amount.microseconds.magnitude.multipliedFullWidth(by: new.microseconds.magnitude)
        let divisor = old.microseconds.magnitude
        guard divisor > product.high else { return TimeSpan(microseconds: mostConsumed) }
        let quotient = divisor.dividingFullWidth(product).quotient
        return TimeSpan(microseconds: Int64(min(quotient, UInt64(mostConsumed))))
    }

    // MARK: - What it shows

    func status(at now: Instant) -> ClockStatus {
        var consumed = consumed
        var due: Instant?
        var breachedAt = breachedAt
        let phase: ClockPhase
        switch mode {
        case .running(let start):
            consumed += max(open.elapsed(from: start, to: now), .zero)
            due = target.flatMap { passedDue ?? self.due(of: $0, from: start) }
            if let due, due < now { breachedAt = min(breachedAt ?? due, due) }
            phase = breachedAt == nil ? .running : .breached
        case .paused(let reason): phase = .paused(reason)
        case .stopped(let at, let start):
            due = dueWhenStopped(from: start)
            phase = breachedAt == nil ? .met(at) : .late(at)
        case .cancelled(let at): phase = .cancelled(at)
        }
        return ClockStatus(
            at: now, phase: phase, target: target, consumed: consumed,
            remaining: target.map { max($0 - consumed, .zero) }, due: due, breachedAt: breachedAt,
            atRiskAt: riskInstants(), overdueBy: target.map { max(consumed - $0, .zero) } ?? .zero)
    }

    /// The due time at completion: that of the span at whose end it was.
    private func dueWhenStopped(from start: Instant?) -> Instant? {
        guard let target, let start else { return nil }
        if let passedDue { return passedDue }
        let before = spans.last.map { $0.start == start ? $0.counted : .zero } ?? .zero
        let left = target - (consumed - before)
        return left > .zero ? open.adding(left, to: start) : start
    }

    private func riskInstants() -> [Instant] {
        guard let target, !atRisk.isEmpty else { return [] }
        var instants: [Instant] = []
        instants.reserveCapacity(atRisk.count)
        for percentage in atRisk {
            guard let instant = instant(ofConsuming: percentage, percentOf: target) else { break }
            instants.append(instant)
        }
        return instants
    }

    /// When a percentage of the target is used up; nil when that is still ahead and the clock does not run.
    private func instant(ofConsuming percentage: Int, percentOf target: TimeSpan) -> Instant? {
        let (hundredths, rest) = target.microseconds.quotientAndRemainder(dividingBy: 100)
        let amount = TimeSpan(microseconds: hundredths * Int64(percentage) + rest * Int64(percentage) / 100)
        let needed = amount - adjustment
        guard needed > .zero else { return floor }
        let index = spans.partitioningIndex { $0.before + $0.counted >= needed }
        if index < spans.count {
            let span = spans[index]
            return open.adding(needed - span.before, to: span.start).map { max(floor, $0) }
        }
        guard case .running(let start) = mode else { return nil }
        return open.adding(needed - counted, to: start).map { max(floor, $0) }
    }

    func nextDeadline(after instant: Instant) -> ClockDeadline? {
        guard case .running(let start) = mode, let target, breachedAt == nil else { return nil }
        let breach = due(of: target, from: start)?.adding(TimeSpan(microseconds: 1))
        var next: ClockDeadline?
        if let breach {
            // A look back from before the due time finds it; from after it the clock has long been late.
            guard breach > instant else { return nil }
            next = ClockDeadline(at: breach, kind: .breach)
        }
        for percentage in atRisk {
            guard let reached = self.instant(ofConsuming: percentage, percentOf: target) else { break }
            if reached > instant, next.map({ reached < $0.at }) ?? true {
                next = ClockDeadline(at: reached, kind: .atRisk(percentage))
            }
        }
        return next
    }
}
