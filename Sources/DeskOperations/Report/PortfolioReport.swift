public import DeskChannels
public import DeskFeedback
public import DeskInsight
public import DeskPrimitives

/// What each channel brought, took and gave, and how the work of each agent was split over channels.
public struct PortfolioReport: Hashable, Sendable {
    /// One channel.
    public struct Row: Hashable, Sendable {
        /// Volume, load, waits, effort and cost.
        public let figures: ChannelFigures
        /// The median wait for an answer; nil when nobody was answered.
        public let medianWait: TimeSpan?
        /// The share of persons who rated the service 4 or 5 of 5, with its interval.
        public let goodService: Estimate
        /// The share of targets that were met.
        public let targetsMet: Estimate
    }

    /// The channels, by name.
    public let rows: [Row]
    /// How the work of agents was split, by agent.
    public let fragmentation: [ChannelFragmentation]

    /// Makes the report of handled cases.
    ///
    /// - Parameters:
    ///   - encounters: The cases.
    ///   - policy: For the channels' load units and cost.
    ///   - gate: How many ratings are needed for a share of them to be shown.
    /// - Complexity: O(n log n).
    public init(_ encounters: [Encounter], policy: CompiledPolicy, gate: DisplayGate = .privacy) {
        var figures: [ChannelID: ChannelFigures] = [:]
        var waits: [ChannelID: [TimeSpan]] = [:]
        var shares: [ChannelID: (good: Int, rated: Int, met: Int, targets: Int)] = [:]
        var work: [ChannelFragmentation.Work] = []
        for row in encounters {
            var sum = figures[row.channel] ?? ChannelFigures(row.channel)
            let service = row.scores.service.map { Int($0) }
            sum.add(
                contacts: row.contacts, wait: row.wait, effort: row.effort, rating: service.map { ($0 - 1) * 25 },
                of: policy.channels[row.channel])
            figures[row.channel] = sum
            if let wait = row.wait { waits[row.channel, default: []].append(wait) }
            var share = shares[row.channel] ?? (0, 0, 0, 0)
            if let service {
                share.rated += 1
                share.good += service >= 4 ? 1 : 0
            }
            share.met += row.targetsMet
            share.targets += row.targetsMet + row.targetsMissed
            shares[row.channel] = share
            if let agent = row.agent {
                work.append(.init(agent: agent, channel: row.channel, at: row.answeredAt ?? row.arrivedAt))
            }
        }
        rows = figures.values.sorted { $0.channel < $1.channel }.map { figures in
            let share = shares[figures.channel] ?? (0, 0, 0, 0)
            let sorted = (waits[figures.channel] ?? []).sorted()
            return Row(
                figures: figures, medianWait: sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2],
                goodService: .share(share.good, of: share.rated, measure: .serviceShare(cut: 4), gate: gate),
                targetsMet: .share(share.met, of: share.targets, gate: .open))
        }
        fragmentation = ChannelFragmentation.of(work)
    }
}
