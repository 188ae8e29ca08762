/// Detractors, passives and promoters: all a net promoter score needs.
///
/// They come from answers 0 … 10 to the recommend question and from nothing else; scores of teams are pooled by
/// adding counts, never by averaging scores.
public struct NetPromoterCounts: AdditiveArithmetic, Hashable, Sendable, Codable {
    /// Answers 0 … 6.
    public let detractors: Int
    /// Answers 7 and 8; they count in ``n``.
    public let passives: Int
    /// Answers 9 and 10.
    public let promoters: Int

    /// Creates counts.
    public init(detractors: Int, passives: Int, promoters: Int) {
        self.detractors = detractors
        self.passives = passives
        self.promoters = promoters
    }

    /// No answers.
    public static let zero = NetPromoterCounts(detractors: 0, passives: 0, promoters: 0)

    /// Pools two groups.
    public static func + (a: Self, b: Self) -> Self {
        NetPromoterCounts(
            detractors: a.detractors &+ b.detractors, passives: a.passives &+ b.passives,
            promoters: a.promoters &+ b.promoters)
    }

    /// The first group without the second.
    public static func - (a: Self, b: Self) -> Self {
        NetPromoterCounts(
            detractors: a.detractors &- b.detractors, passives: a.passives &- b.passives,
            promoters: a.promoters &- b.promoters)
    }

    /// The number of answers; 0 when a count is negative or the sum is beyond ``Tally/largestCount``, as then they
    /// are no counts of answers.
    public var n: Int {
        let counts = [detractors, passives, promoters]
        guard counts.allSatisfy({ (0...Tally.largestCount).contains($0) }) else { return 0 }
        let sum = counts.reduce(0, +)
        return sum <= Tally.largestCount ? sum : 0
    }

    /// Promoters less detractors as a share of all, −1 … 1; nil without answers.
    public var score: Double? {
        let n = n
        return n > 0 ? Double(promoters - detractors) / Double(n) : nil
    }

    /// The variance of one answer counted as −1, 0 or 1; nil without answers.
    public var variance: Double? {
        guard let score else { return nil }
        return max(Double(promoters + detractors) / Double(n) - score * score, 0)
    }

    /// The standard error of the score; nil without answers.
    ///
    /// Use ``estimate(confidence:gate:)`` for an interval, never this.
    public var standardError: Double? {
        variance.map { squareRoot($0 / Double(n)) }
    }

    /// The score with its interval.
    public func estimate(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        let n = n
        if let withheld = gate.withholds(n) {
            return Estimate(
                .netPromoterScore, value: nil, low: -1, high: 1, n: n, confidence: confidence, method: .score,
                withheld: withheld)
        }
        let (low, high) = ScoreInterval.tango(
            promoters: Double(promoters), detractors: Double(detractors), n: Double(n), z: confidence.z)
        return Estimate(
            .netPromoterScore, value: score, low: low, high: high, n: n, confidence: confidence, method: .score,
            withheld: nil)
    }
}
