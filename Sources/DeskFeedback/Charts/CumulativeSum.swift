public import DeskPrimitives

/// Tabular cumulative sums of a measured value in both directions: small lasting shifts that a chart of points misses.
public struct CumulativeSum: Hashable, Sendable {
    /// The sum of what was more than expected, by point.
    public let high: [Double]
    /// The sum of what was less than expected, by point.
    public let low: [Double]
    /// The points at which either sum is beyond the threshold.
    public let alarms: [Int]

    /// Sums up without starting anew after an alarm.
    ///
    /// - Parameters:
    ///   - values: The points.
    ///   - mean: What is expected.
    ///   - slack: What is let pass at each point: half the shift to be found, usually 0.5 σ.
    ///   - threshold: An alarm is beyond it; usually 4 to 5 σ.
    /// - Throws: `Refusal` with code `outOfRange` at a number that is not finite, a negative slack or threshold.
    public init(_ values: [Double], mean: Double, slack: Double, threshold: Double) throws(Refusal) {
        try Self.check(values)
        for (name, number) in [("mean", mean), ("slack", slack), ("threshold", threshold)] {
            guard abs(number) < .infinity, name == "mean" || number >= 0 else {
                throw Refusal(.outOfRange, "a finite number, not negative", at: .field(name))
            }
        }
        var (high, low, alarms): ([Double], [Double], [Int]) = ([], [], [])
        var (up, down) = (0.0, 0.0)
        for (index, value) in values.enumerated() {
            up = max(0, up + value - mean - slack)
            down = max(0, down + mean - slack - value)
            high.append(up)
            low.append(down)
            if up > threshold || down > threshold { alarms.append(index) }
        }
        self.high = high
        self.low = low
        self.alarms = alarms
    }

    static func check(_ values: [Double]) throws(Refusal) {
        for (number, value) in values.enumerated() where !(abs(value) < .infinity) {
            throw Refusal(.outOfRange, "a value is finite", at: .field("values").index(number))
        }
    }
}

/// An exponentially weighted moving average with its exact limits.
public struct MovingAverage: Hashable, Sendable {
    /// The average, by point.
    public let averages: [Double]
    /// Half the width of the limits around the mean, by point.
    public let halfWidths: [Double]
    /// The points at which the average is outside.
    public let alarms: [Int]

    /// Averages values.
    ///
    /// - Parameters:
    ///   - values: The points.
    ///   - mean: What is expected.
    ///   - deviation: The standard deviation of one point.
    ///   - weight: λ: the weight of the latest point, above 0 and at most 1.
    ///   - width: L: the limits in deviations of the average; 2.962 with λ = 0.2 gives one false alarm in 500 points.
    /// - Throws: `Refusal` with code `outOfRange` at a number outside its range.
    public init(
        _ values: [Double], mean: Double, deviation: Double, weight: Double = 0.2, width: Double = 2.962
    ) throws(Refusal) {
        try CumulativeSum.check(values)
        guard abs(mean) < .infinity else { throw Refusal(.outOfRange, "a finite number", at: .field("mean")) }
        guard deviation >= 0, deviation < .infinity else {
            throw Refusal(.outOfRange, "not negative", at: .field("deviation"))
        }
        guard weight > 0, weight <= 1 else {
            throw Refusal(.outOfRange, "above 0 and at most 1", at: .field("weight"))
        }
        guard width >= 0, width < .infinity else { throw Refusal(.outOfRange, "not negative", at: .field("width")) }
        var (averages, halfWidths, alarms): ([Double], [Double], [Int]) = ([], [], [])
        var average = mean
        var forgotten = 1.0
        for (index, value) in values.enumerated() {
            average = weight * value + (1 - weight) * average
            forgotten *= (1 - weight) * (1 - weight)
            let half = width * deviation * squareRoot(weight / (2 - weight) * (1 - forgotten))
            averages.append(average)
            halfWidths.append(half)
            if abs(average - mean) > half { alarms.append(index) }
        }
        self.averages = averages
        self.halfWidths = halfWidths
        self.alarms = alarms
    }
}
