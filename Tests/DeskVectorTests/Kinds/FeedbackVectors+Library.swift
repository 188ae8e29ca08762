import ServiceDesk

/// The replies of the feedback room.
extension FeedbackVectors {
    static func netPromoterPoint(_ inputs: VectorInputs) throws -> Answer {
        let counts = try Tally(recommend: inputs.wholes("hist0_10")).netPromoterCounts
        return .object([
            "n": .whole(counts.n), "detractors": .whole(counts.detractors), "passives": .whole(counts.passives),
            "promoters": .whole(counts.promoters), "nps": .real(counts.score),
            "nps100": .real(counts.score.map { $0 * 100 }), "var": .real(counts.variance),
            "se": .real(counts.standardError),
        ])
    }

    static func netPromoterInterval(_ inputs: VectorInputs) throws -> Answer {
        let estimate = try inputs.netPromoterCounts().estimate(confidence: inputs.confidence(), gate: .open)
        return .object(["score_tango": .interval(estimate)])
    }

    static func netPromoterChange(_ inputs: VectorInputs) throws -> Answer {
        let change = EstimateDifference.netPromoterScore(
            from: try inputs.netPromoterCounts("before"), to: try inputs.netPromoterCounts("after"),
            confidence: try inputs.confidence(), gate: .open)
        return .object(["diff": .real(change.value), "mover": .interval(change)])
    }

    static func shareInterval(_ inputs: VectorInputs) throws -> Answer {
        let estimate = Estimate.share(
            try inputs.whole("k"), of: try inputs.whole("n"), confidence: try inputs.confidence(), gate: .open)
        return .object(["wilson": .interval(estimate)])
    }

    /// The first share less the second.
    static func shareChange(_ inputs: VectorInputs) throws -> Answer {
        let change = EstimateDifference.share(
            from: (try inputs.whole("k2"), try inputs.whole("n2")),
            to: (try inputs.whole("k1"), try inputs.whole("n1")),
            confidence: try inputs.confidence(), gate: .open)
        return .object(["diff": .real(change.value), "newcombe": .interval(change)])
    }

    static func suppression(_ inputs: VectorInputs) throws -> Answer {
        let suppression = Suppression.hidden(children: try inputs.wholes("children"), k: try inputs.whole("k"))
        return .object([
            "state": .string(suppression.hidesParent ? "all" : "parent_visible"),
            "hidden": .wholes(suppression.hidden),
        ])
    }

    static func responseRate(_ inputs: VectorInputs) throws -> Answer {
        let rate = ResponseRate(
            invited: try inputs.whole("invited"), undeliverable: try inputs.whole("undeliverable"),
            complete: try inputs.whole("complete"), partial: try inputs.whole("partial"))
        let counts = try inputs.netPromoterCounts()
        let bounds = rate.netPromoterBounds(counts)
        return .object([
            "rr1": .real(rate.rr1), "rr2": .real(rate.rr2), "nps": .real(counts.score),
            "worst": .real(bounds?.lowerBound), "best": .real(bounds?.upperBound),
        ])
    }

    static func sampleSize(_ inputs: VectorInputs) throws -> Answer {
        let variance = try inputs.real("var")
        let confidence = try inputs.confidence()
        let n = SampleSize.answers(variance: variance, margin: try inputs.real("moe"), confidence: confidence)
        return .object([
            "n": .whole(n),
            "mde_two_group_80": .real(
                n.flatMap { SampleSize.smallestDifference(variance: variance, n: $0, confidence: confidence) }),
        ])
    }
}

extension VectorInputs {
    fileprivate func netPromoterCounts() throws(Difference) -> NetPromoterCounts {
        NetPromoterCounts(
            detractors: try whole("det"), passives: try whole("pas"), promoters: try whole("pro"))
    }

    /// Detractors, passives and promoters in one list.
    fileprivate func netPromoterCounts(_ name: String) throws(Difference) -> NetPromoterCounts {
        let counts = try wholes(name)
        guard counts.count == 3 else { throw Difference("i.\(name)", try value(name), want: "three counts") }
        return NetPromoterCounts(detractors: counts[0], passives: counts[1], promoters: counts[2])
    }

    fileprivate func confidence() throws(Difference) -> Confidence {
        guard let level = try? Confidence(share: try real("conf")) else {
            throw Difference("i.conf", try value("conf"), want: "a share between 0 and 1")
        }
        return level
    }
}

extension Answer {
    /// Nothing where the library gives no value.
    fileprivate static func interval(_ estimate: Estimate) -> Answer {
        estimate.withheld == nil ? .interval(estimate.low, estimate.high) : .null
    }

    /// Nothing where the library gives no value.
    fileprivate static func interval(_ change: EstimateDifference) -> Answer {
        change.withheld == nil ? .interval(change.low, change.high) : .null
    }
}
