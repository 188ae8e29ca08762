public import DeskPrimitives

/// A contact that opened a settled case again or woke a waiting one.
public struct CaseWaking: Hashable, Sendable, Codable {
    /// When.
    public let at: Instant
    /// The digest of what the person wrote; nil for what is no repetition.
    public let words: ByteKey?

    /// Both ways: a clock set back must not open what is held.
    func isWithin(_ window: TimeSpan, of now: Instant) -> Bool {
        let (distance, overflow) = now.microseconds.subtractingReportingOverflow(at.microseconds)
        return !overflow && distance.magnitude < window.microseconds.magnitude
    }
}
