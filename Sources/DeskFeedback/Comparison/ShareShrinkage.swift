public import DeskPrimitives

/// Shares of several groups pulled towards the common share, by the beta-binomial model with moments.
///
/// ρ = (S ÷ (p (1 − p)) − (k − 1)) ÷ (N − Σn² ÷ N − (k − 1)) with S = Σ n (pᵢ − p)², M = 1 ÷ ρ − 1 (Kleinman, 1973).
public struct ShareShrinkage: Hashable, Sendable {
    /// The share of all groups together.
    public let mean: Double
    /// M: how many answers the common share is worth; nil when the groups do not differ by more than noise.
    public let concentration: Double?
    /// The pulled share of each group.
    public let posteriors: [Double]
    /// n ÷ (n + M) of each group, 0 when the groups do not differ.
    public let reliabilities: [Double]

    /// Computes from so many of so many in each group.
    ///
    /// - Throws: `Refusal` with code `malformed` when there are no answers, `outOfRange` at a count outside 0 … n.
    public init(_ groups: [(count: Int, n: Int)]) throws(Refusal) {
        for (number, group) in groups.enumerated() {
            guard (0...Tally.largestCount).contains(group.n), (0...group.n).contains(group.count) else {
                throw Refusal(.outOfRange, "counts lie in 0 … n", at: .field("groups").index(number))
            }
        }
        let total = groups.reduce(0.0) { $0 + Double($1.n) }
        guard total > 0 else { throw Refusal(.malformed, "there are no answers", at: .field("groups")) }
        let p = groups.reduce(0.0) { $0 + Double($1.count) } / total
        let answered = groups.filter { $0.n > 0 }
        let free = Double(answered.count - 1)
        let spread = answered.reduce(0.0) { sum, group in
            let distance = Double(group.count) / Double(group.n) - p
            return sum + Double(group.n) * distance * distance
        }
        let squares = groups.reduce(0.0) { $0 + Double($1.n) * Double($1.n) }
        let scale = total - squares / total - free
        let noise = p * (1 - p)
        var concentration: Double?
        if noise > 0, scale > 0 {
            let correlation = min((spread / noise - free) / scale, 0.999999)
            if correlation > 0 { concentration = 1 / correlation - 1 }
        }
        mean = p
        self.concentration = concentration
        posteriors = groups.map { group in
            concentration.map { (Double(group.count) + $0 * p) / (Double(group.n) + $0) } ?? p
        }
        reliabilities = groups.map { group in
            concentration.map { Double(group.n) / (Double(group.n) + $0) } ?? 0
        }
    }

    /// How many answers a group needs for a reliability, such as 0.7; nil when no number is enough.
    public func answersNeeded(for reliability: Double) -> Int? {
        guard let concentration, reliability > 0, reliability < 1 else { return nil }
        let needed = concentration * reliability / (1 - reliability)
        guard needed < Double(Tally.largestCount) else { return nil }
        let whole = Int(needed)
        return Double(whole) < needed ? whole + 1 : whole
    }
}
