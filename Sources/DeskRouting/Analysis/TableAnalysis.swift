/// What can be said of a table before any contact has come: exact, or *unknown* where the budget ended.
public struct TableAnalysis: Hashable, Sendable {
    /// One rule.
    public struct Rule: Hashable, Sendable {
        /// Its id.
        public let id: String
        /// Whether it can be the first to match.
        public let standing: RuleStanding
    }

    /// Two rules that some contact matches both.
    public struct Overlap: Hashable, Sendable {
        /// The one that stands first, by its position in the table.
        public let earlier: Int
        /// The other.
        public let later: Int
    }

    /// Whether every contact matches some rule.
    public enum Completeness: Hashable, Sendable {
        /// Every contact does.
        case complete
        /// This one does not.
        case gap(RoutingFacts)
        /// The budget was used up before it was known.
        case unknown
    }

    /// The rules in the order of the table.
    public let rules: [Rule]
    /// Whether every contact matches some rule, leaving aside what the table gives otherwise.
    public let completeness: Completeness
    /// The first overlapping pairs, by the later rule and then the earlier one.
    public let overlaps: [Overlap]
    /// How many pairs overlap in all; nil when the budget did not suffice to count them.
    public let overlapCount: Int?
    /// The steps that were used.
    public let steps: Int

    /// The rules that can never be the first to match, in order.
    public var dead: [String] { rules.lazy.filter(\.standing.isDead).map(\.id) }
}
