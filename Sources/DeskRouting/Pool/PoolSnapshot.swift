import DeskPrimitives

/// What a plan was made from, in order, so that its decisions can be explained later.
final class PoolSnapshot: Sendable {
    /// One offer of the plan.
    struct Placement: Sendable {
        let item: WorkItem
        let ring: Int
        let seat: Int
        let isBreaking: Bool
    }

    /// Work that was not placed.
    struct Waiting: Sendable {
        let item: WorkItem
        let ring: Int
    }

    let seats: [AgentSeat]
    let agents: [Agent?]
    let rules: EligibilityRules
    let lines: [QueueID: EligibilityRules]
    let placements: [Placement]

    init(
        seats: [AgentSeat], agents: [Agent?], rules: EligibilityRules, lines: [QueueID: EligibilityRules],
        placements: [Placement]
    ) {
        self.seats = seats
        self.agents = agents
        self.rules = rules
        self.lines = lines
        self.placements = placements
    }

    /// Who was looked at for the offer of a turn.
    func candidates(turn: Int) -> [OfferCandidate] {
        let placement = placements[turn]
        return candidates(
            placement.item, placement.ring, seats(before: turn), breakingFocus: placement.isBreaking)
    }

    /// What keeps work that was not placed from everybody.
    func reasons(_ item: WorkItem, ring: Int) -> [OfferCandidate] {
        candidates(item, ring, seats(before: placements.count), breakingFocus: false)
    }

    private func seats(before turn: Int) -> [AgentSeat] {
        var live = seats
        for placement in placements[..<turn] {
            let item = placement.item
            if let held = try? live[placement.seat].holding(
                item.id, units: item.units, capacity: nil, channel: item.channel, at: rules.at)
            {
                live[placement.seat] = held
            }
        }
        return live
    }

    private func candidates(
        _ item: WorkItem, _ ring: Int, _ live: [AgentSeat], breakingFocus isBreaking: Bool
    ) -> [OfferCandidate] {
        let rules = lines[item.queue] ?? rules
        let reservation = rules.reservation(of: item, ring: ring) { agent in
            live.firstIndex { $0.agent == agent }.map { (live[$0], agents[$0]) }
        }
        return live.indices.map { index in
            OfferCandidate(
                live[index].agent,
                exclusion: rules.exclusion(
                    item, ring: ring, live[index], agents[index], reservation: reservation, breakingFocus: isBreaking))
        }
    }
}
