public import DeskPrimitives

/// How much of a change comes from other contacts and how much from the same contacts going better or worse.
///
/// Kitagawa (1955): rate = Σ ½ (w₀ + w₁)(r₁ − r₀), mix = Σ ½ (r₀ + r₁)(w₁ − w₀). Both strata of a desk may rise while the
/// total falls (Simpson); a change is therefore never shown without its split.
public struct MixSplit: Hashable, Sendable, Codable {
    /// One kind of contact before and after.
    public struct Stratum: Hashable, Sendable, Codable {
        /// How many there were before.
        public let before: Int
        /// How many there are after.
        public let after: Int
        /// The score before; nil without answers.
        public let scoreBefore: Double?
        /// The score after; nil without answers.
        public let scoreAfter: Double?

        /// Creates a stratum of which sizes and scores are known.
        public init(before: Int, after: Int, scoreBefore: Double?, scoreAfter: Double?) {
            self.before = before
            self.after = after
            self.scoreBefore = scoreBefore
            self.scoreAfter = scoreAfter
        }

        /// Creates a stratum from its answers.
        public init(before: ScoreSum, after: ScoreSum) {
            self.init(before: before.n, after: after.n, scoreBefore: before.mean, scoreAfter: after.mean)
        }
    }

    /// After less before.
    public let total: Double
    /// What the same mix of contacts would have changed.
    public let rate: Double
    /// What the other mix alone has changed.
    public let mix: Double
    /// The change with both periods standardised to the mix of the two together.
    public let standardised: Double

    /// Splits a change.
    ///
    /// A stratum that is empty on one side takes the score of the other side, so all of its part is mix.
    ///
    /// - Throws: `Refusal` with code `malformed` when one side has no answers, `outOfRange` for a negative size or a score
    ///   that is missing or not finite where there are answers.
    public init(_ strata: [Stratum]) throws(Refusal) {
        for (number, stratum) in strata.enumerated() {
            let place = Place.field("strata").index(number)
            guard (0...Tally.largestCount).contains(stratum.before), (0...Tally.largestCount).contains(stratum.after)
            else { throw Refusal(.outOfRange, "sizes lie in 0 … 2^53", at: place) }
            for (n, score) in [(stratum.before, stratum.scoreBefore), (stratum.after, stratum.scoreAfter)] where n > 0 {
                guard let score, abs(score) < .infinity else {
                    throw Refusal(.outOfRange, "where there are answers there is a score", at: place)
                }
            }
        }
        let before = strata.reduce(0.0) { $0 + Double($1.before) }
        let after = strata.reduce(0.0) { $0 + Double($1.after) }
        guard before > 0, after > 0 else {
            throw Refusal(.malformed, "one side has no answers", at: .field("strata"))
        }
        var (total, rate, mix, standardised) = (0.0, 0.0, 0.0, 0.0)
        for stratum in strata where stratum.before > 0 || stratum.after > 0 {
            let (old, new) = (Double(stratum.before) / before, Double(stratum.after) / after)
            let oldScore = (stratum.before > 0 ? stratum.scoreBefore : stratum.scoreAfter) ?? 0
            let newScore = (stratum.after > 0 ? stratum.scoreAfter : stratum.scoreBefore) ?? 0
            total += new * newScore - old * oldScore
            rate += 0.5 * (old + new) * (newScore - oldScore)
            mix += 0.5 * (oldScore + newScore) * (new - old)
            standardised += (Double(stratum.before) + Double(stratum.after)) / (before + after) * (newScore - oldScore)
        }
        self.total = total
        self.rate = rate
        self.mix = mix
        self.standardised = standardised
    }
}
