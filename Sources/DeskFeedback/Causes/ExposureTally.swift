/// Answers by what had happened: every combination of exposures beside detractor, passive, promoter and no answer.
///
/// 1,024 integers are all that every question about causes needs; they add and subtract like a ``Tally``.
public struct ExposureTally: AdditiveArithmetic, Hashable, Sendable {
    // Combination · 4 + (missing, detractor, passive, promoter); empty while there are none.
    private var counts: [Int64] = []

    /// Nothing.
    public static let zero = ExposureTally()

    /// Creates an empty tally.
    public init() {}

    /// Counts the answer to the recommend question of one contact, or takes it back with a step of −1.
    ///
    /// - Parameters:
    ///   - recommend: The answer 0 … 10; nil, or anything else, counts as missing.
    ///   - exposures: What had happened.
    ///   - step: How many times.
    public mutating func count(_ recommend: UInt8?, _ exposures: ExposureSet, by step: Int = 1) {
        if counts.isEmpty { counts = Array(repeating: 0, count: 1_024) }
        let column =
            switch recommend {
            case .some(0...6): 1
            case .some(7...8): 2
            case .some(9...10): 3
            default: 0
            }
        counts[Int(exposures.rawValue) << 2 | column] &+= Int64(step)
        if step < 0, !counts.contains(where: { $0 != 0 }) { counts = [] }
    }

    /// The sum of both.
    public static func + (a: Self, b: Self) -> Self { combine(a, b, &+) }

    /// The first without the second.
    public static func - (a: Self, b: Self) -> Self { combine(a, b, &-) }

    private static func combine(_ a: Self, _ b: Self, _ operation: (Int64, Int64) -> Int64) -> Self {
        guard !(a.counts.isEmpty && b.counts.isEmpty) else { return zero }
        var result = ExposureTally()
        let value = { (counts: [Int64], index: Int) in counts.isEmpty ? 0 : counts[index] }
        let sum = (0..<1_024).map { operation(value(a.counts, $0), value(b.counts, $0)) }
        if sum.contains(where: { $0 != 0 }) { result.counts = sum }
        return result
    }

    /// Detractors and answers of those with and without an exposure.
    func groups(_ exposure: ExposureSet) -> RiskDifference.Stratum {
        var (a, exposed, b, unexposed) = (0, 0, 0, 0)
        guard !counts.isEmpty else { return RiskDifference.Stratum(0, of: 0, unexposed: 0, of: 0) }
        for combination in 0..<256 {
            let answers = (1...3).reduce(0) { $0 + Int(counts[combination << 2 | $1]) }
            let detractors = Int(counts[combination << 2 | 1])
            if ExposureSet(rawValue: UInt8(combination)).isSuperset(of: exposure) {
                (a, exposed) = (a + detractors, exposed + answers)
            } else {
                (b, unexposed) = (b + detractors, unexposed + answers)
            }
        }
        return RiskDifference.Stratum(a, of: exposed, unexposed: b, of: unexposed)
    }
}
