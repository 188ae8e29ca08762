/// The state of the lines at one moment, as far as it tells a surge.
public struct SurgeReading: Hashable, Sendable, Codable {
    /// Contacts that arrived in the last interval.
    public var arrivals: Int
    /// Contacts that were expected in it; 0 when nothing is known.
    public var expected: Int
    /// Contacts that wait.
    public var waiting: Int
    /// The age of the oldest of them, in whole minutes.
    public var oldestMinutes: Int

    /// Creates a reading; negative numbers are taken as 0.
    public init(arrivals: Int = 0, expected: Int = 0, waiting: Int = 0, oldestMinutes: Int = 0) {
        self.arrivals = max(0, arrivals)
        self.expected = max(0, expected)
        self.waiting = max(0, waiting)
        self.oldestMinutes = max(0, oldestMinutes)
    }

    /// The value of a measure; nil when it cannot be known.
    public func value(of measure: SurgeMeasure) -> Int? {
        switch measure {
        case .arrivalsPercent:
            guard expected > 0 else { return nil }
            let (product, overflow) = arrivals.multipliedReportingOverflow(by: 100)
            return overflow ? Int.max : product / expected
        case .waiting: return waiting
        case .oldestMinutes: return oldestMinutes
        }
    }

    /// The arrivals nobody expected.
    public var excess: Int { max(0, arrivals - expected) }
}
