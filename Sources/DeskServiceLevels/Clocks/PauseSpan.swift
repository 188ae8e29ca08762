public import DeskPrimitives

/// A stretch of time that a clock did not count.
public struct PauseSpan: Hashable, Sendable {
    /// What was waited for; nil while the case was completed before it was opened again.
    public let reason: PauseReason?
    /// When it began.
    public let from: Instant
    /// When it ended; nil when it goes on.
    public let to: Instant?
    /// The time left out so far, in time of the calendar.
    public let leftOut: TimeSpan

    /// Creates a pause.
    public init(reason: PauseReason?, from: Instant, to: Instant?, leftOut: TimeSpan) {
        self.reason = reason
        self.from = from
        self.to = to
        self.leftOut = leftOut
    }
}
