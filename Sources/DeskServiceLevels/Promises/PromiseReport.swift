public import DeskPrimitives

/// Kept-rates of promises by agent, team, topic or person: one tally for each, in the order of their names.
public struct PromiseReport: Hashable, Sendable {
    /// By what promises are counted together.
    public enum Grouping: String, Hashable, Sendable, Codable, CaseIterable {
        /// By who has to see to them.
        case agent
        /// By the team of whoever made them.
        case team
        /// By what they are about.
        case topic
        /// By whom they were made to.
        case person
    }

    /// The promises of one agent, team, topic or person.
    public struct Row: Hashable, Sendable {
        /// The name; nil for promises that have none, as those about no topic.
        public let name: String?
        /// The counts.
        public let tally: PromiseTally

        /// Creates a row.
        public init(name: String?, tally: PromiseTally) {
            self.name = name
            self.tally = tally
        }
    }

    /// By what the promises were counted together.
    public let grouping: Grouping
    /// The rows in the order of the names, the nameless one first.
    public let rows: [Row]

    /// Counts promises as they stand at an instant.
    ///
    /// - Parameter sources: the kinds counted; what the desk's own clockwork set is left out unless asked for.
    /// - Complexity: O(n log groups).
    public init(
        of promises: some Sequence<Promise>, by grouping: Grouping, at now: Instant,
        sources: [PromiseSource] = [.agent, .willFindOut]
    ) {
        var tallies: [String?: PromiseTally] = [:]
        for promise in promises where sources.contains(promise.source) {
            let name: String? =
                switch grouping {
                case .agent: promise.agent.rawValue
                case .team: promise.team?.rawValue
                case .topic: promise.topic?.rawValue
                case .person: promise.person.rawValue
                }
            tallies[name, default: PromiseTally()].count(promise, at: now)
        }
        self.grouping = grouping
        rows = tallies.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { Row(name: $0.key, tally: $0.value) }
    }

    /// The tally of a name.
    public func tally(of name: String?) -> PromiseTally { rows.first { $0.name == name }?.tally ?? PromiseTally() }
}
