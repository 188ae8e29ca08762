public import DeskPrimitives
public import DeskServiceLevels

/// A step of an escalation ladder that was taken.
public struct EscalationTaken: Hashable, Sendable, Codable {
    /// What is measured.
    public let metric: ClockMetric
    /// The name of the target.
    public let target: String
    /// The name of the step.
    public let step: String
    /// The person who is told; nil when it is a team or a queue.
    public let agent: AgentID?
    /// The team that is told.
    public let team: TeamID?
    /// The queue that is told, while no team has the case.
    public let queue: QueueID?
}

/// The end of a clock that is measured apart from speed: what the customer was told, what a team or a supplier took.
public struct ClockEnded: Hashable, Sendable, Codable {
    /// What was measured.
    public let metric: ClockMetric
    /// The name of the target.
    public let target: String
    /// The team whose stay it was.
    public let team: TeamID?
    /// The time counted, in time of the target's calendar.
    public let counted: TimeSpan
    /// Whether it was late.
    public let isMissed: Bool
}

/// What is done to a clock by hand.
public enum ClockChange: Hashable, Sendable {
    /// A due time is agreed on that holds whatever the target says; nil takes it back.
    case agreeDue(Instant?)
    /// It begins again from nothing.
    case restart
    /// What it measures is no longer wanted.
    case cancel
}

/// Why a case draws on no entitlement.
public enum EntitlementLack: String, Hashable, Sendable, Codable, CaseIterable {
    /// There is none.
    case none
    /// It is used up.
    case usedUp
    /// It has ended.
    case over
    /// It begins later.
    case notYet
    /// It is for other topics.
    case notCovered
}
