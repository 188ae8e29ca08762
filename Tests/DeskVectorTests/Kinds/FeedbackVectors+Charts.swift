import ServiceDesk

/// Charts and cumulative sums.
extension FeedbackVectors {
    static func proportionChart(_ inputs: VectorInputs) throws -> Answer {
        let counts = try inputs.pairs("k", "n")
        let plain = try ControlChart.proportion(counts, widening: .none)
        let laney = try ControlChart.proportion(counts)
        return .object([
            "pbar": .real(plain.center), "p_limits": plain.limits, "laney_sigma_z": .real(laney.dispersion),
            "laney_limits": laney.limits, "out_p": plain.outside, "out_laney": laney.outside,
        ])
    }

    static func netPromoterChart(_ inputs: VectorInputs) throws -> Answer {
        let rows = try inputs.wholeRows("rows").map {
            NetPromoterCounts(detractors: $0[0], passives: $0[1], promoters: $0[2])
        }
        let plain = try ControlChart.netPromoterScore(rows, widening: .none)
        let laney = try ControlChart.netPromoterScore(rows)
        return .object([
            "center": .real(plain.center), "var": .real(rows.reduce(.zero, +).variance), "limits": plain.limits,
            "sigma_z": .real(laney.dispersion), "out": plain.outside, "out_laney": laney.outside,
        ])
    }

    static func individualsChart(_ inputs: VectorInputs) throws -> Answer {
        let rules = RunRules(run: try inputs.whole("run"), trend: try inputs.whole("trend"))
        let chart = try IndividualsChart(try inputs.reals("x"), rules: rules)
        return .object([
            "mean": .real(chart.mean), "amr": .real(chart.meanRange), "unpl": .real(chart.upper),
            "lnpl": .real(chart.lower), "url": .real(chart.rangeLimit),
            "signals": .list(chart.signals.map { .list([.string($0.rule.rawValue), .whole($0.index)]) }),
        ])
    }

    static func cumulativeSums(_ inputs: VectorInputs) throws -> Answer {
        let (values, mean) = (try inputs.reals("x"), try inputs.real("mu"))
        let sums = try CumulativeSum(
            values, mean: mean, slack: try inputs.real("k"), threshold: try inputs.real("h"))
        let average = try MovingAverage(
            values, mean: mean, deviation: try inputs.real("sigma"), weight: try inputs.real("lam"),
            width: try inputs.real("L"))
        return .object([
            "cusum_hi": .reals(sums.high), "cusum_lo": .reals(sums.low), "cusum_alarms": .wholes(sums.alarms),
            "ewma": .reals(average.averages), "ewma_halfwidth": .reals(average.halfWidths),
            "ewma_alarms": .wholes(average.alarms),
        ])
    }

    static func riskAdjustedSum(_ inputs: VectorInputs) throws -> Answer {
        var sum = try RiskAdjustedSum(oddsRatio: try inputs.real("odds_ratio"), threshold: try inputs.real("h"))
        var (reached, alarms): ([Double], [Int]) = ([], [])
        for (index, (y, expected)) in zip(try inputs.wholes("y"), try inputs.reals("p0")).enumerated() {
            let step = try sum.take(y == 1, expected: expected)
            reached.append(step.sum)
            if step.isAlarm { alarms.append(index) }
        }
        return .object([
            "S_last": .real(sum.sum), "S_max": .real(reached.max() ?? 0), "alarms": .wholes(alarms),
            "S_every_20": .reals(stride(from: 19, to: reached.count, by: 20).map { reached[$0] }),
        ])
    }

    static func changePoint(_ inputs: VectorInputs) throws -> Answer {
        let point = try ChangePoint(try inputs.pairs("k", "n"))
        return .object(["split": .whole(point.index), "llr": .real(point.logLikelihoodRatio)])
    }
}

extension ControlChart {
    fileprivate var limits: Answer { .list(points.map { .list([.real($0.low), .real($0.high)]) }) }

    fileprivate var outside: Answer { .wholes(signals.filter { $0.rule == .limit }.map(\.index)) }
}
