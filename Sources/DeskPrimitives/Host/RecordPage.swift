/// What a store answers to a query.
public struct RecordPage: Sendable {
    /// The records found, in the order the query asks for; empty for a journal query.
    public var records: [StoredRecord]
    /// The journal entries found, in order; empty for every other query.
    public var entries: [StoredEntry]
    /// Whether nothing more would follow at the moment of reading.
    public var isLast: Bool

    /// Creates a page.
    public init(records: [StoredRecord] = [], entries: [StoredEntry] = [], isLast: Bool) {
        self.records = records
        self.entries = entries
        self.isLast = isLast
    }
}

/// A record as a store holds it.
public struct StoredRecord: Sendable {
    /// Where it lives.
    public let key: RecordKey
    /// The commit that last wrote it.
    public let revision: Revision
    /// What it holds.
    public let body: RecordBody
    /// The index value under which an index selection found it; nil for other queries.
    public let indexKey: ByteKey?

    /// Creates a stored record.
    public init(key: RecordKey, revision: Revision, body: RecordBody, indexKey: ByteKey? = nil) {
        self.key = key
        self.revision = revision
        self.body = body
        self.indexKey = indexKey
    }

    /// The cursor that continues an index selection behind this record.
    public var cursor: RecordCursor? {
        indexKey.map { RecordCursor(indexKey: $0, id: key.id) }
    }
}

/// A journal entry as a store holds it.
public struct StoredEntry: Sendable {
    /// Its place in the journal.
    public let position: JournalPosition
    /// What it holds.
    public let body: RecordBody

    /// Creates a stored entry.
    public init(position: JournalPosition, body: RecordBody) {
        self.position = position
        self.body = body
    }
}
