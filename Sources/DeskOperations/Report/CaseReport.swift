public import DeskPrimitives

/// Counts of a desk's cases, made of its events alone.
///
/// Feed it the journal from the beginning, each event once and those of one case in their order.
public struct CaseReport: Hashable, Sendable {
    private struct Row: Hashable, Sendable {
        var kind: CaseClass
        var missedTarget = false
        var handOvers = 0
        var reopens = 0
        var isClosed = false
    }

    private var rows: [CaseID: Row] = [:]
    /// Observations of other systems that were taken in.
    public private(set) var observations = 0
    /// Contacts that arrived.
    public private(set) var contacts = 0

    /// Creates an empty report.
    public init() {}

    /// Counts an event.
    public mutating func add(_ event: DeskEvent) {
        switch event.fact {
        case .contactReceived: contacts += 1
        case .observed: observations += 1
        default: break
        }
        guard let id = event.caseID else { return }
        switch event.fact {
        case .caseOpened(let opened): rows[id] = rows[id] ?? Row(kind: CaseClass(opened))
        case .reclassified(let kind): rows[id]?.kind = kind
        case .handedOver(let count, _, _): rows[id]?.handOvers += count
        case .reopened(let count): rows[id]?.reopens += count
        case .observedTargetMissed, .targetMissed: rows[id]?.missedTarget = true
        case .closed: rows[id]?.isClosed = true
        case .resumed: rows[id]?.isClosed = false
        default: break
        }
    }

    /// The number of cases.
    public var cases: Int { rows.count }
    /// Cases without a missed target.
    public var targetsKept: Int { rows.values.count { !$0.missedTarget } }
    /// Hand-overs in all.
    public var handOvers: Int { rows.values.reduce(0) { $0 + $1.handOvers } }
    /// Cases that changed hands at least once.
    public var handedOver: Int { rows.values.count { $0.handOvers > 0 } }
    /// Reopenings in all.
    public var reopens: Int { rows.values.reduce(0) { $0 + $1.reopens } }
    /// Cases opened again at least once.
    public var reopened: Int { rows.values.count { $0.reopens > 0 } }
    /// Cases that are over.
    public var closed: Int { rows.values.count { $0.isClosed } }

    /// Cases, and those without a missed target, by channel in the order of their names.
    public var byChannel: [(channel: ChannelID, cases: Int, targetsKept: Int)] {
        counts { $0.kind.channel }.map { ($0.key, $0.cases, $0.kept) }
    }

    /// Cases, and those without a missed target, by priority, the most urgent first.
    public var byPriority: [(priority: CasePriority, cases: Int, targetsKept: Int)] {
        counts { $0.kind.priority }.map { ($0.key, $0.cases, $0.kept) }
    }

    private func counts<Key: Hashable & Comparable>(
        _ key: (Row) -> Key
    ) -> [(key: Key, cases: Int, kept: Int)] {
        var counts: [Key: (cases: Int, kept: Int)] = [:]
        for row in rows.values {
            counts[key(row), default: (0, 0)].cases += 1
            if !row.missedTarget { counts[key(row), default: (0, 0)].kept += 1 }
        }
        return counts.map { ($0.key, $0.value.cases, $0.value.kept) }.sorted { $0.key < $1.key }
    }
}
