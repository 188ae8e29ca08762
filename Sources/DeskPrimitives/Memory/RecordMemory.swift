/// Records, journal and results in memory, with the two calls of a store and no waiting in between.
///
/// It keeps every promise of ``RecordStore`` for one thread at a time. Replays and simulations work on one directly; the
/// test kit's `InMemoryRecordStore` guards one with an actor. Bodies are kept as the values they are. A class, so that a
/// read copies none of it.
public final class RecordMemory {
    private let hash = KeyHash()
    private var tables: [CollectionTable] = []
    private var numbers: [RecordCollection: Int] = [:]
    private var journal = ChunkedList<RecordBody>()
    private var receipts = KeyedRows<KeptReceipt>()
    private var commits: Int64 = 0

    /// Creates an empty memory.
    public init() {}

    private struct KeptReceipt: KeyedRow {
        let id: ByteKey
        let receipt: CommitReceipt

        static let vacant = KeptReceipt(
            id: ByteKey(checked: []), receipt: CommitReceipt(revision: Revision(0), result: nil))
    }

    // MARK: Writing

    /// What becomes of one record.
    private struct Step {
        let table: Int
        let hash: UInt64
        /// Where the record lies; nil until a new one has its place.
        var place: Int?
        /// The number of the write that puts it; nil when it goes.
        let put: Int?
        var isNew = false
    }

    /// Stores a batch, all of it or nothing.
    ///
    /// - Throws: ``Refusal`` with code `malformed` for an index entry of another collection than its record; nothing has
    ///   changed then.
    /// - Complexity: O(size of the batch · log n) where it changes index entries, else O(size of the batch).
    public func commit(_ batch: RecordBatch) throws(Refusal) -> CommitOutcome {
        var keyHash: UInt64 = 0
        if let key = batch.idempotencyKey {
            keyHash = hash(key.bytes)
            if let first = receipts.find(key, hash: keyHash) { return .duplicate(receipts[first].receipt) }
        }
        var steps: ContiguousArray<Step> = []
        let conflicts = try plan(batch, into: &steps)
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        let revision = Revision(commits + 1)
        for number in steps.indices where steps[number].place == nil {
            settle(&steps[number], of: batch, revision: revision)
        }
        if let conflict = moveEntries(steps, of: batch) {
            for step in steps where step.isNew { if let place = step.place { remove(place, step) } }
            return .conflict([conflict])
        }
        for step in steps { if let place = step.place { finish(place, step, of: batch, revision: revision) } }
        for entry in batch.entries { journal.append(entry) }
        commits += 1
        let receipt = CommitReceipt(revision: revision, result: batch.result)
        if let key = batch.idempotencyKey {
            _ = receipts.insert(KeptReceipt(id: key, receipt: receipt), hash: keyHash)
        }
        return .committed(receipt)
    }

    /// Compares every expectation and lists what is to be done; changes nothing but the list of collections.
    private func plan(
        _ batch: RecordBatch, into steps: inout ContiguousArray<Step>
    ) throws(Refusal) -> [CommitConflict] {
        var conflicts: [CommitConflict] = []
        for check in batch.checks {
            let actual = revision(of: check.key)
            if !check.expected.holds(for: actual) { conflicts.append(.revision(check.key, actual: actual)) }
        }
        let erased = batch.erasures.isEmpty ? [] : Set(batch.erasures)
        steps.reserveCapacity(batch.writes.count + batch.erasures.count)
        for number in batch.writes.indices {
            let table = self.number(of: batch.writes[number].key.collection)
            let hash = self.hash(batch.writes[number].key.id.bytes)
            let place = tables[table].rows.find(batch.writes[number].key.id, hash: hash)
            let actual = place.map { tables[table].rows[$0].revision }
            guard batch.writes[number].expected.holds(for: actual) else {
                conflicts.append(.revision(batch.writes[number].key, actual: actual))
                continue
            }
            if case .put(_, let entries) = batch.writes[number].change,
                erased.isEmpty || !erased.contains(batch.writes[number].key)
            {
                for entry in entries where entry.index.collection != batch.writes[number].key.collection {
                    throw Refusal(
                        .malformed, "an index entry of another collection", at: .field("writes").index(number))
                }
                steps.append(Step(table: table, hash: hash, place: place, put: number))
            } else if place != nil {
                steps.append(Step(table: table, hash: hash, place: place, put: nil))
            }
        }
        for key in batch.erasures {
            guard let table = numbers[key.collection] else { continue }
            let hash = self.hash(key.id.bytes)
            guard let place = tables[table].rows.find(key.id, hash: hash) else { continue }
            steps.append(Step(table: table, hash: hash, place: place, put: nil))
        }
        return conflicts
    }

