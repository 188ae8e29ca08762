import DeskChannels
import DeskPrimitives
import DeskRouting

/// Offering waiting work to agents who are free.
extension Turn {
    mutating func dispatch(_ id: QueueID) throws(DeskHalt) -> DeskResult {
        guard policy.queues[id] != nil else {
            throw .refused(policy.unknown("queue", id.rawValue, among: policy.queues.keys.map(\.rawValue)))
        }
        return .offered(try distribute(over: [id]))
    }

    /// Offers the work of all queues at once: whoever serves several gets what comes first in all of them together.
    mutating func distribute() throws(DeskHalt) -> DeskResult {
        .offered(try distribute(over: policy.queues.keys.sorted()))
    }

    private mutating func distribute(over ids: [QueueID]) throws(DeskHalt) -> [OfferedWork] {
        // The beginnings of all lines are asked for in one round, and the agents only when anything waits.
        let firsts = try workspace.find(
            WorkItem.self, all: ids.map { WorkItem.waiting(in: $0, limit: LineScan.wholeLine) })
        guard firsts.contains(where: { !$0.isEmpty }) else { return [] }
        let surges = policy.document.lines.surges
        if !surges.isEmpty {
            try workspace.prefetch(surges.map { RecordKey(DeskSurge.collection, $0.id) }, [AgentSeat.seats(.available)])
        }
        let effects = try surgeEffects()
        let queues = ids.compactMap { policy.queues[$0]?.calling(effects) }
        let line = try waiting(in: ids, firsts).keeping { work in
            !effects.contains { $0.holds(urgency: work.urgency) }
        }
        guard !line.items.isEmpty else { return [] }
        let seats = try workspace.find(AgentSeat.self, AgentSeat.seats(.available))
        let plan = WorkPlanner.plan(
            waiting: line.items, seats: seats, agents: policy.agents, queues: queues, lengths: line.lengths,
            policy: policy.document.distribution, at: now)
        var byCase: [CaseID: WorkItem] = [:]
        for work in line.items { byCase[work.id] = work }
        for step in plan.widened {
            guard let work = byCase[step.caseID], let wider = try? work.widening(to: step.ring) else { continue }
            byCase[step.caseID] = wider
            workspace.save(wider)
            emit(.widened(ring: step.ring, isEarly: step.isEarly), step.caseID)
        }
        var known = plan.offers[...]
        if let end = plan.offers.firstIndex(where: { line.ends.contains($0.caseID) }) { known = plan.offers[...end] }
        let offered = make(known, of: byCase, seats)
        let taken = Set(offered.map(\.caseID))
        try endRelaxations(line.items.compactMap { taken.contains($0.id) ? nil : byCase[$0.id] })
        return offered
    }

    /// What waits in some queues: short lines whole, of long ones the beginning of every kind of work.
    private mutating func waiting(in ids: [QueueID], _ firsts: [[WorkItem]]) throws(DeskHalt) -> DispatchLine {
        var line = DispatchLine()
        var long: [QueueID] = []
        let contacts = policy.document.distribution.contacts
        for (id, first) in zip(ids, firsts) {
            line.lengths[id] = first.count
            let isWhole = first.count < LineScan.wholeLine
            if !isWhole { long.append(id) }
            // The beginning of a long line is the oldest of it, which tells nothing about the newest.
            if isWhole || contacts != .newestFirst { line.items += first }
        }
        guard !long.isEmpty else { return line }
        let found = try LineScan.heads(of: long, newestFirst: contacts == .newestFirst, in: &workspace, at: now)
        line.ends = found.ends
        line.add(found.items)
        if contacts == .queueRatio {
            for id in long { line.lengths[id] = try workspace.find(WorkItem.self, WorkItem.waiting(in: id)).count }
        }
        return line
    }

    private mutating func make(
        _ offers: ArraySlice<OfferDecision>, of work: [CaseID: WorkItem], _ seats: [AgentSeat]
    ) -> [OfferedWork] {
        var bySeat: [AgentID: AgentSeat] = [:]
        for seat in seats { bySeat[seat.agent] = seat }
        var offered: [OfferedWork] = []
        for decision in offers {
            let (agent, expires) = (decision.agent, decision.expires)
            guard let work = work[decision.caseID], let seat = bySeat[agent],
                let capacity = policy.agents[agent]?.capacityUnits
            else { continue }
            // Work and seats are read one after the other. Where the two do not fit, another desk was at work between, and
            // the next dispatch sees what it did.
            guard let item = try? work.offering(to: agent, at: now, expires: expires),
                let held = try? seat.holding(
                    work.id, units: work.units, capacity: capacity, channel: work.channel, at: now)
            else { continue }
            workspace.save(item)
            workspace.save(held)
            workspace.overwrite(decision.offer)
            bySeat[agent] = held
            emit(.offered(agent, until: expires), work.id)
            if let broken = decision.reason.brokenFocus { emit(.focusBroken(agent, broken), work.id) }
            offered.append(OfferedWork(caseID: work.id, agent: agent, expires: expires))
        }
        return offered
    }
}

extension WorkQueue {
    /// The queue as it is served while surges last: its own reserve helps, and the teams that the surges call in.
    func calling(_ effects: [SurgeEffects]) -> WorkQueue {
        guard !effects.isEmpty, !teams.isEmpty else { return self }
        var queue = inSurge
        for team in effects.flatMap(\.reserveTeams) where !queue.teams.contains(team) { queue.teams.append(team) }
        return queue
    }
}
