/// How much an analysis may look at before it answers *unknown*.
///
/// A step is one look at up to 64 rules in one class of values; steps are counted, not timed, so the same table gets the
/// same answer everywhere. Whether rules leave a gap is coNP-hard in general, which is why there is a budget at all; the
/// tables of service desks stay far below it.
public struct AnalysisBudget: Hashable, Sendable {
    /// The most steps for the question about one rule or pair.
    public var stepsPerRule: Int
    /// The most steps for the question about gaps, the hardest one.
    public var stepsForGaps: Int
    /// The most steps for all questions together.
    public var steps: Int
    /// The most overlapping pairs that are listed; all of them are counted.
    public var overlaps: Int

    /// Creates a budget.
    public init(
        stepsPerRule: Int = 2_000_000, stepsForGaps: Int = 100_000_000, steps: Int = 200_000_000,
        overlaps: Int = 1_000
    ) {
        self.stepsPerRule = max(0, stepsPerRule)
        self.stepsForGaps = max(0, stepsForGaps)
        self.steps = max(0, steps)
        self.overlaps = max(0, overlaps)
    }

    /// The usual budget: about a second of work for the worst of tables.
    public static let standard = AnalysisBudget()
}
