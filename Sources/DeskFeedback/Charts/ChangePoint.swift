public import DeskPrimitives

/// When a share most likely changed, if it did: it says when, never whether.
public struct ChangePoint: Hashable, Sendable {
    /// The first period of the later part.
    public let index: Int
    /// How much likelier two shares are than one, as a logarithm.
    public let logLikelihoodRatio: Double

    /// Looks at every split of a series; the earliest of equals.
    ///
    /// - Throws: `Refusal` with code `malformed` for fewer than two periods, `outOfRange` at a count outside 0 … n.
    /// - Complexity: O(periods).
    public init(_ counts: [(count: Int, n: Int)]) throws(Refusal) {
        guard counts.count > 1 else { throw Refusal(.malformed, "at least two periods", at: .field("counts")) }
        var (all, total) = (0, 0)
        for (number, period) in counts.enumerated() {
            guard (0...Tally.largestCount / max(counts.count, 1)).contains(period.n),
                (0...period.n).contains(period.count)
            else { throw Refusal(.outOfRange, "counts lie in 0 … n", at: .field("counts").index(number)) }
            all += period.count
            total += period.n
        }
        let whole = Self.logLikelihood(all, total)
        var best: (index: Int, ratio: Double) = (1, -.infinity)
        var (count, n) = (0, 0)
        for split in 1..<counts.count {
            count += counts[split - 1].count
            n += counts[split - 1].n
            let ratio = Self.logLikelihood(count, n) + Self.logLikelihood(all - count, total - n) - whole
            if ratio > best.ratio { best = (split, ratio) }
        }
        index = best.index
        logLikelihoodRatio = max(best.ratio, 0)
    }

    private static func logLikelihood(_ count: Int, _ n: Int) -> Double {
        guard count > 0, count < n else { return 0 }
        let (k, rest, all) = (Double(count), Double(n - count), Double(n))
        return k * naturalLogarithm(k / all) + rest * naturalLogarithm(rest / all)
    }
}
