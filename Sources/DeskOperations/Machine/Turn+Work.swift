import DeskChannels
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Handing out work: presence, offers, acceptance, return with the original age.
extension Turn {
    mutating func setPresence(
        _ id: AgentID, _ presence: AgentPresence
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(id)
        let seat = try workspace.load(AgentSeat.self, id) ?? AgentSeat(agent: agent.id, at: now)
        workspace.save(seat.changing(to: presence, at: now))
        emit(.presenceChanged(id, presence.rawValue))
        return .done
    }

    /// The most waiting contacts and free agents looked at in one dispatch.
    static let dispatchLimit = 256

    mutating func dispatch(_ id: QueueID) throws(DeskHalt) -> DeskResult {
        guard var queue = policy.queues[id] else {
            throw .refused(policy.unknown("queue", id.rawValue, among: policy.queues.keys.map(\.rawValue)))
        }
        let effects = try surgeEffects()
        for team in effects.flatMap(\.reserveTeams) where !queue.teams.isEmpty && !queue.teams.contains(team) {
            queue.teams.append(team)
        }
        let waiting = try workspace.find(WorkItem.self, WorkItem.waiting(in: id, limit: Self.dispatchLimit))
            .filter { work in !effects.contains { $0.holds(urgency: work.urgency) } }
        guard !waiting.isEmpty else { return .offered([]) }
        let seats = try workspace.find(AgentSeat.self, AgentSeat.seats(.available, limit: Self.dispatchLimit))
        let plan = WorkPlanner.plan(
            waiting: waiting, seats: seats, agents: policy.agents, queue: queue,
            policy: policy.document.distribution, at: now)
        let decisions = plan.offers
        var bySeat: [AgentID: AgentSeat] = [:]
        for seat in seats { bySeat[seat.agent] = seat }
        var byCase: [CaseID: WorkItem] = [:]
        for work in waiting { byCase[work.id] = work }
        for step in plan.widened {
            guard let work = byCase[step.caseID], let wider = try? work.widening(to: step.ring) else { continue }
            byCase[step.caseID] = wider
            workspace.save(wider)
            emit(.widened(ring: step.ring, isEarly: step.isEarly), step.caseID)
        }
        var offered: [OfferedWork] = []
        for decision in decisions {
            let (agent, expires) = (decision.agent, decision.expires)
            guard let work = byCase[decision.caseID], let seat = bySeat[agent],
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
        for end in plan.ended {
            guard let work = byCase[end.caseID], case .overflow(let other) = end.end, policy.queues[other] != nil,
                other != work.queue
            else { continue }
            try overflow(work, to: other)
        }
        return .offered(offered)
    }

    /// Gives work that found nobody in its queue to another, with the age it has.
    private mutating func overflow(_ work: WorkItem, to other: QueueID) throws(DeskHalt) {
        guard var item = try workspace.load(ServiceCase.self, work.id) else { return }
        workspace.save(try checked { () throws(Refusal) in try work.transferring(to: other, at: now) })
        item.queue = other
        let at = max(now, item.lastActivityAt)
        if !item.isPending { item.timeline.append(HolderChange(at: at, holder: item.holder)) }
        emit(.overflowed(to: other), work.id, at: at)
        save(item, at: at)
    }

    /// Gives an agent other times in which nobody interrupts; emergencies still may.
    mutating func protect(_ id: AgentID, _ blocks: [ProtectedBlock]) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(id)
        let seat = try workspace.load(AgentSeat.self, id) ?? AgentSeat(agent: agent.id, at: now)
        workspace.save(try checked { () throws(Refusal) in try seat.protecting(blocks, at: now) })
        emit(.protected(id, blocks.count))
        return .done
    }

    mutating func accept(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        workspace.save(try checkedWork { () throws(Refusal) in try work.accepting(by: agentID, at: now) })
        try updateSeat(agentID) { (seat, now) throws(Refusal) in try seat.activating(id, at: now) }
        if item.answeredAt == nil { item.answeredAt = at }
        if item.status == .new { item.status = .open }
        if let before = item.agent, before != agentID {
            item.handOvers += 1
            emit(.handedOver(count: 1, team: agent.team, queue: item.queue), id, at: at)
        }
        item.agent = agentID
        item.team = agent.team
        item.handle(by: agentID, in: agent.team, at: at)
        if !item.isPending { item.timeline.append(HolderChange(at: at, holder: item.holder)) }
        try apply(.stop, to: [.answer], of: &item, at: at)
        // Whoever speaks to an agent knows that the matter is in hand, and whose.
        if policy.channels[item.lastChannel]?.kind.capabilities.isSynchronous == true {
            try apply(.stop, to: [.acknowledgement, .namedOwner], of: &item, at: at)
            tellEnds(of: &item, at: at)
        }
        if !hasStay(agent.team, of: item, at: at) {
            try apply(.stop, to: [.teamStay], of: &item, at: at)
            tellEnds(of: &item, at: at)
            try startStay(.teamStay, team: agent.team, of: &item, at: at)
            if case .pending(let reason) = item.status { try apply(.pause(reason), to: [.teamStay], of: &item, at: at) }
        }
        emit(.accepted(agentID, waited: at - work.enqueuedAt), id, at: at)
        try endWait(of: id, .answered)
        try noteComing(id)
        try beginCallback(id, by: agentID)
        save(item, at: at)
        return .done
    }

