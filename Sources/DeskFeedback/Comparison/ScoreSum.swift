/// How many answers there are, and the sums of their values and of the squares: all that a mean and its variance need.
///
/// Integers, so that sums of groups are exact and in any order the same. Values are −1, 0 and 1 for a net promoter score, 0
/// and 1 for a share.
public struct ScoreSum: AdditiveArithmetic, Hashable, Sendable, Codable {
    /// How many answers.
    public let n: Int
    /// The sum of their values.
    public let sum: Int
    /// The sum of the squares of their values.
    public let squares: Int

    private init(n: Int, sum: Int, squares: Int) {
        self.n = n
        self.sum = sum
        self.squares = squares
    }

    /// Nothing.
    public static let zero = ScoreSum(n: 0, sum: 0, squares: 0)

    /// Promoters count 1, passives 0 and detractors −1; zero for counts that are no counts.
    public init(_ counts: NetPromoterCounts) {
        let n = counts.n
        self.init(
            n: n, sum: n > 0 ? counts.promoters - counts.detractors : 0,
            squares: n > 0 ? counts.promoters + counts.detractors : 0)
    }

    /// So many of n have it; zero for a count outside 0 … n or an n beyond ``Tally/largestCount``.
    public init(_ count: Int, of n: Int) {
        let isCount = (0...Tally.largestCount).contains(n) && count >= 0 && count <= n
        self.init(n: isCount ? n : 0, sum: isCount ? count : 0, squares: isCount ? count : 0)
    }

    /// The mean value; nil without answers.
    public var mean: Double? { n > 0 ? Double(sum) / Double(n) : nil }

    /// The variance of one answer, with n and not n − 1 below; nil without answers.
    public var variance: Double? { mean.map { max(Double(squares) / Double(n) - $0 * $0, 0) } }

    /// The sum of both.
    public static func + (a: Self, b: Self) -> Self {
        Self(n: a.n &+ b.n, sum: a.sum &+ b.sum, squares: a.squares &+ b.squares)
    }

    /// The first without the second.
    public static func - (a: Self, b: Self) -> Self {
        Self(n: a.n &- b.n, sum: a.sum &- b.sum, squares: a.squares &- b.squares)
    }
}
