import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Callbacks: promised against free capacity, made in turn, tried again by rule, withdrawn when they are not needed.
extension Turn {
    mutating func openCallbackWindow(
        _ queue: QueueID, from start: Instant, to end: Instant, _ forecast: CallbackWindow.Forecast
    ) throws(DeskHalt) -> DeskResult {
        guard policy.queues[queue] != nil else {
            throw .refused(policy.unknown("queue", queue.rawValue, among: policy.queues.keys.map(\.rawValue)))
        }
        let rule = policy.document.lines.callbacks
        let window = try checked { () throws(Refusal) in
            try CallbackWindow(from: start, to: end, forecast, rule: rule)
        }
        var record = try workspace.load(QueueWindows.self, queue) ?? QueueWindows(queue: queue)
        record.windows.removeAll { $0.end + .days(1) < now }
        guard !record.windows.contains(where: { $0.start < end && start < $0.end }) else {
            throw .refused(Refusal(.duplicateName, "a window of the queue overlaps it", at: .field("window")))
        }
        guard record.windows.count < QueueWindows.limit else {
            throw .refused(Refusal(.tooLong, "more than \(QueueWindows.limit) windows", at: .field("window")))
        }
        record.windows.append(window)
        record.windows.sort { $0.start < $1.start }
        workspace.save(record)
        return .done
    }

    mutating func requestCallback(_ id: CaseID, window start: Instant?) throws(DeskHalt) -> DeskResult {
        let (item, at) = try open(id)
        try requireUnsettled(item)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        if let known = try workspace.load(CaseCallback.self, id), !known.callback.isOver {
            throw .refused(Refusal(.wrongState, "a callback is promised already", at: .field("case")))
        }
        switch work.state {
        case .waiting, .offered: break
        case .assigned, .done:
            throw .refused(Refusal(.wrongState, "the case is \(work.state.name), not waiting", at: .field("case")))
        }
        _ = try promiseCallback(of: item, window: start, at: at)
        save(item, at: at)
        return .done
    }

    /// Promises a callback to somebody whose case waits.
    mutating func promiseCallback(
        of item: ServiceCase, window start: Instant?, at: Instant
    ) throws(DeskHalt) -> Callback {
        let id = item.id
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        var window: CallbackWindow?
        if let start {
            var record = try workspace.load(QueueWindows.self, work.queue) ?? QueueWindows(queue: work.queue)
            guard let index = record.windows.firstIndex(where: { $0.start == start }) else {
                throw .refused(
                    Refusal(.unknownName, "the queue has no window from \(start)", at: .field("window")))
            }
            let sold = try checked { () throws(Refusal) in try record.windows[index].selling(at: now) }
            record.windows[index] = sold
            workspace.save(record)
            window = sold
        }
        let rule = policy.document.lines.callbacks
        let callback = try checked { () throws(Refusal) in
            try Callback(
                id, waitingSince: work.enqueuedAt, window: window, owner: item.agent, rule: rule,
                at: max(now, work.enqueuedAt))
        }
        // As soon as it is their turn the case simply stays in line; for a window it comes back when that begins, and what
        // belongs to somebody who knows the matter waits for that agent.
        let isAside = callback.notBefore > now || callback.owner != nil
        if isAside { try finishWork(of: id) }
        workspace.save(CaseCallback(callback: callback, queue: work.queue, isAside: isAside))
        try endWait(of: id, .callback)
        emit(.callbackPromised(work.queue, window: window?.start), id, at: at)
        return callback
    }

    /// The agent to whom a callback belongs makes it, without waiting for a turn.
    mutating func makeCallback(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let (item, at) = try open(id)
        var record: CaseCallback = try workspace.require(CaseCallback.self, id, "case")
        let callback = record.callback
        // Says why not before anything is written.
        _ = try checked { () throws(Refusal) in try callback.calling(by: agentID, at: now) }
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        guard record.isAside, case .done = work.state else {
            throw .refused(
                Refusal(.wrongState, "the callback is in line and is offered in its turn", at: .field("case")))
        }
        try lineUp(work, since: callback.waitingSince)
        record.isAside = false
        workspace.save(record)
        let waiting: WorkItem = try workspace.require(WorkItem.self, id, "case")
        workspace.save(try checked { () throws(Refusal) in try waiting.taking(by: agentID, at: now) })
        let seat = try workspace.load(AgentSeat.self, agentID) ?? AgentSeat(agent: agentID, at: now)
        workspace.save(
            try checked { () throws(Refusal) in
                try seat.holding(
                    id, units: waiting.units, capacity: agent.capacityUnits, as: .active, channel: waiting.channel,
                    at: now)
            })
        try take(item, waiting, by: agent, at: at)
        return .done
    }

