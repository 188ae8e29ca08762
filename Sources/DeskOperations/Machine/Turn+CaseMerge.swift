import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Two cases that are one matter; ``CaseMerge`` says what that does and what undoing it brings back.
extension Turn {
    /// Merges a case into whatever stands for another of the same person.
    mutating func mergeCases(_ id: CaseID, into other: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        guard item.mergedInto == nil else {
            throw .refused(Refusal(.wrongState, "the case is merged already", at: .field("case")))
        }
        let named: ServiceCase = try workspace.require(ServiceCase.self, other, "survivor")
        let target = try workspace.standing(for: named).end.id
        guard target != id else {
            throw .refused(Refusal(.wrongState, "\(other) leads back to \(id)", at: .field("survivor")))
        }
        var (survivor, survivorAt) = try open(target)
        guard survivor.mergedInto == nil else {
            throw .refused(Refusal(.corrupt, "the merges of \(other) do not end", at: .field("survivor")))
        }
        guard survivor.person == item.person else {
            throw .refused(Refusal(.notAllowed, "the cases of two persons", at: .field("survivor")))
        }
        guard item.status.isSettled || !survivor.status.isSettled else {
            throw .refused(
                Refusal(.wrongState, "an open case cannot be merged into a settled one", at: .field("survivor")))
        }
        let sizes = (try workspace.family(of: item).count, try workspace.family(of: survivor).count)
        guard sizes.0 + sizes.1 <= CaseMerge.familyLimit else {
            throw .refused(
                Refusal(.tooLong, "more than \(CaseMerge.familyLimit) cases in one", at: .field("survivor")))
        }
        try requireNoCircle(item, survivor)
        var merge = CaseMerge(
            merged: id, survivor: target, at: now, agent: agent.id, status: item.status, closedAt: item.closedAt)
        if !item.status.isSettled {
            var stood = try standDown(&item, at: at)
            if let asked = stood.askedSince {
                stood.hasPassedOnReply = try askSurvivor(&survivor, since: asked, at: survivorAt)
            }
            merge.stood = stood
        }
        item.status = .closed
        item.closedAt = item.closedAt ?? at
        item.mergedInto = target
        survivor.contacts += item.contacts
        survivor.standsForOthers = true
        emit(.casesMerged(id, into: target, by: agent.id), target, at: survivorAt)
        save(item, at: at)
        save(survivor, at: survivorAt)
        if let promised = merge.stood?.callback, try mayPassOn(to: survivor) {
            _ = try requestCallback(target, window: try window(from: promised.window, of: target))
            merge.stood?.callback?.isPassedOn = true
        }
        workspace.save(merge)
        return .done
    }

    /// Undoes the merge of a case: it stands again as far as it was, and whatever named it since comes back to it.
    mutating func unmergeCases(_ id: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        guard let merge = try workspace.load(CaseMerge.self, id), item.mergedInto == merge.survivor else {
            throw .refused(Refusal(.wrongState, "the case is not merged", at: .field("case")))
        }
        var (survivor, survivorAt) = try open(merge.survivor)
        guard survivor.mergedInto == nil else {
            throw .refused(Refusal(.wrongState, "the survivor's own merge is undone first", at: .field("survivor")))
        }
        let others = try workspace.find(CaseMerge.self, CaseMerge.into(survivor.id, limit: CaseMerge.familyLimit))
        if !others.contains(where: { $0.merged != id }) { survivor.standsForOthers = nil }
        survivor.contacts -= item.contacts
        try workspace.prefetch(merge.later.map { RecordKey(Contact.collection, $0) })
        var returning: [Contact] = []
        for name in merge.later {
            guard let contact = try workspace.load(Contact.self, name), contact.caseID == survivor.id else { continue }
            workspace.save(contact.filed(under: id))
            returning.append(contact)
        }
        if let stood = merge.stood, let asked = stood.askedSince, stood.hasPassedOnReply == true {
            // What was asked is the case's own again; a reply that was given meanwhile stays given.
            survivor.clocks.removeAll { entry in
                entry.clock.metric == .nextReply && entry.clock.startedAt == asked && isOpen(entry, at: survivorAt)
            }
        }
        survivor.contacts -= returning.count
        item.contacts += returning.count
        item.mergedInto = nil
        item.status = merge.status
        item.closedAt = merge.closedAt
        workspace.delete(merge.recordKey)
        emit(.casesUnmerged(id, from: survivor.id, by: agent.id, contacts: merge.later.count), id, at: at)
        save(survivor, at: survivorAt)
        guard !merge.status.isSettled else {
            save(item, at: at)
            return .done
        }
        guard let stood = merge.stood else {
            // A record of an earlier library, which kept nothing: back to the queue.
            item.status = item.answeredAt == nil ? .new : .open
            try returnWork(of: &item, at: at)
            save(item, at: at)
            return .done
        }
        try standUp(&item, stood, at: at)
        try catchUp(&item, with: returning, since: merge, at: at)
        save(item, at: at)
        try promiseAgain(stood, id, survivor: survivor.id)
        return .done
    }

