/// Everything one decision changes; a store takes all of it or nothing.
public struct RecordBatch: Sendable {
    /// The key that makes a repeated batch a duplicate; nil when the batch may happen any number of times.
    public var idempotencyKey: ByteKey?
    /// What the store keeps beside the idempotency key and gives back for a duplicate.
    public var result: RecordBody?
    /// Records that the decision depends on without writing them.
    public var checks: [RecordCheck]
    /// Records to put or delete, at most one write for a key.
    public var writes: [RecordWrite]
    /// Entries for the journal, in order.
    public var entries: [RecordBody]
    /// Records whose every byte must go, index values included; they need not exist.
    public var erasures: [RecordKey]

    /// Creates a batch.
    public init(
        idempotencyKey: ByteKey? = nil, result: RecordBody? = nil, checks: [RecordCheck] = [],
        writes: [RecordWrite] = [], entries: [RecordBody] = [], erasures: [RecordKey] = []
    ) {
        self.idempotencyKey = idempotencyKey
        self.result = result
        self.checks = checks
        self.writes = writes
        self.entries = entries
        self.erasures = erasures
    }

    /// Refuses a batch that no store should see: over a limit, or two writes for one key.
    ///
    /// The desk's own driver calls it before every commit; a store may rely on it.
    public func validate() throws(Refusal) {
        guard writes.count + erasures.count + checks.count <= Limits.batchWrites else {
            throw Refusal(.tooLong, "more than \(Limits.batchWrites) records", at: .field("writes"))
        }
        guard entries.count <= Limits.batchEntries else {
            throw Refusal(.tooLong, "more than \(Limits.batchEntries) entries", at: .field("entries"))
        }
        var seen = Set<RecordKey>(minimumCapacity: writes.count)
        for (number, write) in writes.enumerated() {
            guard seen.insert(write.key).inserted else {
                throw Refusal(.duplicateName, "two writes for one record", at: .field("writes").index(number))
            }
            if case .put(_, let indexes) = write.change, indexes.count > Limits.indexEntries {
                throw Refusal(
                    .tooLong, "more than \(Limits.indexEntries) index entries", at: .field("writes").index(number))
            }
        }
    }
}

/// A write of one record, and what must be true of it before.
public struct RecordWrite: Sendable {
    /// What becomes of the record.
    public enum Change: Sendable {
        /// It holds this body and stands under exactly these index entries.
        case put(RecordBody, indexes: [IndexEntry])
        /// It no longer exists.
        case delete
    }

    /// The record.
    public let key: RecordKey
    /// What must be true of it before.
    public let expected: ExpectedRevision
    /// What becomes of it.
    public let change: Change

    /// Creates a write.
    public init(_ key: RecordKey, expected: ExpectedRevision, _ change: Change) {
        self.key = key
        self.expected = expected
        self.change = change
    }

    /// Puts a value under its own key and index entries.
    public init(put content: some RecordContent, expected: ExpectedRevision) {
        self.init(
            content.recordKey, expected: expected, .put(RecordBody(content), indexes: content.indexEntries))
    }
}

/// A record that must still be as the decision saw it.
public struct RecordCheck: Hashable, Sendable {
    /// The record.
    public let key: RecordKey
    /// What must be true of it.
    public let expected: ExpectedRevision

    /// Creates a check.
    public init(_ key: RecordKey, expected: ExpectedRevision) {
        self.key = key
        self.expected = expected
    }
}

/// What must be true of a record for a batch to be taken.
public enum ExpectedRevision: Hashable, Sendable {
    /// Anything may be there.
    case any
    /// No record is there.
    case absent
    /// The record is there, last written by this commit.
    case exactly(Revision)
}
