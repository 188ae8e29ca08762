import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting

/// Persons who turn out to be one, and who turn out not to be.
///
/// A merge moves the cases of the merged person to the survivor; contacts, invitations, recoveries and references keep the
/// person they were written down for and are looked up for everybody who is merged into a person. A contact that comes
/// while the merge stands is written down for the merged person when it names that person and nothing of the survivor's
/// own; the case it opens belongs to the survivor, and goes back when the merge is undone.
extension Turn {
    /// The most persons one person stands for, itself among them.
    static let mostMerged = 64
    /// The most cases that follow a person.
    static let mostMovedCases = 256
    /// The most cases that go back to a person: those that moved, and those opened while the merge stood, in one batch.
    static let mostReturningCases = Limits.batchWrites - 4 * mostMerged

    mutating func mergePersons(
        _ mergedID: PersonID, into other: PersonID, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let merged: Person = try workspace.require(Person.self, mergedID, "merged")
        guard let survivor = try standingPerson(other) else {
            throw .refused(Refusal(.unknownName, "nothing is stored under this name", at: .field("survivor")))
        }
        let now = now
        let made = try checked { () throws(Refusal) in
            try PersonMerge.merge(merged, into: survivor, by: agent.id, at: now)
        }
        guard try family(of: merged).count + family(of: survivor).count <= Self.mostMerged else {
            throw .refused(
                Refusal(.tooLong, "more than \(Self.mostMerged) persons in one", at: .field("survivor")))
        }
        let cases = try cases(of: mergedID)
        for var item in cases {
            item.openedFor = item.openedFor ?? item.person
            item.person = survivor.id
            if item.openedFor == survivor.id { item.openedFor = nil }
            workspace.save(item)
        }
        workspace.save(made.merged)
        workspace.save(made.survivor)
        workspace.save(made.merge)
        try endDoubt(of: mergedID, into: survivor.id)
        emit(.personMerged(mergedID, into: survivor.id, agent.id, cases: cases.count))
        return .done
    }

    mutating func unmergePerson(_ id: PersonID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let merged: Person = try workspace.require(Person.self, id, "merged")
        guard let merge = try workspace.load(PersonMerge.self, id) else {
            throw .refused(Refusal(.wrongState, "the person is not merged", at: .field("merged")))
        }
        let survivor: Person = try workspace.require(Person.self, merge.survivor, "survivor")
        var standing: [(merge: PersonMerge, person: Person)] = []
        for other in try workspace.find(PersonMerge.self, PersonMerge.into(survivor.id)) where other.merged != id {
            standing.append((other, try workspace.require(Person.self, other.merged, "merged")))
        }
        let (now, others) = (now, standing)
        let undone = try checked { () throws(Refusal) in
            try merge.undo(merged: merged, survivor: survivor, standing: others, at: now)
        }
        let going = try returningCases(of: try family(of: merged), undoing: merge)
        try requireNoneStandsForOthers(going)
        for var item in going {
            item.person = id
            item.openedFor = item.openedFor == id ? nil : item.openedFor
            workspace.save(item)
        }
        workspace.save(undone.merged)
        workspace.save(undone.survivor)
        for changed in undone.changed { workspace.save(changed) }
        workspace.delete(merge.recordKey)
        emit(.personUnmerged(id, from: survivor.id, agent.id, cases: going.count))
        return .done
    }

    // MARK: Who stands for whom

    /// Who stands for a person, the person itself when it is merged into nobody; nil when there is none of that name.
    ///
    /// Where a chain leads nowhere or in a circle, which no command makes, the person stands for itself.
    mutating func standingPerson(_ id: PersonID) throws(DeskHalt) -> Person? {
        guard let start = try workspace.load(Person.self, id) else { return nil }
        var current = start
        var steps = 0
        while let next = current.mergedInto {
            steps += 1
            guard steps <= Self.mostMerged, let following = try workspace.load(Person.self, next) else { return start }
            current = following
        }
        return current
    }

    /// A person and everybody merged into it, also through others; costs nothing for who stands for nobody else.
    mutating func family(of person: Person) throws(DeskHalt) -> [PersonID] {
        guard person.standsForOthers else { return [person.id] }
        var members = [person.id]
        var next = 0
        while next < members.count, members.count <= Self.mostMerged {
            for merge in try workspace.find(PersonMerge.self, PersonMerge.into(members[next]))
            where !members.contains(merge.merged) { members.append(merge.merged) }
            next += 1
        }
        return members
    }

