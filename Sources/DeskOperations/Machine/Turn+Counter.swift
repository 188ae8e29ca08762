import DeskChannels
import DeskPrimitives
import DeskRouting
import DeskSchedules

/// Numbers at a counter.
extension Turn {
    mutating func giveTicket(_ id: CaseID, prefix: String) throws(DeskHalt) -> DeskResult {
        let (item, _) = try open(id)
        try requireUnsettled(item)
        if let known = try workspace.load(CaseTicket.self, id) { return .ticket(known.ticket) }
        guard let channel = policy.channels[item.lastChannel], channel.kind == .counter else {
            throw .refused(Refusal(.notAllowed, "numbers are given at a counter", at: .field("case")))
        }
        let fresh = try checked { () throws(Refusal) in try CounterTickets(prefix: prefix) }
        var machine =
            try workspace.load(CounterMachine.self, CounterMachine.key(channel.id, prefix))
            ?? CounterMachine(channel: channel.id, tickets: fresh)
        guard let today = LocalDate(dayNumber: policy.dayNumber(now)) else {
            throw .refused(Refusal(.outOfRange, "not a day of the calendar", at: .field("at")))
        }
        let tickets = machine.tickets
        let given = try checked { () throws(Refusal) in try tickets.giving(on: today) }
        machine.tickets = given.after
        workspace.save(machine)
        workspace.save(CaseTicket(caseID: id, ticket: given.ticket))
        emit(.ticketGiven(given.ticket.label), id)
        return .ticket(given.ticket)
    }

    /// Calls the holder of a number; one who was called as often as is done and has not come has left the line.
    mutating func callTicket(_ id: CaseID, to agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        var record: CaseTicket = try workspace.require(CaseTicket.self, id, "case")
        guard let before = record.call else {
            record.call = CounterCall(record.ticket, to: agent, at: now)
            workspace.save(record)
            emit(.ticketCalled(agent, calls: 1), id)
            return .done
        }
        if before.isGone(at: now) { return try leaveLine(id, as: .abandoned) }
        let call = try checked { () throws(Refusal) in try before.calling(at: now) }
        record.call = call
        workspace.save(record)
        emit(.ticketCalled(agent, calls: call.calls.count), id)
        return .done
    }

    /// The holder of a number has come when an agent takes the case.
    mutating func noteComing(_ id: CaseID) throws(DeskHalt) {
        guard var record = try workspace.load(CaseTicket.self, id), let call = record.call, call.cameAt == nil else {
            return
        }
        record.call = try checked { () throws(Refusal) in try call.coming(at: now) }
        workspace.save(record)
    }
}
