/// A number with its interval and the count of answers behind it, or the reason why it is not shown.
public struct Estimate: Hashable, Sendable, Codable {
    /// What is estimated.
    public enum Measure: Hashable, Sendable, Codable {
        /// Promoters less detractors, −1 … 1.
        case netPromoterScore
        /// The share that rated the service from the cut on.
        case serviceShare(cut: Int)
        /// The share whose matter was resolved.
        case resolvedShare
        /// The share that found it easy.
        case effortShare
        /// Any other share, such as targets met.
        case share
    }

    /// How the interval is made.
    public enum Method: String, Hashable, Sendable, Codable {
        /// Tango's score interval, for a net promoter score.
        case score
        /// Wilson's interval, for a share.
        case wilson
    }

    /// What is estimated.
    public let measure: Measure
    /// The number; nil when it is withheld.
    public let value: Double?
    /// The lower end of the interval; that of everything possible when the number is withheld.
    public let low: Double
    /// The upper end of the interval; that of everything possible when the number is withheld.
    public let high: Double
    /// How many answers there are.
    public let n: Int
    /// How sure the interval is.
    public let confidence: Confidence
    /// How the interval is made.
    public let method: Method
    /// Why the number is not shown; nil when it is.
    public let withheld: Withheld?

    init(
        _ measure: Measure, value: Double?, low: Double, high: Double, n: Int, confidence: Confidence, method: Method,
        withheld: Withheld?
    ) {
        self.measure = measure
        self.value = value
        self.low = low
        self.high = high
        self.n = n
        self.confidence = confidence
        self.method = method
        self.withheld = withheld
    }

    /// The same estimate without its number, for one that is shown together with others and must not give them away.
    public func withholding(_ reason: Withheld) -> Estimate {
        Estimate(
            measure, value: nil, low: measure == .netPromoterScore ? -1 : 0, high: 1, n: n, confidence: confidence,
            method: method, withheld: reason)
    }
}
