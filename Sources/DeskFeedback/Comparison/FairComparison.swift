public import DeskPrimitives

/// The only comparison of agents there is: each against what their contacts would let expect, and never in an order.
///
/// Case mix is taken out (``CaseMixAdjustment``), then noise (``NormalShrinkage``). An agent is called better or worse than
/// expected only from a reliability of 0.7 on, with an interval that leaves out 0, and when the agents differ at all. There
/// is no rank, no percentile and no best: rows come in the order of the agents' names.
public struct FairComparison: Hashable, Sendable {
    /// The answers of one agent.
    public struct Entry: Hashable, Sendable {
        /// The agent.
        public let agent: AgentID
        /// The answers by kind of contact; kinds are the same for every agent.
        public let strata: [ScoreSum]
        /// How many answers are left out because the contact was handed over.
        public let handedOver: Int
        /// Whether the agent could have a say in who was asked: a link sent by hand, a missing log of invitations.
        public let isInfluenced: Bool

        /// Creates an entry.
        public init(_ agent: AgentID, strata: [ScoreSum], handedOver: Int = 0, isInfluenced: Bool = false) {
            self.agent = agent
            self.strata = strata
            self.handedOver = handedOver
            self.isInfluenced = isInfluenced
        }
    }

    /// What is said of one agent.
    public enum Standing: Hashable, Sendable {
        /// Better than these contacts let expect.
        case betterThanExpected
        /// Worse than these contacts let expect.
        case worseThanExpected
        /// As these contacts let expect, as far as can be told.
        case asExpected
        /// Nothing, for a reason.
        case withheld(Withheld)
    }

    /// One agent.
    public struct Row: Hashable, Sendable {
        /// The agent.
        public let agent: AgentID
        /// How many answers are compared.
        public let n: Int
        /// How many are left out: in kinds of contacts that nobody else had, or handed over.
        public let leftOut: Int
        /// The score of all agents with what is known of this one added; nil when it is withheld.
        public let value: Double?
        /// The lower end of the difference from what was expected, after shrinkage.
        public let low: Double
        /// The upper end of the difference from what was expected, after shrinkage.
        public let high: Double
        /// How much of the difference is more than noise, 0 … 1.
        public let reliability: Double
        /// What is said of the agent.
        public let standing: Standing
    }

    /// The agents by name.
    public let rows: [Row]
    /// The variance between agents that is not noise; 0 when none can be measured.
    public let varianceBetween: Double
    /// The mean of all answers that are compared.
    public let overall: Double?
    /// How sure the intervals are.
    public let confidence: Confidence

    /// From this reliability on agents are compared, rewarded or coached by the comparison.
    public static let leastReliability = 0.7

    /// Whether any difference between agents can be measured at all.
    public var hasMeasurableDifference: Bool { varianceBetween > 0 }

    /// Compares agents.
    ///
    /// - Throws: `Refusal` with code `malformed` when agents have different strata, `duplicateName` at an agent named twice.
    /// - Complexity: O(agents · strata).
    public init(
        _ entries: [Entry], confidence: Confidence = .p95, privacy: DisplayGate = .privacy
    ) throws(Refusal) {
        let entries = entries.sorted { $0.agent < $1.agent }
        for (number, pair) in zip(entries, entries.dropFirst()).enumerated() where pair.0.agent == pair.1.agent {
            throw Refusal(.duplicateName, "an agent is named twice", at: .field("entries").index(number + 1))
        }
        let strata = entries.first?.strata.count ?? 0
        for (number, entry) in entries.enumerated() where entry.strata.count != strata {
            throw Refusal(.malformed, "every agent has the same strata", at: .field("entries").index(number))
        }
        // A kind of contact that only one agent had compares nobody.
        let honest = entries.filter { !$0.isInfluenced }
        let isShared = (0..<strata).map { stratum in honest.reduce(0) { $0 + ($1.strata[stratum].n > 0 ? 1 : 0) } > 1 }
        let table = honest.map { entry in (0..<strata).map { isShared[$0] ? entry.strata[$0] : .zero } }
        let mix = try? CaseMixAdjustment(table)
        let compared = honest.indices.filter { mix?.residuals[$0] != nil }
        let shrinkage =
            compared.count > 1
            ? try NormalShrinkage(
                means: compared.compactMap { mix?.residuals[$0] }, variances: compared.compactMap { mix?.variances[$0] }
            )
            : nil
        varianceBetween = shrinkage?.varianceBetween ?? 0
        overall = mix?.overall
        self.confidence = confidence
        var places: [AgentID: (honest: Int, compared: Int)] = [:]
        for (place, index) in compared.enumerated() { places[honest[index].agent] = (index, place) }
        rows = entries.map { entry in
            let all = entry.strata.reduce(.zero, +).n
            let fallback = { (reason: Withheld) in
                Row(
                    agent: entry.agent, n: 0, leftOut: all + entry.handedOver, value: nil, low: -2, high: 2,
                    reliability: 0, standing: .withheld(reason))
            }
            if entry.isInfluenced { return fallback(.influenced) }
            guard let (index, place) = places[entry.agent], let mix else { return fallback(.noAnswers) }
            let n = mix.n[index]
            guard let shrinkage else { return fallback(.tooFew(n: compared.count, needed: 2)) }
            let reliability = shrinkage.reliabilities[place]
            let center = shrinkage.posteriors[place]
            let half = confidence.z * shrinkage.deviations[place]
            let standing: Standing
            if let reason = privacy.withholds(n) {
                standing = .withheld(reason)
            } else if shrinkage.varianceBetween == 0 {
                standing = .withheld(.noMeasurableDifference)
            } else if reliability < Self.leastReliability {
                standing = .withheld(.unreliable(percent: Int(reliability * 100)))
            } else {
                standing =
                    center - half > 0 ? .betterThanExpected : center + half < 0 ? .worseThanExpected : .asExpected
            }
            let isShown = if case .withheld = standing { false } else { true }
            return Row(
                agent: entry.agent, n: n, leftOut: all - n + entry.handedOver,
                value: isShown ? mix.overall + center : nil, low: isShown ? center - half : -2,
                high: isShown ? center + half : 2, reliability: reliability, standing: standing)
        }
    }
}

extension FairComparison {
    /// The rows that somebody may see, made from a comparison of everybody.
    public struct Shown: Hashable, Sendable {
        /// The rows, by the agents' names.
        public let rows: [Row]
        /// How many are compared and not shown.
        public let notShown: Int
        /// Whether any difference between agents can be measured at all.
        public let hasMeasurableDifference: Bool
    }

    /// The rows of some agents.
    public func shown(to agents: [AgentID]) -> Shown {
        let visible = rows.filter { agents.contains($0.agent) }
        return Shown(
            rows: visible, notShown: rows.count - visible.count, hasMeasurableDifference: hasMeasurableDifference)
    }
}
