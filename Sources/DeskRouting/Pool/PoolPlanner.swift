import DeskPrimitives

/// Makes one plan.
struct PoolPlanner {
    /// By agent.
    private let seats: [AgentSeat]
    private let agents: [Agent?]
    private let rules: EligibilityRules
    private let capacity: [Int]
    private let isWorking: [Bool]
    private var used: [Int]
    /// Seats of agents who could get something when the plan was begun.
    private var open: [Int] = []
    /// Those of them who meet a requirement; contacts share few.
    private var qualified: [[SkillRequirement]: [Int]] = [:]
    private var placements: [PoolSnapshot.Placement] = []
    private var reasons: [OfferReason] = []

    /// A kind of work of which it was found that nobody can take any more: capacity only shrinks while a plan is made.
    private struct Kind: Hashable {
        let requirement: [SkillRequirement]
        let units: Int
    }

    init(seats: [AgentSeat], agents: [Agent?], rules: EligibilityRules) {
        self.seats = seats
        self.agents = agents
        self.rules = rules
        capacity = agents.map { $0?.capacityUnits ?? 0 }
        used = seats.map(\.usedUnits)
        isWorking = seats.map(\.isWorking)
        open = seats.indices.filter { index in
            guard let agent = agents[index] else { return false }
            return seats[index].presence == .available && used[index] < capacity[index]
                && rules.queue.teams.contains(agent.team)
        }
    }

    /// Makes the plan for some of the work, in the order given.
    mutating func plan(_ items: [WorkItem], _ order: [Int]) -> WorkPlan {
        var unplaced: [WorkItem] = []
        var exhausted: Set<Kind> = []
        var fullCount = 0
        for position in order {
            let item = items[position]
            let kind = Kind(requirement: item.requirement, units: item.units)
            guard fullCount < open.count, !exhausted.contains(kind) else {
                unplaced.append(item)
                continue
            }
            let reservation = rules.reservation(of: item) { agent in
                seatIndex(agent).map { (seats[$0], agents[$0]) }
            }
            let eligible = eligible(item, reservation)
            guard let (chosen, basis) = choose(eligible, item, isReserved: reservation != nil) else {
                unplaced.append(item)
                if reservation == nil, item.excluded.isEmpty { exhausted.insert(kind) }
                continue
            }
            placements.append(PoolSnapshot.Placement(item: item, seat: chosen))
            reasons.append(OfferReason(basis, eligibleCount: eligible.count))
            used[chosen] += item.units
            if used[chosen] >= capacity[chosen] { fullCount += 1 }
        }
        return finished(unplaced)
    }

    /// Who can take a piece of work: what ``EligibilityRules`` say, with the skills looked at once for each
    /// requirement.
    private mutating func eligible(_ item: WorkItem, _ reservation: OfferExclusion?) -> [Int] {
        let able: [Int]
        if let known = qualified[item.requirement] {
            able = known
        } else {
            able = open.filter { agents[$0]?.lacking(item.requirement).isEmpty == true }
            qualified[item.requirement] = able
        }
        let isPlain = reservation == nil && item.excluded.isEmpty
        return able.filter { index in
            guard used[index] + item.units <= capacity[index] else { return false }
            return isPlain
                || rules.exclusion(item, seats[index], agents[index], used: used[index], reservation: reservation)
                    == nil
        }
    }

    private func seatIndex(_ agent: AgentID) -> Int? {
        var (low, high) = (0, seats.count)
        while low < high {
            let middle = (low + high) / 2
            if seats[middle].agent < agent { low = middle + 1 } else { high = middle }
        }
        return low < seats.count && seats[low].agent == agent ? low : nil
    }

    private func finished(_ unplaced: [WorkItem]) -> WorkPlan {
        let pool = PoolSnapshot(
            seats: seats, agents: agents, queue: rules.queue, policy: rules.policy, at: rules.at,
            placements: placements)
        let offers = placements.indices.map { turn in
            let item = placements[turn].item
            return OfferDecision(
                caseID: item.id, queue: item.queue, units: item.units, pass: item.passCount,
                agent: seats[placements[turn].seat].agent, at: rules.at,
                expires: rules.queue.offerEnd(from: rules.at), reason: reasons[turn], pool: pool, turn: turn)
        }
        return WorkPlan(offers: offers, unplaced: unplaced.map { UnplacedWork(item: $0, pool: pool) })
    }

    /// The first in the order of the policy, and what told them from the second.
    private func choose(
        _ eligible: [Int], _ item: WorkItem, isReserved: Bool
    ) -> (seat: Int, basis: OfferReason.Basis)? {
        guard var best = eligible.first else { return nil }
        if isReserved { return (best, .preferred) }
        guard eligible.count > 1 else { return (best, .onlyOne) }
        for index in eligible.dropFirst() where compare(index, best, item).isLess { best = index }
        // What told the best from the runner-up is the last of the orders that tell it from anybody.
        var decisive = 0
        for index in eligible where index != best { decisive = max(decisive, compare(best, index, item).level) }
        let orders = rules.policy.agents
        return (best, decisive < orders.count ? .order(orders[decisive]) : .name)
    }

    /// Whether one seat comes before another, and which order of the policy says so; behind the last one it is the id.
    private func compare(_ a: Int, _ b: Int, _ item: WorkItem) -> (isLess: Bool, level: Int) {
        for (level, order) in rules.policy.agents.enumerated() {
            let (x, y) = (measure(a, order, item), measure(b, order, item))
            if order == .leastUtilised {
                // Shares are compared crosswise, without a division: x/capacity(a) < y/capacity(b).
                let left = x.1.multipliedFullWidth(by: Int64(capacity[b]))
                let right = y.1.multipliedFullWidth(by: Int64(capacity[a]))
                if left != right { return (left < right, level) }
            } else if x != y {
                return (x < y, level)
            }
        }
        return (seats[a].agent < seats[b].agent, rules.policy.agents.count)
    }

    /// What an order compares, smaller first.
    private func measure(_ index: Int, _ order: AgentOrder, _ item: WorkItem) -> (Int, Int64) {
        switch order {
        case .longestIdle: return (isWorking[index] ? 1 : 0, seats[index].idleSince.microseconds)
        case .leastUtilised: return (0, Int64(used[index]))
        case .bestProficiency:
            let sum = item.requirement.reduce(0) { $0 + clamped(agents[index]?.level(of: $1.skill) ?? 0) }
            return (0, Int64(-sum))
        case .leastFlexible: return (agents[index]?.skills.count ?? 0, 0)
        case .leastEffort: return (0, Int64(seats[index].effort))
        }
    }

    private func clamped(_ level: Int) -> Int { min(max(level, 0), SkillLevel.levels.upperBound) }
}
