/// Records, journal and results in memory, with the two calls of a store and no waiting in between.
///
/// It keeps every promise of ``RecordStore`` for a single thread. Replays and simulations work on one directly;
/// `InMemoryRecordStore` of the test kit guards one with an actor. Bodies are kept as the values they are.
public final class RecordMemory {
    private var tables: [RecordCollection: CollectionTable] = [:]
    private var journal = ChunkedList<RecordBody>()
    private var receipts: [HashedKey: CommitReceipt] = [:]
    private var commits: Int64 = 0

    /// Creates an empty memory.
    public init() {}

    // MARK: Writing

    /// What becomes of one record.
    private struct Step {
        let table: CollectionTable
        let row: MemoryRow
        let isNew: Bool
        /// The body and index entries to come; nil when the record goes.
        let put: (body: RecordBody, entries: [IndexEntry])?
    }

    /// Stores a batch, all of it or nothing.
    ///
    /// - Throws: ``Refusal`` with code `malformed` for an index entry of another collection, before anything is changed.
    public func commit(_ batch: RecordBatch) throws(Refusal) -> CommitOutcome {
        if let key = batch.idempotencyKey, let first = receipts[HashedKey(key)] { return .duplicate(first) }
        var conflicts: [CommitConflict] = []
        for check in batch.checks {
            let actual = tables[check.key.collection]?.rows[HashedKey(check.key.id)]?.revision
            if !check.expected.holds(for: actual) { conflicts.append(.revision(check.key, actual: actual)) }
        }
        let revision = Revision(commits + 1)
        var steps: [Step] = []
        steps.reserveCapacity(batch.writes.count + batch.erasures.count)
        let erased = batch.erasures.isEmpty ? [] : Set(batch.erasures)
        for write in batch.writes {
            let table = table(of: write.key.collection)
            let row = table.rows[HashedKey(write.key.id)]
            guard write.expected.holds(for: row?.revision) else {
                conflicts.append(.revision(write.key, actual: row?.revision))
                continue
            }
            switch write.change {
            case .put(let body, let entries) where erased.isEmpty || !erased.contains(write.key):
                guard entries.allSatisfy({ $0.index.collection == write.key.collection }) else {
                    throw Refusal(.malformed, "an index entry of another collection")
                }
                let target = row ?? MemoryRow(key: write.key, revision: revision, body: body)
                steps.append(Step(table: table, row: target, isNew: row == nil, put: (body, entries)))
            default:
                if let row { steps.append(Step(table: table, row: row, isNew: false, put: nil)) }
            }
        }
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        for key in batch.erasures {
            guard let table = tables[key.collection], let row = table.rows[HashedKey(key.id)] else { continue }
            steps.append(Step(table: table, row: row, isNew: false, put: nil))
        }
        if let conflict = Self.moveEntries(steps) { return .conflict([conflict]) }
        for step in steps { Self.finish(step, revision: revision) }
        for entry in batch.entries { journal.append(entry) }
        commits += 1
        let receipt = CommitReceipt(revision: revision, result: batch.result)
        if let key = batch.idempotencyKey { receipts[HashedKey(key)] = receipt }
        return .committed(receipt)
    }

    private func table(of collection: RecordCollection) -> CollectionTable {
        if let table = tables[collection] { return table }
        let table = CollectionTable()
        tables[collection] = table
        return table
    }

    /// Brings the indexes to the state after the batch, or leaves them alone and names the unique value in the way.
    ///
    /// First every entry that goes, then every entry that comes: so a value can move from one record to another.
    private static func moveEntries(_ steps: [Step]) -> CommitConflict? {
        var removed: [(table: CollectionTable, row: MemoryRow, entry: IndexEntry)] = []
        var added: [(table: CollectionTable, row: MemoryRow, entry: IndexEntry)] = []
        for step in steps {
            let coming = step.put?.entries ?? []
            for (number, entry) in step.row.entries.enumerated() where !coming.has(entry, near: number) {
                step.table.remove(step.row, from: entry)
                removed.append((step.table, step.row, entry))
            }
        }
        for step in steps {
            for (number, entry) in (step.put?.entries ?? []).enumerated()
            where !step.row.entries.has(entry, near: number) {
                guard let holder = step.table.insert(step.row, under: entry) else {
                    added.append((step.table, step.row, entry))
                    continue
                }
                for change in added.reversed() { change.table.remove(change.row, from: change.entry) }
                for change in removed { _ = change.table.insert(change.row, under: change.entry) }
                return .unique(entry, holder: holder.key)
            }
        }
        return nil
    }

    private static func finish(_ step: Step, revision: Revision) {
        guard let put = step.put else {
            step.table.rows[HashedKey(step.row.key.id)] = nil
            step.row.entries = []
            return
        }
        step.row.revision = revision
        step.row.body = put.body
        step.row.entries = put.entries
        if step.isNew { step.table.rows[HashedKey(step.row.key.id)] = step.row }
    }

    // MARK: Reading

