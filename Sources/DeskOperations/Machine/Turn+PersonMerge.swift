import DeskContacts
import DeskPrimitives
import DeskRouting

/// Two persons who are one, and one who turns out to be two.
extension Turn {
    /// Merges a person into whoever stands for another; the cases follow.
    mutating func mergePersons(
        _ id: PersonID, into other: PersonID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let merged: Person = try workspace.require(Person.self, id, "merged")
        let survivor = try survivor(of: other)
        let done = try checked { () throws(Refusal) in
            try PersonMerge.merge(merged, into: survivor, by: agent.id, at: now)
        }
        let limit = PersonMergeCases.caseLimit
        let cases = try workspace.find(ServiceCase.self, ServiceCase.of(id, limit: limit + 1))
        guard cases.count <= limit else {
            throw .refused(Refusal(.tooLong, "more than \(limit) cases", at: .field("merged")))
        }
        for var item in cases {
            item.person = survivor.id
            workspace.save(item)
        }
        workspace.save(done.merged)
        workspace.save(done.survivor)
        workspace.save(done.merge)
        workspace.save(PersonMergeCases(merged: id, cases: cases.map(\.id).sorted()))
        emit(.personsMerged(id, into: survivor.id, by: agent.id, cases: cases.count))
        return .done
    }

    /// Undoes the merge of a person.
    ///
    /// The cases the person had go back with all that was filed under them since; a case that was opened while the merge
    /// stood stays with the survivor.
    mutating func unmergePersons(_ id: PersonID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let merged: Person = try workspace.require(Person.self, id, "merged")
        guard let merge = try workspace.load(PersonMerge.self, id) else {
            throw .refused(Refusal(.wrongState, "\(id) is not merged", at: .field("merged")))
        }
        let survivor: Person = try workspace.require(Person.self, merge.survivor, "survivor")
        var standing: [(merge: PersonMerge, person: Person)] = []
        let others = try workspace.find(PersonMerge.self, PersonMerge.into(survivor.id)).filter { $0.merged != id }
        try workspace.prefetch(others.map { RecordKey(Person.collection, $0.merged) })
        for other in others {
            guard let person = try workspace.load(Person.self, other.merged) else { continue }
            standing.append((other, person))
        }
        let undone = try checked { () throws(Refusal) in
            try merge.undo(merged: merged, survivor: survivor, standing: standing, at: now)
        }
        let kept = try workspace.load(PersonMergeCases.self, id)
        let names = kept?.cases ?? []
        try workspace.prefetch(names.map { RecordKey(ServiceCase.collection, $0) })
        var moved = 0
        for name in names {
            guard var item = try workspace.load(ServiceCase.self, name), item.person == survivor.id else { continue }
            // Otherwise one person's case would be answered in the other's.
            if let target = item.mergedInto, !names.contains(target) { throw Self.heldByCaseMerge(name) }
            for other in try workspace.find(CaseMerge.self, CaseMerge.into(name)) where !names.contains(other.merged) {
                throw Self.heldByCaseMerge(other.merged)
            }
            item.person = id
            workspace.save(item)
            moved += 1
        }
        workspace.save(undone.merged)
        workspace.save(undone.survivor)
        for changed in undone.changed { workspace.save(changed) }
        workspace.delete(merge.recordKey)
        if let kept { workspace.delete(kept.recordKey) }
        emit(.personsUnmerged(id, from: survivor.id, by: agent.id, cases: moved))
        return .done
    }

    private static func heldByCaseMerge(_ id: CaseID) -> DeskHalt {
        .refused(Refusal(.wrongState, "the merge of case \(id) is undone first", at: .field("merged")))
    }

    /// Who stands for a person at the end of the chain of merges.
    private mutating func survivor(of id: PersonID) throws(DeskHalt) -> Person {
        var person: Person = try workspace.require(Person.self, id, "survivor")
        var steps = 0
        while let next = person.mergedInto {
            steps += 1
            guard steps <= CaseMerge.chainLimit else {
                throw .refused(Refusal(.corrupt, "the merges do not end", at: .field("survivor")))
            }
            person = try workspace.require(Person.self, next, "survivor")
        }
        return person
    }

    /// A person and everybody who is merged into that person, over any number of merges, at most 64.
    mutating func everybody(behind person: PersonID) throws(DeskHalt) -> [PersonID] {
        var found = [person]
        var next = 0
        while next < found.count, found.count < CaseMerge.chainLimit {
            for merge in try workspace.find(PersonMerge.self, PersonMerge.into(found[next]))
            where !found.contains(merge.merged) { found.append(merge.merged) }
            next += 1
        }
        return found
    }
}
