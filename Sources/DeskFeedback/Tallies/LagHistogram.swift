public import DeskPrimitives

/// How long after the invitation answers came.
public struct LagHistogram: AdditiveArithmetic, Hashable, Sendable {
    // Lane i counts lags below boundary i and not below the one before; the last is open.
    var lanes: SIMD16<Int64>

    /// The upper ends of the classes but the last.
    public static let boundaries: [TimeSpan] = [
        .minutes(10), .hours(1), .hours(3), .hours(6), .hours(12), .days(1), .days(2), .days(3), .days(5), .days(7),
        .days(10), .days(14), .days(21), .days(30),
    ]

    /// No answers.
    public static let zero = LagHistogram()

    /// Creates an empty histogram.
    public init() { lanes = .zero }

    init(lanes: SIMD16<Int64>) { self.lanes = lanes }

    /// Counts one answer, or takes it back with a step of −1; a negative lag counts as none.
    public mutating func count(_ lag: TimeSpan, by step: Int = 1) {
        lanes[Self.lane(of: lag)] &+= Int64(step)
    }

    static func lane(of lag: TimeSpan) -> Int {
        boundaries.firstIndex { lag < $0 } ?? boundaries.count
    }

    /// How many answers there are in each class: one more than ``boundaries``.
    public var counts: [Int] { (0...Self.boundaries.count).map { Int(lanes[$0]) } }

    /// How many answers there are.
    public var n: Int { counts.reduce(0, &+) }

    /// The share of all answers that come within an age; classes that end later count as not come.
    ///
    /// Nil without answers.
    public func share(within age: TimeSpan) -> Double? {
        let counts = counts
        let n = counts.reduce(0, &+)
        guard n > 0 else { return nil }
        let classes = Self.boundaries.prefix { $0 <= age }.count
        return Double(counts.prefix(classes).reduce(0, &+)) / Double(n)
    }

    /// The sum of both.
    public static func + (a: Self, b: Self) -> Self { Self(lanes: a.lanes &+ b.lanes) }
    /// The first without the second.
    public static func - (a: Self, b: Self) -> Self { Self(lanes: a.lanes &- b.lanes) }
}
