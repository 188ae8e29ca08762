/// Records, journal and results in memory, with the two calls of a store and no waiting in between.
///
/// It keeps every promise of ``RecordStore`` for one thread at a time. Replays and simulations work on one directly; the
/// test kit's `InMemoryRecordStore` guards one with an actor. Bodies are kept as the values they are.
public final class RecordMemory {
    private var tables = MemoryTables()

    /// Creates an empty memory.
    public init() {}

    /// The record under a key, nil when there is none.
    public subscript(key: RecordKey) -> StoredRecord? { tables.record(key) }

    /// Reads records or journal entries.
    ///
    /// - Complexity: O(1) for a key, O(log n + page) for an index, O(page) for the journal.
    public func load(_ query: RecordQuery) -> RecordPage { tables.load(query) }

    /// Stores a batch, all of it or nothing.
    ///
    /// - Throws: ``Refusal`` with code `malformed` for an index entry of another collection than its record; nothing has
    ///   changed then.
    /// - Complexity: O(size of the batch · log n) where it changes index entries, else O(size of the batch).
    public func commit(_ batch: RecordBatch) throws(Refusal) -> CommitOutcome { try tables.commit(batch) }

    /// Everything that is held now.
    ///
    /// - Complexity: O(n log n) in all that is stored.
    public func snapshot() -> StoreSnapshot { tables.snapshot() }

    /// How many records a collection has.
    public func count(of collection: RecordCollection) -> Int { tables.count(of: collection) }
}
