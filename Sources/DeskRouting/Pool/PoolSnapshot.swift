import DeskPrimitives

/// What a plan was made from, in order, so that its decisions can be explained later.
final class PoolSnapshot: Sendable {
    /// One offer of the plan.
    struct Placement: Sendable {
        let item: WorkItem
        let seat: Int
    }

    let seats: [AgentSeat]
    let agents: [Agent?]
    let queue: WorkQueue
    let policy: DistributionPolicy
    let at: Instant
    let placements: [Placement]

    init(
        seats: [AgentSeat], agents: [Agent?], queue: WorkQueue, policy: DistributionPolicy, at: Instant,
        placements: [Placement]
    ) {
        self.seats = seats
        self.agents = agents
        self.queue = queue
        self.policy = policy
        self.at = at
        self.placements = placements
    }

    /// Who was looked at for the offer of a turn.
    func candidates(turn: Int) -> [OfferCandidate] {
        candidates(placements[turn].item, used: used(before: turn))
    }

    /// What keeps work that was not placed from everybody.
    func reasons(_ item: WorkItem) -> [OfferCandidate] {
        candidates(item, used: used(before: placements.count))
    }

    private func used(before turn: Int) -> [Int] {
        var used = seats.map(\.usedUnits)
        for placement in placements[..<turn] { used[placement.seat] += placement.item.units }
        return used
    }

    private func candidates(_ item: WorkItem, used: [Int]) -> [OfferCandidate] {
        let rules = EligibilityRules(queue: queue, policy: policy, at: at)
        let reservation = rules.reservation(of: item) { agent in
            seats.firstIndex { $0.agent == agent }.map { (seats[$0], agents[$0]) }
        }
        return seats.indices.map { index in
            OfferCandidate(
                seats[index].agent,
                exclusion: rules.exclusion(
                    item, seats[index], agents[index], used: used[index], reservation: reservation))
        }
    }
}
