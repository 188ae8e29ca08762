public import DeskFeedback

/// A mean with its interval, or the reason why it is not shown.
///
/// The interval is Student's: the mean ± t · s ÷ √n.
public struct MeanEstimate: Hashable, Sendable, Codable {
    /// The mean; nil when it is withheld.
    public let value: Double?
    /// The lower end of the interval, never below 0; nil when the mean is withheld.
    public let low: Double?
    /// The upper end of the interval; nil when the mean is withheld.
    public let high: Double?
    /// How many values there are.
    public let n: Int
    /// How sure the interval is.
    public let confidence: Confidence
    /// Why the mean is not shown; nil when it is.
    public let withheld: Withheld?

    /// The fewest values that have a mean with an interval.
    public static let fewestValues = 5

    init(sorted values: [Int64], scale: Double, confidence: Confidence) {
        let n = Double(values.count)
        let sum = values.reduce(0.0) { $0 + Double($1) }
        let mean = values.isEmpty ? 0 : sum / n
        let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        self.init(
            mean: mean * scale, squaredDeviations: squares * scale * scale, n: values.count, needed: Self.fewestValues,
            confidence: confidence)
    }

    /// Makes an estimate of values that are not negative.
    init(mean: Double, squaredDeviations: Double, n: Int, needed: Int, confidence: Confidence) {
        self.n = n
        self.confidence = confidence
        guard n >= max(needed, Self.fewestValues) else {
            (value, low, high) = (nil, nil, nil)
            withheld = n == 0 ? .noAnswers : .tooFew(n: n, needed: max(needed, Self.fewestValues))
            return
        }
        let count = Double(n)
        let half =
            Self.student(confidence.z, degrees: count - 1)
            * squareRoot(squaredDeviations / (count - 1) / count)
        (value, low, high, withheld) = (mean, max(mean - half, 0), mean + half, nil)
    }

    /// The two-sided quantile of Student's distribution from that of the normal one (Abramowitz & Stegun 26.7.5):
    /// from 4 degrees of freedom on it is right to 1 % at 99 % and to 0.1 % at 95 %.
    static func student(_ z: Double, degrees: Double) -> Double {
        let square = z * z
        let first = z * (square + 1) / 4
        let second = z * ((5 * square + 16) * square + 3) / 96
        let third = z * (((3 * square + 19) * square + 17) * square - 15) / 384
        let fourth = z * ((((79 * square + 776) * square + 1_482) * square - 1_920) * square - 945) / 92_160
        return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees
    }
}
