import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Two cases that are one matter, and one that turns out to be two.
extension Turn {
    /// Merges a case into whatever stands for another of the same person.
    ///
    /// The merged case is closed without a survey and without counting as resolved; work on it ends.
    mutating func mergeCases(_ id: CaseID, into other: CaseID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        guard item.mergedInto == nil else {
            throw .refused(Refusal(.wrongState, "the case is merged already", at: .field("case")))
        }
        let target = try chain(from: other).end
        guard target != id else {
            throw .refused(Refusal(.wrongState, "\(other) leads back to \(id)", at: .field("survivor")))
        }
        var (survivor, survivorAt) = try open(target)
        guard survivor.person == item.person else {
            throw .refused(Refusal(.notAllowed, "the cases of two persons", at: .field("survivor")))
        }
        guard item.status.isSettled || !survivor.status.isSettled else {
            throw .refused(
                Refusal(.wrongState, "an open case cannot be merged into a settled one", at: .field("survivor")))
        }
        workspace.save(
            CaseMerge(
                merged: id, survivor: target, at: now, agent: agent.id, status: item.status, closedAt: item.closedAt))
        if !item.status.isSettled {
            try endAutomation(of: item, at: at)
            if case .pending = item.status { try takeUp(id) }
            try endClocks(of: &item, at: at)
            try finishWork(of: id)
            try endHandling(of: id)
            try dropCallback(of: item, .settled)
        }
        item.status = .closed
        item.closedAt = item.closedAt ?? at
        item.mergedInto = target
        survivor.contacts += item.contacts
        emit(.casesMerged(id, into: target, by: agent.id), target, at: survivorAt)
        save(item, at: at)
        save(survivor, at: survivorAt)
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
        survivor.contacts -= item.contacts
        try workspace.prefetch(merge.later.map { RecordKey(Contact.collection, $0) })
        for name in merge.later {
            guard let contact = try workspace.load(Contact.self, name), contact.caseID == survivor.id else { continue }
            workspace.save(contact.filed(under: id))
            survivor.contacts -= 1
            item.contacts += 1
        }
        item.mergedInto = nil
        item.status = merge.status
        item.closedAt = merge.closedAt
        if !merge.status.isSettled {
            item.status = item.answeredAt == nil ? .new : .open
            try returnWork(of: &item, at: at)
        }
        workspace.delete(merge.recordKey)
        emit(.casesUnmerged(id, from: survivor.id, by: agent.id, contacts: merge.later.count), id, at: at)
        save(item, at: at)
        save(survivor, at: survivorAt)
        return .done
    }

    /// The cases from one to what stands for it; ends for links of any shape.
    mutating func chain(from id: CaseID) throws(DeskHalt) -> (end: CaseID, passed: [CaseID]) {
        var passed: [CaseID] = []
        var item: ServiceCase = try workspace.require(ServiceCase.self, id, "survivor")
        while let next = item.mergedInto {
            guard passed.count < CaseMerge.chainLimit, !passed.contains(next) else {
                throw .refused(Refusal(.corrupt, "the merges do not end", at: .field("survivor")))
            }
            passed.append(item.id)
            item = try workspace.require(ServiceCase.self, next, "survivor")
        }
        return (item.id, passed)
    }

    /// Puts what stands for a merged case in its place among the cases a contact might belong to.
    ///
    /// - Returns: The merged cases the contact named, by what stands for them.
    mutating func followMerges(
        of cases: inout [CaseID: ServiceCase], _ referenced: inout [CaseID: Contact], tagged: inout CaseID?
    ) throws(DeskHalt) -> [CaseID: [CaseID]] {
        var passed: [CaseID: [CaseID]] = [:]
        for id in cases.keys.sorted() {
            guard let item = cases[id], item.mergedInto != nil else { continue }
            cases[id] = nil
            guard referenced[id] != nil || tagged == id else { continue }
            let chain = try chain(from: id)
            if cases[chain.end] == nil { cases[chain.end] = try workspace.load(ServiceCase.self, chain.end) }
            if let contact = referenced.removeValue(forKey: id), referenced[chain.end] == nil {
                referenced[chain.end] = contact
            }
            if tagged == id { tagged = chain.end }
            for merged in chain.passed where passed[chain.end]?.contains(merged) != true {
                passed[chain.end, default: []].append(merged)
            }
        }
        return passed
    }

    /// Writes down with every merge it passed through that a contact named a merged case.
    mutating func noteLater(_ contact: ContactID, through passed: [CaseID]) throws(DeskHalt) {
        for id in passed {
            guard var merge = try workspace.load(CaseMerge.self, id), merge.later.count < CaseMerge.laterLimit else {
                continue
            }
            merge.later.append(contact)
            workspace.save(merge)
        }
    }
}
