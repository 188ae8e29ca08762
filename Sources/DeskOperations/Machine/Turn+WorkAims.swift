import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// What the work of a case knows of the case: how soon it was promised, and who had to do with the person last.
extension Turn {
    /// Who gets the work of a new case first: who had the case it follows up, or else whoever the person last had to do
    /// with, if that is not too long ago; nil when nobody is remembered.
    func lastAgent(for item: ServiceCase, among others: [CaseID: ServiceCase]) -> AgentID? {
        if let agent = item.follows.flatMap({ others[$0]?.agent }) { return known(agent) }
        let span = policy.document.distribution.lastAgentWithin
        guard span > .zero else { return nil }
        let last = others.values.filter { $0.person == item.person && $0.agent != nil }
            .max { ($0.lastActivityAt, $0.id) < ($1.lastActivityAt, $1.id) }
        guard let last, item.openedAt - last.lastActivityAt <= span else { return nil }
        return known(last.agent)
    }

    private func known(_ agent: AgentID?) -> AgentID? { agent.flatMap { policy.agents[$0]?.id } }

    /// Tells the work of a case that its promise has changed.
    mutating func renewTarget(of item: ServiceCase) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, item.id) else { return }
        let target = policy.workTarget(of: item)
        if case .done = work.state { return }
        guard target != work.target else { return }
        workspace.save(try checked { () throws(Refusal) in try work.promising(target) })
    }
}

extension CompiledPolicy {
    /// What was promised for the work of a case from when it comes into line: the answer, or else the first reply, or else
    /// the solution; nil when nothing was, or nobody is waiting for anything.
    func workTarget(of item: ServiceCase) -> TimeSpan? {
        guard item.isUnasked != true else { return nil }
        for metric in [ClockMetric.answer, .firstReply, .resolution] {
            if let target = target(for: metric, of: item), let span = target.within[item.priority] { return span }
        }
        return nil
    }
}
