public import DeskPrimitives

/// The times of the last answers at one place, and whether they came in a burst.
///
/// Times may come in any order; the latest are kept.
public struct AnswerPace: Hashable, Sendable, Codable {
    /// The latest times, the earliest first; at most ``SurveyBurst/maximumCount``.
    public private(set) var times: [Instant]
    /// When a burst was last noticed; nil when never.
    public private(set) var burstAt: Instant?

    /// Creates a pace without answers.
    public init() {
        times = []
        burstAt = nil
    }

    /// Takes in an answer.
    ///
    /// - Returns: Whether a burst begins with it: the answers up to it are too many, and the burst was not noticed
    ///   already within the span of the measure.
    /// - Complexity: O(``SurveyBurst/maximumCount``).
    public mutating func note(_ instant: Instant, against burst: SurveyBurst) -> Bool {
        let place = times.firstIndex { $0 > instant } ?? times.count
        times.insert(instant, at: place)
        if times.count > burst.count { times.removeFirst(times.count - burst.count) }
        guard times.count == burst.count, let first = times.first, let last = times.last,
            last.microseconds - first.microseconds <= burst.within.microseconds
        else { return false }
        let isNew = burstAt.map { last.microseconds - $0.microseconds > burst.within.microseconds } ?? true
        burstAt = max(burstAt ?? last, last)
        return isNew
    }
}
