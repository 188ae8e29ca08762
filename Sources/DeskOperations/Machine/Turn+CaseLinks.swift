import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Cases that belong together: split off one another, parts of one another, coming from one problem.
extension Turn {
    /// Moves contacts of a case to a new one, which is as old as the first of them and goes to the same queue.
    ///
    /// They may be contacts of cases merged into it; each of those keeps at least one, so that it can stand again.
    mutating func splitCase(_ id: CaseID, _ names: [ContactID], by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        guard !names.isEmpty, names.count <= CaseLink.linkLimit, Set(names).count == names.count else {
            throw .refused(
                Refusal(.outOfRange, "1 to \(CaseLink.linkLimit) different contacts", at: .field("contacts")))
        }
        guard names.count < item.contacts else {
            throw .refused(Refusal(.notAllowed, "the case would have no contact left", at: .field("contacts")))
        }
        try requireRoom(.split, from: id)
        let family = try workspace.family(of: item)
        try workspace.prefetch(names.map { RecordKey(Contact.collection, $0) })
        var contacts: [Contact] = []
        for name in names {
            guard let contact = try workspace.load(Contact.self, name), let holder = contact.caseID,
                family.contains(holder)
            else { throw .refused(Refusal(.unknownName, "\(name) is no contact of the case", at: .field("contacts"))) }
            contacts.append(contact)
        }
        try takeFromMerged(contacts, of: id)
        contacts.sort { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
        guard let first = contacts.first, let last = contacts.last,
            let work = try workspace.load(WorkItem.self, id)
        else { throw .refused(Refusal(.wrongState, "the case has no work in the desk", at: .field("case"))) }
        var new = ServiceCase(
            id: try derived("c"), person: item.person, channel: first.channel, topic: first.topic ?? item.topic,
            priority: item.priority, language: item.language, openedAt: min(first.occurredAt, now))
        new.follows = id
        // It goes back with the person whose contact began it, should a merge of persons be undone.
        if first.person != item.person { new.openedFor = first.person }
        new.contacts = contacts.count
        new.lastChannel = last.channel
        new.queue = work.queue
        new.service = item.service.map { service in
            var own = CaseService()
            own.organization = service.organization
            own.edition = service.edition
            return own
        }
        new.timeline = [HolderChange(at: new.openedAt, holder: .queue(work.queue))]
        let (newID, openedAt) = (new.id, new.openedAt)
        let target = policy.workTarget(of: new)
        let outcome = RoutingOutcome(queue: work.queue, skills: work.requirement, urgency: work.urgency)
        workspace.save(
            try checked { () throws(Refusal) in
                try WorkItem(
                    id: newID, outcome: outcome, units: work.units, enqueuedAt: openedAt, channel: first.channel,
                    isHard: work.isHard, target: target)
            })
        emit(
            .caseOpened(
                CaseOpened(
                    person: new.person, channel: new.channel, topic: new.topic, priority: new.priority, follows: id)),
            newID, at: openedAt)
        emit(.caseSplit(from: id, to: newID, by: agent.id, contacts: contacts.count), id, at: at)
        let described = new
        new.clocks = try checked { () throws(Refusal) in try policy.clocks(for: described) }
        // The person was told long ago that the message arrived.
        try apply(.stop, to: [.acknowledgement], of: &new, at: now)
        for contact in contacts { workspace.save(contact.filed(under: newID)) }
        workspace.save(CaseLink(kind: .split, from: id, to: newID, at: now, agent: agent.id))
        item.contacts -= contacts.count
        save(item, at: at)
        save(new, at: now)
        return .caseOpened(newID)
    }

    /// Counts contacts that are split off out of the merged cases that held them.
    private mutating func takeFromMerged(_ contacts: [Contact], of id: CaseID) throws(DeskHalt) {
        for contact in contacts {
            guard let holder = contact.caseID, holder != id else { continue }
            let merged: ServiceCase = try workspace.require(ServiceCase.self, holder, "contacts")
            for passed in try workspace.standing(for: merged).passed {
                var item: ServiceCase = try workspace.require(ServiceCase.self, passed, "contacts")
                guard item.contacts > 1 else {
                    throw .refused(
                        Refusal(
                            .notAllowed, "\(passed) would have no contact left; undo its merge instead",
                            at: .field("contacts")))
                }
                item.contacts -= 1
                workspace.save(item)
            }
        }
    }

    /// Makes a case a part of another, or says that it comes from a problem; links of one kind never form a circle.
    ///
    /// The link is written for what stands for either case. A case has one parent and one problem; where a merge gave it
    /// more, no other is added.
    mutating func linkCases(
        _ from: CaseID, _ kind: CaseLink.Kind, _ to: CaseID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        guard kind != .split else {
            throw .refused(Refusal(.notAllowed, "a split links the cases by itself", at: .field("kind")))
        }
        let upper = try standing(from, "case")
        let lower = try standing(to, "linked")
        let above = try workspace.links(of: lower, .up).filter { $0.kind == kind }
        if above.contains(where: { $0.other == upper.id }) { return .done }
        guard above.isEmpty else {
            throw .refused(Refusal(.wrongState, "the case has one already", at: .field("linked")))
        }
        guard upper.id != lower.id, try !workspace.leadsUp(kind, from: upper, to: lower.id) else {
            throw .refused(Refusal(.wrongState, "the links would form a circle", at: .field("linked")))
        }
        try requireRoom(kind, from: upper.id)
        workspace.save(CaseLink(kind: kind, from: upper.id, to: lower.id, at: now, agent: agent.id))
        emit(.casesLinked(upper.id, kind, lower.id, by: agent.id), upper.id)
        return .done
    }

    /// Takes the link between two cases away, however it was written down.
    mutating func unlinkCases(
        _ from: CaseID, _ kind: CaseLink.Kind, _ to: CaseID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let upper = try standing(from, "case")
        let lower = try standing(to, "linked")
        let link = try workspace.links(of: upper, .down).first { $0.kind == kind && $0.other == lower.id }
        guard kind != .split, let link else {
            throw .refused(Refusal(.unknownName, "there is no such link", at: .field("linked")))
        }
        for written in link.written { workspace.delete(written.recordKey) }
        emit(.casesUnlinked(upper.id, kind, lower.id, by: agent.id), upper.id)
        return .done
    }

    private mutating func standing(_ id: CaseID, _ field: String) throws(DeskHalt) -> ServiceCase {
        let item: ServiceCase = try workspace.require(ServiceCase.self, id, field)
        return try workspace.standing(for: item).end
    }

    /// Refuses more links of a kind than one case may have.
    private mutating func requireRoom(_ kind: CaseLink.Kind, from id: CaseID) throws(DeskHalt) {
        guard try workspace.find(CaseLink.self, CaseLink.from(id, kind)).count < CaseLink.linkLimit else {
            throw .refused(
                Refusal(.tooLong, "more than \(CaseLink.linkLimit) links of this kind", at: .field("case")))
        }
    }
}
