public import DeskPrimitives

/// Gives out waiting work: a pure function of what waits, who is there and the policy.
///
/// Work is served most urgent first, then oldest, then by case id. For each piece the agents who can take it are put in
/// the order of the policy, and the first is chosen. Nothing depends on the order of the input.
public enum WorkPool {
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
        var planner = PoolPlanner(
            seats: distinct(seats), agents: agents,
            rules: EligibilityRules(queue: queue, policy: policy, at: instant))
        let items = inOrder(waiting.filter { $0.state == .waiting && $0.queue == queue.id })
        return planner.plan(items)
    }

    /// Work in the order in which it is served, each case once.
    private static func inOrder(_ items: [WorkItem]) -> [WorkItem] {
        let sorted = items.sorted {
            ($1.urgency, $0.enqueuedAt, $0.id, $1.passCount) < ($0.urgency, $1.enqueuedAt, $1.id, $0.passCount)
        }
        var seen: Set<CaseID> = []
        return sorted.filter { seen.insert($0.id).inserted }
    }

    /// Seats by agent, of several for one agent the fullest.
    private static func distinct(_ seats: [AgentSeat]) -> [AgentSeat] {
        let sorted = seats.sorted { ($0.agent, $1.usedUnits) < ($1.agent, $0.usedUnits) }
        var result: [AgentSeat] = []
        for seat in sorted where result.last?.agent != seat.agent { result.append(seat) }
        return result
    }
}
