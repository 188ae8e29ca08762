import DeskPrimitives
import DeskSchedules

/// What the fold shows at an instant.
extension ClockFold {
    func status(at now: Instant) -> ClockStatus {
        var fold = self
        fold.passAgreed(by: now)
        return fold.statusKnowingWhatPassed(at: now)
    }

    private func statusKnowingWhatPassed(at now: Instant) -> ClockStatus {
        var used = consumed
        var due: Instant?
        var breachedAt = breachedAt
        var judgedAt = now
        let phase: ClockPhase
        switch mode {
        case .running(let start):
            used += max(open.elapsed(from: start, to: now), .zero)
            due = currentDue(from: start)
            if let due, due < now { breachedAt = min(breachedAt ?? due, due) }
            phase = breachedAt == nil ? .running : .breached
        case .paused(let reason):
            if agreed != nil { due = currentDue(from: now) }
            phase = .paused(reason)
        case .stopped(let at, let start):
            due = dueWhenStopped(from: start)
            judgedAt = at
            phase = breachedAt == nil ? .met(at) : .late(at)
        case .cancelled(let at):
            judgedAt = at
            phase = .cancelled(at)
        }
        return ClockStatus(
            at: now, phase: phase, target: target, consumed: used, remaining: remaining(after: used, at: judgedAt),
            due: due, breachedAt: breachedAt, atRiskAt: riskInstants(), overdueBy: overdue(after: used, at: judgedAt),
            isAgreed: agreed != nil)
    }

    /// The due time in force while the clock has been running from an instant on.
    private func currentDue(from start: Instant) -> Instant? {
        if let passedDue { return passedDue }
        if let agreed { return agreed.due }
        return target.flatMap { due(of: $0, from: start) }
    }

    private func remaining(after used: TimeSpan, at instant: Instant) -> TimeSpan? {
        if let agreed { return max(open.elapsed(from: instant, to: agreed.due), .zero) }
        return target.map { max($0 - used, .zero) }
    }

    private func overdue(after used: TimeSpan, at instant: Instant) -> TimeSpan {
        if let agreed { return max(open.elapsed(from: agreed.due, to: instant), .zero) }
        return target.map { max(used - $0, .zero) } ?? .zero
    }

    private func riskInstants() -> [Instant] {
        guard target != nil || agreed != nil, !thresholds.isEmpty else { return [] }
        var instants: [Instant] = []
        instants.reserveCapacity(thresholds.count)
        for percentage in thresholds {
            guard let instant = instant(ofUsing: percentage) else { break }
            instants.append(instant)
        }
        return instants
    }

    /// When a percentage of the target, or of the time up to the agreed due time, is used up; nil when that cannot be
    /// foreseen.
    func instant(ofUsing percentage: Int) -> Instant? {
        if let agreed {
            let whole = max(open.elapsed(from: agreed.since, to: agreed.due), .zero)
            return open.adding(Self.percent(percentage, of: whole), to: agreed.since)
        }
        return target.flatMap { instant(ofConsuming: Self.percent(percentage, of: $0)) }
    }

    private static func percent(_ percentage: Int, of whole: TimeSpan) -> TimeSpan {
        let (hundredths, rest) = whole.microseconds.quotientAndRemainder(dividingBy: 100)
        return TimeSpan(microseconds: hundredths * Int64(percentage) + rest * Int64(percentage) / 100)
    }

    func nextDeadline(after instant: Instant) -> ClockDeadline? {
        guard breachedAt == nil else { return nil }
        let due: Instant?
        switch mode {
        case .running(let start):
            guard target != nil || agreed != nil else { return nil }
            due = currentDue(from: start)
        case .paused:
            guard let agreed else { return nil }
            due = agreed.due
        case .stopped, .cancelled: return nil
        }
        var next: ClockDeadline?
        if let breach = due?.adding(TimeSpan(microseconds: 1)) {
            // A look back from before the due time finds it; from after it the clock has long been late.
            guard breach > instant else { return nil }
            next = ClockDeadline(at: breach, kind: .breach)
        }
        for percentage in thresholds {
            guard let reached = self.instant(ofUsing: percentage) else { break }
            if reached > instant, next.map({ reached < $0.at }) ?? true {
                next = ClockDeadline(at: reached, kind: .atRisk(percentage))
            }
        }
        return next
    }

    /// When a step of an escalation ladder is reached; nil when that cannot be foreseen.
    func instant(of moment: EscalationMoment) -> Instant? {
        if let agreed {
            switch moment {
            case .used(let percentage): return instant(ofUsing: percentage)
            case .beforeDue(let span):
                return max(open.subtracting(span, from: agreed.due) ?? agreed.since, agreed.since)
            case .atDue: return agreed.due
            case .afterDue(let span): return open.adding(span, to: agreed.due)
            }
        }
        guard let target else { return nil }
        switch moment {
        case .used(let percentage): return instant(ofUsing: percentage)
        case .beforeDue(let span): return instant(ofConsuming: target - span)
        case .atDue:
            if let passedDue { return passedDue }
            guard case .running(let start) = mode else { return nil }
            return due(of: target, from: start)
        case .afterDue(let span):
            return target.adding(span).flatMap {
                $0 <= ServiceTarget.longestSpan + ServiceTarget.longestSpan ? $0 : nil
            }
            .flatMap { instant(ofConsuming: $0) }
        }
    }
}
