public import DeskPrimitives

extension WorkItem {
    /// The work as a contact of another channel, with the part of an agent's capacity that takes; its age, place and state
    /// stay.
    ///
    /// Work that was as heavy as its units is as heavy as the new ones; an effort of its own stays.
    /// - Throws: `Refusal` with code `outOfRange` for units outside 1 … 100.
    public func moving(to channel: ChannelID, units: Int) throws(Refusal) -> WorkItem {
        try Self.check(units: units)
        var item = self
        item.channel = channel
        item.units = units
        if effort == self.units { item.effort = units }
        return item
    }
}

extension AgentSeat {
    /// The seat with another part of its capacity taken up by a case that goes on over another channel.
    ///
    /// - Parameter capacity: The agent's ``Agent/capacityUnits``, which is respected where more is taken than before; nil to
    ///   go beyond it on purpose, as when the person chose the channel.
    /// - Throws: `Refusal` with code `wrongState` when the case is not held or there is not so much capacity left,
    ///   `outOfRange` for units outside 1 … 100.
    public func resizing(
        _ caseID: CaseID, units: Int, capacity: Int?, channel: ChannelID?, at instant: Instant
    ) throws(Refusal) -> AgentSeat {
        try WorkItem.check(units: units)
        guard let index = holds.firstIndex(where: { $0.caseID == caseID && $0.state != .wrapping }) else {
            throw Refusal(.wrongState, "agent \(agent) does not hold case \(caseID)")
        }
        let before = holds[index]
        let others = usedUnits(at: instant) - before.units
        if let capacity, units > before.units, others + units > capacity {
            throw Refusal(
                .wrongState,
                "agent \(agent) has \(max(0, max(0, capacity) - others)) units for it, \(units) are needed")
        }
        var changed = holds
        changed[index] = SeatHold(
            caseID: caseID, units: units, since: before.since, state: before.state, channel: channel,
            until: before.until)
        return AgentSeat(
            agent: agent, presence: presence, presenceSince: presenceSince, holds: changed, idleSince: idleSince,
            handledCount: handledCount, effort: effort, hardCount: hardCount, interruptions: interruptions,
            blocks: blocks, awaySince: awaySince, absentFor: absentFor)
    }
}
