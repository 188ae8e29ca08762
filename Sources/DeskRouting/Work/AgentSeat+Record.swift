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
        case hardCount
        case interruptions
        case blocks
        case awaySince
        case absentFor
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
            effort: try container.decode(Int.self, forKey: .effort),
            hardCount: try container.decodeIfPresent(Int.self, forKey: .hardCount) ?? 0,
            interruptions: try container.decodeIfPresent([Instant].self, forKey: .interruptions) ?? [],
            blocks: try container.decodeIfPresent([ProtectedBlock].self, forKey: .blocks) ?? [],
            awaySince: try container.decodeIfPresent(Instant.self, forKey: .awaySince),
            absentFor: try container.decodeIfPresent(TimeSpan.self, forKey: .absentFor) ?? .zero)
        guard holds.count <= Self.holdCount, Set(holds.map(\.caseID)).count == holds.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .holds, in: container, debugDescription: "too much work, or the same twice")
        }
        guard handledCount >= 0, effort >= 0, hardCount >= 0,
            interruptions.count <= InterruptionBudget.counts.upperBound, blocks.count <= ProtectedBlock.blockCount
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .handledCount, in: container, debugDescription: "a count is not negative")
        }
    }
}

extension AgentSeat {
    /// Writes the seat, leaving out what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(agent, forKey: .agent)
        try container.encode(presence, forKey: .presence)
        try container.encode(presenceSince, forKey: .presenceSince)
        try container.encode(holds, forKey: .holds)
        try container.encode(idleSince, forKey: .idleSince)
        try container.encode(handledCount, forKey: .handledCount)
        try container.encode(effort, forKey: .effort)
        if hardCount != 0 { try container.encode(hardCount, forKey: .hardCount) }
        if !interruptions.isEmpty { try container.encode(interruptions, forKey: .interruptions) }
        if !blocks.isEmpty { try container.encode(blocks, forKey: .blocks) }
        if awaySince != presenceSince { try container.encode(awaySince, forKey: .awaySince) }
        if absentFor != .zero { try container.encode(absentFor, forKey: .absentFor) }
    }
}
