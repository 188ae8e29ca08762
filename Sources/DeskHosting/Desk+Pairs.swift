public import DeskFeedback
import DeskInsight
import DeskOperations
public import DeskPrimitives

/// Quality beside cost, and the guard of changes that save time.
extension Desk {
    /// What experience was like at a team, what it cost, and whether met targets hide poor experience.
    ///
    /// - Parameter window: When the contacts arrived.
    public func qualityAndCost(
        of team: TeamID, arrived window: Range<Instant>
    ) async throws -> (pair: QualityCostPair, watermelon: WatermelonFinding) {
        let scores = machine.policy.document.feedback.scores
        let rows = try await encounters(arrived: window).filter { $0.team == team }
        let gate = DisplayGate(.privacy, needed: scores.visibility.privacy)
        let answers = rows.compactMap(\.scores.service)
        let service = Estimate.share(
            answers.count { $0 >= 4 }, of: answers.count, measure: .serviceShare(cut: 4), gate: gate)
        let met = rows.reduce(0) { $0 + $1.targetsMet }
        let targets = Estimate.share(met, of: met + rows.reduce(0) { $0 + $1.targetsMissed }, gate: .open)
        let seconds = rows.map { Int(max($0.effort.microseconds, 0) / 1_000_000) }
        return (
            QualityCostPair(quality: service, cost: try QualityCostPair.Cost(.handleTime, of: seconds)),
            WatermelonFinding(targets: targets, experience: service, thresholds: scores.watermelon)
        )
    }

    /// Whether a change that saves time at a node may go on, by the answers about the days before and after it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nobody answered on one side.
    public func efficiency(
        _ rule: EfficiencyGuard, at node: FeedbackNode, before: Range<Int>, after: Range<Int>
    ) async throws -> EfficiencyGuard.Decision {
        let old = try await tally(node.level, node.id, days: before)
        let new = try await tally(node.level, node.id, days: after)
        return try rule.decide(before: old, after: new)
    }
}
