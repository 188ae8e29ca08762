import ServiceDesk

/// Comparisons, shrinkage, trials and causes.
extension FeedbackVectors {
    static func nonInferiority(_ inputs: VectorInputs) throws -> Answer {
        let test = try NonInferiority(
            new: (try inputs.whole("k_new"), try inputs.whole("n_new")),
            reference: (try inputs.whole("k_ref"), try inputs.whole("n_ref")), margin: try inputs.real("margin"))
        return .object(["z_fm": .real(test.z), "p_one_sided": .real(test.probability)])
    }

    static func shareShrinkage(_ inputs: VectorInputs) throws -> Answer {
        let shrinkage = try ShareShrinkage(try inputs.pairs("k", "n"))
        return .object([
            "mean": .real(shrinkage.mean), "M_moments": .real(shrinkage.concentration),
            "post_mean": .reals(shrinkage.posteriors), "reliability": .reals(shrinkage.reliabilities),
        ])
    }

    static func normalShrinkage(_ inputs: VectorInputs) throws -> Answer {
        let shrinkage = try NormalShrinkage(means: try inputs.reals("y"), variances: try inputs.reals("v"))
        return .object([
            "Q": .real(shrinkage.heterogeneity), "tau2": .real(shrinkage.varianceBetween),
            "mu": .real(shrinkage.mean), "post": .reals(shrinkage.posteriors), "rel": .reals(shrinkage.reliabilities),
            "psd": .reals(shrinkage.deviations), "I2": .real(shrinkage.inconsistency),
        ])
    }

    static func caseMix(_ inputs: VectorInputs) throws -> Answer {
        let table = try inputs.list("table").map { row in
            try row.elements("i.table").map { cell in
                let counts = try cell.elements("i.table").map { Int($0.real ?? -1) }
                return ScoreSum(
                    NetPromoterCounts(detractors: counts[0], passives: counts[1], promoters: counts[2]))
            }
        }
        let mix = try CaseMixAdjustment(table)
        let shrinkage = try NormalShrinkage(
            means: mix.residuals.compactMap { $0 }, variances: mix.variances.compactMap { $0 })
        let overall = mix.overall
        return .object([
            "overall": .real(overall), "stratum_mean": .list(mix.stratumMeans.map { .real($0) }),
            "stratum_var": .reals(mix.stratumVariances), "raw": .list(mix.raw.map { .real($0) }),
            "expected": .list(mix.expected.map { .real($0) }), "residual": .list(mix.residuals.map { .real($0) }),
            "var": .list(mix.variances.map { .real($0) }), "tau2": .real(shrinkage.varianceBetween),
            "mu": .real(shrinkage.mean), "shrunk_adjusted": .reals(shrinkage.posteriors.map { overall + $0 }),
            "reliability": .reals(shrinkage.reliabilities),
        ])
    }

    static func differenceInDifferences(_ inputs: VectorInputs) throws -> Answer {
        let cells = try inputs.rows("cells").map {
            DifferenceInDifferences.Cell(mean: $0[0], variance: $0[1], n: Int($0[2]))
        }
        let effect = try DifferenceInDifferences(
            controlBefore: cells[0], controlAfter: cells[1], treatedBefore: cells[2], treatedAfter: cells[3])
        return .object([
            "did": .real(effect.value), "se": .real(effect.standardError), "z": .real(effect.z),
            "ci95": .interval(effect.low, effect.high),
        ])
    }

    static func asymptoticSequence(_ inputs: VectorInputs) throws -> Answer {
        let alpha = try inputs.real("alpha")
        guard inputs.has("n") else {
            return .object([
                "rho_opt": .real(try ConfidenceSequence.rho(planned: try inputs.whole("n_star"), alpha: alpha))
            ])
        }
        return .object([
            "halfwidth": .real(
                try ConfidenceSequence.halfWidth(
                    n: try inputs.whole("n"), rho: try inputs.real("rho"), alpha: alpha,
                    deviation: try inputs.real("sd")))
        ])
    }

    static func shareSequence(_ inputs: VectorInputs) throws -> Answer {
        let interval = try ConfidenceSequence.share(
            try inputs.whole("k"), of: try inputs.whole("n"), alpha: try inputs.real("alpha"))
        return .object(["lo": .real(interval.lowerBound), "hi": .real(interval.upperBound)])
    }

    static func mixSplit(_ inputs: VectorInputs) throws -> Answer {
        let (n0, n1) = (try inputs.wholes("n0"), try inputs.wholes("n1"))
        let (before, after) = (try inputs.reals("metric0"), try inputs.reals("metric1"))
        let split = try MixSplit(
            n0.indices.map {
                MixSplit.Stratum(before: n0[$0], after: n1[$0], scoreBefore: before[$0], scoreAfter: after[$0])
            })
        return .object([
            "total": .real(split.total), "rate_effect": .real(split.rate), "mix_effect": .real(split.mix),
            "std_to_pooled": .real(split.standardised),
        ])
    }

    static func riskDifference(_ inputs: VectorInputs) throws -> Answer {
        let strata = try inputs.wholeRows("strata").map {
            RiskDifference.Stratum($0[0], of: $0[1], unexposed: $0[2], of: $0[3])
        }
        let difference = try RiskDifference(strata, fewest: 1)
        return .object([
            "rd": .real(difference.value), "se": .real(difference.standardError),
            "ci95": .interval(difference.low, difference.high), "excess_events": .real(difference.excess),
        ])
    }
}

extension VectorInputs {
    /// Two lists of equal length as pairs.
    func pairs(_ counts: String, _ totals: String) throws(Difference) -> [(count: Int, n: Int)] {
        let (k, n) = (try wholes(counts), try wholes(totals))
        guard k.count == n.count else {
            throw Difference("i.\(counts)", try value(counts), want: "as many as \(totals)")
        }
        return zip(k, n).map { (count: $0, n: $1) }
    }
}

extension JSONValue {
    fileprivate func elements(_ field: String) throws -> [JSONValue] { try Optional(self).elements(of: field) }
}
