public import DeskPrimitives

/// A score by period with limits that depend on how many answered: what is noise and what is not.
///
/// Limits are centre ± 3 · deviation, the deviation of a period being that of so few answers, times Laney's σ_z when the
/// periods differ by more than their answers explain (Laney, 2002). Centre and σ_z come from a baseline that is frozen; it is
/// moved only by a recorded decision.
public struct ControlChart: Hashable, Sendable {
    /// What is charted.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A share of answers: limits within 0 … 1.
        case proportion
        /// A net promoter score: limits within −1 … 1.
        case netPromoterScore
        /// Events per unit of exposure, such as detractors a day: limits from 0 on.
        case rate
    }

    /// One period.
    public struct Point: Hashable, Sendable {
        /// The score; nil without answers.
        public let value: Double?
        /// How many answers, or how much exposure.
        public let n: Int
        /// The lower limit; nil without answers.
        public let low: Double?
        /// The upper limit; nil without answers.
        public let high: Double?
        /// Whether the centre was computed from it.
        public let isBaseline: Bool
        /// Whether most answers to expect have come; one that is not mature never makes a signal.
        public let isMature: Bool
    }

    /// What is charted.
    public let kind: Kind
    /// The periods.
    public let points: [Point]
    /// The centre.
    public let center: Double
    /// σ_z: 1 when periods differ as their answers explain.
    public let dispersion: Double
    /// What is more than noise.
    public let signals: [ChartSignal]

    /// The fewest periods a baseline has.
    public static let leastBaseline = 12

    /// How limits are made wider, or narrower, by what is seen.
    public enum Widening: String, Hashable, Sendable, Codable {
        /// Not at all.
        case none
        /// By Laney's σ_z.
        case laney
    }

    struct Series {
        var kind: Kind
        var values: [Double?]
        var n: [Int]
        var center: Double
        /// The variance of one answer, or of one unit of exposure.
        var variance: Double
        var bounds: ClosedRange<Double>
    }

    init(_ series: Series, baseline: Range<Int>, widening: Widening, mature: [Bool], rules: RunRules) {
        let deviations = series.n.map { $0 > 0 ? squareRoot(series.variance / Double($0)) : 0 }
        let scores = baseline.compactMap { index -> Double? in
            guard let value = series.values[index], deviations[index] > 0 else { return nil }
            return (value - series.center) / deviations[index]
        }
        let steps = zip(scores, scores.dropFirst()).map { abs($1 - $0) }
        let spread = steps.isEmpty ? 1 : steps.reduce(0, +) / Double(steps.count) / 1.128
        dispersion = spread
        let factor = widening == .laney ? 3 * spread : 3
        kind = series.kind
        center = series.center
        // A point is outside by its distance in deviations, so that clipping and rounding of limits do not matter.
        var limits: [ClosedRange<Double>?] = []
        var points: [Point] = []
        for (index, value) in series.values.enumerated() {
            let half = factor * deviations[index]
            let low = max(series.center - half, series.bounds.lowerBound)
            let high = min(series.center + half, series.bounds.upperBound)
            let hasLimits = series.n[index] > 0
            limits.append(hasLimits ? (series.center - half)...(series.center + half) : nil)
            points.append(
                Point(
                    value: value, n: series.n[index], low: hasLimits ? low : nil, high: hasLimits ? high : nil,
                    isBaseline: baseline.contains(index), isMature: mature[index]))
        }
        self.points = points
        signals = rules.signals(
            points.map { $0.isMature ? $0.value : nil }, center: series.center, limits: limits)
    }
}

