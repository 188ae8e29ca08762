public import DeskPrimitives

/// Whether there is a surge, since when and why, and what it has cost so far.
public struct SurgeState: Hashable, Sendable, Codable {
    /// A surge that is going on.
    public struct Active: Hashable, Sendable, Codable {
        /// Since when.
        public internal(set) var since: Instant
        /// What caused it, as far as somebody has said.
        public internal(set) var cause: SurgeCause?
        /// Whether a person declared it; then only a person or its expiry ends it.
        public internal(set) var isDeclared: Bool
        /// Contacts nobody expected.
        public internal(set) var excessContacts = 0
        /// What agents spent on contacts that belong to it.
        public internal(set) var effort = TimeSpan.zero
    }

    /// The surge; nil when there is none.
    public internal(set) var active: Active?

    /// No surge.
    public init() {}
}
