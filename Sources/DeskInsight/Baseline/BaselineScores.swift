import DeskFeedback

/// The scores of a group, as far as they may be shown.
struct BaselineScores {
    /// The four scores of a tally.
    enum Measure: CaseIterable {
        case resolved, service, recommend, effort

        func n(_ tally: Tally) -> Int {
            switch self {
            case .resolved: tally.resolvedYes + tally.resolvedNo
            case .service: tally.service.reduce(0, +)
            case .recommend: tally.netPromoterCounts.n
            case .effort: tally.effort.reduce(0, +)
            }
        }

        func estimate(_ tally: Tally, _ confidence: Confidence, _ gate: DisplayGate) -> Estimate {
            switch self {
            case .resolved: tally.resolvedShare(confidence: confidence, gate: gate)
            case .service: tally.topBoxShare(confidence: confidence, gate: gate)
            case .recommend: tally.netPromoterScore(confidence: confidence, gate: gate)
            case .effort: tally.effortShare(confidence: confidence, gate: gate)
            }
        }
    }

    let resolved: Estimate
    let service: Estimate
    let recommend: Estimate
    let effort: Estimate

    /// - Parameters:
    ///   - tally: The answers of the group.
    ///   - hidden: The scores that would give away another one.
    ///   - gates: From how many answers on a score is shown.
    ///   - isAgent: Whether the coach gate stands behind the privacy gate.
    init(_ tally: Tally, hidden: Set<Measure>, gates: BaselineGates, isAgent: Bool) {
        let estimate = { (measure: Measure) in
            let n = measure.n(tally)
            let passesPrivacy = gates.privacy.withholds(n) == nil
            let gate = passesPrivacy && isAgent ? gates.coach : gates.privacy
            let estimate = measure.estimate(tally, gates.confidence, gate)
            return passesPrivacy && hidden.contains(measure) ? estimate.withholding(.protectsOthers) : estimate
        }
        resolved = estimate(.resolved)
        service = estimate(.service)
        recommend = estimate(.recommend)
        effort = estimate(.effort)
    }

    /// For each part of one whole the scores that must not be shown.
    static func hidden(_ children: [Tally], gates: BaselineGates) -> [Set<Measure>] {
        var hidden = children.map { _ in Set<Measure>() }
        for measure in Measure.allCases {
            let result = Suppression.hidden(children: children.map { measure.n($0) }, k: gates.privacy.needed)
            for index in result.hidden { hidden[index].insert(measure) }
        }
        return hidden
    }
}
