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

    let open: OpenTime
    private let landing: Landing
    private let pausesOn: [PauseReason]
    private let atRisk: [Int]
    private let startedAt: Instant

    var mode: Mode
    private(set) var target: TimeSpan?
    private var spans: [RunningSpan] = []
    /// Time counted in the spans of the cycle.
    private var counted = TimeSpan.zero
    /// What was used before the clock began, or what a proportional change of the target added to the time counted.
    private var adjustment: TimeSpan
    private let alreadyUsed: TimeSpan
    /// Nothing of the present target is reached before this instant.
    private(set) var floor: Instant
    private(set) var cycleStart: Instant
    /// The due time of the present target once it has passed.
    var passedDue: Instant?
    /// A due time set by hand, and when that was done.
    var agreed: (due: Instant, since: Instant)?
    var breachedAt: Instant?
    /// Changes of the target and agreed due times since the clock was completed.
    private var pending: [ClockEvent] = []

    init(_ clock: ServiceClock, in open: OpenTime) {
        self.open = open
        landing = clock.landing
        alreadyUsed = clock.alreadyUsed
        adjustment = clock.alreadyUsed
        pausesOn = clock.pausesOn
        atRisk = clock.atRisk
        startedAt = clock.startedAt
        mode = .running(since: clock.startedAt)
        target = clock.target
        floor = clock.startedAt
        cycleStart = clock.startedAt
    }

    var consumed: TimeSpan { counted + adjustment }

    // MARK: - Events

    mutating func apply(_ entry: ClockEntry) {
        let at = max(entry.at, startedAt)
        passAgreed(by: at)
        switch entry.event {
        case .pause(let reason):
            if pausesOn.contains(reason) { pause(reason, at: at) } else { resume(at: at) }
        case .resume: resume(at: at)
        case .stop: end(at: at) { .stopped(at: at, runningSince: $0) }
        case .cancel: end(at: at) { _ in .cancelled(at: at) }
        case .reopen(let policy): reopen(policy, at: at)
        case .retarget, .agreeDue: alter(entry.event, at: at)
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
        for event in pending { change(event, at: instant) }
        pending = []
        if policy == .restart {
            beginCycle(at: instant)
            agreed = nil
        }
        // What was agreed and passed while nothing was owed is owed now.
        if let agreed, passedDue == nil { self.agreed = (max(agreed.due, instant), agreed.since) }
        mode = .running(since: instant)
    }

    private mutating func alter(_ event: ClockEvent, at instant: Instant) {
        switch mode {
        case .running(let start):
            close(from: start, to: instant)
            mode = .running(since: instant)
            change(event, at: instant)
        case .paused: change(event, at: instant)
        case .stopped: pending.append(event)
        case .cancelled: break
        }
    }

    private mutating func change(_ event: ClockEvent, at instant: Instant) {
        switch event {
        case .retarget(let target, let policy): change(target, policy, at: instant)
        case .agreeDue(let due?):
            agreed = (max(due, instant), instant)
            passedDue = nil
        case .agreeDue(nil):
            guard agreed != nil else { return }
            agreed = nil
            passedDue = nil
            keepConsumed(at: instant)
        case .pause, .resume, .stop, .cancel, .reopen: break
        }
    }

    /// Ends a running span; it is late when it reaches beyond the due time.
    private mutating func close(from start: Instant, to end: Instant) {
        guard end > start else { return }
        let span = RunningSpan(
            start: start, end: end, before: counted, counted: max(open.elapsed(from: start, to: end), .zero))
        if passedDue == nil, agreed == nil, let target, span.counted >= target - consumed {
            pass(due(of: target, from: start), by: end)
        }
        spans.append(span)
        counted += span.counted
    }

    /// An agreed due time passes whether the clock runs or pauses.
    mutating func passAgreed(by instant: Instant) {
        guard let agreed, passedDue == nil else { return }
        switch mode {
        case .running, .paused: pass(agreed.due, by: instant)
        case .stopped, .cancelled: break
        }
    }

    private mutating func pass(_ due: Instant?, by instant: Instant) {
        guard let due, due < instant else { return }
        passedDue = due
        breachedAt = min(breachedAt ?? due, due)
    }

    /// The due time while the clock has been running from an instant on with what was counted before.
    func due(of target: TimeSpan, from start: Instant) -> Instant? {
        let left = target - consumed
        return left > .zero ? open.adding(left, to: start, landing: landing) : start
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
            adjustment = cycleStart == startedAt ? alreadyUsed : .zero
            floor = cycleStart
            passedDue = nil
            if let new, agreed == nil { passInHindsight(new) }
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
        let target = target - adjustment
        var index = spans.partitioningIndex { $0.before + $0.counted >= target }
        while passedDue == nil, index < spans.count {
            let span = spans[index]
            let left = target - span.before
            pass(left > .zero ? open.adding(left, to: span.start, landing: landing) : span.start, by: span.end)
            index += 1
        }
    }

    /// The amount that is to a new whole as another is to the old one, rounded down.
    static func share(_ amount: TimeSpan, of old: TimeSpan, in new: TimeSpan) -> TimeSpan {
        let product = amount.microseconds.magnitude.multipliedFullWidth(by: new.microseconds.magnitude)
        let divisor = old.microseconds.magnitude
        guard divisor > product.high else { return TimeSpan(microseconds: mostConsumed) }
        let quotient = divisor.dividingFullWidth(product).quotient
        return TimeSpan(microseconds: Int64(min(quotient, UInt64(mostConsumed))))
    }

    // MARK: - When amounts are used up

    /// The due time at completion: that of the span at whose end it was.
    func dueWhenStopped(from start: Instant?) -> Instant? {
        if let passedDue { return passedDue }
        if let agreed { return agreed.due }
        guard let target, let start else { return nil }
        let before = spans.last.map { $0.start == start ? $0.counted : .zero } ?? .zero
        let left = target - (consumed - before)
        return left > .zero ? open.adding(left, to: start, landing: landing) : start
    }

    /// The first instant at which an amount is used up; nil when that is still ahead and the clock does not run.
    func instant(ofConsuming amount: TimeSpan) -> Instant? {
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

    /// The percentages at whose consumption the clock is at risk.
    var thresholds: [Int] { atRisk }
}
