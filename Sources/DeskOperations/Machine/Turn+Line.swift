import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

/// People who wait in line: what they are told, what they choose, how their wait ends.
extension Turn {
    /// The most waiting contacts among which a place is looked for.
    static let lineLimit = 1_000

    mutating func announceWait(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        let (item, _) = try open(id)
        try requireUnsettled(item)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        guard let queue = policy.queues[work.queue] else {
            throw .refused(policy.unknown("queue", work.queue.rawValue, among: policy.queues.keys.map(\.rawValue)))
        }
        switch work.state {
        case .waiting, .offered: break
        case .assigned, .done:
            throw .refused(Refusal(.wrongState, "the case is \(work.state.name), not waiting", at: .field("case")))
        }
        let before = try workspace.load(WaitingPlace.self, id)
        var line = try workspace.load(WaitingLine.self, work.queue) ?? WaitingLine(queue: work.queue)
        let question = try question(for: work, in: queue)
        let estimate =
            work.state == .waiting
            ? WaitEstimator.estimate(question, pace: line.pace, calibration: line.calibration) : .now
        let announcement = WaitAnnouncement.next(
            after: before.flatMap { $0.isWaiting ? $0.last : nil }, question, estimate, at: now)
        let options = try options(for: estimate, item: item, queue: work.queue)
        if let announcement {
            if var place = before, place.isWaiting {
                place.jumpers += max(0, question.position - place.last.position)
                place.last = announcement
                workspace.save(place)
            } else {
                workspace.save(WaitingPlace(id, in: line, first: announcement))
                line.tally.recordOffer(options)
                workspace.save(line)
            }
            emit(.waitAnnounced(announcement), id)
        }
        return .waiting(
            WaitTold(
                announcement: announcement, options: options,
                notices: try relaxationNotices(of: work) + surgeNotices(about: item.topic)))
    }

    /// What is known about the wait of a piece of work.
    private mutating func question(for work: WorkItem, in queue: WorkQueue) throws(DeskHalt) -> WaitQuestion {
        let waiting = try workspace.find(WorkItem.self, WorkItem.waiting(in: queue.id, limit: Self.lineLimit))
        let seats = try workspace.find(AgentSeat.self, AgentSeat.seats(.available))
        let teams = queue.calling(try surgeEffects()).teams
        var (serving, free) = (0, 0)
        for seat in seats {
            guard let agent = policy.agents[seat.agent], teams.isEmpty || teams.contains(agent.team) else { continue }
            serving += 1
            if agent.capacityUnits - seat.usedUnits >= work.units { free += 1 }
        }
        let open = policy.openTime(queue.calendar)
        var closesIn: TimeSpan?
        if queue.calendar != nil {
            var hours = open.intervals(from: now).makeIterator()
            closesIn = hours.next().flatMap { $0.contains(now) ? $0.upperBound - now : nil } ?? .zero
        }
        let rules = policy.document.distribution
        return WaitQuestion(
            ahead: waiting.count { $0.id != work.id && $0.isAhead(of: work, under: rules, at: now) }, agents: serving,
            freeAgents: free,
            closesIn: closesIn)
    }

    private mutating func options(
        for estimate: WaitEstimate, item: ServiceCase, queue: QueueID
    ) throws(DeskHalt) -> [WaitingOption] {
        guard let menu = policy.document.lines.menu else { return [] }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let open = policy.document.channels.filter { policy.isOpen($0, at: now) }.map(\.id)
        return menu.offered(
            estimate, callbackIsPossible: person.points.contains { $0.point.kind == .phone },
            openChannels: Set(open))
    }

    mutating func chooseWhileWaiting(_ id: CaseID, _ name: String) throws(DeskHalt) -> DeskResult {
        var place: WaitingPlace = try workspace.require(WaitingPlace.self, id, "case")
        guard place.isWaiting else {
            throw .refused(Refusal(.wrongState, "the person does not wait any more", at: .field("case")))
        }
        let options = policy.document.lines.menu?.options ?? []
        guard let option = options.first(where: { $0.id == name }) else {
            throw .refused(policy.unknown("option", name, among: options.map(\.id)))
        }
        var line = try workspace.load(WaitingLine.self, place.queue) ?? WaitingLine(queue: place.queue)
        place.chosen = name
        workspace.save(place)
        line.tally.recordChoice(name)
        workspace.save(line)
        emit(.waitChosen(name), id)
        switch option.kind {
        case .callback: return try requestCallback(id, window: nil)
        case .otherChannel: return try leaveLine(id, as: .otherChannel)
        case .music, .podcast, .silence: return .done
        }
    }

