public import DeskPrimitives

/// What a clock shows at an instant.
public struct ClockStatus: Hashable, Sendable {
    /// The instant it is shown for.
    public let at: Instant
    /// Where the clock stands.
    public let phase: ClockPhase
    /// The target in force; nil when there is none.
    public let target: TimeSpan?
    /// The time counted, in time of the calendar, since the start or the last restart.
    public let consumed: TimeSpan
    /// What is left of the target, or up to an agreed due time, not less than nothing; nil without either.
    public let remaining: TimeSpan?
    /// The last instant at which completion is in time; on a completed clock the one that held at its completion.
    ///
    /// Nil while paused unless a due time was agreed on, when cancelled, without a target, and when the calendar never gives enough time.
    public let due: Instant?
    /// When the target was first missed: the due time that passed.
    ///
    /// Nothing that comes after erases it.
    public let breachedAt: Instant?
    /// For each step at risk, in rising order, the instant at which it is reached; those that cannot be foreseen, as
    /// while paused, are left out at the end.
    public let atRiskAt: [Instant]
    /// The time counted beyond the target, in time of the calendar.
    public let overdueBy: TimeSpan
    /// Whether the due time was agreed on by hand and holds in place of the target.
    public let isAgreed: Bool

    /// Creates a status.
    public init(
        at: Instant, phase: ClockPhase, target: TimeSpan?, consumed: TimeSpan, remaining: TimeSpan?, due: Instant?,
        breachedAt: Instant?, atRiskAt: [Instant], overdueBy: TimeSpan, isAgreed: Bool = false
    ) {
        self.at = at
        self.phase = phase
        self.target = target
        self.consumed = consumed
        self.remaining = remaining
        self.due = due
        self.breachedAt = breachedAt
        self.atRiskAt = atRiskAt
        self.overdueBy = overdueBy
        self.isAgreed = isAgreed
    }

    /// Whether the target has been missed, whatever the clock does now.
    public var isBreached: Bool { breachedAt != nil }

    /// How many steps at risk have been reached.
    public var riskStepsReached: Int { atRiskAt.count { $0 <= at } }
}
