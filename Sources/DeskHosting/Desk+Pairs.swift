public import DeskFeedback
import DeskInsight
import DeskOperations
public import DeskPrimitives

/// Quality beside cost, and the guard of changes that save time.
extension Desk {
    /// What experience was like at a team, what it cost, and whether met targets hide poor experience.
    ///
    /// Quality is the team's score as the viewer may see it, and never another number.
    ///
    /// - Parameters:
    ///   - team: The team.
    ///   - days: One period or several side by side; cost and targets are of the cases that arrived then.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `notAllowed` when the team is not for the viewer, `unknownName` for a team the policy does
    ///   not have, `outOfRange` for what are no whole periods.
    public func qualityAndCost(
        of team: TeamID, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> (pair: QualityCostPair, watermelon: WatermelonFinding) {
        let node = machine.policy.scoreNode(of: team)
        let row = try await scoreReading(days, for: viewer, customers: false).tree.row(node)
        guard row.decision.isAllowed, let service = row.estimates.first(where: { $0.measure == .serviceShare(cut: 4) })
        else { throw Refusal(.notAllowed, row.decision.sentence(in: .english), at: .field("viewer")) }
        let cases = try await encounters(days: days).filter { $0.team == team }
        let met = cases.reduce(0) { $0 + $1.targetsMet }
        let targets = Estimate.share(met, of: met + cases.reduce(0) { $0 + $1.targetsMissed }, gate: .open)
        let seconds = cases.map { Int(max($0.effort.microseconds, 0) / 1_000_000) }
        return (
            QualityCostPair(quality: service, cost: try QualityCostPair.Cost(.handleTime, of: seconds)),
            WatermelonFinding(
                targets: targets, experience: service,
                thresholds: machine.policy.document.feedback.scores.watermelon)
        )
    }

    /// Whether a change that saves time at a node may go on, by the answers about the periods before and after it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nobody answered on one side, `notAllowed` when one of the two scores is
    ///   not shown to the viewer, `outOfRange` for what are no whole periods.
    public func efficiency(
        _ rule: EfficiencyGuard, at node: FeedbackNode, before: Range<Int>, after: Range<Int>,
        for viewer: FeedbackViewer
    ) async throws -> EfficiencyGuard.Decision {
        let node = machine.policy.scoreNode(node)
        var sides: [Tally] = []
        for days in [before, after] {
            let tree = try await scoreReading(days, for: viewer, customers: Self.isCustomer(node.level)).tree
            sides.append(try tree.tally(node, answering: [.serviceShare(cut: 4)]))
        }
        return try rule.decide(before: sides[0], after: sides[1])
    }
}
