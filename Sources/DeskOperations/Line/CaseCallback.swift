public import DeskPrimitives
public import DeskRouting

/// The callback of a case.
public struct CaseCallback: RecordContent, Hashable {
    /// The callback.
    public internal(set) var callback: Callback
    /// The queue whose agents make it.
    public internal(set) var queue: QueueID
    /// Whether the case is out of the line until the callback is due.
    public internal(set) var isAside: Bool

    /// The collection of callbacks.
    public static let collection = RecordCollection("callback")
    private static let byDue = RecordIndex(collection, "due")

    /// The key of the record.
    public var recordID: ByteKey { ByteKey(callback.caseID) }

    /// When it comes back into line; nil while it is there or over.
    ///
    /// What belongs to an agent comes when it is everybody's.
    public var dueAt: Instant? {
        guard isAside, !callback.isOver else { return nil }
        return max(callback.notBefore, callback.ownedUntil ?? callback.notBefore)
    }

    /// By the time at which it comes back into line.
    public var indexEntries: [IndexEntry] {
        dueAt.map { due in [IndexEntry(Self.byDue, .composed { $0.append(due) })] } ?? []
    }

    /// The callbacks that come back into line at or before an instant, the earliest first.
    public static func due(at now: Instant, limit: Int = 256) -> RecordQuery {
        .due(byDue, at: now, limit: limit)
    }
}
