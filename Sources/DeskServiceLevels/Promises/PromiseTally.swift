public import DeskPrimitives

/// How many promises were kept, late, broken: counts that add up over people, teams and times.
public struct PromiseTally: Hashable, Sendable, Codable {
    /// Not yet due.
    public private(set) var open = 0
    /// Kept by every time agreed.
    public private(set) var kept = 0
    /// Kept after a time agreed.
    public private(set) var late = 0
    /// Missed and not made good.
    public private(set) var broken = 0
    /// Taken back in time.
    public private(set) var withdrawn = 0
    /// Those of the above whose time was agreed anew at least once, each time while the old one could still be kept.
    public private(set) var renegotiatedInTime = 0
    /// Those of the above whose time was agreed anew at least once after the old one had passed.
    public private(set) var renegotiatedLate = 0

    /// Nothing counted.
    public init() {}

    /// Counts promises as they stand at an instant.
    ///
    /// - Parameter sources: the kinds counted. What the desk's own clockwork set is not anybody's word and is left out
    ///   unless asked for.
    public init(
        of promises: some Sequence<Promise>, at now: Instant, sources: [PromiseSource] = [.agent, .willFindOut]
    ) {
        for promise in promises where sources.contains(promise.source) { count(promise, at: now) }
    }

    /// Counts one promise as it stands at an instant, whatever its source.
    public mutating func count(_ promise: Promise, at now: Instant) {
        switch promise.outcome(at: now) {
        case .open: open = Self.sum(open, 1)
        case .kept: kept = Self.sum(kept, 1)
        case .late: late = Self.sum(late, 1)
        case .broken: broken = Self.sum(broken, 1)
        case .withdrawn: withdrawn = Self.sum(withdrawn, 1)
        }
        if promise.missedAnEarlierTime {
            renegotiatedLate = Self.sum(renegotiatedLate, 1)
        } else if !promise.renegotiations.isEmpty {
            renegotiatedInTime = Self.sum(renegotiatedInTime, 1)
        }
    }

    /// The kept-rate as whole numbers: kept, of those that were kept, late or broken.
    ///
    /// Nothing can be said of it while `of` is small.
    public var keptRate: (kept: Int, of: Int) { (kept, Self.sum(Self.sum(kept, late), broken)) }

    /// The counts of both together.
    public static func + (a: PromiseTally, b: PromiseTally) -> PromiseTally {
        var sum = PromiseTally()
        sum.open = Self.sum(a.open, b.open)
        sum.kept = Self.sum(a.kept, b.kept)
        sum.late = Self.sum(a.late, b.late)
        sum.broken = Self.sum(a.broken, b.broken)
        sum.withdrawn = Self.sum(a.withdrawn, b.withdrawn)
        sum.renegotiatedInTime = Self.sum(a.renegotiatedInTime, b.renegotiatedInTime)
        sum.renegotiatedLate = Self.sum(a.renegotiatedLate, b.renegotiatedLate)
        return sum
    }

    /// A stored count may be anything; no count leaves the integers.
    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? (a < 0 ? .min : .max) : sum
    }
}
