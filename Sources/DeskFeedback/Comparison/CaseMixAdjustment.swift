public import DeskPrimitives

/// What each agent's score would be expected to be, given only what kinds of contacts they got.
///
/// Strata are coarse, chosen before looking, and made of what agents do not control: contact reason by channel.
public struct CaseMixAdjustment: Hashable, Sendable {
    /// The mean of all answers.
    public let overall: Double
    /// The mean of each stratum; nil without answers.
    public let stratumMeans: [Double?]
    /// The variance of one answer in each stratum; 0 without answers.
    public let stratumVariances: [Double]
    /// How many answers each agent has.
    public let n: [Int]
    /// Each agent's own mean; nil without answers.
    public let raw: [Double?]
    /// Each agent's mean if every answer were as usual in its stratum; nil without answers.
    public let expected: [Double?]
    /// Own less expected; nil without answers.
    public let residuals: [Double?]
    /// The variance of each residual, at least ``leastVariance``; nil without answers.
    public let variances: [Double?]

    /// Below this a variance is taken as this.
    public static let leastVariance = 1e-9

    /// Computes from the answers of each agent in each stratum.
    ///
    /// - Throws: `Refusal` with code `malformed` when rows differ in length or nobody answered.
    /// - Complexity: O(agents · strata).
    public init(_ table: [[ScoreSum]]) throws(Refusal) {
        let strata = table.first?.count ?? 0
        for (number, row) in table.enumerated() where row.count != strata {
            throw Refusal(.malformed, "every agent has the same strata", at: .field("table").index(number))
        }
        let sums = (0..<strata).map { stratum in table.reduce(ScoreSum.zero) { $0 + $1[stratum] } }
        guard let overall = sums.reduce(.zero, +).mean else {
            throw Refusal(.malformed, "there are no answers", at: .field("table"))
        }
        self.overall = overall
        stratumMeans = sums.map(\.mean)
        stratumVariances = sums.map { $0.variance ?? 0 }
        let totals = table.map { $0.reduce(.zero, +) }
        n = totals.map(\.n)
        raw = totals.map(\.mean)
        var (expected, variances): ([Double?], [Double?]) = ([], [])
        for (row, total) in zip(table, totals) {
            guard total.n > 0 else {
                expected.append(nil)
                variances.append(nil)
                continue
            }
            let all = Double(total.n)
            var (mean, variance) = (0.0, 0.0)
            for (stratum, cell) in row.enumerated() where cell.n > 0 {
                mean += Double(cell.n) * (sums[stratum].mean ?? 0)
                variance += Double(cell.n) * (sums[stratum].variance ?? 0)
            }
            expected.append(mean / all)
            variances.append(max(variance / (all * all), Self.leastVariance))
        }
        self.expected = expected
        self.variances = variances
        residuals = zip(raw, expected).map { own, expected in
            if let own, let expected { own - expected } else { nil }
        }
    }
}
