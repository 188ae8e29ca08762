import DeskPrimitives

/// In which order waiting work is served.
public enum ContactOrder: String, Hashable, Sendable, Codable, CaseIterable {
    /// By urgency and waiting time together: each point of urgency counts as ``DistributionPolicy/urgencyPoint`` of waiting.
    case urgencyThenWait
    /// By how fast the cost of waiting grows against what was promised, times how well the agent does it: the generalised
    /// cµ rule of Mandelbaum and Stolyar (2004) with the cost (wait / target)². Work without a target comes last.
    case serviceClock
    /// From the queue whose line exceeds its share the most, as in fixed queue ratio routing (Gurvich and Whitt).
    case queueRatio
    /// The newest first; urgency counts as in ``urgencyThenWait``. Old work may wait for ever.
    case newestFirst
}

extension WorkItem {
    /// What one point of urgency counts when urgency alone decides: longer than any two contacts lie apart in practice.
    static let strictPoint: Int64 = 86_000_000_000_000_000

    /// The place in line as one number, smaller is served sooner; it never changes while the urgency does not, since all
    /// work ages alike.
    func lineKey(_ policy: DistributionPolicy) -> Int64 {
        Self.lineKey(urgency: urgency, since: enqueuedAt, policy)
    }

    @inline(__always)
    static func lineKey(urgency: Int, since: Instant, _ policy: DistributionPolicy) -> Int64 {
        let point = policy.urgencyPoint?.microseconds ?? strictPoint
        let credit = Int64(urgency) * min(point, strictPoint)
        return policy.contacts == .newestFirst ? -(since.microseconds + credit) : since.microseconds - credit
    }

    /// How fast the cost of waiting grows, for the cost (wait / target)² and with its factor 2 left out.
    ///
    /// Only correctly rounded operations, so the same bits everywhere.
    func delaySlope(at now: Instant) -> Double {
        guard let target else { return 0 }
        return Self.delaySlope(waited: now - enqueuedAt, target: target)
    }

    static func delaySlope(waited: TimeSpan, target: TimeSpan) -> Double {
        let span = Double(target.microseconds)
        return Double(max(0, waited.microseconds)) / span / span
    }

    /// Whether this work is served before other work by line key, then age, then case id.
    func isServedBefore(_ other: WorkItem, _ policy: DistributionPolicy) -> Bool {
        let (a, b) = (lineKey(policy), other.lineKey(policy))
        if a != b { return a < b }
        if enqueuedAt != other.enqueuedAt { return enqueuedAt < other.enqueuedAt }
        return id == other.id ? passCount > other.passCount : id < other.id
    }
}
