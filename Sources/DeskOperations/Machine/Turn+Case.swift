import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// The life of a case: waiting for others, going on, being settled, opened again and closed.
extension Turn {
    mutating func pause(_ id: CaseID, _ reason: PauseReason) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        try requireUnsettled(item)
        item.status = .pending(reason)
        item.timeline.append(HolderChange(at: at, holder: reason.holder))
        try apply(.pause(reason), to: nil, of: &item, at: at)
        try turnToSupplier(reason == .supplier, of: &item, at: at)
        try putAside(id)
        emit(.paused(reason), id, at: at)
        save(item, at: at)
        return .done
    }

    mutating func resume(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        guard case .pending = item.status else {
            throw .refused(Refusal(.wrongState, "the case is \(item.status.name), not pending", at: .field("case")))
        }
        try restart(&item, at: at)
        save(item, at: at)
        return .done
    }

    /// A pending case goes on with whoever has it.
    mutating func restart(_ item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        item.status = item.answeredAt == nil ? .new : .open
        item.timeline.append(HolderChange(at: at, holder: item.holder))
        try apply(.resume, to: nil, of: &item, at: at)
        try turnToSupplier(false, of: &item, at: at)
        try takeUp(item.id)
        try rejoinLine(item)
        emit(.resumed, item.id, at: at)
    }

    mutating func resolve(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        try requireCause(item)
        try settleChildren(of: item, by: agent.id, at: at)
        // Settling a part may have reached the case itself, as when the part was its problem.
        (item, at) = try open(id)
        try settleFully(&item, by: agent.id, at: at)
        save(item, at: at)
        return .done
    }

    /// An agent settles a case, whoever had it.
    mutating func settleFully(_ item: inout ServiceCase, by agentID: AgentID, at: Instant) throws(DeskHalt) {
        let agent = try requireAgent(agentID)
        try requireCause(item)
        if case .pending = item.status { try takeUp(item.id) }
        item.agent = item.agent ?? agentID
        item.team = item.team ?? agent.team
        item.answeredAt = item.answeredAt ?? at
        try endAutomation(of: item, at: at)
        try settle(&item, by: agentID, at: at)
    }

    /// What settling means, whoever does it; nil when no agent did.
    mutating func settle(_ item: inout ServiceCase, by agentID: AgentID?, at: Instant) throws(DeskHalt) {
        let id = item.id
        item.status = .resolved
        item.resolvedAt = at
        try endClocks(of: &item, at: at)
        try settleEntitlement(of: item)
        try finishWork(of: id)
        try endHandling(of: id)
        try dropCallback(of: item, .settled)
        let (met, missed) = policy.standing(of: item, at: at)
        emit(.resolved(agentID, targetsMet: met, targetsMissed: missed), id, at: at)
        try writeEncounter(item, at: at)
        if agentID == nil {
            let open = try openChildren(of: item).count
            if open > 0 { emit(.childrenLeftOpen(open), id, at: at) }
        }
        try reachCases(ofProblem: item)
        if let surge = try surgeHoldingSurveys() {
            emit(.surveyHeld(surge: surge), id, at: at)
        } else {
            try decideSurvey(item, at: at, autoClosed: agentID == nil)
        }
        if agentID != nil, let answered = item.answeredAt { try countEffort(at - answered, about: item.topic) }
    }

    /// Nobody has the case any more, and nothing more is waited for.
    mutating func endClocks(of item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        item.timeline.append(HolderChange(at: at, holder: .done))
        // What is settled needs no further reply, but what was not answered in time stays late.
        try apply(.stop, to: nil, of: &item, at: at)
        // Nobody looks for breaches of a settled case, so one that no timekeeper has seen yet is announced here.
        for index in item.clocks.indices { announceBreach(&item.clocks[index], of: item.id, by: at) }
        tellEnds(of: &item, at: at)
    }

    /// A settled case is opened again and goes back to its queue.
    mutating func reopen(_ item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        item.status = .open
        item.reopens += 1
        item.resolvedAt = nil
        item.closedAt = nil
        try returnWork(of: &item, at: at)
        emit(.reopened(count: 1), item.id, at: at)
        try takeBackSurvey(of: item)
    }

    /// The work on a case that had ended goes back to its queue, and the clocks that a reopening starts go on.
    mutating func returnWork(of item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        if let work = try workspace.load(WorkItem.self, item.id), case .done = work.state {
            // Whoever settled it knows the matter best, so they are asked first.
            let outcome = RoutingOutcome(queue: work.queue, skills: work.requirement, urgency: work.urgency)
            let agent = item.agent
            workspace.save(
                try checked { () throws(Refusal) in
                    try work.reopening(outcome, at: now, preferredAgent: agent)
                })
        }
        item.timeline.append(HolderChange(at: at, holder: .queue(item.queue)))
        let reopening = policy.document.serviceLevels.reopening
        try apply(.reopen(reopening), to: [.resolution, .requesterWait, .agentWork], of: &item, at: at)
    }

    /// The clock of a supplier's stay begins or ends.
    private mutating func turnToSupplier(_ isTheirs: Bool, of item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        if isTheirs {
            let isRunning = item.clocks.contains { $0.clock.metric == .supplierStay && $0.endTold != true }
            if !isRunning { try startStay(.supplierStay, of: &item, at: at) }
        } else {
            try apply(.stop, to: [.supplierStay], of: &item, at: at)
            tellEnds(of: &item, at: at)
        }
    }

    // MARK: Clocks

    /// Applies an event to the clocks of some metrics, or of all.
    func apply(
        _ event: ClockEvent, to metrics: [ClockMetric]?, of item: inout ServiceCase, at: Instant
    ) throws(DeskHalt) {
        for index in item.clocks.indices {
            let metric = item.clocks[index].clock.metric
            if let metrics, !metrics.contains(metric) { continue }
            try checked { () throws(Refusal) in try item.clocks[index].clock.apply(event, at: at) }
        }
    }

    /// Turns the stopped clocks of replies and updates into counts: a long exchange must not make a long record.
    mutating func retireExchanges(_ item: inout ServiceCase, at: Instant) {
        item.clocks.removeAll { entry in
            guard entry.clock.metric == .nextReply else { return false }
            let status = entry.clock.status(at: at, in: policy.openTime(of: entry.clock))
            guard !status.phase.isOpen else { return false }
            if let breached = status.breachedAt {
                item.pastTargetsMissed += 1
                if !entry.breachAnnounced { emit(.targetMissed(entry.clock.metric), item.id, at: breached) }
            } else {
                item.pastTargetsMet += 1
            }
            return true
        }
    }

    // MARK: What falls due

    mutating func wake(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        guard let due = item.wakeAt, due <= now else { return .done }
        for index in item.clocks.indices where !item.status.isSettled {
            announce(&item.clocks[index], of: item.id)
            escalate(&item.clocks[index], of: item)
        }
        if item.status == .resolved, let resolved = item.resolvedAt, resolved + policy.document.closesAfter <= now {
            item.status = .closed
            item.closedAt = at
            emit(.closed, id, at: at)
        }
        save(item, at: at)
        return .done
    }

    /// Says each warning and the breach of a clock once, at the time it fell due.
    private mutating func announce(_ entry: inout CaseClock, of id: CaseID) {
        let status = entry.clock.status(at: now, in: policy.openTime(of: entry.clock))
        let percents = policy.thresholds(of: entry.clock)
        while entry.warnings < status.atRiskAt.count, status.atRiskAt[entry.warnings] <= now {
            emit(
                .targetAtRisk(entry.clock.metric, percent: percents[min(entry.warnings, percents.count - 1)]), id,
                at: status.atRiskAt[entry.warnings])
            entry.warnings += 1
        }
        announceBreach(&entry, of: id, by: now)
    }

    /// Says the breach of a clock once, at the time it happened.
    mutating func announceBreach(_ entry: inout CaseClock, of id: CaseID, by instant: Instant) {
        guard !entry.breachAnnounced,
            let breached = entry.clock.status(at: instant, in: policy.openTime(of: entry.clock)).breachedAt,
            breached <= instant
        else { return }
        emit(.targetMissed(entry.clock.metric), id, at: breached)
        entry.breachAnnounced = true
    }
}

extension ServiceCase {
    /// Whether it waits for somebody or something outside the team, whoever has it.
    var isPending: Bool {
        if case .pending = status { true } else { false }
    }

    /// Who has an unsettled case that waits for nobody.
    var holder: Holder { team.map { .team($0) } ?? .queue(queue) }
}

extension PauseReason {
    /// In whose hands a case lies while it waits for this reason.
    var holder: Holder {
        switch self {
        case .customer: .customer
        case .supplier: .supplier
        case .internal: .internal
        case .scheduled: .customer
        }
    }
}
