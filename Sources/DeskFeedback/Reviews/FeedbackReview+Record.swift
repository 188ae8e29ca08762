public import DeskPrimitives

extension FeedbackReview: RecordContent {
    public static let collection = RecordCollection("review")
    /// Orders what has to be done by whom and by when.
    public static let ownerIndex = RecordIndex(collection, "owner")
    /// Orders what has to be done by when.
    public static let openIndex = RecordIndex(collection, "open")
    /// Orders what falls due by itself.
    public static let dueIndex = RecordIndex(collection, "due")
    /// Orders all reviews by when the feedback came.
    public static let arrivalIndex = RecordIndex(collection, "arrival")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        var entries = [IndexEntry(Self.arrivalIndex, .composed { $0.append(arrivedAt) })]
        if let owner, let nextDue {
            entries.append(
                IndexEntry(
                    Self.ownerIndex,
                    .composed {
                        $0.append(owner)
                        $0.append(nextDue)
                    }))
            entries.append(IndexEntry(Self.openIndex, .composed { $0.append(nextDue) }))
        }
        if let wakeAt { entries.append(IndexEntry(Self.dueIndex, .composed { $0.append(wakeAt) })) }
        return entries
    }

    /// What somebody has to read or to see to, the most urgent first.
    public static func query(owner: AgentID, limit: Int = 256) -> RecordQuery {
        RecordQuery(prefix(ownerIndex) { $0.append(owner) }, limit: limit)
    }

    /// What has to be read or seen to by an instant, the most urgent first.
    public static func query(openBy instant: Instant, limit: Int = 256) -> RecordQuery {
        .due(openIndex, at: instant, limit: limit)
    }

    /// The reviews on which something falls due by itself at or before an instant, the earliest first.
    public static func query(dueAt instant: Instant, limit: Int = 256) -> RecordQuery {
        .due(dueIndex, at: instant, limit: limit)
    }

    /// The reviews of what came in a time, the oldest first.
    public static func query(arrived range: Range<Instant>, limit: Int = 10_000) -> RecordQuery {
        RecordQuery(
            .range(
                arrivalIndex, from: .composed { $0.append(range.lowerBound) },
                before: .composed { $0.append(range.upperBound) }), limit: limit)
    }
}
