/// What an arrival means for the clocks that promise an answer.
public enum ClockFate: String, Hashable, Sendable, Codable, CaseIterable {
    /// They start with the arrival.
    case startsNow
    /// They start when the channel opens.
    case startsAtOpening
    /// They do not start, because it is not answered here.
    case doesNotStart
}
