public import DeskPrimitives

/// What the pool has decided by itself; what was asked of it by a call is not repeated.
public enum PoolEvent: Hashable, Sendable {
    /// Work is offered to an agent.
    case offered(Offer)
    /// Nobody answered an offer in time; the work waits again with its age.
    case expired(CaseID, AgentID)
    /// Work was opened to more people.
    case widened(WidenedWork)
    /// Work went to another queue with its age because its own found nobody.
    case overflowed(CaseID, to: QueueID)
    /// Work left the line because the person is to be called back.
    case callbackDue(CaseID)
}
