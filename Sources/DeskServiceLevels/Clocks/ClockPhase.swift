public import DeskPrimitives

/// Where a clock stands.
public enum ClockPhase: Hashable, Sendable {
    /// Time counts, and the target has not been missed.
    case running
    /// Time stands still for a reason.
    case paused(PauseReason)
    /// Completed in time, or without a target.
    case met(Instant)
    /// Completed after the target was missed.
    case late(Instant)
    /// Time counts, and the target has been missed.
    case breached
    /// No longer wanted.
    case cancelled(Instant)

    /// Whether the clock has neither been completed nor cancelled.
    public var isOpen: Bool {
        switch self {
        case .running, .paused, .breached: true
        case .met, .late, .cancelled: false
        }
    }
}
