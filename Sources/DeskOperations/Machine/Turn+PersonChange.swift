import DeskContacts
import DeskPrimitives
import DeskRouting

/// What agents change about persons.
extension Turn {
    /// Changes what is known of a person; a name of a register that somebody else has is refused.
    ///
    /// Open cases keep the organisation they were opened for.
    mutating func changePerson(
        _ id: PersonID, _ change: PersonChange, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        try requireNotErased(id)
        let person: Person = try workspace.require(Person.self, id, "person")
        if case .addIdentifier(let identifier) = change {
            let holders = try workspace.find(
                Person.self, RecordQuery(.equal(Person.strongIndex, identifier.storageKey(digest)), limit: 1))
            if let holder = holders.first, holder.id != id {
                throw .refused(
                    Refusal(.duplicateName, "it is the identifier of person \(holder.id)", at: .field("identifier")))
            }
        }
        let (now, digest) = (now, digest)
        let changed = try checked { () throws(Refusal) in try person.changing(change, digest: digest, at: now) }
        guard changed != person else { return .done }
        workspace.save(changed)
        if case .removePoint(let point) = change { try forget(point, of: id) }
        emit(.personChanged(id, change.kind, by: agent.id))
        return .done
    }

    /// Lets go of what was counted for an address that nobody has any more, so that an erasure leaves nothing of it.
    private mutating func forget(_ point: ContactPoint, of person: PersonID) throws(DeskHalt) {
        let holders = try workspace.find(
            Person.self, RecordQuery(.equal(Person.pointIndex, point.storageKey(digest)), limit: 2))
        guard holders.allSatisfy({ $0.id == person }) else { return }
        let log = AutomaticMessageLog(of: point, digest: digest)
        guard try workspace.load(AutomaticMessageLog.self, log.recordID) != nil else { return }
        workspace.erase(log.recordKey)
    }
}
