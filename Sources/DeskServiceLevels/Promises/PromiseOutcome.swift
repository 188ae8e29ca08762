/// What a promise counts as; a miss is never erased by what came after.
public enum PromiseOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not yet due.
    case open
    /// Kept by every time that was agreed.
    case kept
    /// Kept, but after a time that had been agreed.
    case late
    /// Missed and not made good.
    case broken
    /// Taken back before it was due.
    case withdrawn
}
