public import DeskPrimitives

/// A new time agreed for a promise.
public struct Renegotiation: Hashable, Sendable, Codable {
    /// When it was agreed.
    public let at: Instant
    /// The due time until then.
    public let from: Instant
    /// The due time from then on.
    public let to: Instant

    /// Creates a renegotiation.
    public init(at: Instant, from: Instant, to: Instant) {
        self.at = at
        self.from = from
        self.to = to
    }

    /// Whether it was agreed while the old time could still be kept; afterwards the old promise had been missed.
    public var wasInTime: Bool { at <= from }
}
