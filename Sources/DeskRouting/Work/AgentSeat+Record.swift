public import DeskPrimitives

extension AgentSeat: RecordContent {
    public static let collection = RecordCollection("seat")
    /// Seats by presence.
    public static let byPresence = RecordIndex(collection, "presence")

    public var recordID: ByteKey { ByteKey(agent) }

    public var indexEntries: [IndexEntry] { [IndexEntry(Self.byPresence, Self.key(presence))] }

    /// The seat of one agent.
    public static func seat(of agent: AgentID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, agent)]), limit: 1)
    }

    /// The seats of some agents.
    public static func seats(of agents: [AgentID]) -> RecordQuery {
        RecordQuery(.records(agents.map { RecordKey(collection, $0) }), limit: agents.count)
    }

    /// The seats with a presence.
    public static func seats(_ presence: AgentPresence, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.equal(byPresence, key(presence)), limit: limit)
    }

    private static func key(_ presence: AgentPresence) -> ByteKey {
        ByteKey.composed { $0.append(presence.rawValue.utf8) }
    }
}
