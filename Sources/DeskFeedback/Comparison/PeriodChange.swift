public import DeskPrimitives

/// What changed between two periods, with everything that has to stand beside it: interval, mix, response rate, maturity.
///
/// It says "changed" and never "because of": without a control there is no cause (``DifferenceInDifferences``).
public struct PeriodChange: Hashable, Sendable {
    /// One kind of contact in both periods.
    public struct Stratum: Hashable, Sendable {
        /// The tally before.
        public let before: Tally
        /// The tally after.
        public let after: Tally

        /// Creates a stratum.
        public init(before: Tally, after: Tally) {
            self.before = before
            self.after = after
        }
    }

    /// The change of the net promoter score with its interval.
    public let score: EstimateDifference
    /// What of it is a different mix of contacts; nil when a side has no answers.
    public let split: MixSplit?
    /// The change of the response rate with its interval.
    public let responseRate: EstimateDifference
    /// Whether enough of the later period's answers have come.
    public let maturity: Maturity

    /// Compares two periods over kinds of contacts.
    public init(
        _ strata: [Stratum], maturity: Maturity, confidence: Confidence = .p95, gate: DisplayGate = .privacy
    ) {
        let before = strata.reduce(Tally.zero) { $0 + $1.before }
        let after = strata.reduce(Tally.zero) { $0 + $1.after }
        score = .netPromoterScore(
            from: before.netPromoterCounts, to: after.netPromoterCounts, confidence: confidence, gate: gate)
        split = try? MixSplit(
            strata.map { stratum in
                MixSplit.Stratum(
                    before: ScoreSum(stratum.before.netPromoterCounts), after: ScoreSum(stratum.after.netPromoterCounts)
                )
            })
        let (old, new) = (before.responseRate, after.responseRate)
        responseRate = .share(
            from: (old.complete &+ old.partial, old.eligible), to: (new.complete &+ new.partial, new.eligible),
            confidence: confidence, gate: .open)
        self.maturity = maturity
    }

    /// Whether other people answer now than before: then the scores are not compared.
    public var hasOtherRespondents: Bool { responseRate.isClear }

    /// Which way the score went; nil when it is withheld, immature, of other respondents or within the noise.
    ///
    /// Arrows and colours may be made of this and of nothing else.
    public var direction: Direction? {
        guard maturity.isMature, !hasOtherRespondents, split != nil else { return nil }
        return score.direction
    }

    /// Up or down.
    public enum Direction: String, Hashable, Sendable, Codable {
        case up, down
    }
}

extension EstimateDifference {
    /// Which way it went; nil within the noise or when it is withheld.
    public var direction: PeriodChange.Direction? {
        guard isClear else { return nil }
        return low > 0 ? .up : .down
    }
}

extension PeriodChange: Explained {
    public func sentence(in language: LanguageTag) -> String {
        var sentences = [score.sentence(in: language)]
        if score.value != nil, let split {
            let mix = Estimate.signedHundredths(split.mix)
            sentences.append(
                language.pick(
                    en: "Of this, \(mix) points are a different mix of contacts.",
                    fi: "Tästä \(mix) pistettä johtuu erilaisista yhteydenotoista."))
        }
        if hasOtherRespondents {
            sentences.append(
                language.pick(
                    en: "The response rate changed too, so the scores are not of the same kind of people.",
                    fi: "Myös vastausosuus muuttui, joten vastaajat eivät ole samanlaiset."))
        }
        if !maturity.isMature { sentences.append(maturity.sentence(in: language)) }
        return sentences.joined(separator: " ")
    }
}
