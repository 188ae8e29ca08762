import DeskPrimitives
import DeskSchedules

@testable import DeskServiceLevels

/// The clock told in another way: tick by tick, with nothing computed in advance.
///
/// It shares only `isOpen` with the library.
///
/// A tick is a quarter of an hour; everything in the test happens on ticks and openings lie on ticks. Shares of a target are
/// left to other tests, since they fall between ticks.
struct SteppedClock {
    static let tick = TimeSpan.minutes(15)

    enum Mode: Equatable {
        case running, paused(PauseReason), stopped(Int), cancelled(Int)
    }

    let isOpen: (Int) -> Bool
    let pausesOn: Set<PauseReason>
    var mode = Mode.running
    var target: Int?
    var consumed = 0
    /// Running ticks of the cycle with what had been counted before each.
    var run: [(tick: Int, before: Int)] = []
    var passedDue: Int?
    var breachedAt: Int?
    var pending: [ClockEvent] = []
    /// The tick of a due time set by hand.
    var agreed: Int?
    /// What was left out in open ticks for each reason; nil is the time while settled.
    var leftOut: [PauseReason?: Int] = [:]
    var closedTicks = 0
    var cycleStart = 0

    init(target: Int?, pausesOn: Set<PauseReason>, isOpen: @escaping (Int) -> Bool) {
        self.target = target
        self.pausesOn = pausesOn
        self.isOpen = isOpen
    }

    /// Lets one tick pass.
    mutating func pass(_ now: Int) {
        if isLive, let agreed, passedDue == nil, now >= agreed { miss(at: agreed) }
        if isOpen(now) {
            switch mode {
            case .paused(let reason): leftOut[reason, default: 0] += 1
            case .stopped: leftOut[PauseReason?.none, default: 0] += 1
            case .running, .cancelled: break
            }
        } else {
            closedTicks += 1
        }
        guard mode == .running else { return }
        if agreed == nil, let target, consumed >= target, passedDue == nil { miss(at: now) }
        run.append((now, consumed))
        if isOpen(now) { consumed += 1 }
    }

    private mutating func miss(at tick: Int) {
        passedDue = tick
        breachedAt = min(breachedAt ?? tick, tick)
    }

    mutating func happen(_ event: ClockEvent, at now: Int) {
        switch event {
        case .pause(let reason):
            guard isLive else { return }
            mode = pausesOn.contains(reason) ? .paused(reason) : .running
        case .resume: if isLive { mode = .running }
        case .stop: if isLive { mode = .stopped(now) }
        case .cancel: if isLive { mode = .cancelled(now) }
        case .reopen(let policy):
            guard case .stopped = mode, policy != .ignore else { return }
            for event in pending { alter(event, at: now) }
            pending = []
            if policy == .restart {
                begin(at: now)
                agreed = nil
            }
            if let agreed, passedDue == nil { self.agreed = max(agreed, now) }
            mode = .running
        case .retarget, .agreeDue:
            switch mode {
            case .running, .paused: alter(event, at: now)
            case .stopped: pending.append(event)
            case .cancelled: break
            }
        }
    }

    private mutating func alter(_ event: ClockEvent, at now: Int) {
        switch event {
        case .retarget(let span, let policy):
            change(span.map { Int($0.microseconds / Self.tick.microseconds) }, policy, at: now)
        case .agreeDue(let due?):
            agreed = max(Int((due - mondayOpening).microseconds / Self.tick.microseconds), now)
            passedDue = nil
        case .agreeDue(nil):
            guard agreed != nil else { return }
            agreed = nil
            passedDue = nil
        default: break
        }
    }

    private var isLive: Bool {
        switch mode {
        case .running, .paused: true
        case .stopped, .cancelled: false
        }
    }

    private mutating func begin(at now: Int) {
        (consumed, run, passedDue) = (0, [], nil)
        (leftOut, closedTicks, cycleStart) = ([:], 0, now)
    }

    private mutating func change(_ new: Int?, _ policy: RetargetPolicy, at now: Int) {
        target = new
        switch policy {
        case .restart: begin(at: now)
        case .carry, .prorate:
            if let new, consumed >= new { return }
            passedDue = nil
        case .retroactive:
            passedDue = nil
            guard let new, agreed == nil else { return }
            if let missed = run.first(where: { $0.before >= new }) { miss(at: missed.tick) }
        }
    }

    /// The last tick at which completion is in time, found by walking on.
    func due(at now: Int, horizon: Int) -> Int? {
        if let passedDue { return passedDue }
        if let agreed { return agreed }
        guard let target else { return nil }
        var (tick, counted) = (now, consumed)
        while counted < target {
            guard tick < horizon else { return nil }
            if isOpen(tick) { counted += 1 }
            tick += 1
        }
        return tick
    }
}
