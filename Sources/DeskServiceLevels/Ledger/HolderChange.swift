public import DeskPrimitives

/// An entry of a case's timeline: from here on it lies with somebody.
public struct HolderChange: Hashable, Sendable, Codable {
    /// From when on.
    public let at: Instant
    /// With whom.
    public let holder: Holder

    /// Creates an entry.
    public init(at: Instant, holder: Holder) {
        self.at = at
        self.holder = holder
    }
}
