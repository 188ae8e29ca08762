public import DeskPrimitives

/// What the program that is killed commits again and again: batches of which one half would be noticed.
public enum CrashBatch {
    /// A record of a numbered batch.
    public struct Mark: RecordContent, Hashable {
        /// The number of the batch.
        public let batch: Int64
        /// The number in the batch; 0 is the record that every batch writes anew.
        public let place: Int64
        /// Something that takes room.
        public let filling: [UInt8]

        /// The collection.
        public static let collection = RecordCollection("mark")
        /// By batch and place.
        public static let byNumber = RecordIndex(collection, "number", isUnique: true)

        /// The key of the record.
        public var recordID: ByteKey { Self.key(batch: place == 0 ? 0 : batch, place) }
        /// By batch and place.
        public var indexEntries: [IndexEntry] { [IndexEntry(Self.byNumber, Self.key(batch: batch, place))] }

        static func key(batch: Int64, _ place: Int64) -> ByteKey {
            ByteKey(checking: [batch, place])
        }
    }

    /// Records that a batch adds; those of the batch before the last are deleted.
    public static let places: ClosedRange<Int64> = 1...4

    /// The batch of a number, from 1; with three journal entries, and the number as result.
    public static func make(_ number: Int64) -> RecordBatch {
        let filling = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1_500)
        var writes = [RecordWrite(put: Mark(batch: number, place: 0, filling: filling), expected: .any)]
        for place in places {
            writes.append(RecordWrite(put: Mark(batch: number, place: place, filling: filling), expected: .absent))
            let old = RecordKey(Mark.collection, Mark.key(batch: number - 2, place))
            if number > 2 { writes.append(RecordWrite(old, expected: .any, .delete)) }
        }
        return RecordBatch(
            idempotencyKey: ByteKey(checking: [number]), result: RecordBody(number), writes: writes,
            entries: (0..<3).map { _ in RecordBody(number) })
    }

    /// The number of the last batch that a store has, 0 when it has none.
    public static func last(in store: some RecordStore) async throws -> Int64 {
        let page = try await store.load(RecordQuery(.records([RecordKey(Mark.collection, Mark.key(batch: 0, 0))])))
        return try page.records.first?.body.value(as: Mark.self).batch ?? 0
    }
}

extension ByteKey {
    /// A key of numbers; far too short to be refused.
    fileprivate init(checking numbers: [Int64]) {
        let key = try? ByteKey { builder in
            for number in numbers { builder.append(number) }
        }
        self = key ?? ByteKey(CommandID("unreachable"))
    }
}
