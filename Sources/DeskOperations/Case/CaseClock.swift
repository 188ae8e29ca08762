public import DeskServiceLevels

/// A clock of a case, and which of its warnings have been given.
public struct CaseClock: Hashable, Sendable, Codable {
    /// The clock.
    public internal(set) var clock: ServiceClock
    /// How many of its at-risk thresholds have been announced.
    public internal(set) var warnings = 0
    /// Whether its breach has been announced.
    public internal(set) var breachAnnounced = false

    init(_ clock: ServiceClock) { self.clock = clock }
}
