public import DeskFeedback

/// The figures of one group of encounters, each with n and an interval or the reason why it is not shown.
public struct BaselineFigures: Hashable, Sendable, Codable {
    /// How many encounters there are.
    public let n: Int
    /// How many there are on a day, from the whole days of the window; its interval comes from how much days differ.
    public let perDay: MeanEstimate
    /// The share that a human answered.
    public let answered: Estimate
    /// The wait that half of the answered stay within.
    public let waitMedian: SpanQuantile
    /// The wait that nine of ten answered stay within.
    public let waitP90: SpanQuantile
    /// The time to the first reply that half stay within.
    public let firstReplyMedian: SpanQuantile
    /// The time to the first reply that nine of ten stay within.
    public let firstReplyP90: SpanQuantile
    /// The time to the resolution that half stay within.
    public let resolutionMedian: SpanQuantile
    /// The time to the resolution that nine of ten stay within.
    public let resolutionP90: SpanQuantile
    /// The mean time that agents work on one, in seconds.
    public let effortSeconds: MeanEstimate
    /// The share that was opened again.
    public let reopened: Estimate
    /// The share that was handed over at least once.
    public let handedOver: Estimate
    /// The share of service-level targets that were met.
    public let targetsMet: Estimate
    /// The share of promises, of those that are settled, that were kept in time.
    public let promisesKept: Estimate
    /// The share whose matter was resolved in their own words.
    public let resolved: Estimate
    /// The share that was satisfied with the service.
    public let service: Estimate
    /// The net promoter score.
    public let netPromoterScore: Estimate
    /// The share that found it easy.
    public let easy: Estimate
}
