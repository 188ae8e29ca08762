public import DeskPrimitives
public import DeskSchedules

extension ServiceClock {
    /// A clock for another target with the same start and the same history of pauses, stops, reopenings and agreed due
    /// times.
    ///
    /// For a case that comes under another target altogether, with another calendar perhaps: everything is measured anew
    /// from the start, as if that target had always held. Changes of the old target are left out.
    ///
    /// - Parameters:
    ///   - open: the open hours of the new target's calendar; asked only by targets that count days.
    ///   - zone: the zone in which days are counted.
    ///   - version: the version of the rules.
    /// - Throws: `Refusal` as ``init(_:priority:startedAt:in:zone:alreadyUsed:version:)``.
    public func remade(
        for target: ServiceTarget, priority: CasePriority, in open: OpenTime = .always, zone: ZoneRules = .utc,
        version: String? = nil
    ) throws(Refusal) -> ServiceClock {
        var clock = try ServiceClock(
            target, priority: priority, startedAt: startedAt, in: open, zone: zone, version: version)
        clock.events = events.filter {
            if case .retarget = $0.event { false } else { true }
        }
        return clock
    }

    /// The clock that goes on from an instant under another target, whatever its calendar.
    ///
    /// With ``RetargetPolicy/retroactive`` it is ``remade(for:priority:in:zone:version:)``. Otherwise it begins at the
    /// instant: with ``RetargetPolicy/carry`` with what had been used as measured in the old calendar, with
    /// ``RetargetPolicy/prorate`` with the same share of the new target, with ``RetargetPolicy/restart`` with nothing. A
    /// pause and an agreed due time that still lies ahead go with it. What the old clock missed is the host's to count: the
    /// new one knows nothing of it.
    ///
    /// - Parameters:
    ///   - old: the open hours of the clock's own calendar.
    ///   - new: those of the new target's calendar.
    /// - Throws: `Refusal` with code `wrongState` for a clock that is completed or cancelled, and as
    ///   ``init(_:priority:startedAt:in:zone:alreadyUsed:version:)``.
    public func continued(
        as target: ServiceTarget, priority: CasePriority, by policy: RetargetPolicy, at instant: Instant,
        from old: OpenTime, in new: OpenTime, zone: ZoneRules = .utc, version: String? = nil
    ) throws(Refusal) -> ServiceClock {
        if policy == .retroactive {
            return try remade(for: target, priority: priority, in: new, zone: zone, version: version)
        }
        let status = status(at: instant, in: old)
        guard status.phase.isOpen else {
            throw Refusal(.wrongState, "the clock has ended", at: .field("clock"))
        }
        let span = target.span(for: priority, from: instant, in: new, zone: zone)
        let used: TimeSpan =
            switch policy {
            case .retroactive, .restart: .zero
            case .carry: status.consumed
            case .prorate:
                if let whole = status.target, let span {
                    ClockFold.share(status.consumed, of: whole, in: span)
                } else {
                    status.consumed
                }
            }
        var clock = try ServiceClock(
            target, priority: priority, startedAt: max(instant, startedAt), in: new, zone: zone,
            alreadyUsed: min(max(used, .zero), ServiceTarget.longestSpan), version: version)
        if status.isAgreed, let due = status.due, due > clock.startedAt {
            try clock.apply(.agreeDue(due), at: clock.startedAt)
        }
        if case .paused(let reason) = status.phase { try clock.apply(.pause(reason), at: clock.startedAt) }
        return clock
    }
}
