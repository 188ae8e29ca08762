public import DeskPrimitives
public import DeskServiceLevels

/// How what is measured apart from speed was kept, made of the journal alone: assurance by metric, handling by metric and
/// team.
///
/// Feed it each event once, in any order.
public struct TargetReport: Hashable, Sendable {
    /// Clocks of one metric, and of one team where it is a team's.
    public struct Row: Hashable, Sendable {
        /// What was measured.
        public let metric: ClockMetric
        /// The team, for a team's handling.
        public let team: TeamID?
        /// Clocks that ended in time.
        public internal(set) var met = 0
        /// Clocks that ended late.
        public internal(set) var missed = 0
        /// The time counted in all of them.
        public internal(set) var counted = TimeSpan.zero

        /// Clocks in all.
        public var n: Int { met + missed }
    }

    private struct Key: Hashable, Comparable {
        let metric: ClockMetric
        let team: TeamID?

        static func < (a: Self, b: Self) -> Bool {
            a.metric == b.metric ? (a.team?.rawValue ?? "") < (b.team?.rawValue ?? "") : a.metric < b.metric
        }
    }

    private var byKey: [Key: Row] = [:]

    /// Creates an empty report.
    public init() {}

    /// Counts an event.
    public mutating func add(_ event: DeskEvent) {
        guard case .clockEnded(let end) = event.fact else { return }
        let key = Key(metric: end.metric, team: end.team)
        var row = byKey[key] ?? Row(metric: end.metric, team: end.team)
        if end.isMissed { row.missed += 1 } else { row.met += 1 }
        row.counted = row.counted.adding(end.counted) ?? row.counted
        byKey[key] = row
    }

    /// The rows of a kind in the order of the metrics and the names of teams.
    public func rows(_ measure: ClockMetric.Measure) -> [Row] {
        byKey.sorted { $0.key < $1.key }.map(\.value).filter { $0.metric.measure == measure }
    }
}
