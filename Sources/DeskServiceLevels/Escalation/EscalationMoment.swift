public import DeskPrimitives

/// When a step of an escalation ladder is taken, relative to the target and in the time of its calendar.
///
/// While a clock pauses it comes no nearer to its steps. With an agreed due time, spans are counted back and on from there.
public enum EscalationMoment: Hashable, Sendable {
    /// A percentage of the target is used up.
    case used(percent: Int)
    /// So much of the target is left; at the start when the target is shorter.
    case beforeDue(TimeSpan)
    /// The target is used up.
    case atDue
    /// So much more than the target is used up.
    case afterDue(TimeSpan)
}
