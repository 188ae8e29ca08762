public import DeskPrimitives

/// Intervals that hold at every look at once, so that somebody may look every day and stop when they like.
public enum ConfidenceSequence {
    /// The fewest answers in each group before an asymptotic interval is shown.
    public static let fewest = 100

    /// Half the width of the asymptotic interval of a mean of n answers.
    ///
    /// sd · √(2 (nρ² + 1) ÷ (n²ρ²) · ln(√(nρ² + 1) ÷ α)); Waudby-Smith et al. (2021), Time-uniform central limit theory and
    /// asymptotic confidence sequences.
    ///
    /// - Parameters:
    ///   - n: How many answers.
    ///   - rho: The tuning of ``rho(planned:alpha:)``.
    ///   - alpha: One less the confidence.
    ///   - deviation: The standard deviation of one answer.
    /// - Throws: `Refusal` with code `outOfRange` at a number outside its range.
    public static func halfWidth(n: Int, rho: Double, alpha: Double, deviation: Double) throws(Refusal) -> Double {
        guard n > 0, n <= Tally.largestCount else { throw Refusal(.outOfRange, "n is positive", at: .field("n")) }
        guard rho > 0, rho < .infinity else { throw Refusal(.outOfRange, "rho is positive", at: .field("rho")) }
        try check(alpha: alpha)
        guard deviation >= 0, deviation < .infinity else {
            throw Refusal(.outOfRange, "a deviation is not negative", at: .field("deviation"))
        }
        let spread = Double(n) * rho * rho
        let logarithm = 0.5 * naturalLogarithm(spread + 1) - naturalLogarithm(alpha)
        return deviation * squareRoot(2 * (spread + 1) / (Double(n) * spread) * logarithm)
    }

    /// The tuning with which the interval is narrowest at a planned number of answers.
    ///
    /// √((−2 ln α + ln(1 − 2 ln α)) ÷ n).
    ///
    /// - Throws: `Refusal` with code `outOfRange` at a number outside its range.
    public static func rho(planned n: Int, alpha: Double) throws(Refusal) -> Double {
        guard n > 0, n <= Tally.largestCount else { throw Refusal(.outOfRange, "n is positive", at: .field("planned")) }
        try check(alpha: alpha)
        let twice = -2 * naturalLogarithm(alpha)
        return squareRoot((twice + naturalLogarithm(1 + twice)) / Double(n))
    }

    /// The interval of a share of so many of n, by Robbins' mixture over all shares.
    ///
    /// All p with B(k + 1, n − k + 1) < pᵏ (1 − p)ⁿ⁻ᵏ ÷ α.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at a number outside its range.
    public static func share(_ count: Int, of n: Int, alpha: Double) throws(Refusal) -> ClosedRange<Double> {
        guard n > 0, n <= 1 << 40, (0...n).contains(count) else {
            throw Refusal(.outOfRange, "a count lies in 0 … n", at: .field("count"))
        }
        try check(alpha: alpha)
        let (k, rest) = (Double(count), Double(n - count))
        let level =
            naturalLogarithm(alpha) + logFactorial(count) + logFactorial(n - count) - logFactorial(n)
            - naturalLogarithm(Double(n) + 1)
        let isInside = { (p: Double) in
            (count > 0 ? k * naturalLogarithm(p) : 0) + (count < n ? rest * naturalLogarithm(1 - p) : 0) > level
        }
        let middle = k / Double(n)
        let low = count == 0 ? 0 : edge(from: middle, to: 0, isInside)
        let high = count == n ? 1 : edge(from: middle, to: 1, isInside)
        return low...high
    }

    /// The interval of the difference of two shares, each by ``share(_:of:alpha:)`` with half of what may go wrong.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at a number outside its range.
    public static func difference(
        new: (count: Int, n: Int), reference: (count: Int, n: Int), alpha: Double
    ) throws(Refusal) -> ClosedRange<Double> {
        try check(alpha: alpha)
        let first = try share(reference.count, of: reference.n, alpha: alpha / 2)
        let second = try share(new.count, of: new.n, alpha: alpha / 2)
        return (second.lowerBound - first.upperBound)...(second.upperBound - first.lowerBound)
    }

    /// Where a test that holds at the start stops holding on the way to the end, by bisection.
    private static func edge(from start: Double, to end: Double, _ isInside: (Double) -> Bool) -> Double {
        var (inner, outer) = (start, end)
        while true {
            let middle = inner + (outer - inner) / 2
            guard middle != inner, middle != outer else { return inner }
            if isInside(middle) { inner = middle } else { outer = middle }
        }
    }

    private static func check(alpha: Double) throws(Refusal) {
        guard alpha > 0, alpha < 1 else {
            throw Refusal(.outOfRange, "alpha lies between 0 and 1", at: .field("alpha"))
        }
    }
}
