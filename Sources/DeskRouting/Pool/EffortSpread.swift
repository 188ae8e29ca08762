public import DeskPrimitives

/// How evenly work was handed out, by effort and not by count.
public struct EffortSpread: Hashable, Sendable {
    /// What one agent had.
    public struct Part: Hashable, Sendable {
        /// The agent.
        public let agent: AgentID
        /// How many pieces of work were finished.
        public let handledCount: Int
        /// How heavy they were together.
        public let effort: Int
        /// How many of them were hard ones.
        public let hardCount: Int
        /// The part of all effort, in thousandths.
        public let share: Int
        /// The part of all hard work, in thousandths.
        public let hardShare: Int
    }

    /// The agents, by id.
    public let parts: [Part]
    /// The Gini coefficient of effort in thousandths: 0 when all did the same, near 1000 when one did everything; nil when
    /// nothing was done or fewer than two agents are there.
    public let gini: Int?

    /// Looks at the seats of agents who share work.
    ///
    /// - Complexity: O(n log n)
    public init(_ seats: [AgentSeat]) {
        let seats = seats.sorted { $0.agent < $1.agent }
        let total = seats.reduce(0.0) { $0 + Double($1.effort) }
        let hard = seats.reduce(0.0) { $0 + Double($1.hardCount) }
        func thousandths(_ part: Int, of whole: Double) -> Int {
            whole > 0 ? Int((Double(part) * 1_000 / whole).rounded()) : 0
        }
        parts = seats.map {
            Part(
                agent: $0.agent, handledCount: $0.handledCount, effort: $0.effort, hardCount: $0.hardCount,
                share: thousandths($0.effort, of: total), hardShare: thousandths($0.hardCount, of: hard))
        }
        guard seats.count > 1, total > 0 else {
            gini = nil
            return
        }
        // Sum over the sorted efforts of (2 i − n − 1) x_i, divided by n times the total.
        var sum = 0.0
        for (number, effort) in seats.map(\.effort).sorted().enumerated() {
            sum += Double(2 * (number + 1) - seats.count - 1) * Double(effort)
        }
        gini = Int((sum * 1_000 / (Double(seats.count) * total)).rounded())
    }
}

extension EffortSpread: Explained {
    /// Who had the most and the least, and how even it was.
    public func sentence(in language: LanguageTag) -> String {
        guard let gini, let most = parts.max(by: { $0.effort < $1.effort }),
            let least = parts.min(by: { $0.effort < $1.effort })
        else {
            return language.pick(
                en: "There is nothing to compare yet.", fi: "Vertailtavaa ei vielä ole.")
        }
        let (high, low) = (Self.percent(most.share), Self.percent(least.share))
        return language.pick(
            en: "\(most.agent) had \(high) % of the work by effort, \(least.agent) \(low) % (Gini \(gini)/1000).",
            fi: "Työn kuormasta \(most.agent) sai \(high) % ja \(least.agent) \(low) % (Gini \(gini)/1000).")
    }

    private static func percent(_ thousandths: Int) -> Int { (thousandths + 5) / 10 }
}
