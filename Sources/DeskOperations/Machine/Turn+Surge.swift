import DeskPrimitives
import DeskRouting

/// Surges: when they begin and end, and what they change.
extension Turn {
    mutating func readSurge(_ id: SurgeID, _ reading: SurgeReading) throws(DeskHalt) -> DeskResult {
        let surge = try surgePolicy(id)
        let before = try workspace.load(DeskSurge.self, id) ?? DeskSurge(id: id)
        return try note(surge.decide(before.state, reading, at: now), of: before, surge)
    }

    mutating func declareSurge(_ id: SurgeID, _ cause: SurgeCause?) throws(DeskHalt) -> DeskResult {
        let surge = try surgePolicy(id)
        if let problem = cause?.problem { _ = try workspace.require(ServiceCase.self, problem, "problem") }
        let before = try workspace.load(DeskSurge.self, id) ?? DeskSurge(id: id)
        return try note(surge.declare(before.state, cause: cause, at: now), of: before, surge)
    }

    mutating func endSurge(_ id: SurgeID) throws(DeskHalt) -> DeskResult {
        let surge = try surgePolicy(id)
        let before = try workspace.load(DeskSurge.self, id) ?? DeskSurge(id: id)
        let decision = try checked { () throws(Refusal) in try surge.end(before.state, at: now) }
        return try note(decision, of: before, surge)
    }

    private func surgePolicy(_ id: SurgeID) throws(DeskHalt) -> SurgePolicy {
        let surges = policy.document.lines.surges
        guard let surge = surges.first(where: { $0.id == id }) else {
            throw .refused(policy.unknown("surge", id.rawValue, among: surges.map(\.id.rawValue)))
        }
        return surge
    }

    private mutating func note(
        _ decision: SurgeDecision, of before: DeskSurge, _ surge: SurgePolicy
    ) throws(DeskHalt) -> DeskResult {
        var record = before
        record.state = decision.state
        if record.state != before.state { workspace.save(record) }
        switch decision.change {
        case .none:
            if let cause = record.state.active?.cause, cause != before.state.active?.cause {
                emit(.surgeCause(before.id, cause), cause.problem)
            }
        case .entered(let value):
            emit(.surgeBegan(before.id, value: value))
            callReserve(of: surge)
        case .declared:
            emit(.surgeBegan(before.id, value: nil))
            callReserve(of: surge)
            if let cause = record.state.active?.cause { emit(.surgeCause(before.id, cause), cause.problem) }
        case .left(_, let cost), .expired(let cost), .ended(let cost):
            emit(.surgeEnded(before.id, cost), cost.cause?.problem)
            try releaseReserve(of: surge)
        }
        return .surge(record.state)
    }

    // MARK: What a surge changes

    /// The surges that are going on.
    private mutating func active() throws(DeskHalt) -> [(surge: SurgePolicy, record: DeskSurge)] {
        let surges = policy.document.lines.surges
        guard !surges.isEmpty else { return [] }
        try workspace.prefetch(surges.map { RecordKey(DeskSurge.collection, $0.id) })
        var active: [(surge: SurgePolicy, record: DeskSurge)] = []
        for surge in surges {
            if let record = try workspace.load(DeskSurge.self, surge.id), record.state.active != nil {
                active.append((surge, record))
            }
        }
        return active
    }

    /// What is changed at the moment.
    mutating func surgeEffects() throws(DeskHalt) -> [SurgeEffects] { try active().map(\.surge.effects) }

    /// What is said to people with a matter of a topic.
    mutating func surgeNotices(about topic: TopicID?) throws(DeskHalt) -> [LocalizedText] {
        try active().filter { $0.surge.concerns(topic) }.compactMap(\.surge.effects.announcement)
    }

    /// The name of a surge that holds surveys back; nil when none does.
    mutating func surgeHoldingSurveys() throws(DeskHalt) -> SurgeID? {
        try active().first { $0.surge.effects.holdsSurveys }?.surge.id
    }

    /// Counts what a settled case has cost to the surges it belongs to.
    mutating func countEffort(_ effort: TimeSpan, about topic: TopicID?) throws(DeskHalt) {
        for (surge, record) in try active() where surge.concerns(topic) {
            var record = record
            record.state = record.state.adding(effort: effort)
            workspace.save(record)
        }
    }
}