    private func number(of collection: RecordCollection) -> Int {
        if let number = numbers[collection] { return number }
        numbers[collection] = tables.count
        tables.append(CollectionTable(collection: collection))
        return tables.count - 1
    }

    private func revision(of key: RecordKey) -> Revision? {
        guard let table = numbers[key.collection],
            let place = tables[table].rows.find(key.id, hash: hash(key.id.bytes))
        else { return nil }
        return tables[table].rows[place].revision
    }

    /// Gives a new record its place, still without index entries.
    private func settle(_ step: inout Step, of batch: RecordBatch, revision: Revision) {
        guard let put = step.put, case .put(let body, _) = batch.writes[put].change else { return }
        let row = MemoryRow(id: batch.writes[put].key.id, revision: revision, body: body)
        step.place = tables[step.table].rows.insert(row, hash: step.hash)
        step.isNew = true
    }

    private func remove(_ place: Int, _ step: Step) {
        tables[step.table].rows.remove(place, hash: step.hash)
    }

    private func finish(_ place: Int, _ step: Step, of batch: RecordBatch, revision: Revision) {
        guard let put = step.put, case .put(let body, let entries) = batch.writes[put].change else {
            remove(place, step)
            return
        }
        tables[step.table].rows[place].revision = revision
        tables[step.table].rows[place].body = body
        tables[step.table].rows[place].entries = entries
    }

    /// Brings the indexes to the state after the batch, or leaves them as they were and names the value in the way.
    ///
    /// First every entry that goes, then every entry that comes: so a value can move from one record to another.
    private func moveEntries(_ steps: ContiguousArray<Step>, of batch: RecordBatch) -> CommitConflict? {
        var removed: [(table: Int, place: Int, entry: IndexEntry)] = []
        var added: [(table: Int, place: Int, entry: IndexEntry)] = []
        for step in steps {
            guard let place = step.place, !step.isNew else { continue }
            let coming = step.put.map { batch.writes[$0].change.entries } ?? []
            for (number, entry) in tables[step.table].rows[place].entries.enumerated()
            where !coming.has(entry, near: number) {
                tables[step.table].remove(place, from: entry)
                removed.append((step.table, place, entry))
            }
        }
        for step in steps {
            guard let place = step.place, let put = step.put else { continue }
            let standing = tables[step.table].rows[place].entries
            for (number, entry) in batch.writes[put].change.entries.enumerated()
            where !standing.has(entry, near: number) {
                guard let holder = tables[step.table].insert(place, under: entry) else {
                    added.append((step.table, place, entry))
                    continue
                }
                let key = tables[step.table].stored(holder).key
                for change in added.reversed() { tables[change.table].remove(change.place, from: change.entry) }
                for change in removed { _ = tables[change.table].insert(change.place, under: change.entry) }
                return .unique(entry, holder: key)
            }
        }
        return nil
    }

    // MARK: Reading

