/// Everything an `InMemoryRecordStore` holds at one moment, for tests to look at.
public struct StoreSnapshot: Sendable {
    /// How many batches were committed; also the number of the last revision.
    public let commits: Int64
    /// All records, by collection and key.
    public let records: [StoredRecord]
    /// What the indexes hold, by collection, index, value and key.
    public let indexEntries: [StandingEntry]
    /// The journal from its first entry.
    public let journal: [StoredEntry]
    /// The first receipts of all idempotency keys, by key.
    public let receipts: [KeptReceipt]

    /// An index entry and the record that stands under it.
    public struct StandingEntry: Hashable, Sendable {
        /// The index and the value in it.
        public let entry: IndexEntry
        /// The record.
        public let record: RecordKey
    }

    /// What a store answers when an idempotency key comes again.
    public struct KeptReceipt: Sendable {
        /// The key of the batch.
        public let idempotencyKey: ByteKey
        /// What its commit gave.
        public let receipt: CommitReceipt
    }

    /// How many records a collection has.
    public func count(of collection: RecordCollection) -> Int {
        records.reduce(0) { $0 + ($1.key.collection == collection ? 1 : 0) }
    }

    /// How many records every collection has that has any, by name.
    public var counts: [(collection: RecordCollection, count: Int)] {
        var counts: [(collection: RecordCollection, count: Int)] = []
        for record in records {
            if let last = counts.last, last.collection == record.key.collection {
                counts[counts.count - 1].count = last.count + 1
            } else {
                counts.append((record.key.collection, 1))
            }
        }
        return counts
    }

    /// All bytes that are kept anywhere: keys, bodies, index values, journal entries, idempotency keys and results.
    ///
    /// For tests that plant a canary and look for what is left of it after an erasure.
    ///
    /// - Throws: `Refusal` of a body that cannot be encoded.
    public func dump() throws(Refusal) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        for record in records {
            pieces.append(record.key.id.bytes)
            pieces.append(try record.body.bytes())
        }
        for standing in indexEntries {
            pieces.append(standing.entry.key.bytes)
            pieces.append(standing.record.id.bytes)
        }
        for entry in journal { pieces.append(try entry.body.bytes()) }
        for kept in receipts {
            pieces.append(kept.idempotencyKey.bytes)
            if let result = kept.receipt.result { pieces.append(try result.bytes()) }
        }
        return pieces
    }
}
