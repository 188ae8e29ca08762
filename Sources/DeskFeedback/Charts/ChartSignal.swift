/// Something in a series that noise alone would hardly do.
public struct ChartSignal: Hashable, Sendable, Codable {
    /// The rules.
    public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
        /// A point lies outside its limits.
        case limit
        /// Eight points or more lie on one side of the centre; one on it breaks the run.
        case run
        /// Six points or more rise, or fall, one after the other.
        case trend
    }

    /// The rule that holds.
    public let rule: Rule
    /// The point at which it holds, counted from 0.
    public let index: Int
    /// Whether it points to more rather than less.
    public let isUp: Bool
}

/// How long runs and trends have to be.
public struct RunRules: Hashable, Sendable, Codable {
    /// How many points on one side of the centre make a run; at least 2.
    public let run: Int
    /// How many points that rise or fall make a trend; at least 2.
    public let trend: Int

    /// Creates rules; lengths below 2 are taken as 2.
    public init(run: Int = 8, trend: Int = 6) {
        self.run = max(run, 2)
        self.trend = max(trend, 2)
    }

    /// Eight on one side, six rising or falling.
    public static let usual = RunRules()

    /// The signals of a series, by rule and then by index: one for each index at which a rule holds.
    ///
    /// - Parameters:
    ///   - values: The points; nil for one that does not count, which breaks runs and trends.
    ///   - center: The centre.
    ///   - limits: The lower and upper limit of each point; nil for one without.
    func signals(_ values: [Double?], center: Double, limits: [ClosedRange<Double>?]) -> [ChartSignal] {
        var (outside, runs, trends): ([ChartSignal], [ChartSignal], [ChartSignal]) = ([], [], [])
        // Positive lengths are above or rising, negative ones below or falling.
        var (side, slope) = (0, 0)
        var last: Double?
        for (index, value) in values.enumerated() {
            guard let value else {
                (side, slope, last) = (0, 0, nil)
                continue
            }
            if let range = limits[index], value > range.upperBound || value < range.lowerBound {
                outside.append(ChartSignal(rule: .limit, index: index, isUp: value > range.upperBound))
            }
            side = value > center ? max(side, 0) + 1 : value < center ? min(side, 0) - 1 : 0
            if abs(side) >= run { runs.append(ChartSignal(rule: .run, index: index, isUp: side > 0)) }
            if let last, value > last {
                slope = slope > 1 ? slope + 1 : 2
            } else if let last, value < last {
                slope = slope < -1 ? slope - 1 : -2
            } else {
                slope = 1
            }
            last = value
            if abs(slope) >= trend { trends.append(ChartSignal(rule: .trend, index: index, isUp: slope > 0)) }
        }
        return outside + runs + trends
    }
}
