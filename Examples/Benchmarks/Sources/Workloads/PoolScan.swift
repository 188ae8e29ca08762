public import DeskPrimitives
import DeskRouting

/// What the pool of a workload decides, by looking at every contact that waits: the peer of ``PoolWorkload``.
public struct PoolScan {
    private let waiting: [WorkItem]
    private let agents: [Agent]
    private let point = DistributionPolicy.defaultUrgencyPoint.microseconds

    init(waiting: [WorkItem], agents: [Agent]) {
        self.waiting = waiting
        self.agents = agents
    }

    /// The case that an agent who has become free should be offered, for the first agents.
    public func next(first count: Int) -> [CaseID?] { agents.prefix(count).map(next) }

    private func next(_ agent: Agent) -> CaseID? {
        var best = -1
        for place in waiting.indices where best < 0 || precedes(waiting[place], waiting[best]) {
            if waiting[place].requirement.allSatisfy({ agent.level(of: $0.skill) >= $0.atLeast }) { best = place }
        }
        return best < 0 ? nil : waiting[best].id
    }

    private func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
        let (x, y) = (
            a.enqueuedAt.microseconds - Int64(a.urgency) * point, b.enqueuedAt.microseconds - Int64(b.urgency) * point
        )
        return x != y ? x < y : a.id < b.id
    }
}
