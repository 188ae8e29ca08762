public import DeskPrimitives

/// Whether a share has at most got worse by a margin that was agreed before.
///
/// The null hypothesis is that the new share is below the reference by the margin or more. Farrington & Manning (1990): a
/// score test with the variance at the likeliest shares that differ by exactly the margin, found by bisection, so the result
/// needs + − × ÷ √ only.
public struct NonInferiority: Hashable, Sendable {
    /// What the test says.
    public enum Verdict: String, Hashable, Sendable, Codable {
        /// At most the margin is lost, with one-sided 5 %.
        case nonInferior
        /// More than the margin is lost, with one-sided 5 %.
        case inferior
        /// It cannot be told yet.
        case undecided
    }

    /// The share after the change.
    public let new: ScoreSum
    /// The share it is held against.
    public let reference: ScoreSum
    /// What may be lost, 0 … 1.
    public let margin: Double
    /// The test statistic.
    public let z: Double
    /// The probability of such a z or a larger one if as much as the margin were lost.
    public let probability: Double

    /// One-sided 5 %.
    public static let critical = 1.6448536269514722

    /// Tests so many of n against so many of n.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a margin outside 0 ..< 1, a count outside 0 … n or an n of 0.
    public init(
        new: (count: Int, n: Int), reference: (count: Int, n: Int), margin: Double
    ) throws(Refusal) {
        guard margin >= 0, margin < 1 else {
            throw Refusal(.outOfRange, "a margin lies in 0 ..< 1", at: .field("margin"))
        }
        for (name, group) in [("new", new), ("reference", reference)] {
            guard (1...Tally.largestCount).contains(group.n), (0...group.n).contains(group.count) else {
                throw Refusal(.outOfRange, "counts lie in 0 … n, and n is at least 1", at: .field(name))
            }
        }
        self.new = ScoreSum(new.count, of: new.n)
        self.reference = ScoreSum(reference.count, of: reference.n)
        self.margin = margin
        let (k1, n1) = (Double(new.count), Double(new.n))
        let (k2, n2) = (Double(reference.count), Double(reference.n))
        let q = Self.likeliest(k1, n1, k2, n2, margin)
        let variance = q * (1 - q) / n1 + (q + margin) * (1 - q - margin) / n2
        let difference = k1 / n1 - k2 / n2 + margin
        // Without any variance the difference is certain; no z is infinite.
        z = variance > 0 ? difference / squareRoot(variance) : difference > 0 ? 38 : difference < 0 ? -38 : 0
        probability = StandardNormal.upperTail(z)
    }

    /// What the test says at one-sided 5 % in either direction.
    public var verdict: Verdict {
        if z > Self.critical { return .nonInferior }
        let loss = EstimateDifference.share(
            from: (reference.sum, reference.n), to: (new.sum, new.n), confidence: .p90, gate: .open)
        return loss.high < -margin ? .inferior : .undecided
    }

    /// The root of the score equation in 0 … 1 − margin; the function falls.
    private static func likeliest(_ k1: Double, _ n1: Double, _ k2: Double, _ n2: Double, _ margin: Double) -> Double {
        let slope = { (q: Double) in
            (k1 > 0 ? k1 / q : 0) - (k1 < n1 ? (n1 - k1) / (1 - q) : 0) + (k2 > 0 ? k2 / (q + margin) : 0)
                - (k2 < n2 ? (n2 - k2) / (1 - q - margin) : 0)
        }
        var (low, high) = (0.0, 1 - margin)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return slope(high) > 0 ? high : low }
            if slope(middle) > 0 { low = middle } else { high = middle }
        }
    }
}

extension NonInferiority: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let points = nearestInteger(margin * 100)
        let share = { (sum: ScoreSum) in "\(nearestInteger((sum.mean ?? 0) * 100)) %" }
        let numbers = language.pick(
            en: "\(share(new)) of \(new.n) after, \(share(reference)) of \(reference.n) before",
            fi: "jälkeen \(share(new)) (n = \(new.n)), ennen \(share(reference)) (n = \(reference.n))")
        switch verdict {
        case .nonInferior:
            return language.pick(
                en: "Not worse by more than the agreed \(points) points: \(numbers).",
                fi: "Ei heikentynyt yli sovitun \(points) prosenttiyksikön: \(numbers).")
        case .inferior:
            return language.pick(
                en: "Worse by more than the agreed \(points) points: \(numbers).",
                fi: "Heikentynyt yli sovitun \(points) prosenttiyksikön: \(numbers).")
        case .undecided:
            return language.pick(
                en: "It cannot be told yet whether more than the agreed \(points) points are lost: \(numbers).",
                fi: "Vielä ei voi sanoa, onko heikennys yli sovitun \(points) prosenttiyksikön: \(numbers).")
        }
    }
}
