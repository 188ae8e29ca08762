public import DeskChannels
public import DeskFeedback
public import DeskInsight
public import DeskPrimitives

/// What each channel brought, took and gave, and how the work of each agent was split over channels.
///
/// Three things are counted, each in its own unit: what came and what became of it (``ChannelVolume``: contacts and cases,
/// folded from the journal), what the settled cases that came in the time took and gave (``Row/figures`` and what follows
/// from them), and the work of agents on those.
public struct PortfolioReport: Sendable {
    /// One channel.
    public struct Row: Hashable, Sendable {
        /// What came, whether settled, open, invited elsewhere, declined or feedback.
        public let volume: ChannelVolume
        /// Load, waits, effort and cost of the settled cases.
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
    private let sums: PortfolioSums
    private let gate: DisplayGate

    /// Makes the report of what was counted.
    ///
    /// - Parameter gate: How many ratings are needed for a share of them to be shown.
    /// - Complexity: O(n log n).
    public init(_ sums: PortfolioSums, gate: DisplayGate = .privacy) {
        self.sums = sums
        self.gate = gate
        let (volumes, figures) = (sums.volumeRows, sums.allFigures)
        rows = Set(volumes.keys).union(figures.keys).sorted().map { channel in
            let share = sums.shares[channel] ?? PortfolioSums.Share()
            let sorted = (sums.waits[channel] ?? []).sorted()
            return Row(
                volume: volumes[channel] ?? ChannelVolume(channel),
                figures: figures[channel] ?? ChannelFigures(channel),
                medianWait: sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2],
                goodService: .share(share.good, of: share.rated, measure: .serviceShare(cut: 4), gate: gate),
                targetsMet: .share(share.met, of: share.targets, gate: .open))
        }
        fragmentation = ChannelFragmentation.of(sums.work)
    }

    /// Makes the report of handled cases alone, without the journal: no volume, and no cost of messages.
    ///
    /// - Parameters:
    ///   - encounters: The cases.
    ///   - policy: For the channels' load units and cost.
    ///   - gate: How many ratings are needed for a share of them to be shown.
    /// - Complexity: O(n log n).
    public init(_ encounters: [Encounter], policy: CompiledPolicy, gate: DisplayGate = .privacy) {
        var sums = PortfolioSums(in: Instant.earliest..<Instant.latest)
        for row in encounters { sums.add(row, policy: policy) }
        self.init(sums, gate: gate)
    }

    /// The report over what both count: parts of a journal, desks of their own, or times that do not overlap.
    ///
    /// Sums, medians, shares and changes of channel are exactly those of one report over all of it; the share that may be
    /// shown is decided anew, on all ratings.
    public func adding(_ other: PortfolioReport) -> PortfolioReport {
        var sums = sums
        sums.add(other.sums)
        return PortfolioReport(sums, gate: gate)
    }
}

extension PortfolioReport: Hashable {
    /// Whether both say the same.
    public static func == (a: Self, b: Self) -> Bool { a.rows == b.rows && a.fragmentation == b.fragmentation }

    /// Hashes what is said.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(rows)
        hasher.combine(fragmentation)
    }
}