    // MARK: Down and up

    /// Takes an open case out of work for a merge and says how it stood.
    private mutating func standDown(_ item: inout ServiceCase, at: Instant) throws(DeskHalt) -> CaseStanding {
        let id = item.id
        for index in item.clocks.indices { announceBreach(&item.clocks[index], of: id, by: at) }
        var stood = CaseStanding(clocks: item.clocks, timelineCount: item.timeline.count)
        stood.askedSince = item.clocks.filter { awaitsReply($0, at: at) }.map(\.clock.startedAt).min()
        stood.edition = item.service?.edition
        stood.work = try workspace.load(WorkItem.self, id)
        stood.wasAutomated = try workspace.load(CaseAutomation.self, id)?.dueAt != nil
        try endAutomation(of: item, at: at)
        for index in item.clocks.indices {
            guard isOpen(item.clocks[index], at: at) else { continue }
            try checked { () throws(Refusal) in try item.clocks[index].clock.apply(.cancel, at: at) }
        }
        item.timeline.append(HolderChange(at: at, holder: .done))
        try finishWork(of: id, isHandled: false)
        if let place = try workspace.load(WaitingPlace.self, id) {
            stood.place = place
            workspace.delete(place.recordKey)
        }
        if let record = try workspace.load(CaseCallback.self, id), !record.callback.isOver {
            stood.callback = CaseStanding.PromisedCallback(window: record.callback.window?.start)
            try dropCallback(of: item, .merged)
        }
        stood.reserved = try releaseEntitlement(of: item)
        return stood
    }

    /// The person of a merged case waits for a reply, so the survivor goes on and owes it from when it was asked for; says
    /// whether a clock was begun for that.
    private mutating func askSurvivor(
        _ survivor: inout ServiceCase, since asked: Instant, at: Instant
    ) throws(DeskHalt) -> Bool {
        guard !survivor.status.isSettled else { return false }
        if case .pending(.customer) = survivor.status { try restart(&survivor, at: at) }
        survivor.isUnasked = nil
        guard !survivor.clocks.contains(where: { awaitsReply($0, at: at) }),
            let target = policy.target(for: .nextReply, of: survivor)
        else { return false }
        let made = survivor
        let clock = try checked { () throws(Refusal) in try policy.clock(for: target, of: made, from: asked) }
        survivor.clocks.append(CaseClock(clock))
        return true
    }

    private func awaitsReply(_ entry: CaseClock, at instant: Instant) -> Bool {
        (entry.clock.metric == .firstReply || entry.clock.metric == .nextReply) && isOpen(entry, at: instant)
    }

    /// Puts a case back to where it stood.
    private mutating func standUp(
        _ item: inout ServiceCase, _ stood: CaseStanding, at: Instant
    ) throws(DeskHalt) {
        item.clocks = stood.clocks
        item.timeline = Array(item.timeline.prefix(stood.timelineCount))
        if let edition = stood.edition { item.service?.edition = edition }
        try adoptEdition(&item)
        if let work = stood.work, let current = try workspace.load(WorkItem.self, item.id) {
            switch work.state {
            case .waiting: workspace.save(work)
            case .offered: workspace.save(try checked { () throws(Refusal) in try work.withdrawing(at: now) })
            case .assigned(let agent, _) where policy.agents[agent] != nil:
                workspace.save(work)
                if !item.isPending { try takeUp(item.id) }
            case .assigned:
                workspace.save(try checked { () throws(Refusal) in try work.returning(at: now) })
                item.agent = nil
                item.team = nil
                item.endHandling(at: at)
                if !item.isPending { item.timeline.append(HolderChange(at: at, holder: .queue(item.queue))) }
            case .done:
                // Out of line for a path or a callback: it waits with its age, and a callback takes it out again.
                guard stood.wasAutomated || stood.callback != nil, case .done = current.state else { break }
                try lineUp(work, since: work.enqueuedAt)
            }
        }
        if let place = stood.place {
            _ = try workspace.load(WaitingPlace.self, item.id)
            workspace.save(place)
        }
        try reserveAgain(stood.reserved, for: item, at: at)
    }

