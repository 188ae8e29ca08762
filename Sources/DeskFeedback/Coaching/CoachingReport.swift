public import DeskPrimitives

/// What the answers of an agent say about how to go on, or why they say nothing.
public struct CoachingReport: Hashable, Sendable {
    /// The answers behind it.
    public let n: Int
    /// Why there are no hints to give yet; nil when there were enough answers, with or without hints.
    public let withheld: Withheld?
    /// The hints: strengths first, then what to talk about, then what is for others; in each the clearest first.
    public let hints: [CoachingHint]

    /// Compares the reasons and the two axes of an agent with those of others who do the same work.
    ///
    /// A hint is given only for what differs from the others beyond chance. So many reasons are looked at that at 95 %
    /// some would stand out by chance alone; hence 99 %.
    ///
    /// - Parameters:
    ///   - reasons: The reasons given about the agent.
    ///   - tally: The answers about the agent.
    ///   - otherReasons: Those about the others, without the agent.
    ///   - otherTally: The answers about the others, without the agent.
    ///   - survey: Where the reasons come from; one that it no longer has is passed over.
    ///   - gate: The fewest answers on both sides.
    /// - Complexity: O(r) in the reasons of the survey.
    public init(
        reasons: ReasonTally, tally: Tally, others otherReasons: ReasonTally, _ otherTally: Tally, survey: Survey,
        confidence: Confidence = .p99, gate: DisplayGate = .coach
    ) {
        n = reasons.answered
        withheld = gate.withholds(min(reasons.answered, otherReasons.answered))
        guard withheld == nil else {
            hints = []
            return
        }
        var hints: [CoachingHint] = []
        func add(
            _ subject: CoachingHint.Subject, _ use: CoachingHint.Use, own: (count: Int, n: Int),
            other: (count: Int, n: Int)
        ) {
            let difference = EstimateDifference.share(
                from: other, to: own, confidence: confidence, gate: gate)
            guard difference.isClear, difference.low > 0 else { return }
            hints.append(
                CoachingHint(
                    use: use, subject: subject,
                    share: .share(own.count, of: own.n, confidence: confidence, gate: gate),
                    others: .share(other.count, of: other.n, confidence: confidence, gate: gate), difference: difference
                ))
        }
        for reason in survey.reasons {
            let use: CoachingHint.Use =
                reason.isPraise ? .strength : reason.concern.isCoachable ? .coach : .processOwner
            add(
                .reason(reason), use, own: (reasons.count(reason.id), reasons.answered),
                other: (otherReasons.count(reason.id), otherReasons.answered))
        }
        let (own, other) = (tally.axes(), otherTally.axes())
        add(
            .resolvedButBadService, .coach, own: (own.resolved.low, own.resolved.low + own.resolved.high),
            other: (other.resolved.low, other.resolved.low + other.resolved.high))
        let high = (own: own.resolved.high + own.notResolved.high, other: other.resolved.high + other.notResolved.high)
        add(
            .goodServiceButUnresolved, .processOwner, own: (own.notResolved.high, high.own),
            other: (other.notResolved.high, high.other))
        let order: [CoachingHint.Use] = [.strength, .coach, .processOwner]
        self.hints = hints.enumerated().sorted { a, b in
            let (first, second) = (order.firstIndex(of: a.element.use) ?? 0, order.firstIndex(of: b.element.use) ?? 0)
            if first != second { return first < second }
            if a.element.difference.low != b.element.difference.low {
                return a.element.difference.low > b.element.difference.low
            }
            return a.offset < b.offset
        }.map(\.element)
    }
}

extension CoachingReport: Explained {
    public func sentence(in language: LanguageTag) -> String {
        if let withheld {
            return language.pick(en: "No hints: ", fi: "Ei vihjeitä: ") + withheld.sentence(in: language)
        }
        if hints.isEmpty {
            return language.pick(
                en: "No hints: nothing in \(n) answers differs from the others beyond chance.",
                fi: "Ei vihjeitä: mikään ei \(n) vastauksessa poikkea muista enempää kuin sattuma selittää.")
        }
        return hints.map { $0.sentence(in: language) }.joined(separator: "\n")
    }
}
