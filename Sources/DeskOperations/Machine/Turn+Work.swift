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
        var seat = try workspace.load(AgentSeat.self, id) ?? AgentSeat(agent: agent.id, at: now)
        if presence != .available { seat = try withdrawOffers(of: seat, where: { _ in true }) }
        let before = seat.presence
        workspace.save(seat.changing(to: presence, at: now))
        emit(.presenceChanged(id, presence.rawValue))
        if presence == .available, before != .available { try welcome(id, wasOffline: before == .offline) }
        return .done
    }

    /// Takes back what an agent was offered and has not accepted; it waits again with the age it has, and nobody is kept
    /// from it.
    ///
    /// - Returns: The seat without the offers, yet to be saved.
    mutating func withdrawOffers(
        of seat: AgentSeat, where isVoid: (WorkItem) -> Bool
    ) throws(DeskHalt) -> AgentSeat {
        let offered = seat.holds.filter { $0.state == .offered }.map(\.caseID)
        guard !offered.isEmpty else { return seat }
        try workspace.prefetch(offered.map { RecordKey(WorkItem.collection, $0) })
        var seat = seat
        for id in offered {
            guard let work = try workspace.load(WorkItem.self, id), case .offered(to: seat.agent, _, _) = work.state,
                isVoid(work)
            else { continue }
            workspace.save(try checked { () throws(Refusal) in try work.withdrawing(at: now) })
            let before = seat
            seat = try checked { () throws(Refusal) in try before.releasing(id, at: now) }
            emit(.offerWithdrawn(seat.agent), id)
        }
        return seat
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
        let (item, at) = try open(id)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        workspace.save(try checkedWork { () throws(Refusal) in try work.accepting(by: agentID, at: now) })
        try updateSeat(agentID) { (seat, now) throws(Refusal) in try seat.activating(id, at: now) }
        try take(item, work, by: agent, at: at)
        return .done
    }

    /// What it means for a case that an agent has taken its work.
    ///
    /// - Parameter work: The work as it waited.
    mutating func take(_ item: ServiceCase, _ work: WorkItem, by agent: Agent, at: Instant) throws(DeskHalt) {
        let (id, agentID) = (item.id, agent.id)
        var item = item
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
