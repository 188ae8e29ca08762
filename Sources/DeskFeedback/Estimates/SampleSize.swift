/// How many answers a question needs.
public enum SampleSize {
    /// The answers needed for an interval of ± a margin: ⌈z² · variance ÷ margin²⌉.
    ///
    /// - Parameters:
    ///   - variance: The variance of one answer: p(1 − p) of a share, ``NetPromoterCounts/variance`` of a score;
    ///     about 0.4 for the net promoter score of a good desk, 1 at worst.
    ///   - margin: Half the width of the interval.
    ///   - confidence: How sure the interval is.
    /// - Returns: The number, or nil when the variance is negative or beyond 1, the margin is not positive, or the
    ///   number is beyond ``Tally/largestCount``.
    public static func answers(variance: Double, margin: Double, confidence: Confidence = .p95) -> Int? {
        guard variance >= 0, variance <= 1, margin > 0 else { return nil }
        let needed = confidence.z * confidence.z * variance / (margin * margin)
        guard needed < Double(Tally.largestCount) else { return nil }
        let whole = Int(needed)
        return Double(whole) < needed ? whole + 1 : whole
    }

    /// The smallest difference of two groups of n answers each that is seen four times of five.
    ///
    /// It is (z + 0.8416) · √(2 · variance ÷ n).
    ///
    /// - Returns: The difference, or nil when the variance is negative or beyond 1 or n is not positive.
    public static func smallestDifference(variance: Double, n: Int, confidence: Confidence = .p95) -> Double? {
        guard variance >= 0, variance <= 1, n > 0 else { return nil }
        return (confidence.z + 0.8416212335729143) * squareRoot(2 * variance / Double(n))
    }
}
