/// The normal distribution with mean 0 and variance 1, computed with + − × ÷ alone.
public enum StandardNormal {
    /// The z with P(|Z| ≤ z) = share: 1.96 for 0.95.
    ///
    /// By bisection on the series and the continued fraction of the distribution (Abramowitz & Stegun 26.2.11 and
    /// 26.2.14); right to about 1e-14 in the usual range and the same bits on every platform.
    ///
    /// - Returns: The quantile, or nil when the share is not between 0 and 1.
    public static func twoSidedQuantile(_ share: Double) -> Double? {
        guard share > 0, share < 1 else { return nil }
        let tail = 1 - share
        var (low, high) = (0.0, 10.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            let isBelow = middle < 2.5 ? inside(middle) < share : outside(middle) > tail
            if isBelow { low = middle } else { high = middle }
        }
    }

    /// P(Z > z).
    static func upperTail(_ z: Double) -> Double {
        let size = abs(z)
        // Beyond 37 the probability is below 10⁻²⁹⁹.
        let outer = size > 37 ? 0 : size < 2.5 ? 1 - inside(size) : outside(size)
        return z >= 0 ? outer / 2 : 1 - outer / 2
    }

    /// P(|Z| ≤ z) as 2φ(z) · (z + z³/3 + z⁵/15 + …), for small z.
    private static func inside(_ z: Double) -> Double {
        var term = z
        var sum = z
        var divisor = 1.0
        while term > sum * 1e-18 {
            divisor += 2
            term *= z * z / divisor
            sum += term
        }
        return 2 * density(z) * sum
    }

    /// P(|Z| > z) as 2φ(z) · 1/(z + 1/(z + 2/(z + 3/(z + …)))), for large z.
    private static func outside(_ z: Double) -> Double {
        var fraction = z
        for number in stride(from: 120.0, to: 0, by: -1) { fraction = z + number / fraction }
        return 2 * density(z) / fraction
    }

    private static func density(_ z: Double) -> Double {
        // 0.398942… = 1/√(2π)
        0.39894228040143267794 / exponential(z * z / 2)
    }

    /// e to the power of a number in 0 … 700, by reduction to |r| ≤ ln 2 ÷ 2 and the Taylor series.
    static func exponential(_ x: Double) -> Double {
        // ln 2 in two parts, the first of which has so few bits that its multiples are exact.
        let (coarse, fine) = (0.693147180369123816490, 1.90821492927058770002e-10)
        let power = Double(nearestInteger(x / (coarse + fine)))
        let rest = (x - power * coarse) - power * fine
        var sum = 1.0
        for number in stride(from: 20.0, to: 0, by: -1) { sum = 1 + rest / number * sum }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }
}
