import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Cases that belong together: split off one another, parts of one another, coming from one problem.
extension Turn {
    /// Moves contacts of a case to a new one, which is as old as the first of them and goes to the same queue.
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
        try workspace.prefetch(names.map { RecordKey(Contact.collection, $0) })
        var contacts: [Contact] = []
        for name in names {
            guard let contact = try workspace.load(Contact.self, name), contact.caseID == id else {
                throw .refused(Refusal(.unknownName, "\(name) is no contact of the case", at: .field("contacts")))
            }
            contacts.append(contact)
        }
        contacts.sort { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
        guard let first = contacts.first, let last = contacts.last,
            let work = try workspace.load(WorkItem.self, id)
        else { throw .refused(Refusal(.wrongState, "the case has no work in the desk", at: .field("case"))) }
        var new = ServiceCase(
            id: try derived("c"), person: item.person, channel: first.channel, topic: first.topic ?? item.topic,
            priority: item.priority, language: item.language, openedAt: min(first.occurredAt, now))
        new.follows = id
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

    /// Makes a case a part of another, or says that it comes from a problem; links of one kind never form a circle.
    mutating func linkCases(
        _ from: CaseID, _ kind: CaseLink.Kind, _ to: CaseID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        guard kind != .split else {
            throw .refused(Refusal(.notAllowed, "a split links the cases by itself", at: .field("kind")))
        }
        let _: ServiceCase = try workspace.require(ServiceCase.self, from, "case")
        let _: ServiceCase = try workspace.require(ServiceCase.self, to, "linked")
        if try workspace.load(CaseLink.self, CaseLink.name(kind, from, to)) != nil { return .done }
        guard try !workspace.find(CaseLink.self, CaseLink.to(to)).contains(where: { $0.kind == kind }) else {
            throw .refused(Refusal(.wrongState, "the case has one already", at: .field("linked")))
        }
        var above: CaseID? = from
        var steps = 0
        while let current = above {
            guard current != to, steps < CaseMerge.chainLimit else {
                throw .refused(Refusal(.wrongState, "the links would form a circle", at: .field("linked")))
            }
            above = try workspace.find(CaseLink.self, CaseLink.to(current)).first { $0.kind == kind }?.from
            steps += 1
        }
        let siblings = try workspace.find(CaseLink.self, CaseLink.from(from))
        guard siblings.count < CaseLink.linkLimit else {
            throw .refused(Refusal(.tooLong, "more than \(CaseLink.linkLimit) links", at: .field("case")))
        }
        workspace.save(CaseLink(kind: kind, from: from, to: to, at: now, agent: agent.id))
        emit(.casesLinked(from, kind, to, by: agent.id), from)
        return .done
    }

    /// Takes the link between two cases away.
    mutating func unlinkCases(
        _ from: CaseID, _ kind: CaseLink.Kind, _ to: CaseID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        guard kind != .split, let link = try workspace.load(CaseLink.self, CaseLink.name(kind, from, to)) else {
            throw .refused(Refusal(.unknownName, "there is no such link", at: .field("linked")))
        }
        workspace.delete(link.recordKey)
        emit(.casesUnlinked(from, kind, to, by: agent.id), from)
        return .done
    }

    /// A problem is settled: its cases hear of it, and those that waited inside the house or for a supplier go on.
    mutating func reachCases(ofProblem id: CaseID) throws(DeskHalt) {
        for link in try workspace.find(CaseLink.self, CaseLink.from(id)) where link.kind == .problem {
            guard var item = try workspace.load(ServiceCase.self, link.to), !item.status.isSettled else { continue }
            let at = max(now, item.lastActivityAt)
            emit(.problemSolved(id), link.to, at: at)
            if item.status == .pending(.internal) || item.status == .pending(.supplier) {
                try restart(&item, at: at)
            }
            save(item, at: at)
        }
    }
}
