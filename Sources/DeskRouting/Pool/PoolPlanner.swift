import DeskPrimitives

/// Makes one plan.
struct PoolPlanner {
    /// By agent.
    private let seats: [AgentSeat]
    private let agents: [Agent?]
    /// What holds for all queues; what is said of one queue stands in `lines`.
    private let rules: EligibilityRules
    private let lines: [QueueID: EligibilityRules]
    private let capacity: [Int]
    private let isWorking: [Bool]
    /// The seats with the offers of this plan in them.
    private var live: [AgentSeat]
    private var used: [Int]
    /// Whether any rule of focus could keep work from anybody.
    private let isFocused: Bool
    /// Seats of agents who could get something when the plan was begun.
    private var open: [Int] = []
    /// Those of them who meet a requirement; contacts share few.
    private var qualified: [Kind: [Int]] = [:]
    private var isAttended: [Kind: Bool] = [:]
    private var placements: [PoolSnapshot.Placement] = []
    private var reasons: [OfferReason] = []
    private var widened: [WidenedWork] = []
    private var ended: [EndedWork] = []

    /// A kind of work; of one nobody can take any more the rest need not be looked at, since capacity only shrinks while
    /// a plan is made.
    private struct Kind: Hashable {
        let queue: QueueID
        let requirement: [SkillRequirement]
        let ring: Int
        var units = 0
        var channel: ChannelID?
        var isEmergency = false
    }

    /// - Parameter lines: The rules of each queue whose work may come; `rules` are those of any of them.
    init(seats: [AgentSeat], agents: [Agent?], rules: EligibilityRules, lines: [QueueID: EligibilityRules]) {
        self.seats = seats
        self.agents = agents
        self.rules = rules
        self.lines = lines
        live = seats
        capacity = agents.map { $0?.capacityUnits ?? 0 }
        used = seats.map { $0.usedUnits(at: rules.at) }
        isWorking = seats.map(\.isWorking)
        isFocused = rules.focus != .none || seats.contains { !$0.blocks.isEmpty }
        open = seats.indices.filter { seats[$0].presence == .available && used[$0] < capacity[$0] }
    }

    /// Makes the plan for some of the work, in the order given.
    mutating func plan(_ items: [WorkItem], _ order: LineOrder) -> WorkPlan {
        var unplaced: [PoolSnapshot.Waiting] = []
        var exhausted: Set<Kind> = []
        var fullCount = 0
        var order = order
        while let position = order.next(placed: placements.count) {
            let item = items[position]
            guard let rules = lines[item.queue] else { continue }
            let ring = ring(of: item, rules)
            let isEmergency = isFocused && item.urgency >= rules.focus.emergencyFrom
            let kind = Kind(
                queue: item.queue, requirement: item.requirement, ring: ring, units: item.units,
                channel: isFocused ? item.channel : nil,
                isEmergency: isEmergency)
            guard fullCount < open.count, !exhausted.contains(kind) else {
                unplaced.append(.init(item: item, ring: ring))
                continue
            }
            let reservation = rules.reservation(of: item, ring: ring) { agent in
                seatIndex(agent).map { (live[$0], agents[$0]) }
            }
            var eligible = eligible(item, ring, rules, reservation, breakingFocus: false)
            var broken: FocusLimit?
            if eligible.isEmpty, isEmergency {
                eligible = self.eligible(item, ring, rules, reservation, breakingFocus: true)
            }
            guard let (chosen, basis) = choose(eligible, item, isReserved: reservation != nil) else {
                unplaced.append(.init(item: item, ring: ring))
                if reservation == nil, item.excluded.isEmpty { exhausted.insert(kind) }
                continue
            }
            if isFocused {
                broken = FocusGate(policy: rules.focus, at: rules.at)
                    .limit(item, live[chosen], capacity: capacity[chosen], used: used[chosen])
            }
            placements.append(PoolSnapshot.Placement(item: item, ring: ring, seat: chosen, isBreaking: broken != nil))
            reasons.append(OfferReason(basis, eligibleCount: eligible.count, brokenFocus: broken))
            used[chosen] += item.units
            if let held = try? live[chosen].holding(
                item.id, units: item.units, capacity: nil, channel: item.channel, at: rules.at)
            {
                live[chosen] = held
            }
            if used[chosen] >= capacity[chosen] { fullCount += 1 }
        }
        return finished(unplaced)
    }

