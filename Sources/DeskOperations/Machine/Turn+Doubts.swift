import DeskContacts
import DeskPrimitives
import DeskRouting

/// Doubts who a person is: raised when contacts are taken in, told to team leaders, gone when somebody has said who it is.
extension Turn {
    /// Writes down that it is in doubt who a person is; somebody is told when it names anybody new.
    mutating func raiseDoubt(_ person: PersonID, _ reason: IdentityReason) throws(DeskHalt) {
        let known = try workspace.load(PersonDoubt.self, person)
        let doubt = known?.raising(reason, at: now) ?? PersonDoubt(person, because: reason, at: now)
        guard doubt != known else { return }
        workspace.save(doubt)
        emit(.personInDoubt(person, doubt.code, candidates: doubt.candidates))
    }

    /// An agent has looked: the person is none of the candidates.
    ///
    /// What else may be doubted about the person later is put before somebody again; of these candidates nothing is asked
    /// any more. That contacts which tell no more than before go to this person stays as it is.
    mutating func confirmPerson(_ id: PersonID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        try requireNotErased(id)
        _ = try workspace.require(Person.self, id, "person") as Person
        guard let doubt = try workspace.load(PersonDoubt.self, id), doubt.isOpen else {
            throw .refused(Refusal(.wrongState, "nobody doubts who the person is", at: .field("person")))
        }
        workspace.save(doubt.confirmed(by: agent.id))
        emit(.personConfirmed(id, by: agent.id))
        return .done
    }

    /// A person turned out to be another one: nobody has to look at it any more, and the other one is no candidate.
    mutating func endDoubt(of merged: PersonID, into survivor: PersonID) throws(DeskHalt) {
        try workspace.prefetch([merged, survivor].map { RecordKey(PersonDoubt.collection, $0) })
        if let doubt = try workspace.load(PersonDoubt.self, merged), doubt.isOpen { workspace.save(doubt.ended()) }
        if let doubt = try workspace.load(PersonDoubt.self, survivor), doubt.candidates.contains(merged) {
            workspace.save(doubt.without(merged))
        }
    }
}

extension CompiledPolicy {
    /// Who is told what nobody else would see: the leaders of a team, else those of all teams, else the readers of mentions.
    func leaders(of team: TeamID?) -> [AgentID] {
        let own = team.flatMap { teams[$0]?.leaders } ?? []
        if !own.isEmpty { return Set(own).sorted() }
        let all = Set(document.teams.flatMap(\.leaders)).sorted()
        return all.isEmpty ? Set(document.communication.readers).sorted() : all
    }
}
