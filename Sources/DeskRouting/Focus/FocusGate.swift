import DeskPrimitives

/// What the rules of focus say about one more piece of work for an agent.
struct FocusGate {
    let policy: FocusPolicy
    let at: Instant

    func isEmergency(_ item: WorkItem) -> Bool { item.urgency >= policy.emergencyFrom }

    /// The units a channel has left for an agent; nil when it has no limit of its own.
    func free(on channel: ChannelID?, _ seat: AgentSeat) -> Int? {
        guard let channel, let limit = policy.channels[channel]?.limit else { return nil }
        let used = seat.holds.reduce(0) { $1.channel == channel && $1.isHeld(at: at) ? $0 + $1.units : $0 }
        return max(0, limit - used)
    }

    /// The first rule that keeps the work from the agent; nil when none does.
    func limit(_ item: WorkItem, _ seat: AgentSeat, capacity: Int, used: Int) -> FocusLimit? {
        if let block = seat.blocks.first(where: { $0.contains(at) }) { return .protected(until: block.until) }
        if seat.isWorking, let until = policy.budget?.exhaustedUntil(seat.interruptions, at: at) {
            return .interrupted(until: until)
        }
        if let new = item.channel {
            for hold in seat.holds where hold.state != .wrapping {
                guard let during = hold.channel, during != new, let allows = policy.channels[during]?.allows,
                    !allows.contains(new)
                else { continue }
                return .channelExcludes(during: during, new: new)
            }
        }
        if let ramp = policy.rampUp, seat.absentFor >= ramp.absence,
            let (units, until) = ramp.capacity(of: capacity, since: seat.presenceSince, at: at),
            used + item.units > units
        {
            return .rampingUp(units: units, until: until)
        }
        return nil
    }
}
