import DeskPrimitives

/// Who may be offered what: the one place that says so, for decisions and for their explanations.
struct EligibilityRules {
    let queue: WorkQueue
    let policy: DistributionPolicy
    let at: Instant

    var focus: FocusPolicy { policy.focus }
    private var gate: FocusGate { FocusGate(policy: focus, at: at) }

    /// Why an agent is not offered a piece of work; nil when they can be.
    ///
    /// - Parameter isBreaking: Whether the rules of focus may be broken, as they may for an emergency.
    func exclusion(
        _ item: WorkItem, ring: Int, _ seat: AgentSeat, _ agent: Agent?, reservation: OfferExclusion?,
        breakingFocus isBreaking: Bool = false
    ) -> OfferExclusion? {
        if let exclusion = standing(item, ring: ring, seat, agent) { return exclusion }
        guard let agent else { return .unknownAgent }
        if case .reserved(let other, _) = reservation, other != seat.agent { return reservation }
        let used = seat.usedUnits(at: at)
        let free = max(0, max(0, agent.capacityUnits) - used)
        guard free >= item.units else { return .noCapacity(needs: item.units, free: free) }
        if let channel = item.channel, let free = gate.free(on: channel, seat), free < item.units {
            return .channelFull(channel, needs: item.units, free: free)
        }
        if isBreaking { return nil }
        return gate.limit(item, seat, capacity: agent.capacityUnits, used: used).map { .focus($0) }
    }

    /// The reasons that do not change with what else is given out.
    private func standing(_ item: WorkItem, ring: Int, _ seat: AgentSeat, _ agent: Agent?) -> OfferExclusion? {
        guard let agent else { return .unknownAgent }
        if let lack = ability(item, ring: ring, agent) { return lack }
        guard seat.presence == .available else { return .notAvailable(seat.presence) }
        if let exclusion = item.excluded.first(where: { $0.agent == seat.agent }), exclusion.until > at {
            return .excludedUntil(exclusion.until)
        }
        return nil
    }

    /// What the agent lacks for the work in a ring: the team or a skill.
    func ability(_ item: WorkItem, ring: Int, _ agent: Agent) -> OfferExclusion? {
        guard queue.teams.contains(agent.team) || queue.relaxation.teams(ring: ring).contains(agent.team) else {
            return .wrongTeam(agent.team)
        }
        for requirement in ring == 0 ? item.requirement : queue.relaxation.requirement(item.requirement, ring: ring) {
            let level = agent.level(of: requirement.skill)
            if level < requirement.atLeast {
                return .lacksSkill(requirement.skill, needs: requirement.atLeast, has: level)
            }
        }
        return nil
    }

    /// For whom the work is kept: its preferred agent, if that agent is there and able.
    ///
    /// It waits for one who is busy while the time for that runs, but never for one who cannot take it anyway.
    func reservation(of item: WorkItem, ring: Int, seat: (AgentID) -> (AgentSeat, Agent?)?) -> OfferExclusion? {
        guard let preferred = item.preferredAgent, let (seat, agent) = seat(preferred),
            let until = item.enqueuedAt.adding(policy.preferredAgentFor), at < until,
            standing(item, ring: ring, seat, agent) == nil, (agent?.capacityUnits ?? 0) >= item.units
        else { return nil }
        return .reserved(for: preferred, until: until)
    }
}
