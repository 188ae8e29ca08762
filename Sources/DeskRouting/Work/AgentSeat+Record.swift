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

extension AgentSeat {
    enum CodingKeys: String, CodingKey {
        case agent
        case presence
        case presenceSince
        case holds
        case idleSince
        case handledCount
        case effort
    }

    /// Reads a seat and checks what the methods promise.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            agent: try container.decode(AgentID.self, forKey: .agent),
            presence: try container.decode(AgentPresence.self, forKey: .presence),
            presenceSince: try container.decode(Instant.self, forKey: .presenceSince),
            holds: try container.decode([SeatHold].self, forKey: .holds),
            idleSince: try container.decode(Instant.self, forKey: .idleSince),
            handledCount: try container.decode(Int.self, forKey: .handledCount),
            effort: try container.decode(Int.self, forKey: .effort))
        guard holds.count <= Self.holdCount, Set(holds.map(\.caseID)).count == holds.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .holds, in: container, debugDescription: "too much work, or the same twice")
        }
        guard handledCount >= 0, effort >= 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .handledCount, in: container, debugDescription: "a count is not negative")
        }
    }
}