extension ControlChart {
    /// Charts a share by period.
    ///
    /// - Parameters:
    ///   - counts: So many of so many in each period.
    ///   - baseline: The periods of which the centre is made; all of them when nil.
    ///   - widening: How limits follow what is seen.
    ///   - mature: Whether each period is mature; all are when nil.
    ///   - rules: How long runs and trends have to be.
    /// - Throws: `Refusal` with code `malformed` when there are no answers in the baseline, `outOfRange` at a count outside
    ///   0 … n or a baseline outside the periods or of fewer than ``leastBaseline`` when it is given.
    public static func proportion(
        _ counts: [(count: Int, n: Int)], baseline: Range<Int>? = nil, widening: Widening = .laney,
        mature: [Bool]? = nil, rules: RunRules = .usual
    ) throws(Refusal) -> ControlChart {
        for (number, period) in counts.enumerated() {
            guard (0...Tally.largestCount).contains(period.n), (0...period.n).contains(period.count) else {
                throw Refusal(.outOfRange, "counts lie in 0 … n", at: .field("counts").index(number))
            }
        }
        let sums = counts.map { ScoreSum($0.count, of: $0.n) }
        return try chart(.proportion, sums, baseline, widening, mature, rules, bounds: 0...1)
    }

    /// Charts a net promoter score by period; parameters and errors as of ``proportion(_:baseline:widening:mature:rules:)``.
    public static func netPromoterScore(
        _ counts: [NetPromoterCounts], baseline: Range<Int>? = nil, widening: Widening = .laney,
        mature: [Bool]? = nil, rules: RunRules = .usual
    ) throws(Refusal) -> ControlChart {
        try chart(.netPromoterScore, counts.map { ScoreSum($0) }, baseline, widening, mature, rules, bounds: -1...1)
    }

    /// Charts events per unit of exposure by period: a u-chart, in which the variance of a unit is its mean.
    ///
    /// - Throws: As ``proportion(_:baseline:widening:mature:rules:)``; events may be more than the exposure.
    public static func rate(
        _ counts: [(events: Int, exposure: Int)], baseline: Range<Int>? = nil, widening: Widening = .laney,
        mature: [Bool]? = nil, rules: RunRules = .usual
    ) throws(Refusal) -> ControlChart {
        for (number, period) in counts.enumerated() {
            let limits = 0...Tally.largestCount
            guard limits.contains(period.events), limits.contains(period.exposure) else {
                throw Refusal(.outOfRange, "counts are not negative", at: .field("counts").index(number))
            }
        }
        let baseline = try check(baseline, mature, counts.count)
        let exposure = baseline.reduce(0.0) { $0 + Double(counts[$1].exposure) }
        guard exposure > 0 else { throw Refusal(.malformed, "the baseline has no exposure", at: .field("baseline")) }
        let center = baseline.reduce(0.0) { $0 + Double(counts[$1].events) } / exposure
        let series = Series(
            kind: .rate, values: counts.map { $0.exposure > 0 ? Double($0.events) / Double($0.exposure) : nil },
            n: counts.map(\.exposure), center: center, variance: center, bounds: 0...Double.greatestFiniteMagnitude)
        return ControlChart(
            series, baseline: baseline, widening: widening,
            mature: mature ?? Array(repeating: true, count: counts.count), rules: rules)
    }

    private static func chart(
        _ kind: Kind, _ sums: [ScoreSum], _ baseline: Range<Int>?, _ widening: Widening, _ mature: [Bool]?,
        _ rules: RunRules, bounds: ClosedRange<Double>
    ) throws(Refusal) -> ControlChart {
        let baseline = try check(baseline, mature, sums.count)
        let pooled = sums[baseline].reduce(.zero, +)
        guard let center = pooled.mean, let variance = pooled.variance else {
            throw Refusal(.malformed, "the baseline has no answers", at: .field("baseline"))
        }
        let series = Series(
            kind: kind, values: sums.map(\.mean), n: sums.map(\.n), center: center, variance: variance, bounds: bounds)
        return ControlChart(
            series, baseline: baseline, widening: widening,
            mature: mature ?? Array(repeating: true, count: sums.count), rules: rules)
    }

    private static func check(_ baseline: Range<Int>?, _ mature: [Bool]?, _ count: Int) throws(Refusal) -> Range<Int> {
        guard mature == nil || mature?.count == count else {
            throw Refusal(.malformed, "as many as there are periods", at: .field("mature"))
        }
        guard let baseline else { return 0..<count }
        guard baseline.lowerBound >= 0, baseline.upperBound <= count, baseline.count >= leastBaseline else {
            throw Refusal(
                .outOfRange, "a baseline has at least \(leastBaseline) of the periods", at: .field("baseline"))
        }
        return baseline
    }
}
