/// What became of a batch.
public enum CommitOutcome: Sendable {
    /// All of it is stored and will stay, whatever crashes next.
    case committed(CommitReceipt)
    /// A batch with the same idempotency key was stored before; nothing changed. The receipt is the first one's.
    case duplicate(CommitReceipt)
    /// Something was not as expected; nothing changed. At least one reason is named.
    case conflict([CommitConflict])
}

/// The proof of a commit.
public struct CommitReceipt: Sendable {
    /// The number of the commit: the revision of every record it wrote.
    public let revision: Revision
    /// What the batch gave as its result.
    public let result: RecordBody?

    /// Creates a receipt.
    public init(revision: Revision, result: RecordBody?) {
        self.revision = revision
        self.result = result
    }
}

/// Why a batch was not taken.
public enum CommitConflict: Hashable, Sendable {
    /// A record is not at the revision expected; `actual` is nil when there is none.
    case revision(RecordKey, actual: Revision?)
    /// Another record already stands under a value of a unique index.
    case unique(IndexEntry, holder: RecordKey)
}
