public import DeskPrimitives
public import DeskServiceLevels

/// A clock of a case, and which of its warnings have been given.
public struct CaseClock: Hashable, Sendable, Codable {
    /// The clock.
    public internal(set) var clock: ServiceClock
    /// How many of its at-risk thresholds have been announced.
    public internal(set) var warnings = 0
    /// Whether its breach has been announced.
    public internal(set) var breachAnnounced = false
    /// The names of the steps of its escalation ladder that were taken; nil is none.
    public internal(set) var escalated: [String]?
    /// The team whose stay it measures.
    public internal(set) var team: TeamID?
    /// Whether its end has been told; nil is no.
    public internal(set) var endTold: Bool?

    init(_ clock: ServiceClock, team: TeamID? = nil) {
        self.clock = clock
        self.team = team
    }
}
