public import DeskFeedback
public import DeskPrimitives

/// The time that a share of cases stays within, with its interval, or the reason why it is not shown.
///
/// The value is one that was measured (the nearest rank), and so are the ends of the interval: the ranks n·p ±
/// z·√(n·p·(1 − p)) rounded outwards, whatever the distribution (Conover, Practical nonparametric statistics, 3.2).
public struct SpanQuantile: Hashable, Sendable, Codable {
    /// The share in percent: 50 for the median.
    public let percent: Int
    /// The time; nil when it is withheld.
    public let value: TimeSpan?
    /// The lower end of the interval; nil when there are too few values for one.
    public let low: TimeSpan?
    /// The upper end of the interval; nil when there are too few values for one, as the longest may yet be longer.
    public let high: TimeSpan?
    /// How many values there are.
    public let n: Int
    /// How sure the interval is.
    public let confidence: Confidence
    /// Why the time is not shown; nil when it is.
    public let withheld: Withheld?

    /// The quantile of values in ascending order.
    init(_ percent: Int, ofSorted values: [Int64], confidence: Confidence) {
        self.percent = percent
        self.confidence = confidence
        n = values.count
        guard n > 0 else {
            (value, low, high, withheld) = (nil, nil, nil, .noAnswers)
            return
        }
        // ⌈n · percent ÷ 100⌉ without a product that could overflow.
        let rank = n / 100 * percent + (n % 100 * percent + 99) / 100
        let share = Double(percent) / 100
        let center = Double(n) * share
        let half = confidence.z * squareRoot(center * (1 - share))
        let below = Int(max(center - half, 0))
        let upper = center + half
        let above = Double(Int(upper)) < upper ? Int(upper) + 2 : Int(upper) + 1
        func at(_ rank: Int) -> TimeSpan? {
            values.indices.contains(rank - 1) ? TimeSpan(microseconds: values[rank - 1]) : nil
        }
        value = at(max(rank, 1))
        low = at(below)
        high = at(above)
        withheld = nil
    }
}
