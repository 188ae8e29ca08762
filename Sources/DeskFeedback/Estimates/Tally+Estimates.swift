extension Tally {
    /// Detractors, passives and promoters among the answers to the recommend question.
    public var netPromoterCounts: NetPromoterCounts {
        let sum = { (lanes: Range<Int>) in Int(lanes.reduce(Int64(0)) { $0 &+ recommendLanes[$1] }) }
        return NetPromoterCounts(detractors: sum(0..<7), passives: sum(7..<9), promoters: sum(9..<11))
    }

    /// Promoters less detractors, with Tango's score interval.
    public func netPromoterScore(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        netPromoterCounts.estimate(confidence: confidence, gate: gate)
    }

    /// The share that rated the service from a cut on, with Wilson's interval; a skipped question is not counted.
    ///
    /// - Parameter cut: The first rating that counts as satisfied, 2 … 5.
    public func topBoxShare(
        cut: Int = 4, confidence: Confidence = .p95, gate: DisplayGate = .privacy
    ) -> Estimate {
        let cut = min(max(cut, 2), 5)
        let service = service
        let all = service.reduce(0, &+)
        let satisfied = service[(cut - 1)...].reduce(0, &+)
        return .share(satisfied, of: all, measure: .serviceShare(cut: cut), confidence: confidence, gate: gate)
    }

    /// The share whose matter was resolved, with Wilson's interval.
    public func resolvedShare(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        let yes = resolvedYes
        return .share(yes, of: yes &+ resolvedNo, measure: .resolvedShare, confidence: confidence, gate: gate)
    }

    /// The share that found it easy, 5 … 7 of 7, with Wilson's interval.
    public func effortShare(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        let effort = effort
        return .share(
            effort[4...].reduce(0, &+), of: effort.reduce(0, &+), measure: .effortShare, confidence: confidence,
            gate: gate)
    }

    /// How many of those invited answered.
    public var responseRate: ResponseRate {
        ResponseRate(invited: invited, undeliverable: undeliverable, complete: complete, partial: partial)
    }

    /// Between what the net promoter score would be if everybody who stayed silent were a detractor, and if they were
    /// all promoters (Manski bounds).
    ///
    /// Nil when nobody could answer or more answered than could.
    public var netPromoterBounds: ClosedRange<Double>? {
        responseRate.netPromoterBounds(netPromoterCounts)
    }
}
