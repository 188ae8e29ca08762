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
            return [IndexEntry(Self.waitingInOrder, key)]
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

    /// Offers in the order in which they end: the first one is the next to look at.
    public static func nextOfferToEnd() -> RecordQuery {
        let first = ByteKey.composed { $0.append(Int64.min) }
        return RecordQuery(.range(offeredByExpiry, from: first, before: nil), limit: 1)
    }

    /// What an agent works on, the oldest first.
    public static func assigned(to agent: AgentID, limit: Int = Limits.pageCount) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(agent) }
        return RecordQuery(.range(assignedByAgent, from: prefix, before: prefix.endOfPrefix), limit: limit)
    }
}
