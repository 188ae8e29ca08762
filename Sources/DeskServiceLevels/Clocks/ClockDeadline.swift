public import DeskPrimitives

/// The next thing that the mere passing of time does to a clock.
public struct ClockDeadline: Hashable, Sendable {
    /// What happens.
    public enum Kind: Hashable, Sendable {
        /// A percentage of the target is used up.
        case atRisk(Int)
        /// The target is missed.
        case breach
    }

    /// The first instant at which it is so.
    public let at: Instant
    /// What happens.
    public let kind: Kind

    /// Creates a deadline.
    public init(at: Instant, kind: Kind) {
        self.at = at
        self.kind = kind
    }
}
