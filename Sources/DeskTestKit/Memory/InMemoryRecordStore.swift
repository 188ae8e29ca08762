public import DeskPrimitives

/// A `RecordStore` in memory: for tests, previews and desks that need not outlive their process.
///
/// It keeps bodies as the values they are, encodes nothing, and keeps every promise of `RecordStore`. What a call costs
/// depends on what it touches, not on how much is stored: a record is found by hashing, an index entry in O(log n)
/// comparisons. Records, journal entries and first receipts stay until the store goes; nothing is pruned.
public actor InMemoryRecordStore: RecordStore {
    private let tables = RecordMemory()

    /// Creates an empty store.
    public init() {}

    /// Reads records or journal entries.
    ///
    /// - Complexity: O(1) for a key, O(log n + page) for an index, O(page) for the journal.
    public func load(_ query: RecordQuery) -> RecordPage { tables.load(query) }

    /// Stores a batch, all of it or nothing.
    ///
    /// - Throws: `Refusal` with code `malformed` for an index entry of another collection than its record; nothing has
    ///   changed then.
    /// - Complexity: O(size of the batch · log n) where it changes index entries, else O(size of the batch).
    public func commit(_ batch: RecordBatch) throws(Refusal) -> CommitOutcome { try tables.commit(batch) }

    /// Another handle on the same storage, as a second process would have one.
    public nonisolated func handle() -> any RecordStore { Handle(store: self) }

    /// Everything the store holds now.
    ///
    /// - Complexity: O(n log n) in all that is stored.
    public func snapshot() -> StoreSnapshot { tables.snapshot() }

    /// How many records a collection has.
    public func count(of collection: RecordCollection) -> Int { tables.count(of: collection) }

    /// All bytes the store keeps anywhere; see `StoreSnapshot.dump()`.
    public func dump() throws(Refusal) -> [[UInt8]] { try tables.snapshot().dump() }

    private struct Handle: RecordStore {
        let store: InMemoryRecordStore

        func load(_ query: RecordQuery) async -> RecordPage { await store.load(query) }
        func commit(_ batch: RecordBatch) async throws -> CommitOutcome { try await store.commit(batch) }
    }
}
