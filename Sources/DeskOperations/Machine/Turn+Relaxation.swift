import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// What becomes of work for which all that was planned to find somebody has been done.
///
/// The end that the queue's plan names is carried out once for each piece of work, told to the person and written down.
extension Turn {
    /// How many ends one turn carries out; the next turn goes on with the rest.
    static let relaxationEnds = 64

    /// Carries out the ends that are due among work that still waits.
    mutating func endRelaxations(_ waiting: [WorkItem]) throws(DeskHalt) {
        var due: [WorkItem] = []
        for work in waiting where !work.isRelaxationOver && due.count < Self.relaxationEnds {
            if try isRelaxationOver(of: work) { due.append(work) }
        }
        guard !due.isEmpty else { return }
        try prefetchEnds(of: due)
        for work in due {
            guard let item = try workspace.load(ServiceCase.self, work.id), let plan = plan(of: work) else { continue }
            switch plan.end {
            case .overflow(let other): try overflow(work, of: item, to: other)
            case .callback: try callBack(work, of: item)
            case .stay, .anyone: try stay(work, of: item, plan.end)
            }
        }
    }

    private func plan(of work: WorkItem) -> RelaxationPlan? {
        policy.queues[work.queue].map(\.relaxation).flatMap { $0 == .none ? nil : $0 }
    }

    /// Whether the plan's time is over, or all steps were taken and nobody of the last ring is there.
    private mutating func isRelaxationOver(of work: WorkItem) throws(DeskHalt) -> Bool {
        guard let plan = plan(of: work) else { return false }
        if now - work.enqueuedAt >= plan.endAfter { return true }
        guard work.ring >= plan.lastRing, let queue = policy.queues[work.queue] else { return false }
        let teams = queue.teams + plan.teams(ring: work.ring)
        let asked = plan.requirement(work.requirement, ring: work.ring)
        return try !workspace.find(AgentSeat.self, AgentSeat.seats(.available)).contains { seat in
            policy.agents[seat.agent].map { teams.contains($0.team) && $0.lacking(asked).isEmpty } ?? false
        }
    }

    /// Asks for everything the ends read, in as few rounds as there are.
    private mutating func prefetchEnds(of due: [WorkItem]) throws(DeskHalt) {
        var keys: [RecordKey] = []
        for work in due {
            keys += [
                RecordKey(ServiceCase.collection, work.id), RecordKey(CaseCallback.collection, work.id),
                RecordKey(WaitingPlace.collection, work.id), AutomaticMessageLog(of: work.id).recordKey,
                RecordKey(QueueWindows.collection, work.queue), RecordKey(WaitingLine.collection, work.queue),
            ]
        }
        try workspace.prefetch(keys)
        var people: [PersonID] = []
        for work in due {
            if let person = try workspace.load(ServiceCase.self, work.id)?.person { people.append(person) }
        }
        try workspace.prefetch(
            people.flatMap { [RecordKey(Person.collection, $0), AutomaticMessageLog(of: $0).recordKey] })
        var points: [RecordKey] = []
        for id in people {
            for point in try workspace.load(Person.self, id)?.points ?? [] {
                points.append(AutomaticMessageLog(of: point.point, digest: digest).recordKey)
            }
        }
        try workspace.prefetch(points)
    }

    /// Gives work that found nobody in its queue to another, with the age it has.
    ///
    /// Work that has been through every queue
    /// stays where it is.
    private mutating func overflow(_ work: WorkItem, of item: ServiceCase, to other: QueueID) throws(DeskHalt) {
        guard policy.queues[other] != nil, other != work.queue, work.overflowCount < policy.queues.count else {
            return try stay(work, of: item, .stay)
        }
        var item = item
        workspace.save(try checked { () throws(Refusal) in try work.overflowing(to: other, at: now) })
        item.queue = other
        let at = max(now, item.lastActivityAt)
        if !item.isPending { item.timeline.append(HolderChange(at: at, holder: item.holder)) }
        emit(.overflowed(to: other), work.id, at: at)
        try tell(policy.overflowed(to: other), about: item)
        save(item, at: at)
    }

    /// Calls the person back instead of letting them wait: in the first window to be had, or as soon as it is their turn.
    ///
    /// Somebody without a telephone number stays in line.
    private mutating func callBack(_ work: WorkItem, of item: ServiceCase) throws(DeskHalt) {
        if let known = try workspace.load(CaseCallback.self, work.id), !known.callback.isOver {
            workspace.save(try checked { () throws(Refusal) in try work.endingRelaxation() })
            return
        }
        guard let person = try workspace.load(Person.self, item.person),
            person.points.contains(where: { $0.point.kind == .phone })
        else { return try stay(work, of: item, .stay) }
        let at = max(now, item.lastActivityAt)
        workspace.save(try checked { () throws(Refusal) in try work.endingRelaxation() })
        emit(.relaxationEnded(.callback), work.id, at: at)
        let windows = try workspace.load(QueueWindows.self, work.queue)
        let window = windows?.offered(at: now).first
        let callback = try promiseCallback(of: item, window: window?.start, at: at)
        try tell(policy.callingBack(in: callback.window), about: item)
        save(item, at: at)
    }

    /// Leaves work in its line, and says so.
    private mutating func stay(_ work: WorkItem, of item: ServiceCase, _ end: RelaxationEnd) throws(DeskHalt) {
        workspace.save(try checked { () throws(Refusal) in try work.endingRelaxation() })
        let at = max(now, item.lastActivityAt)
        emit(.relaxationEnded(end), work.id, at: at)
        try tell(policy.stillWaiting(end), about: item)
        save(item, at: at)
    }

    private mutating func tell(_ text: LocalizedText, about item: ServiceCase) throws(DeskHalt) {
        guard let person = try workspace.load(Person.self, item.person) else { return }
        let language = item.language ?? person.language ?? policy.language
        try message(text.text(in: language), to: person, about: item)
    }

    /// What somebody who waits on the line is told about the end of the search for somebody able.
    mutating func relaxationNotices(of work: WorkItem) throws(DeskHalt) -> [LocalizedText] {
        if work.overflowCount > 0, !work.isRelaxationOver { return [policy.overflowed(to: work.queue)] }
        guard work.isRelaxationOver, let plan = plan(of: work) else { return [] }
        if let known = try workspace.load(CaseCallback.self, work.id), !known.callback.isOver {
            return [policy.callingBack(in: known.callback.window)]
        }
        return [policy.stillWaiting(plan.end)]
    }
}
