import DeskPrimitives
import DeskRouting

/// The agents who help while a surge lasts: called in when it begins, sent back when it is over.
extension Turn {
    /// The teams that a surge calls in: its own, and the reserve of every queue.
    private func reserve(of surge: SurgePolicy) -> [TeamID] {
        let teams = surge.effects.reserveTeams + policy.document.queues.flatMap(\.reserveTeams)
        return Set(teams).sorted()
    }

    mutating func callReserve(of surge: SurgePolicy) {
        let teams = reserve(of: surge)
        if !teams.isEmpty { emit(.reserveCalled(surge.id, teams)) }
    }

    /// Sends the reserve back: what they were offered of other lines and have not accepted goes back with its age, and
    /// what they have accepted they bring to its end.
    mutating func releaseReserve(of surge: SurgePolicy) throws(DeskHalt) {
        let teams = reserve(of: surge)
        guard !teams.isEmpty else { return }
        let effects = try surgeEffects()
        var seats: [AgentSeat] = []
        for seat in try workspace.find(AgentSeat.self, AgentSeat.seats(.available)) {
            guard let agent = policy.agents[seat.agent], teams.contains(agent.team) else { continue }
            if seat.holds.contains(where: { $0.state == .offered }) { seats.append(seat) }
        }
        try workspace.prefetch(
            seats.flatMap { seat in
                seat.holds.filter { $0.state == .offered }.map { RecordKey(WorkItem.collection, $0.caseID) }
            })
        let policy = policy
        for seat in seats {
            guard let team = policy.agents[seat.agent]?.team else { continue }
            let left = try withdrawOffers(of: seat) { work in
                guard let queue = policy.queues[work.queue]?.calling(effects) else { return true }
                return !(queue.teams + queue.relaxation.teams(ring: work.ring)).contains(team)
            }
            if left != seat { workspace.save(left) }
        }
        emit(.reserveReleased(surge.id, teams))
    }
}
