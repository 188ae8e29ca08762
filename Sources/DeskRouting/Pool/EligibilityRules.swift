import DeskPrimitives

/// Who may be offered what: the one place that says so, for decisions and for their explanations.
struct EligibilityRules {
    let queue: WorkQueue
    let policy: DistributionPolicy
    let at: Instant

    /// Why an agent is not offered a piece of work; nil when they can be.
    func exclusion(
        _ item: WorkItem, _ seat: AgentSeat, _ agent: Agent?, used: Int, reservation: OfferExclusion?
    ) -> OfferExclusion? {
        if let exclusion = standing(item, seat, agent) { return exclusion }
        guard let agent else { return .unknownAgent }
        if case .reserved(let other, _) = reservation, other != seat.agent { return reservation }
        let free = max(0, max(0, agent.capacityUnits) - used)
        return free < item.units ? .noCapacity(needs: item.units, free: free) : nil
    }

    /// The reasons that do not change with what else is given out.
    private func standing(_ item: WorkItem, _ seat: AgentSeat, _ agent: Agent?) -> OfferExclusion? {
        guard let agent else { return .unknownAgent }
        guard queue.teams.contains(agent.team) else { return .wrongTeam(agent.team) }
        for requirement in item.requirement {
            let level = agent.level(of: requirement.skill)
            if level < requirement.atLeast {
                return .lacksSkill(requirement.skill, needs: requirement.atLeast, has: level)
            }
        }
        guard seat.presence == .available else { return .notAvailable(seat.presence) }
        if let exclusion = item.excluded.first(where: { $0.agent == seat.agent }), exclusion.until > at {
            return .excludedUntil(exclusion.until)
        }
        return nil
    }

    /// For whom the work is kept: its preferred agent, if that agent is there and able.
    ///
    /// It waits for one who is busy while the time for that runs, but never for one who cannot take it anyway.
    func reservation(of item: WorkItem, seat: (AgentID) -> (AgentSeat, Agent?)?) -> OfferExclusion? {
        guard let preferred = item.preferredAgent, let (seat, agent) = seat(preferred),
            let until = item.enqueuedAt.adding(policy.preferredAgentFor), at < until,
            standing(item, seat, agent) == nil, (agent?.capacityUnits ?? 0) >= item.units
        else { return nil }
        return .reserved(for: preferred, until: until)
    }
}
