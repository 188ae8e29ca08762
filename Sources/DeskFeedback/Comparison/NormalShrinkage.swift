public import DeskPrimitives

/// Means of several groups pulled towards their common mean, each by as much as it is noise.
///
/// The variance between groups is estimated by DerSimonian & Laird (1986) and cut off at 0; each group's posterior mean is
/// μ + B (y − μ) with B = τ² ÷ (τ² + v), which is its reliability.
public struct NormalShrinkage: Hashable, Sendable {
    /// Cochran's Q: how much more the groups differ than their noise explains.
    public let heterogeneity: Double
    /// τ²: the variance between the groups; 0 when no difference can be measured.
    public let varianceBetween: Double
    /// I²: the share of the differences that is not noise, 0 … 1.
    public let inconsistency: Double
    /// μ: the common mean.
    public let mean: Double
    /// The pulled mean of each group.
    public let posteriors: [Double]
    /// B of each group, 0 … 1.
    public let reliabilities: [Double]
    /// The standard deviation of each pulled mean.
    public let deviations: [Double]

    /// Computes from means and the variances of those means.
    ///
    /// - Throws: `Refusal` with code `malformed` when there is no group or the lists differ in length, `outOfRange` at a mean
    ///   that is not finite or a variance that is not positive and finite.
    /// - Complexity: O(groups).
    public init(means: [Double], variances: [Double]) throws(Refusal) {
        guard !means.isEmpty, means.count == variances.count else {
            throw Refusal(.malformed, "as many variances as means, at least one", at: .field("variances"))
        }
        for (number, mean) in means.enumerated() where !(abs(mean) < .infinity) {
            throw Refusal(.outOfRange, "a mean is finite", at: .field("means").index(number))
        }
        for (number, variance) in variances.enumerated() where !(variance > 0 && variance < .infinity) {
            throw Refusal(.outOfRange, "a variance is positive and finite", at: .field("variances").index(number))
        }
        let weights = variances.map { 1 / $0 }
        let total = weights.reduce(0, +)
        let pooled = zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 } / total
        let q = zip(weights, means).reduce(0) { $0 + $1.0 * ($1.1 - pooled) * ($1.1 - pooled) }
        let free = Double(means.count - 1)
        let scale = total - weights.reduce(0) { $0 + $1 * $1 } / total
        let between = means.count > 1 && scale > 0 ? max(0, (q - free) / scale) : 0
        let mixed = variances.map { 1 / ($0 + between) }
        let mean = zip(mixed, means).reduce(0) { $0 + $1.0 * $1.1 } / mixed.reduce(0, +)
        let reliabilities = variances.map { between / (between + $0) }
        heterogeneity = q
        varianceBetween = between
        inconsistency = q > 0 ? max(0, (q - free) / q) : 0
        self.mean = mean
        self.reliabilities = reliabilities
        posteriors = zip(reliabilities, means).map { mean + $0 * ($1 - mean) }
        deviations = zip(reliabilities, variances).map { squareRoot($0 * $1) }
    }
}
