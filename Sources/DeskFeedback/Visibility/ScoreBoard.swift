/// A whole and its parts as one viewer may see them: each number with n, interval and method, or the reason why it is not there.
///
/// What is hidden for privacy is decided over all parts, whoever looks, and for every question on its own.
public struct ScoreBoard: Hashable, Sendable {
    /// One node.
    public struct Row: Hashable, Sendable {
        /// The node.
        public let node: FeedbackNode
        /// Whether this viewer may see it, and why.
        public let decision: VisibilityDecision
        /// The scores: recommend, service, resolved, effort.
        public let estimates: [Estimate]
        /// Of whom they are made; nil when that is not for this viewer, or nobody looked.
        public let asked: Asked?

        init(node: FeedbackNode, decision: VisibilityDecision, estimates: [Estimate], asked: Asked? = nil) {
            self.node = node
            self.decision = decision
            self.estimates = estimates
            self.asked = asked
        }

        /// The score of a measure.
        public func estimate(_ measure: Estimate.Measure) -> Estimate? { estimates.first { $0.measure == measure } }
    }

    /// The whole.
    public let whole: Row
    /// Its parts that this viewer may see, in the order they were given; never in that of their scores.
    public let parts: [Row]
    /// How many parts are not this viewer's.
    public let notShown: Int

    init(whole: Row, parts: [Row], notShown: Int) {
        self.whole = whole
        self.parts = parts
        self.notShown = notShown
    }

    /// Puts a board of one family together, for whom it is the only thing that is shown; see ``ScoreTree`` for more.
    ///
    /// - Parameters:
    ///   - whole: The whole with its tally.
    ///   - parts: Its disjoint parts with theirs; answers that belong to none of them are taken into account.
    ///   - viewer: Who looks.
    ///   - rules: What they may see.
    ///   - confidence: How sure intervals are.
    public init(
        whole: (node: FeedbackNode, tally: Tally), parts: [(node: FeedbackNode, tally: Tally)], viewer: FeedbackViewer,
        rules: FeedbackVisibility = .standard, confidence: Confidence = .p95
    ) {
        let all = [whole] + parts
        let decisions = all.map { rules.decide(viewer, sees: $0.node) }
        let open = all.map { Self.estimates(of: $0.tally, confidence, .open) }
        var columns = all.indices.map { _ in [Estimate]() }
        for measure in 0..<4 {
            let counts = open.map { $0[measure].n }
            var hidden = Self.hidden(counts, k: rules.privacy)
            if Self.tellsOneOther(counts, decisions, hidden) { hidden[0] = true }
            for index in all.indices {
                let estimate = open[index][measure]
                if !decisions[index].isAllowed {
                    columns[index].append(estimate.concealed())
                } else if let reason = decisions[index].gate.withholds(estimate.n) {
                    columns[index].append(estimate.withholding(reason))
                } else if hidden[index] {
                    columns[index].append(estimate.withholding(.protectsOthers))
                } else {
                    columns[index].append(estimate)
                }
            }
        }
        let rows = all.indices.map { Row(node: all[$0].node, decision: decisions[$0], estimates: columns[$0]) }
        self.whole = rows[0]
        self.parts = rows.dropFirst().filter { $0.decision.isAllowed }
        notShown = rows.dropFirst().count { !$0.decision.isAllowed }
    }

    /// Hides by one question; counts that do not add up hide every part.
    private static func hidden(_ counts: [Int], k: Int) -> [Bool] {
        let parents: [Int?] = counts.indices.map { $0 == 0 ? nil : 0 }
        if let tree = try? SuppressionTree(parents: parents, counts: counts, k: k) { return tree.isHidden }
        return counts.indices.map { $0 > 0 }
    }

    /// Whether the whole less what this viewer sees would be the number of a single part that is not for them.
    private static func tellsOneOther(_ counts: [Int], _ decisions: [VisibilityDecision], _ hidden: [Bool]) -> Bool {
        let parts = counts.indices.dropFirst().filter { counts[$0] > 0 }
        let unseen = parts.filter { !decisions[$0].isAllowed || hidden[$0] }
        let rest = counts[0] - parts.reduce(0) { $0 + counts[$1] }
        return rest == 0 && unseen.count == 1 && !decisions[unseen[0]].isAllowed
    }

    private static func estimates(of tally: Tally, _ confidence: Confidence, _ gate: DisplayGate) -> [Estimate] {
        [
            tally.netPromoterScore(confidence: confidence, gate: gate),
            tally.topBoxShare(confidence: confidence, gate: gate),
            tally.resolvedShare(confidence: confidence, gate: gate),
            tally.effortShare(confidence: confidence, gate: gate),
        ]
    }
}

extension Estimate {
    /// The estimate without its number and without its n, for somebody whom neither is for.
    func concealed() -> Estimate {
        Estimate(
            measure, value: nil, low: measure == .netPromoterScore ? -1 : 0, high: 1, n: 0, confidence: confidence,
            method: method, withheld: .notAllowed)
    }
}
