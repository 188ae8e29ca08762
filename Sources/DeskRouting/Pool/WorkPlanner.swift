public import DeskPrimitives

/// Gives out waiting work: a pure function of what waits, who is there and the policy.
///
/// Work is served in the order of the policy, equal work the oldest first, then by case id. For each piece the agents who
/// can take it are put in the order of the policy, and the first is chosen. Nothing depends on the order of the input.
/// A desk whose state lies in records plans with this; a program that holds its state in memory uses ``WorkPool``, which
/// decides the same one event at a time.
public enum WorkPlanner {
    /// The offers to make now.
    ///
    /// No case is offered twice and nobody is offered more than they can hold, the offers of this call included.
    /// - Parameters:
    ///   - waiting: The work of the queue; what does not wait, or waits elsewhere, is passed over.
    ///   - seats: Where the agents stand; those without an entry in `agents` get nothing.
    ///   - agents: The agents by id.
    ///   - queue: The queue.
    ///   - policy: How to choose.
    ///   - instant: Now.
    /// - Complexity: O(w log w + w × s × k) for w pieces of work, s available seats and k skills asked for; it ends
    ///   early when nobody has anything left.
    public static func match(
        waiting: [WorkItem], seats: [AgentSeat], agents: [AgentID: Agent], queue: WorkQueue,
        policy: DistributionPolicy, at instant: Instant
    ) -> [OfferDecision] {
        plan(waiting: waiting, seats: seats, agents: agents, queue: queue, policy: policy, at: instant).offers
    }

    /// The offers to make now, and the work that nobody can be offered, each with its reasons.
    ///
    /// Parameters and complexity are those of ``match(waiting:seats:agents:queue:policy:at:)``.
    public static func plan(
        waiting: [WorkItem], seats: [AgentSeat], agents: [AgentID: Agent], queue: WorkQueue,
        policy: DistributionPolicy, at instant: Instant
    ) -> WorkPlan {
        let seats = distinct(seats)
        var planner = PoolPlanner(
            seats: seats, agents: seats.map { agents[$0.agent] },
            rules: EligibilityRules(queue: queue, policy: policy, at: instant))
        return planner.plan(waiting, inOrder(waiting, of: queue.id, policy, at: instant))
    }

    /// Where the work of a queue stands in a list, in the order in which it is served, each case once.
    private static func inOrder(
        _ items: [WorkItem], of queue: QueueID, _ policy: DistributionPolicy, at now: Instant
    ) -> [Int] {
        var order = items.indices.filter { items[$0].state == .waiting && items[$0].queue == queue }
        func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
            if policy.contacts == .serviceClock {
                let (x, y) = (a.delaySlope(at: now), b.delaySlope(at: now))
                if x != y { return x > y }
            }
            return a.isServedBefore(b, policy)
        }
        let isSorted = zip(order, order.dropFirst()).allSatisfy { !precedes(items[$1], items[$0]) }
        if !isSorted { order.sort { precedes(items[$0], items[$1]) } }
        var seen: Set<CaseID> = []
        return order.filter { seen.insert(items[$0].id).inserted }
    }

    /// Seats by agent, of several for one agent the fullest.
    private static func distinct(_ seats: [AgentSeat]) -> [AgentSeat] {
        if zip(seats, seats.dropFirst()).allSatisfy({ $0.agent < $1.agent }) { return seats }
        let sorted = seats.sorted { $0.agent == $1.agent ? $0.usedUnits > $1.usedUnits : $0.agent < $1.agent }
        var result: [AgentSeat] = []
        for seat in sorted where result.last?.agent != seat.agent { result.append(seat) }
        return result
    }
}
