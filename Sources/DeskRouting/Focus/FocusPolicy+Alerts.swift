public import DeskPrimitives

extension FocusPolicy {
    /// The first rule that keeps alerts from an agent now; nil when a bundle of them may be shown.
    ///
    /// A channel that says what may interrupt it is not interrupted by alerts.
    public func limitOnAlerts(_ seat: AgentSeat, at instant: Instant) -> FocusLimit? {
        if let block = seat.blocks.first(where: { $0.contains(instant) }) { return .protected(until: block.until) }
        for hold in seat.holds where hold.state == .active {
            if let channel = hold.channel, channels[channel]?.allows != nil { return .noAlerts(during: channel) }
        }
        if seat.isWorking, let until = budget?.exhaustedUntil(seat.interruptions, at: instant) {
            return .interrupted(until: until)
        }
        return nil
    }
}

extension AgentSeat {
    /// The seat of an agent who was shown alerts: an interruption like that of an offer, if the agent worked on something.
    public func alerted(at instant: Instant) -> AgentSeat {
        guard isWorking else { return self }
        var seat = self
        seat.interruptions.append(instant)
        let spare = seat.interruptions.count - InterruptionBudget.counts.upperBound
        if spare > 0 { seat.interruptions.removeFirst(spare) }
        return seat
    }
}