    /// Reads records or journal entries.
    public func load(_ query: RecordQuery) -> RecordPage {
        let limit = min(max(query.limit, 1), Limits.pageCount)
        switch query.selection {
        case .records(let keys): return records(keys, limit: limit)
        case .journal(let position): return entries(after: position, limit: limit)
        case .equal(let index, let key):
            return select(index, from: key, to: (key, .behind), order: query.order, limit: limit, after: query.after)
        case .range(let index, let from, let before):
            if let before, OrderedEntries.compare(before.bytes, from.bytes) <= 0 { return RecordPage(isLast: true) }
            let upper = before.map { (key: $0, edge: OrderedEntries.Edge.before) }
            return select(index, from: from, to: upper, order: query.order, limit: limit, after: query.after)
        }
    }

    /// The record under a key.
    public subscript(key: RecordKey) -> StoredRecord? {
        tables[key.collection]?.rows[HashedKey(key.id)]?.stored()
    }

    private func records(_ keys: [RecordKey], limit: Int) -> RecordPage {
        var records: [StoredRecord] = []
        records.reserveCapacity(min(keys.count, limit))
        for key in keys {
            guard let row = tables[key.collection]?.rows[HashedKey(key.id)] else { continue }
            if records.count == limit { return RecordPage(records: records, isLast: false) }
            records.append(row.stored())
        }
        return RecordPage(records: records, isLast: true)
    }

    private func entries(after position: JournalPosition, limit: Int) -> RecordPage {
        let count = journal.count
        guard position.number < Int64(count) else { return RecordPage(isLast: true) }
        let first = Int(max(position.number, 0))
        let end = first + min(limit, count - first)
        let entries = (first..<end).map {
            StoredEntry(position: JournalPosition(Int64($0) + 1), body: journal[$0])
        }
        return RecordPage(entries: entries, isLast: end == count)
    }

    private func select(
        _ index: RecordIndex, from: ByteKey, to upper: (key: ByteKey, edge: OrderedEntries.Edge)?,
        order: RecordQuery.Order, limit: Int, after cursor: RecordCursor?
    ) -> RecordPage {
        guard let entries = tables[index.collection]?.order(of: index) else { return RecordPage(isLast: true) }
        var low = entries.position(from, .before)
        var high = upper.map { entries.position($0.key, $0.edge) } ?? entries.end
        if let cursor {
            let place = entries.position(cursor.indexKey, .at(cursor.id))
            switch order {
            case .ascending:
                // The record of the cursor itself may have gone; if it is there, the page begins behind it.
                var behind = place
                let found = entries.next(&behind)
                let isCursor = found.map { $0.key == cursor.indexKey && $0.row.key.id == cursor.id } ?? false
                low = max(low, isCursor ? behind : place)
            case .descending:
                high = min(high, place)
            }
        }
        var records: [StoredRecord] = []
        while low < high {
            if records.count == limit { return RecordPage(records: records, isLast: false) }
            guard let found = order == .ascending ? entries.next(&low) : entries.previous(&high) else { break }
            records.append(found.row.stored(under: found.key))
        }
        return RecordPage(records: records, isLast: true)
    }

    // MARK: Looking inside

    /// Everything that is held now.
    ///
    /// - Complexity: O(n log n) in all that is stored.
    public func snapshot() -> StoreSnapshot {
        let collections = tables.keys.sorted()
        return StoreSnapshot(
            commits: commits,
            records: collections.flatMap { name in
                (tables[name]?.rows.values.map { $0.stored() } ?? []).sorted { $0.key < $1.key }
            },
            indexEntries: collections.flatMap { name in
                (tables[name]?.allEntries ?? []).map {
                    StoreSnapshot.StandingEntry(entry: $0.entry, record: $0.row.key)
                }
            },
            journal: (0..<journal.count).map {
                StoredEntry(position: JournalPosition(Int64($0) + 1), body: journal[$0])
            },
            receipts: receipts.map { StoreSnapshot.KeptReceipt(idempotencyKey: $0.key.key, receipt: $0.value) }
                .sorted { $0.idempotencyKey < $1.idempotencyKey })
    }

    /// How many records a collection has.
    public func count(of collection: RecordCollection) -> Int { tables[collection]?.rows.count ?? 0 }
}

extension ExpectedRevision {
    /// Whether a record at a revision (nil: none) is as expected.
    func holds(for actual: Revision?) -> Bool {
        switch self {
        case .any: true
        case .absent: actual == nil
        case .exactly(let revision): actual == revision
        }
    }
}

extension [IndexEntry] {
    /// Whether an entry is in the list; looks at one place first, because a record mostly lists its entries in one order.
    fileprivate func has(_ entry: IndexEntry, near number: Int) -> Bool {
        if number < count, self[number].isSame(as: entry) { return true }
        return contains { $0.isSame(as: entry) }
    }
}

extension IndexEntry {
    fileprivate func isSame(as other: IndexEntry) -> Bool {
        key.bytes == other.key.bytes && index.name == other.index.name && index.isUnique == other.index.isUnique
    }
}
