import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Matters that are handled without a person, and persons who take over.
extension Turn {
    /// Puts a new case on the automated path of its topic, if there is one, instead of into line.
    mutating func automate(_ item: ServiceCase) throws(DeskHalt) {
        guard let path = policy.document.lines.automation(of: item.topic) else { return }
        let run = AutomationRun(path, at: item.openedAt)
        try finishWork(of: item.id)
        workspace.save(CaseAutomation(caseID: item.id, run: run, dueAt: run.timesOut(on: path)))
        emit(.automationStarted(path.id), item.id, at: item.openedAt)
    }

    mutating func automationEvent(_ id: CaseID, _ event: AutomationRun.Event) throws(DeskHalt) -> DeskResult {
        var (item, at) = try open(id)
        var record: CaseAutomation = try workspace.require(CaseAutomation.self, id, "case")
        let run = record.run
        guard let path = policy.document.lines.automations.first(where: { $0.id == run.path }) else {
            return try takeOver(&record, &item, in: item.queue, on: nil, reason: .failed, since: run.startedAt, at: at)
        }
        let next = try checked { () throws(Refusal) in try run.applying(event, on: path, at: now) }
        guard next != run else { return .done }
        record.run = next
        record.dueAt = next.timesOut(on: path)
        switch next.state {
        case .at(let step, _), .confirming(let step, _):
            emit(.automationMoved(step), id, at: at)
            workspace.save(record)
        case .handedOver(let handOver):
            return try takeOver(
                &record, &item, in: handOver.queue, on: handOver.channel, reason: handOver.reason,
                since: handOver.waitingSince, at: at)
        case .finished(_, let isResolved):
            workspace.save(record)
            emit(.automationFinished(resolved: isResolved), id, at: at)
            if !item.status.isSettled { try settle(&item, by: nil, at: at) }
            save(item, at: at)
        }
        return .done
    }

    /// A person takes over at once: the case is in line, as old as it is, on the channel of the exit, and the person knows.
    private mutating func takeOver(
        _ record: inout CaseAutomation, _ item: inout ServiceCase, in queue: QueueID?, on channelID: ChannelID?,
        reason: AutomationRun.HandOver.Reason, since: Instant, at: Instant
    ) throws(DeskHalt) -> DeskResult {
        record.dueAt = nil
        workspace.save(record)
        let queue = queue ?? item.queue
        item.queue = queue
        let channel = try moveToExit(channelID, &item, at: at)
        if let work = try workspace.load(WorkItem.self, item.id), case .done = work.state {
            try lineUp(work, since: since, in: queue, on: channel)
        }
        if !item.isPending { item.timeline.append(HolderChange(at: at, holder: .queue(queue))) }
        emit(.handedToPerson(reason, queue: queue), item.id, at: at)
        save(item, at: at)
        return .done
    }

    /// Tells the person that somebody takes over, and moves the case to the channel of the exit where that can be.
    ///
    /// - Returns: The channel it was moved to; nil when it stays on its own.
    private mutating func moveToExit(
        _ id: ChannelID?, _ item: inout ServiceCase, at: Instant
    ) throws(DeskHalt) -> ContactChannel? {
        guard let person = try workspace.load(Person.self, item.person) else { return nil }
        let language = item.language ?? person.language ?? policy.language
        let channel = id.flatMap { $0 == item.lastChannel ? nil : policy.channels[$0] }
        let isReached =
            try channel.map { (channel) throws(DeskHalt) in
                try route(to: person, on: channel, about: item) != nil
            } ?? false
        let decision = channel?.takeOver(
            ChannelMoveQuestion(
                from: item.lastChannel, sensitivity: item.sensitivity,
                hasAddress: isReached,
                isOpen: channel.map { policy.isOpen($0, at: at) } ?? false,
                nextOpening: channel.flatMap { policy.nextOpening(of: $0, at: at) }, clock: nil, at: at))
        var text = policy.personTakesOver(of: item)
        switch (decision?.outcome, channel) {
        case (.move, let channel?): text = text.followed(by: [policy.personReaches(on: channel)])
        case (.invite, let channel?): text = text.followed(by: [policy.moveInvitation(to: channel)])
        default: break
        }
        try message(text.text(in: language), to: person, about: item)
        if let decision { emit(.channelMoved(decision), item.id, at: at) }
        guard let channel, let decision, case .move = decision.outcome else { return nil }
        item.lastChannel = channel.id
        item.channelMoves += 1
        try moveClocks(of: &item, to: channel, decision.clock, at: at)
        return channel
    }

    /// Takes a case off its path when a person settles it or the person writes anew; the automation may do nothing more.
    mutating func endAutomation(of item: ServiceCase, at: Instant) throws(DeskHalt) {
        guard var record = try workspace.load(CaseAutomation.self, item.id), record.dueAt != nil,
            let path = policy.document.lines.automations.first(where: { $0.id == record.run.path })
        else { return }
        let run = record.run
        record.run = try checked { () throws(Refusal) in try run.applying(.asksForPerson, on: path, at: now) }
        record.dueAt = nil
        workspace.save(record)
    }
}