    /// A callback whose time has come is back in line, where its age puts it.
    mutating func callbackDue(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        guard var record = try workspace.load(CaseCallback.self, id), let due = record.dueAt, due <= now else {
            return .done
        }
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        if case .done = work.state { try lineUp(work, since: record.callback.waitingSince) }
        record.isAside = false
        workspace.save(record)
        return .done
    }

    /// The agent who accepts the work of a callback calls the person.
    mutating func beginCallback(_ id: CaseID, by agent: AgentID) throws(DeskHalt) {
        guard var record = try workspace.load(CaseCallback.self, id), case .waiting = record.callback.state else {
            return
        }
        let callback = record.callback
        record.callback = try checked { () throws(Refusal) in try callback.calling(by: agent, at: now) }
        workspace.save(record)
        emit(.callbackBegun(agent), id)
    }

    mutating func endCallback(_ id: CaseID, _ outcome: Callback.Outcome) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        var record: CaseCallback = try workspace.require(CaseCallback.self, id, "case")
        let (callback, rule) = (record.callback, policy.document.lines.callbacks)
        let ended = try checked { () throws(Refusal) in try callback.ending(outcome, rule: rule, at: now) }
        record.callback = ended
        emit(.callbackTried(outcome, tries: ended.attempts.count), id, at: at)
        switch ended.state {
        case .reached: break
        case .waiting:
            // Tried again later: the agent is free until then, and the place is kept.
            try finishWork(of: id)
            record.isAside = true
            item.timeline.append(HolderChange(at: at, holder: .queue(item.queue)))
        case .unreached, .calling, .withdrawn:
            // The person has been tried as often as was promised: it is for them to come again, and the desk's clock rests.
            try finishWork(of: id)
            item.status = .pending(.customer)
            item.timeline.append(HolderChange(at: at, holder: .customer))
            try apply(.pause(.customer), to: nil, of: &item, at: at)
        }
        workspace.save(record)
        save(item, at: at)
        return .done
    }

    mutating func withdrawCallback(_ id: CaseID, _ reason: Callback.Withdrawal) throws(DeskHalt) -> DeskResult {
        let (item, _) = try open(id)
        let record: CaseCallback = try workspace.require(CaseCallback.self, id, "case")
        guard !record.callback.isOver else {
            throw .refused(Refusal(.wrongState, "the callback is over", at: .field("case")))
        }
        try dropCallback(of: item, reason)
        if reason == .askedFor, record.isAside { return try leaveAside(id) }
        return .done
    }

    /// Who does not want to be called back any more and is in no line has left it.
    private mutating func leaveAside(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        guard !item.isPending else { return .done }
        item.status = .pending(.customer)
        item.timeline.append(HolderChange(at: at, holder: .customer))
        try apply(.pause(.customer), to: nil, of: &item, at: at)
        save(item, at: at)
        return .done
    }

    /// Withdraws the callback of a case, if one is promised; the window gets its place back.
    mutating func dropCallback(of item: ServiceCase, _ reason: Callback.Withdrawal) throws(DeskHalt) {
        guard var record = try workspace.load(CaseCallback.self, item.id), !record.callback.isOver else { return }
        let callback = record.callback
        if case .calling = callback.state, reason == .settled {
            // The agent who calls settles the matter: that is a callback that reached the person.
            let rule = policy.document.lines.callbacks
            record.callback = try checked { () throws(Refusal) in try callback.ending(.answered, rule: rule, at: now) }
            emit(.callbackTried(.answered, tries: record.callback.attempts.count), item.id)
            return workspace.save(record)
        }
        record.callback = try checked { () throws(Refusal) in try callback.withdrawing(reason, at: now) }
        record.isAside = false
        workspace.save(record)
        if let window = callback.window, now < window.start,
            var windows = try workspace.load(QueueWindows.self, record.queue),
            let index = windows.windows.firstIndex(where: { $0.start == window.start })
        {
            windows.windows[index] = windows.windows[index].givingBack()
            workspace.save(windows)
        }
        emit(.callbackWithdrawn(reason), item.id)
    }

    /// The person got through on a channel where they wait: no callback is needed, and the place is the old one.
    mutating func gotThrough(_ item: ServiceCase) throws(DeskHalt) {
        guard let record = try workspace.load(CaseCallback.self, item.id), case .waiting = record.callback.state else {
            return
        }
        try dropCallback(of: item, .gotThrough)
        if record.isAside, let work = try workspace.load(WorkItem.self, item.id), case .done = work.state {
            try lineUp(work, since: record.callback.waitingSince)
        }
    }

    /// The person was answered in another way, so nobody needs to call.
    mutating func gotAnswer(_ item: ServiceCase) throws(DeskHalt) {
        guard let record = try workspace.load(CaseCallback.self, item.id), case .waiting = record.callback.state else {
            return
        }
        try dropCallback(of: item, .gotThrough)
    }
}
