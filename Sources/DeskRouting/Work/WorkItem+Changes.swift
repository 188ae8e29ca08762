public import DeskPrimitives

extension WorkItem {
    /// The work waiting in another queue because its own found nobody; counted, so that it does not go round for ever.
    ///
    /// - Throws: As ``transferring(to:requirement:at:)``.
    public func overflowing(to queue: QueueID, at instant: Instant) throws(Refusal) -> WorkItem {
        var item = try transferring(to: queue, at: instant)
        item.overflowCount = overflowCount == .max ? .max : overflowCount + 1
        return item
    }

    /// The work when the end of its relaxation was carried out and it still waits in its queue.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is done.
    public func endingRelaxation() throws(Refusal) -> WorkItem {
        if case .done = state {
            throw Refusal(.wrongState, "case \(id) is done", at: .field("state"))
        }
        var item = self
        item.isRelaxationOver = true
        return item
    }

    /// The work with another promise, whatever its state; nil for none.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a target that is not positive.
    public func promising(_ target: TimeSpan?) throws(Refusal) -> WorkItem {
        guard target ?? .seconds(1) > .zero else {
            throw Refusal(.outOfRange, "a target is not positive", at: .field("target"))
        }
        var item = self
        item.target = target
        return item
    }

    /// Whether this work is served before other work of the same queue under a policy whose order does not depend on who
    /// is free.
    public func isAhead(of other: WorkItem, under policy: DistributionPolicy, at instant: Instant) -> Bool {
        if policy.contacts == .serviceClock {
            let (x, y) = (delaySlope(at: instant), other.delaySlope(at: instant))
            if x != y { return x > y }
        }
        return isServedBefore(other, policy)
    }
}
