/// Intervals from counts with + − × ÷ √ alone, so that they have the same bits on every platform.
enum ScoreInterval {
    /// Wilson's interval of a share; n is at least 1 and k in 0 … n.
    ///
    /// Wilson (1927), Probable inference, the law of succession, and statistical inference.
    static func wilson(_ k: Double, of n: Double, z: Double) -> (low: Double, high: Double) {
        let share = k / n
        let square = z * z
        let center = share + square / (2 * n)
        let half = z * squareRoot(share * (1 - share) / n + square / (4 * n * n))
        let scale = 1 + square / n
        let low = k == 0 ? 0 : min(max((center - half) / scale, 0), share)
        let high = k == n ? 1 : max(min((center + half) / scale, 1), share)
        return (low, high)
    }

    /// Tango's interval of (promoters − detractors) ÷ n; n is at least 1.
    ///
    /// Tango (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample
    /// design; Rocks (2016) calls it the iterative interval of a net promoter score. The lower end is the mirrored
    /// upper end of the mirrored counts, so swapping promoters and detractors mirrors the interval exactly.
    static func tango(
        promoters: Double, detractors: Double, n: Double, z: Double
    ) -> (low: Double, high: Double) {
        let high = tangoUpper(promoters, detractors, n, z)
        let low = -tangoUpper(detractors, promoters, n, z)
        return (low, high)
    }

    private static func tangoUpper(_ promoters: Double, _ detractors: Double, _ n: Double, _ z: Double) -> Double {
        let square = z * z
        if promoters == n { return 1 }
        if detractors == n { return -(n - square) / (n + square) }
        if promoters == 0, detractors == 0 { return square / (n + square) }
        let excess = { (x: Double) in
            promoters - detractors - n * x
                + z * squareRoot(n * variance(at: x, promoters, detractors, n))
        }
        return root(of: excess, from: (promoters - detractors) / n, to: 1)
    }

    /// The variance of one score when the mean is held at x and the rest is most likely.
    private static func variance(at x: Double, _ promoters: Double, _ detractors: Double, _ n: Double) -> Double {
        let a = 2 * n
        let b = (2 * n - promoters + detractors) * x - detractors - promoters
        let c = -detractors * x * (1 - x)
        let discriminant = squareRoot(b * b - 4 * a * c)
        let share = b > 0 ? -2 * c / (b + discriminant) : (discriminant - b) / (2 * a)
        return 2 * share + x * (1 - x)
    }

    /// Where a function that falls from positive to negative is zero, by the Illinois method with bisection as its
    /// guard.
    private static func root(of function: (Double) -> Double, from start: Double, to end: Double) -> Double {
        var (a, b) = (start, end)
        var (atA, atB) = (function(a), function(b))
        guard atA > 0 else { return a }
        guard atB < 0 else { return b }
        var side = 0
        var last = a
        for step in 0..<200 {
            let width = b - a
            var middle = step < 60 ? (a * atB - b * atA) / (atB - atA) : a + width / 2
            if !(middle > a && middle < b) { middle = a + width / 2 }
            if !(middle > a && middle < b) { break }
            let value = function(middle)
            if value == 0 || abs(middle - last) <= 1e-13 { return middle }
            last = middle
            if value > 0 {
                (a, atA) = (middle, value)
                if side == 1 { atB /= 2 }
                side = 1
            } else {
                (b, atB) = (middle, value)
                if side == -1 { atA /= 2 }
                side = -1
            }
        }
        return a + (b - a) / 2
    }

    /// The interval of the difference of two independent estimates from their own intervals: square and add (MOVER).
    ///
    /// Zou & Donner (2008); with Wilson intervals it is Newcombe's method 10 (1998). It is not clipped.
    static func difference(
        from before: (value: Double, low: Double, high: Double), to after: (value: Double, low: Double, high: Double)
    ) -> (value: Double, low: Double, high: Double) {
        let value = after.value - before.value
        let down = root(after.value - after.low, before.high - before.value)
        let up = root(after.high - after.value, before.value - before.low)
        return (value, value - down, value + up)
    }

    private static func root(_ a: Double, _ b: Double) -> Double { squareRoot(a * a + b * b) }
}