    /// Reads records or journal entries.
    ///
    /// - Complexity: O(1) for a key, O(log n + page) for an index, O(page) for the journal.
    public func load(_ query: RecordQuery) -> RecordPage {
        let limit = min(max(query.limit, 1), Limits.pageCount)
        switch query.selection {
        case .records(let keys): return records(keys, limit: limit)
        case .journal(let position): return entries(after: position, limit: limit)
        case .equal(let index, let key):
            let upper = EntryEdge(key, .behind)
            return select(index, from: key, to: upper, order: query.order, limit: limit, after: query.after)
        case .range(let index, let from, let before):
            let upper = before.map { EntryEdge($0, .before) }
            return select(index, from: from, to: upper, order: query.order, limit: limit, after: query.after)
        }
    }

    /// The record under a key, nil when there is none.
    public subscript(key: RecordKey) -> StoredRecord? {
        guard let table = numbers[key.collection],
            let place = tables[table].rows.find(key.id, hash: hash(key.id.bytes))
        else { return nil }
        return StoredRecord(
            key: key, revision: tables[table].rows[place].revision, body: tables[table].rows[place].body)
    }

    private func records(_ keys: [RecordKey], limit: Int) -> RecordPage {
        var records: [StoredRecord] = []
        records.reserveCapacity(min(keys.count, limit))
        for key in keys {
            guard let record = self[key] else { continue }
            if records.count == limit { return RecordPage(records: records, isLast: false) }
            records.append(record)
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
        _ index: RecordIndex, from: ByteKey, to upper: EntryEdge?, order: RecordQuery.Order, limit: Int,
        after cursor: RecordCursor?
    ) -> RecordPage {
        guard let table = numbers[index.collection], let entries = tables[table].order(of: index) else {
            return RecordPage(isLast: true)
        }
        let lower = EntryEdge(from, .before)
        var position: OrderedEntries.Position?
        switch order {
        case .ascending:
            let start = cursor.map { EntryEdge($0.indexKey, .past($0.id)) }
            position = entries.position(start.map { $0.key < from ? lower : $0 } ?? lower)
        case .descending:
            let start = cursor.map { EntryEdge($0.indexKey, .at($0.id)) }
            position = entries.last(before: EntryEdge.nearer(start, upper))
        }
        var records: [StoredRecord] = []
        while let here = position {
            let found = entries.entry(at: here)
            let isInside =
                order == .ascending
                ? upper?.follows(found.key, found.id) ?? true : !lower.follows(found.key, found.id)
            guard isInside else { break }
            if records.count == limit { return RecordPage(records: records, isLast: false) }
            records.append(tables[table].stored(found.link, under: found.key))
            position = order == .ascending ? entries.next(here) : entries.previous(here)
        }
        return RecordPage(records: records, isLast: true)
    }

    // MARK: Looking inside

    /// Everything that is held now.
    ///
    /// - Complexity: O(n log n) in all that is stored.
    public func snapshot() -> StoreSnapshot {
        let sorted = tables.sorted { $0.collection < $1.collection }
        return StoreSnapshot(
            commits: commits,
            records: sorted.flatMap { table in
                table.rows.all.map { table.stored($0) }.sorted { $0.key.id < $1.key.id }
            },
            indexEntries: sorted.flatMap { $0.allEntries },
            journal: (0..<journal.count).map {
                StoredEntry(position: JournalPosition(Int64($0) + 1), body: journal[$0])
            },
            receipts: receipts.all.map {
                StoreSnapshot.KeptReceipt(idempotencyKey: receipts[$0].id, receipt: receipts[$0].receipt)
            }
            .sorted { $0.idempotencyKey < $1.idempotencyKey })
    }

    /// How many records a collection has.
    public func count(of collection: RecordCollection) -> Int {
        numbers[collection].map { tables[$0].rows.count } ?? 0
    }
}

extension RecordWrite.Change {
    fileprivate var entries: [IndexEntry] {
        if case .put(_, let entries) = self { entries } else { [] }
    }
}

extension ExpectedRevision {
    /// Whether a record at a revision (nil: none) is as expected.
    package func holds(for actual: Revision?) -> Bool {
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
