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
        emit(.personChanged(id, change.kind, by: agent.id))
        return .done
    }
}
