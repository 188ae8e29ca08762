/// The change from one group of answers to another, with an interval.
public struct EstimateDifference: Hashable, Sendable, Codable {
    /// What is compared.
    public let measure: Estimate.Measure
    /// After less before; nil when it is withheld.
    public let value: Double?
    /// The lower end of the interval; it is not clipped.
    public let low: Double
    /// The upper end of the interval; it is not clipped.
    public let high: Double
    /// How many answers there were before.
    public let before: Int
    /// How many answers there were after.
    public let after: Int
    /// How sure the interval is.
    public let confidence: Confidence
    /// Why the change is not shown: the reason of the side with fewer answers; nil when it is.
    public let withheld: Withheld?

    /// Whether the interval leaves out 0.
    ///
    /// A change that does not is shown without arrow and without colour.
    public var isClear: Bool { value != nil && (low > 0 || high < 0) }

    /// The change of a net promoter score, with the square-and-add interval (MOVER) of the two score intervals.
    public static func netPromoterScore(
        from before: NetPromoterCounts, to after: NetPromoterCounts, confidence: Confidence = .p95,
        gate: DisplayGate = .privacy
    ) -> EstimateDifference {
        EstimateDifference(
            from: before.estimate(confidence: confidence, gate: .open),
            to: after.estimate(confidence: confidence, gate: .open), gate: gate, widest: 2)
    }

    /// The change of a share, with Newcombe's interval.
    public static func share(
        from before: (count: Int, n: Int), to after: (count: Int, n: Int), measure: Estimate.Measure = .share,
        confidence: Confidence = .p95, gate: DisplayGate = .privacy
    ) -> EstimateDifference {
        EstimateDifference(
            from: .share(before.count, of: before.n, measure: measure, confidence: confidence, gate: .open),
            to: .share(after.count, of: after.n, measure: measure, confidence: confidence, gate: .open), gate: gate,
            widest: 1)
    }

    private init(from before: Estimate, to after: Estimate, gate: DisplayGate, widest: Double) {
        measure = after.measure
        self.before = before.n
        self.after = after.n
        confidence = after.confidence
        if let reason = gate.withholds(min(before.n, after.n)) {
            (value, low, high, withheld) = (nil, -widest, widest, reason)
        } else if let old = before.value, let new = after.value {
            let change = ScoreInterval.difference(
                from: (old, before.low, before.high), to: (new, after.low, after.high))
            (value, low, high, withheld) = (change.value, change.low, change.high, nil)
        } else {
            (value, low, high, withheld) = (nil, -widest, widest, .noAnswers)
        }
    }
}
