import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Giving a case to one agent, as a person decided.
extension Turn {
    /// Gives a case to an agent at once: from the line, from an offer, or from whoever has it.
    ///
    /// The agent's capacity is respected unless it is said that it need not be; skills are not asked for, since a person has
    /// decided.
    mutating func handOver(
        _ id: CaseID, to agentID: AgentID, beyondCapacity isBeyond: Bool
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let (item, at) = try open(id)
        try requireUnsettled(item)
        guard !item.isPending else {
            throw .refused(Refusal(.wrongState, "the case is \(item.status.name)", at: .field("case")))
        }
        let held: WorkItem = try workspace.require(WorkItem.self, id, "case")
        guard held.state.agent != agentID else {
            throw .refused(Refusal(.wrongState, "agent \(agentID) has the case already", at: .field("agent")))
        }
        let seat = try workspace.load(AgentSeat.self, agentID) ?? AgentSeat(agent: agentID, at: now)
        if !isBeyond, seat.presence != .available {
            throw .refused(
                Refusal(.notAllowed, "agent \(agentID) is \(seat.presence.rawValue)", at: .field("agent")))
        }
        let taken = try checked { () throws(Refusal) in
            let waiting: WorkItem
            switch held.state {
            case .offered: waiting = try held.withdrawing(at: now)
            case .assigned: waiting = try held.returning(at: now)
            case .waiting: waiting = held
            case .done: throw Refusal(.wrongState, "the case is in no line", at: .field("case"))
            }
            return try waiting.taking(by: agentID, at: now)
        }
        let filled = try checked { () throws(Refusal) in
            do throws(Refusal) {
                return try seat.holding(
                    id, units: held.units, capacity: isBeyond ? nil : agent.capacityUnits, as: .active,
                    channel: held.channel, at: now)
            } catch {
                throw Refusal(.notAllowed, error.detail, at: .field("agent"))
            }
        }
        if let before = held.state.agent {
            try updateSeat(before) { (seat, now) throws(Refusal) in try seat.releasing(id, at: now) }
        }
        workspace.save(taken)
        workspace.save(filled)
        emit(.givenTo(agentID, beyondCapacity: isBeyond), id, at: at)
        try take(item, held, by: agent, at: at)
        return .done
    }
}
