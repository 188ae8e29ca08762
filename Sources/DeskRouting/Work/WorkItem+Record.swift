public import DeskPrimitives

extension WorkItem: RecordContent {
    public static let collection = RecordCollection("work")
    /// Waiting work by queue, then the most urgent first, then the oldest first.
    public static let waitingInOrder = RecordIndex(collection, "waiting")
    /// Offered work by the end of the offer.
    public static let offeredByExpiry = RecordIndex(collection, "offered")
    /// Assigned work by agent, then by when it was assigned.
    public static let assignedByAgent = RecordIndex(collection, "assigned")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        switch state {
        case .waiting:
            let key = ByteKey.composed {
                $0.append(queue)
                $0.append(Int64(RoutingOutcome.urgencies.upperBound - urgency))
                $0.append(enqueuedAt)
            }
            return [IndexEntry(Self.waitingInOrder, key), kindEntry]
        case .offered(_, _, let expires):
            return [IndexEntry(Self.offeredByExpiry, ByteKey.composed { $0.append(expires) })]
        case .assigned(let agent, let since):
            let key = ByteKey.composed {
                $0.append(agent)
                $0.append(since)
            }
            return [IndexEntry(Self.assignedByAgent, key)]
        case .done: return []
        }
    }

    /// The work of one case.
    public static func work(of caseID: CaseID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, caseID)]), limit: 1)
    }

    /// Work that waits in a queue, in the order in which it is served.
    public static func waiting(in queue: QueueID, limit: Int = Limits.pageCount) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(queue) }
        return RecordQuery(.range(waitingInOrder, from: prefix, before: prefix.endOfPrefix), limit: limit)
    }

    /// Offers that are over at an instant, the oldest first.
    public static func offersOver(at instant: Instant, limit: Int = Limits.pageCount) -> RecordQuery {
        let first = ByteKey.composed { $0.append(Int64.min) }
        let after = ByteKey.composed { $0.append(instant.microseconds == .max ? .max : instant.microseconds + 1) }
        return RecordQuery(.range(offeredByExpiry, from: first, before: after), limit: limit)
    }

    /// What an agent works on, the oldest first.
    public static func assigned(to agent: AgentID, limit: Int = Limits.pageCount) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(agent) }
        return RecordQuery(.range(assignedByAgent, from: prefix, before: prefix.endOfPrefix), limit: limit)
    }
}

extension WorkItem {
    private enum CodingKeys: String, CodingKey {
        case id
        case queue
        case requirement
        case urgency
        case units
        case enqueuedAt
        case state
        case excluded
        case preferredAgent
        case passCount
        case channel
        case effort
        case isHard
        case ring
        case target
        case overflowCount
        case isRelaxationOver
    }

    /// Reads work and checks what the methods promise.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let excluded = try container.decodeIfPresent([ExcludedAgent].self, forKey: .excluded) ?? []
        let passCount = try container.decode(Int.self, forKey: .passCount)
        guard excluded.count <= Self.exclusionCount, passCount >= 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .excluded, in: container, debugDescription: "too many exclusions, or a negative count")
        }
        do {
            let item = try WorkItem(
                id: container.decode(CaseID.self, forKey: .id),
                queue: container.decode(QueueID.self, forKey: .queue),
                requirement: container.decodeIfPresent([SkillRequirement].self, forKey: .requirement) ?? [],
                urgency: container.decode(Int.self, forKey: .urgency),
                units: container.decode(Int.self, forKey: .units),
                enqueuedAt: container.decode(Instant.self, forKey: .enqueuedAt),
                preferredAgent: container.decodeIfPresent(AgentID.self, forKey: .preferredAgent),
                channel: container.decodeIfPresent(ChannelID.self, forKey: .channel),
                effort: container.decodeIfPresent(Int.self, forKey: .effort),
                isHard: container.decodeIfPresent(Bool.self, forKey: .isHard) ?? false,
                target: container.decodeIfPresent(TimeSpan.self, forKey: .target))
            self.init(
                item, state: try container.decode(WorkState.self, forKey: .state), excluded: excluded,
                passCount: passCount, ring: max(0, try container.decodeIfPresent(Int.self, forKey: .ring) ?? 0),
                overflowCount: max(0, try container.decodeIfPresent(Int.self, forKey: .overflowCount) ?? 0),
                isRelaxationOver: try container.decodeIfPresent(Bool.self, forKey: .isRelaxationOver) ?? false)
        } catch let refusal as Refusal {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + AnyKey.path(refusal.place), debugDescription: refusal.detail,
                    underlyingError: refusal))
        }
    }

    /// Writes the work, leaving out empty lists.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(queue, forKey: .queue)
        if !requirement.isEmpty { try container.encode(requirement, forKey: .requirement) }
        try container.encode(urgency, forKey: .urgency)
        try container.encode(units, forKey: .units)
        try container.encode(enqueuedAt, forKey: .enqueuedAt)
        try container.encode(state, forKey: .state)
        if !excluded.isEmpty { try container.encode(excluded, forKey: .excluded) }
        try container.encodeIfPresent(preferredAgent, forKey: .preferredAgent)
        try container.encode(passCount, forKey: .passCount)
        try container.encodeIfPresent(channel, forKey: .channel)
        if effort != units { try container.encode(effort, forKey: .effort) }
        if isHard { try container.encode(isHard, forKey: .isHard) }
        if ring != 0 { try container.encode(ring, forKey: .ring) }
        try container.encodeIfPresent(target, forKey: .target)
        if overflowCount != 0 { try container.encode(overflowCount, forKey: .overflowCount) }
        if isRelaxationOver { try container.encode(true, forKey: .isRelaxationOver) }
    }
}
