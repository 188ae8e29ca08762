public import DeskPrimitives

/// What has become of a promise.
public enum PromiseState: Hashable, Sendable, Codable {
    /// It is still to be kept; the time may have been agreed anew (``Promise/renegotiations``).
    case open
    /// Kept at or before the due time.
    case kept(at: Instant)
    /// Kept after the due time.
    case late(at: Instant)
    /// The due time passed and nothing happened.
    case broken(at: Instant)
    /// Taken back before the due time, with the person's knowledge.
    case withdrawn(at: Instant)
}