    /// Tells a case that stands again what was said on its survivor since, oldest first.
    private mutating func catchUp(
        _ item: inout ServiceCase, with returning: [Contact], since merge: CaseMerge, at: Instant
    ) throws(DeskHalt) {
        let said = try workspace.find(
            Contact.self,
            Contact.ofCase(merge.survivor, since: merge.at, limit: CaseMerge.laterLimit))
        let replies = said.filter { $0.direction == .outbound }
        let returned = Set(returning.map(\.id))
        let heard = (replies + returning).sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
        for contact in heard {
            let then = min(max(contact.occurredAt, merge.at), at)
            if contact.direction == .outbound {
                // What went back with the case was counted with it; what stays answered the matter all the same.
                try noteReply(on: &item, at: then)
                continue
            }
            guard returned.contains(contact.id), contact.demand == .needsAnswer else { continue }
            if case .pending(.customer) = item.status { try restart(&item, at: then) }
            if item.isUnasked == true { try askFirst(&item, at: then) }
            try policy.startNextReply(on: &item, at: then)
        }
    }

    // MARK: Callbacks

    /// Whether a case waits in line without a callback, so that it can have the one of a case merged into it.
    private mutating func mayPassOn(to survivor: ServiceCase) throws(DeskHalt) -> Bool {
        guard !survivor.status.isSettled, let work = try workspace.load(WorkItem.self, survivor.id) else {
            return false
        }
        if let known = try workspace.load(CaseCallback.self, survivor.id), !known.callback.isOver { return false }
        switch work.state {
        case .waiting, .offered: return true
        case .assigned, .done: return false
        }
    }

    /// A window of the queue of a case as long as a callback can still be sold in it.
    private mutating func window(from start: Instant?, of id: CaseID) throws(DeskHalt) -> Instant? {
        guard let start, let work = try workspace.load(WorkItem.self, id),
            let windows = try workspace.load(QueueWindows.self, work.queue),
            let window = windows.windows.first(where: { $0.start == start })
        else { return nil }
        return (try? window.selling(at: now)) == nil ? nil : start
    }

    /// Promises a callback again for a case that stands again, unless the one for its survivor was made.
    private mutating func promiseAgain(
        _ stood: CaseStanding, _ id: CaseID, survivor: CaseID
    ) throws(DeskHalt) {
        guard let promised = stood.callback else { return }
        if promised.isPassedOn {
            guard let record = try workspace.load(CaseCallback.self, survivor), case .waiting = record.callback.state
            else { return }
            let (holder, _) = try open(survivor)
            try dropCallback(of: holder, .merged)
            if record.isAside, let work = try workspace.load(WorkItem.self, survivor), case .done = work.state {
                try lineUp(work, since: record.callback.waitingSince)
            }
        }
        guard let item = try workspace.load(ServiceCase.self, id), try mayPassOn(to: item) else { return }
        _ = try requestCallback(id, window: try window(from: promised.window, of: id))
    }

    // MARK: Circles and names

    /// Refuses to make one of two cases that are linked through a third: the links would form a circle.
    private mutating func requireNoCircle(_ a: ServiceCase, _ b: ServiceCase) throws(DeskHalt) {
        for kind in CaseLink.Kind.allCases where kind != .split {
            let above = try workspace.leadsUp(kind, from: a, to: b.id, apart: true)
            let below = try workspace.leadsUp(kind, from: b, to: a.id, apart: true)
            guard !above, !below else {
                throw .refused(Refusal(.wrongState, "the links would form a circle", at: .field("survivor")))
            }
        }
    }
}