    /// The ring work has reached by its time, or before it where nobody is there; says what changes.
    private mutating func ring(of item: WorkItem, _ rules: EligibilityRules) -> Int {
        let plan = rules.queue.relaxation
        guard plan != .none else { return 0 }
        let waited = rules.at - item.enqueuedAt
        var ring = max(item.ring, plan.ring(after: waited))
        let timely = ring
        while ring < plan.lastRing, !isAttended(item, ring, rules) { ring += 1 }
        if ring > item.ring { widened.append(WidenedWork(caseID: item.id, ring: ring, isEarly: ring > timely)) }
        switch plan.end {
        case .stay, .anyone: break
        case .overflow, .callback:
            if waited >= plan.endAfter || (ring >= plan.lastRing && !isAttended(item, ring, rules)) {
                ended.append(EndedWork(caseID: item.id, end: plan.end))
            }
        }
        return ring
    }

    /// Whether anybody who could take it is there at all, busy or not.
    private mutating func isAttended(_ item: WorkItem, _ ring: Int, _ rules: EligibilityRules) -> Bool {
        let kind = Kind(queue: item.queue, requirement: item.requirement, ring: ring)
        if let known = isAttended[kind] { return known }
        let found = seats.indices.contains { index in
            guard seats[index].presence == .available, let agent = agents[index] else { return false }
            return rules.ability(item, ring: ring, agent) == nil
        }
        isAttended[kind] = found
        return found
    }

    /// Who can take a piece of work: what ``EligibilityRules`` say, with the skills looked at once for each
    /// requirement.
    private mutating func eligible(
        _ item: WorkItem, _ ring: Int, _ rules: EligibilityRules, _ reservation: OfferExclusion?,
        breakingFocus isBreaking: Bool
    ) -> [Int] {
        let kind = Kind(queue: item.queue, requirement: item.requirement, ring: ring)
        let able: [Int]
        if let known = qualified[kind] {
            able = known
        } else {
            able = open.filter { index in
                agents[index].map { rules.ability(item, ring: ring, $0) == nil } ?? false
            }
            qualified[kind] = able
        }
        let isPlain = reservation == nil && item.excluded.isEmpty && !isFocused
        return able.filter { index in
            guard used[index] + item.units <= capacity[index] else { return false }
            return isPlain
                || rules.exclusion(
                    item, ring: ring, live[index], agents[index], reservation: reservation, breakingFocus: isBreaking)
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

    private func finished(_ unplaced: [PoolSnapshot.Waiting]) -> WorkPlan {
        let pool = PoolSnapshot(seats: seats, agents: agents, rules: rules, lines: lines, placements: placements)
        let offers = placements.indices.map { turn in
            let item = placements[turn].item
            return OfferDecision(
                caseID: item.id, queue: item.queue, units: item.units, pass: item.passCount,
                agent: seats[placements[turn].seat].agent, at: rules.at,
                expires: (lines[item.queue] ?? rules).queue.offerEnd(from: rules.at), reason: reasons[turn], pool: pool,
                turn: turn)
        }
        let offered = Set(placements.map(\.item.id))
        return WorkPlan(
            offers: offers, unplaced: unplaced.map { UnplacedWork(item: $0.item, ring: $0.ring, pool: pool) },
            widened: widened, ended: ended.filter { !offered.contains($0.caseID) })
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
        let orders = rules.policy.agents(forHard: item.isHard)
        return (best, decisive < orders.count ? .order(orders[decisive]) : .name)
    }

    /// Whether one seat comes before another, and which order of the policy says so; behind the last one it is the id.
    private func compare(_ a: Int, _ b: Int, _ item: WorkItem) -> (isLess: Bool, level: Int) {
        let orders = rules.policy.agents(forHard: item.isHard)
        for (level, order) in orders.enumerated() {
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
        return (seats[a].agent < seats[b].agent, orders.count)
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
