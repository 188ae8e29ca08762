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
        plan(
            waiting: waiting, seats: seats, agents: agents, queues: [queue], policy: policy, at: instant)
    }

    /// The offers to make now of the work of several queues, whose agents may be the same people: whoever serves two queues
    /// gets what comes first in both together, whatever the queues are called.
    ///
    /// - Parameters:
    ///   - waiting: The work of the queues; what does not wait, or waits elsewhere, is passed over.
    ///   - seats: Where the agents stand; those without an entry in `agents` get nothing.
    ///   - agents: The agents by id.
    ///   - queues: The queues.
    ///   - lengths: How much waits in a queue, for ``ContactOrder/queueRatio``, where `waiting` is only a part of it.
    ///   - policy: How to choose.
    ///   - instant: Now.
    /// - Complexity: As ``match(waiting:seats:agents:queue:policy:at:)``.
    public static func plan(
        waiting: [WorkItem], seats: [AgentSeat], agents: [AgentID: Agent], queues: [WorkQueue],
        lengths: [QueueID: Int] = [:], policy: DistributionPolicy, at instant: Instant
    ) -> WorkPlan {
        let seats = distinct(seats)
        var lines: [QueueID: EligibilityRules] = [:]
        for queue in queues { lines[queue.id] = EligibilityRules(queue: queue, policy: policy, at: instant) }
        guard let first = queues.first else { return WorkPlan(offers: [], unplaced: [], widened: [], ended: []) }
        var planner = PoolPlanner(
            seats: seats, agents: seats.map { agents[$0.agent] },
            rules: EligibilityRules(queue: first, policy: policy, at: instant), lines: lines)
        return planner.plan(
            waiting, LineOrder(waiting, of: lines.mapValues(\.queue), lengths: lengths, policy, at: instant))
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