    /// For whom a contact is written down: the person it names among those who are merged into who stands for them.
    mutating func owner(of claims: IdentityClaims, standing person: Person) throws(DeskHalt) -> PersonID {
        var current = person
        var steps = 0
        while current.standsForOthers, steps < Self.mostMerged {
            steps += 1
            var found: Person?
            for merge in try workspace.find(PersonMerge.self, PersonMerge.into(current.id)) where found == nil {
                guard let merged = try workspace.load(Person.self, merge.merged) else { continue }
                if merge.isOfMerged(claims, merged: merged, survivor: current) { found = merged }
            }
            guard let found else { break }
            current = found
        }
        return current.id
    }

    /// Whether somebody of a family waits for something to be put right.
    mutating func hasOpenRecovery(_ family: [PersonID]) throws(DeskHalt) -> Bool {
        for member in family where !(try workspace.find(Recovery.self, Recovery.query(openOf: member))).isEmpty {
            return true
        }
        return false
    }

    /// The invitation that a message of a person on a channel may answer, the latest of each of the family first.
    mutating func invitation(
        awaitingMessageOf person: Person, on channel: ContactChannel
    ) throws(DeskHalt) -> SurveyInvitation? {
        for member in try family(of: person) {
            let query = SurveyInvitation.query(person: member, limit: 8)
            if let found = try workspace.find(SurveyInvitation.self, query).first(where: {
                $0.channel == channel.id && $0.awaitsMessage(at: now)
            }) {
                return found
            }
        }
        return nil
    }

    /// The cases that go back when a merge is undone: those opened for one of the persons that go.
    ///
    /// Costs what goes back, not what the survivor has; a merge of an earlier library looks through all the survivor has.
    private mutating func returningCases(
        of returning: [PersonID], undoing merge: PersonMerge
    ) throws(DeskHalt) -> [ServiceCase] {
        var going: [ServiceCase] = []
        if merge.findsCasesByOwner {
            let queries = returning.map { ServiceCase.opened(for: $0) }
            if queries.count > 1 { try workspace.prefetch([], queries) }
            for query in queries {
                going += try workspace.walk(ServiceCase.self, query, atMost: Self.mostReturningCases + 1)
            }
        } else {
            let members = Set(returning)
            let all = ServiceCase.of(merge.survivor, limit: Limits.pageCount)
            going = try workspace.walk(ServiceCase.self, all, atMost: PersonFile.limit)
                .filter { $0.openedFor.map(members.contains) == true }
        }
        guard going.count <= Self.mostReturningCases else {
            throw .refused(
                Refusal(.tooLong, "more than \(Self.mostReturningCases) cases of one person", at: .field("merged")))
        }
        return going.filter { $0.person == merge.survivor }
    }

    /// Refuses to part a case from the one that stands for it: it would take in the other person's mail.
    private mutating func requireNoneStandsForOthers(_ going: [ServiceCase]) throws(DeskHalt) {
        let names = Set(going.map(\.id))
        var parted = going.compactMap { item in item.mergedInto.map { (item.id, $0) } }
        let standing = going.filter { $0.standsForOthers == true }.map { CaseMerge.into($0.id) }
        for merges in try workspace.find(CaseMerge.self, all: standing) {
            parted += merges.map { ($0.merged, $0.survivor) }
        }
        for (item, target) in parted where names.contains(item) != names.contains(target) {
            throw .refused(
                Refusal(
                    .wrongState, "\(item) is merged into \(target), which is not of the same person then",
                    at: .field("merged")))
        }
    }

    /// All cases of a person; refused where they are too many to follow in one batch.
    private mutating func cases(of person: PersonID) throws(DeskHalt) -> [ServiceCase] {
        let found = try workspace.find(
            ServiceCase.self, ServiceCase.of(person, limit: Self.mostMovedCases + 1))
        guard found.count <= Self.mostMovedCases else {
            throw .refused(
                Refusal(.tooLong, "more than \(Self.mostMovedCases) cases of one person", at: .field("merged")))
        }
        return found
    }
}