    /// The person hangs up or walks away; their matter stays, and who comes back soon gets the old place.
    mutating func leaveLine(_ id: CaseID, as end: WaitingTally.End? = nil) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        try requireUnsettled(item)
        let work: WorkItem = try workspace.require(WorkItem.self, id, "case")
        switch work.state {
        case .waiting, .offered: break
        case .assigned, .done:
            throw .refused(Refusal(.wrongState, "the case is \(work.state.name), not waiting", at: .field("case")))
        }
        try finishWork(of: id)
        let end = end ?? policy.document.lines.abandonment.end(afterWaiting: now - work.enqueuedAt)
        try endWait(of: id, end)
        if !item.isPending {
            item.status = .pending(.customer)
            item.timeline.append(HolderChange(at: at, holder: .customer))
            try apply(.pause(.customer), to: nil, of: &item, at: at)
        }
        emit(.lineLeft(work.queue, waited: now - work.enqueuedAt, end), id, at: at)
        save(item, at: at)
        return .done
    }

    /// Notes how the wait of a case ended, if anybody was ever told about it.
    mutating func endWait(of id: CaseID, _ end: WaitingTally.End) throws(DeskHalt) {
        guard var place = try workspace.load(WaitingPlace.self, id), place.isWaiting else { return }
        var line = try workspace.load(WaitingLine.self, place.queue) ?? WaitingLine(queue: place.queue)
        let waited = max(.zero, now - place.toldAt)
        line.pace.recordWait(waited, jumpers: place.jumpers, leavers: line.leavers - place.leaversBefore)
        // A callback is a wait of another kind; what it would have been nobody knows.
        if let promised = place.promised, end != .callback {
            line.calibration.record(promised, waited: waited, wasAnswered: end == .answered)
        }
        line.tally.recordEnd(end, chosen: place.chosen)
        if end == .answered {
            place.answeredAt = now
        } else {
            place.leftAt = now
            if end != .callback { line.leavers += 1 }
        }
        workspace.save(line)
        workspace.save(place)
    }

    /// Notes how long an agent needed for a case whose person had waited in line.
    mutating func endHandling(of id: CaseID) throws(DeskHalt) {
        guard let place = try workspace.load(WaitingPlace.self, id) else { return }
        if let answered = place.answeredAt {
            var line = try workspace.load(WaitingLine.self, place.queue) ?? WaitingLine(queue: place.queue)
            line.pace.recordHandling(max(.zero, now - answered))
            workspace.save(line)
        }
        workspace.delete(place.recordKey)
    }

    /// Puts a case back into line that left it, with its old age when the person came back soon.
    mutating func rejoinLine(_ item: ServiceCase) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, item.id), case .done(let leftAt) = work.state,
            try workspace.load(CaseAutomation.self, item.id)?.dueAt == nil
        else { return }
        let isReturn = policy.document.lines.abandonment.isReturn(leftAt: leftAt, at: now)
        try lineUp(work, since: isReturn ? work.enqueuedAt : now)
        guard let place = try workspace.load(WaitingPlace.self, item.id) else { return }
        if isReturn, place.leftAt != nil {
            var line = try workspace.load(WaitingLine.self, place.queue) ?? WaitingLine(queue: place.queue)
            line.tally.recordReturn()
            workspace.save(line)
        }
        workspace.delete(place.recordKey)
    }

    /// Work that is out of line waits again where it was, with an age.
    mutating func lineUp(
        _ work: WorkItem, since: Instant, in queue: QueueID? = nil, on channel: ContactChannel? = nil
    ) throws(DeskHalt) {
        let outcome = RoutingOutcome(queue: queue ?? work.queue, skills: work.requirement, urgency: work.urgency)
        workspace.save(
            try checked { () throws(Refusal) in
                try work.reopening(outcome, units: channel?.loadUnits, at: since, channel: channel?.id)
            })
    }
}
