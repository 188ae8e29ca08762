public import DeskPrimitives

/// A chart of single values (XmR), for series of which no number of answers is known.
///
/// Limits are the mean ± 2.66 · the mean moving range. Where n is known and varies, ``ControlChart`` is the one to use: this
/// one takes small periods for signals and hides what large ones say.
public struct IndividualsChart: Hashable, Sendable {
    /// The values.
    public let values: [Double]
    /// Their mean over the baseline.
    public let mean: Double
    /// The mean of the moving ranges.
    public let meanRange: Double
    /// The upper natural process limit.
    public let upper: Double
    /// The lower natural process limit.
    public let lower: Double
    /// The limit of a moving range.
    public let rangeLimit: Double
    /// What is more than noise.
    public let signals: [ChartSignal]

    /// Charts values.
    ///
    /// - Parameters:
    ///   - values: At least two, finite.
    ///   - baseline: The values of which the mean is made; all when nil.
    ///   - rules: How long runs and trends have to be.
    /// - Throws: `Refusal` with code `malformed` for fewer than two values, `outOfRange` at a value that is not finite or for a
    ///   baseline outside the values or of fewer than ``ControlChart/leastBaseline``.
    public init(_ values: [Double], baseline: Range<Int>? = nil, rules: RunRules = .usual) throws(Refusal) {
        guard values.count > 1 else { throw Refusal(.malformed, "at least two values", at: .field("values")) }
        for (number, value) in values.enumerated() where !(abs(value) < .infinity) {
            throw Refusal(.outOfRange, "a value is finite", at: .field("values").index(number))
        }
        if let baseline {
            guard baseline.lowerBound >= 0, baseline.upperBound <= values.count,
                baseline.count >= ControlChart.leastBaseline
            else {
                throw Refusal(
                    .outOfRange, "a baseline has at least \(ControlChart.leastBaseline) of the values",
                    at: .field("baseline"))
            }
        }
        let base = values[baseline ?? 0..<values.count]
        let mean = base.reduce(0, +) / Double(base.count)
        let range = zip(base, base.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(base.count - 1)
        self.values = values
        self.mean = mean
        meanRange = range
        upper = mean + 2.66 * range
        lower = mean - 2.66 * range
        rangeLimit = 3.268 * range
        let limits = Array<ClosedRange<Double>?>(repeating: lower...upper, count: values.count)
        signals = rules.signals(values.map { $0 }, center: mean, limits: limits)
    }
}
