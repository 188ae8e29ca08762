/// The answers of any set of responses as integer histograms: the only state that scores are computed from.
///
/// Tallies form a commutative group: merging is `+`, withdrawing is `−`, and an edit is minus the old answer plus the
/// new one, so answers may come, change and go in any order and the counts are the same. Scores, averages and
/// categories are never stored; they are computed on reading. Counters wrap around at 2⁶³ instead of trapping.
public struct Tally: AdditiveArithmetic, Hashable, Sendable {
    // Lanes 0 … 10 are the answers 0 … 10.
    var recommendLanes: SIMD16<Int64>
    // Lanes 0 … 6 are the answers 1 … 7.
    var effortLanes: SIMD8<Int64>
    // Resolved (missing, no, yes) × service (missing, 1 … 5), row by row: lanes 0 … 17. Keeping the whole table gives
    // both marginals and every cut of it.
    var jointLanes: SIMD32<Int64>
    // Lanes: invited, undeliverable, complete, partial.
    var responseLanes: SIMD4<Int64>
    // The classes of a lag histogram.
    var lagLanes: SIMD16<Int64>

    /// No answers.
    public static let zero = Tally()

    /// Creates an empty tally.
    public init() {
        recommendLanes = .zero
        effortLanes = .zero
        jointLanes = .zero
        responseLanes = .zero
        lagLanes = .zero
    }

    /// The answers of both.
    public static func + (a: Tally, b: Tally) -> Tally {
        var sum = a
        sum += b
        return sum
    }

    /// The answers of the first without those of the second.
    public static func - (a: Tally, b: Tally) -> Tally {
        var difference = a
        difference -= b
        return difference
    }

    /// Merges.
    public static func += (a: inout Tally, b: Tally) {
        a.recommendLanes &+= b.recommendLanes
        a.effortLanes &+= b.effortLanes
        a.jointLanes &+= b.jointLanes
        a.responseLanes &+= b.responseLanes
        a.lagLanes &+= b.lagLanes
    }

    /// Withdraws.
    public static func -= (a: inout Tally, b: Tally) {
        a.recommendLanes &-= b.recommendLanes
        a.effortLanes &-= b.effortLanes
        a.jointLanes &-= b.jointLanes
        a.responseLanes &-= b.responseLanes
        a.lagLanes &-= b.lagLanes
    }
}
