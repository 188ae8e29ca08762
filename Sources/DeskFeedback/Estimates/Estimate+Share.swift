extension Estimate {
    /// A share with Wilson's interval.
    ///
    /// - Parameters:
    ///   - count: How many of them have it.
    ///   - n: How many there are. Without any, or when the count is not in 0 … n, there is no value.
    ///   - measure: What it is a share of.
    ///   - confidence: How sure the interval is.
    ///   - gate: How many are needed for the share to be shown.
    public static func share(
        _ count: Int, of n: Int, measure: Measure = .share, confidence: Confidence = .p95, gate: DisplayGate = .privacy
    ) -> Estimate {
        let isCount = n > 0 && n <= Tally.largestCount && (0...n).contains(count)
        let n = isCount ? n : 0
        if let withheld = gate.withholds(n) {
            return Estimate(
                measure, value: nil, low: 0, high: 1, n: n, confidence: confidence, method: .wilson,
                withheld: withheld)
        }
        let (low, high) = ScoreInterval.wilson(Double(count), of: Double(n), z: confidence.z)
        return Estimate(
            measure, value: Double(count) / Double(n), low: low, high: high, n: n, confidence: confidence,
            method: .wilson, withheld: nil)
    }
}
