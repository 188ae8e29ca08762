public import DeskChannels
public import DeskPrimitives
public import DeskRouting

/// What has been gathered for an agent and not been shown yet.
public struct AlertTray: RecordContent, Hashable {
    /// The most alerts gathered for one agent; beyond it the oldest that is no emergency goes, and is counted.
    public static let limit = 256

    /// The agent.
    public let agent: AgentID
    /// What waits to be shown.
    public internal(set) var pending: [AgentAlert] = []
    /// When it is to be shown next; nil when nothing waits, or the agent is not there.
    public internal(set) var dueAt: Instant?
    /// What it is held back by; nil when nothing does.
    public internal(set) var heldBy: FocusLimit?
    /// How many had no room since the last bundle.
    public internal(set) var dropped = 0
    /// What was shown last.
    public internal(set) var last: AlertBundle?
    /// The standing briefings that the agent has been told of.
    public internal(set) var briefed: [BriefingID] = []

    /// How often it was looked at; with the agent it names what a timekeeper does, also twice at one instant.
    public internal(set) var pass = 0

    init(agent: AgentID) { self.agent = agent }

    /// The collection of trays.
    public static let collection = RecordCollection("alerts")
    private static let byDue = RecordIndex(collection, "due")

    /// The key of the record.
    public var recordID: ByteKey { ByteKey(agent) }

    /// By the time at which it is to be shown.
    public var indexEntries: [IndexEntry] {
        dueAt.map { due in [IndexEntry(Self.byDue, .composed { $0.append(due) })] } ?? []
    }

    /// The trays to be shown at an instant, the earliest first.
    public static func due(at now: Instant, limit: Int = 256) -> RecordQuery {
        .due(byDue, at: now, limit: limit)
    }

    /// Puts an alert in, in place of one that it makes needless.
    mutating func add(_ alert: AgentAlert) {
        pending.removeAll { alert.replaces($0) }
        pending.append(alert)
        if pending.count > Self.limit {
            pending.remove(at: pending.firstIndex { !$0.isEmergency } ?? 0)
            dropped += 1
        }
    }
}