    mutating func decline(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        workspace.save(
            try checkedWork { () throws(Refusal) in
                try work.declining(by: agentID, at: now, excludeFor: policy.document.distribution.declinedFor)
            })
        try updateSeat(agentID) { (seat, now) throws(Refusal) in try seat.releasing(id, at: now) }
        emit(.offerDeclined(agentID), id)
        return .done
    }

    /// Runs what may refuse a change of a case's work, with the case as the place.
    private func checkedWork(_ body: () throws(Refusal) -> WorkItem) throws(DeskHalt) -> WorkItem {
        try checked { () throws(Refusal) in
            do throws(Refusal) {
                return try body()
            } catch {
                throw error.within(.field("case"))
            }
        }
    }

    mutating func expireOffer(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        guard case .offered(let agent, _, let expires) = work.state, expires <= now else { return .done }
        workspace.save(
            try checked { () throws(Refusal) in
                try work.expiring(at: now, excludeFor: policy.document.distribution.missedFor)
            })
        try updateSeat(agent) { (seat, now) throws(Refusal) in try seat.releasing(id, at: now) }
        emit(.offerExpired(agent), id)
        return .done
    }

    mutating func transfer(_ id: CaseID, to queueID: QueueID) throws(DeskHalt) -> DeskResult {
        guard policy.queues[queueID] != nil else {
            throw .refused(policy.unknown("queue", queueID.rawValue, among: policy.queues.keys.map(\.rawValue)))
        }
        var (item, at) = try open(id)
        try requireUnsettled(item)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        workspace.save(
            try checked { () throws(Refusal) in
                try work.takenBack(at: now).transferring(to: queueID, at: now)
            })
        if let holder = work.state.agent {
            try updateSeat(holder) { (seat, now) throws(Refusal) in
                seat.holds(id) ? try seat.releasing(id, at: now) : seat
            }
        }
        item.queue = queueID
        item.handOvers += 1
        item.agent = nil
        item.team = nil
        item.endHandling(at: at)
        if !item.isPending { item.timeline.append(HolderChange(at: at, holder: item.holder)) }
        try apply(.stop, to: [.teamStay], of: &item, at: at)
        tellEnds(of: &item, at: at)
        emit(.handedOver(count: 1, team: nil, queue: queueID), id, at: at)
        save(item, at: at)
        return .done
    }

    /// Ends the work of a case that is settled, in whatever state it is.
    ///
    /// - Parameter isHandled: Whether work that somebody had counts as handled; not when its case was merged.
    mutating func finishWork(of id: CaseID, isHandled: Bool = true) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, id) else { return }
        if case .done = work.state { return }
        workspace.save(try checked { () throws(Refusal) in try work.takenBack(at: now).finishing(at: now) })
        guard let holder = work.state.agent else { return }
        var wasActive = false
        if case .assigned = work.state { wasActive = isHandled }
        let wrapUp = wasActive ? policy.document.distribution.focus.wrapUp(work.channel) : .zero
        try updateSeat(holder) { (seat, now) throws(Refusal) in
            try seat.releasing(
                id, finished: wasActive, effort: work.effort, isHard: work.isHard, wrapUp: wrapUp, at: now)
        }
    }

    /// Takes a case that waits for others off its agent's seat: it keeps nobody from other work.
    mutating func putAside(_ id: CaseID) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, id), case .assigned(let agent, _) = work.state else {
            return
        }
        try updateSeat(agent) { (seat, now) throws(Refusal) in
            seat.holds(id) ? try seat.releasing(id, at: now) : seat
        }
    }

    /// Puts a case that goes on back on its agent's seat, whatever else lies there by now.
    mutating func takeUp(_ id: CaseID) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, id), case .assigned(let agent, _) = work.state else {
            return
        }
        try updateSeat(agent) { (seat, now) throws(Refusal) in
            seat.holds(id)
                ? seat
                : try seat.holding(id, units: work.units, capacity: nil, as: .active, channel: work.channel, at: now)
        }
    }

    /// Changes an agent's seat, which follows the work.
    ///
    /// An agent who never said anything about presence has none. One that does not fit the work was read after another desk
    /// had changed both; the revision of the work then keeps this decision from being stored, and it is made anew.
    mutating func updateSeat(
        _ agent: AgentID, _ change: (AgentSeat, Instant) throws(Refusal) -> AgentSeat
    ) throws(DeskHalt) {
        guard let seat = try workspace.load(AgentSeat.self, agent) else { return }
        if let changed = try? change(seat, now) { workspace.save(changed) }
    }
}

extension AgentSeat {
    /// Whether a case takes up some of the agent's capacity.
    fileprivate func holds(_ id: CaseID) -> Bool { holds.contains { $0.caseID == id } }
}

extension WorkItem {
    /// The work without the offer that was made of it, if one was.
    fileprivate func takenBack(at instant: Instant) throws(Refusal) -> WorkItem {
        guard case .offered = state else { return self }
        return try withdrawing(at: instant)
    }
}
