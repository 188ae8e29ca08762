import DeskPrimitives

/// A record store written for clearness alone: every query looks at everything. It is the opponent of
/// ``InMemoryRecordStore`` in comparisons and, with one fault at a time, the body of ``BrokenStores``.
actor ReferenceStore {
    private struct Row {
        var revision: Revision
        var body: RecordBody
        var entries: [IndexEntry]
    }

    /// An index entry that stands although its record has no such entry any more.
    private struct Ghost {
        let entry: IndexEntry
        let key: RecordKey
    }

    private struct State {
        var rows: [RecordKey: Row] = [:]
        var ghosts: [Ghost] = []
        var journal: [StoredEntry] = []
        var receipts: [ByteKey: CommitReceipt] = [:]
    }

    private let fault: StoreFault?
    private var state = State()
    /// The state before the last commit, for handles that see old things.
    private var before = State()
    private var commits: Int64 = 0
    private var positions: Int64 = 0
    /// Counts calls, so that a fault that needs company can wait for it.
    private var calls = 0

    init(fault: StoreFault? = nil) { self.fault = fault }

    /// A handle on the storage.
    nonisolated func handle(_ number: Int) -> any RecordStore { Handle(storage: self, number: number) }

    private struct Handle: RecordStore {
        let storage: ReferenceStore
        let number: Int

        func load(_ query: RecordQuery) async throws -> RecordPage { try await storage.load(query, handle: number) }
        func commit(_ batch: RecordBatch) async throws -> CommitOutcome { try await storage.commit(batch) }
    }

    /// Lets others run until another call has come, or for a while when there is nobody.
    private func pause() async {
        let seen = calls
        for _ in 0..<64 where calls == seen { await Task.yield() }
    }

    // MARK: Writing

    private func commit(_ original: RecordBatch) async throws -> CommitOutcome {
        calls += 1
        let batch = try changed(original)
        if fault != .keyIgnored, fault != .expectationsFirst, let known = known(batch) { return known }
        if fault == .keyCheckThenAct { await pause() }
        if fault == .emptyBatchThrows, batch.writes.isEmpty, batch.entries.isEmpty, batch.erasures.isEmpty {
            throw Refusal(.malformed, "an empty batch")
        }
        let conflicts = revisionConflicts(batch) + uniqueConflicts(batch)
        if fault == .halfBatchKept, !conflicts.isEmpty { keepHalf(of: batch) }
        guard conflicts.isEmpty else {
            if fault == .conflictUsesKey, let key = batch.idempotencyKey {
                state.receipts[key] = CommitReceipt(revision: Revision(commits), result: batch.result)
            }
            if fault == .gapAfterConflict { positions += Int64(batch.entries.count) }
            return .conflict(fault == .conflictWithoutReason ? [] : conflicts)
        }
        if fault == .expectationsFirst, let known = known(batch) { return known }
        if fault == .checkThenAct || fault == .uniqueCheckThenAct { await pause() }
        if fault == .uniqueCheckThenAct {
            let late = revisionConflicts(batch)
            guard late.isEmpty else { return .conflict(late) }
        }
        before = state
        commits += 1
        let receipt = CommitReceipt(revision: Revision(commits), result: batch.result)
        for write in batch.writes { apply(write) }
        for key in batch.erasures { erase(key) }
        let first = positions
        positions += Int64(batch.entries.count)
        if fault == .positionVisibleEarly, commits % 2 == 1 { await pause() }
        for (number, body) in (fault == .batchReversed ? batch.entries.reversed() : batch.entries).enumerated() {
            state.journal.append(StoredEntry(position: JournalPosition(first + Int64(number) + 1), body: body))
        }
        if let key = batch.idempotencyKey {
            let kept = fault == .resultForgotten ? CommitReceipt(revision: receipt.revision, result: nil) : receipt
            state.receipts[key] = kept
        }
        return .committed(receipt)
    }

    private func known(_ batch: RecordBatch) -> CommitOutcome? {
        guard let key = batch.idempotencyKey, let first = state.receipts[key] else { return nil }
        guard fault == .secondResult else { return .duplicate(first) }
        return .duplicate(CommitReceipt(revision: first.revision, result: batch.result))
    }

    private func revisionConflicts(_ batch: RecordBatch) -> [CommitConflict] {
        if fault == .lastWriteWins { return [] }
        let checks = fault == .checksIgnored ? [] : batch.checks.map { ($0.key, $0.expected) }
        var conflicts: [CommitConflict] = []
        for (key, expected) in checks + batch.writes.map({ ($0.key, $0.expected) }) {
            if fault == .absenceIgnored, expected == .absent { continue }
            let actual = state.rows[key]?.revision
            if !expected.holds(for: actual) { conflicts.append(.revision(key, actual: actual)) }
        }
        return conflicts
    }

    private func uniqueConflicts(_ batch: RecordBatch) -> [CommitConflict] {
        if fault == .uniqueIgnored { return [] }
        let erased = Set(batch.erasures)
        let rewritten = fault == .uniqueComparedBefore ? [] : erased.union(batch.writes.map(\.key))
        var holders: [IndexEntry: RecordKey] = [:]
        for (key, row) in state.rows where !rewritten.contains(key) {
            for entry in row.entries where entry.index.isUnique { holders[entry] = key }
        }
        for ghost in state.ghosts where ghost.entry.index.isUnique { holders[ghost.entry] = ghost.key }
        var conflicts: [CommitConflict] = []
        for write in batch.writes where !erased.contains(write.key) {
            guard case .put(_, let entries) = write.change else { continue }
            for entry in entries where entry.index.isUnique {
                if let holder = holders[entry], holder != write.key {
                    conflicts.append(.unique(entry, holder: holder))
                } else if fault != .uniqueWithinBatchIgnored, fault != .uniqueComparedBefore {
                    holders[entry] = write.key
                }
            }
        }
        return conflicts
    }

    private func keepHalf(of batch: RecordBatch) {
        for write in batch.writes {
            guard write.expected.holds(for: state.rows[write.key]?.revision) else { return }
            apply(write)
        }
    }

    private func apply(_ write: RecordWrite) {
        let old = state.rows[write.key]
        switch write.change {
        case .put(let body, let entries):
            if fault == .entryLeftAfterPut {
                for entry in old?.entries ?? [] where !entries.contains(entry) {
                    state.ghosts.append(Ghost(entry: entry, key: write.key))
                }
            }
            let revision = fault == .revisionRestarts ? Revision((old?.revision.number ?? 0) + 1) : Revision(commits)
            state.rows[write.key] = Row(revision: revision, body: body, entries: entries)
        case .delete:
            if fault == .entryLeftAfterDelete { leaveEntries(of: write.key) }
            state.rows[write.key] = nil
        }
    }

    private func erase(_ key: RecordKey) {
        if fault == .erasureForgotten { return }
        if fault == .entryLeftAfterErase { leaveEntries(of: key) }
        state.rows[key] = nil
    }

    private func leaveEntries(of key: RecordKey) {
        for entry in state.rows[key]?.entries ?? [] { state.ghosts.append(Ghost(entry: entry, key: key)) }
    }

    // MARK: Reading

    private func load(_ original: RecordQuery, handle: Int) async throws -> RecordPage {
        calls += 1
        let query = try changed(original)
        let state = fault == .staleSecondHandle && handle == 1 ? before : state
        let limit = fault == .limitIgnored ? Int.max : min(max(query.limit, 1), Limits.pageCount)
        switch query.selection {
        case .records(let keys):
            if fault == .missingThrows, let missing = keys.first(where: { state.rows[$0] == nil }) {
                throw Refusal(.unknownName, "no record \(missing)")
            }
            let found = (fault == .keysSorted ? keys.sorted() : keys).compactMap { key in
                state.rows[key].map { StoredRecord(key: key, revision: $0.revision, body: $0.body) }
            }
            return page(records: found, limit: limit)
        case .journal(let position):
            let entries = state.journal.sorted { $0.position < $1.position }.filter {
                $0.position > position || fault == .journalFromPosition && $0.position == position
            }
            return page(entries: entries, limit: limit)
        case .equal(let index, let key):
            return page(records: select(index, in: state, query) { $0 == key }, limit: limit)
        case .range(let index, let from, let before):
            let found = select(index, in: state, query) { key in
                let isBelow = before.map { precedes(key, $0) || fault == .upperEndIncluded && key == $0 } ?? true
                let isAbove = !precedes(key, from) && !(fault == .lowerEndExcluded && key == from)
                return isAbove && isBelow
            }
            return page(records: found, limit: limit)
        }
    }

    private func page(records: [StoredRecord] = [], entries: [StoredEntry] = [], limit: Int) -> RecordPage {
        let isLast = max(records.count, entries.count) <= limit
        return RecordPage(
            records: Array(records.prefix(limit)), entries: Array(entries.prefix(limit)),
            isLast: fault == .neverLast ? false : fault == .alwaysLast || isLast)
    }

    private func select(
        _ index: RecordIndex, in state: State, _ query: RecordQuery, where isWanted: (ByteKey) -> Bool
    ) -> [StoredRecord] {
        var found: [StoredRecord] = []
        func add(_ key: RecordKey, _ row: Row, under value: ByteKey) {
            if isWanted(value) {
                found.append(StoredRecord(key: key, revision: row.revision, body: row.body, indexKey: value))
            }
        }
        for (key, row) in state.rows {
            for entry in row.entries where entry.index == index { add(key, row, under: entry.key) }
        }
        for ghost in state.ghosts where ghost.entry.index == index {
            if let row = state.rows[ghost.key] { add(ghost.key, row, under: ghost.entry.key) }
        }
        found.sort { a, b in
            guard let left = a.indexKey, let right = b.indexKey, left != right else {
                return fault == .tiesReversed ? b.key.id < a.key.id : a.key.id < b.key.id
            }
            return precedes(left, right)
        }
        let isDescending = query.order == .descending && fault != .descendingIgnored
        if isDescending { found.reverse() }
        if fault == .selectionCapped { found = Array(found.prefix(9_000)) }
        guard let cursor = query.after else { return found }
        if fault == .cursorNeedsRecord, !found.contains(where: { $0.cursor == cursor }) { return found }
        return found.filter { record in
            guard let place = record.cursor else { return false }
            let (first, second) = isDescending ? (place, cursor) : (cursor, place)
            if fault == .cursorSkipsEqual { return precedes(first.indexKey, second.indexKey) }
            return first.indexKey == second.indexKey ? first.id < second.id : precedes(first.indexKey, second.indexKey)
        }
    }

    private func precedes(_ a: ByteKey, _ b: ByteKey) -> Bool {
        switch fault {
        case .signedBytes:
            a.bytes.lexicographicallyPrecedes(b.bytes) { Int8(bitPattern: $0) < Int8(bitPattern: $1) }
        case .shorterFirst: a.bytes.count == b.bytes.count ? a < b : a.bytes.count < b.bytes.count
        default: a < b
        }
    }
}

// MARK: Changing what comes in

extension ReferenceStore {
    private func changed(_ batch: RecordBatch) throws -> RecordBatch {
        var batch = batch
        batch.idempotencyKey = batch.idempotencyKey.map(changed)
        batch.result = try batch.result.map(changed)
        batch.entries = try batch.entries.map(changed)
        batch.checks = batch.checks.map { RecordCheck(changed($0.key), expected: $0.expected) }
        batch.erasures = batch.erasures.map(changed)
        batch.writes = try batch.writes.map { write in
            guard case .put(let body, let entries) = write.change else {
                return RecordWrite(changed(write.key), expected: write.expected, .delete)
            }
            let change = RecordWrite.Change.put(
                try changed(body), indexes: entries.map { IndexEntry(changed($0.index), changed($0.key)) })
            return RecordWrite(changed(write.key), expected: write.expected, change)
        }
        return batch
    }

    private func changed(_ query: RecordQuery) throws -> RecordQuery {
        var query = query
        switch query.selection {
        case .records(let keys): query.selection = .records(keys.map(changed))
        case .equal(let index, let key): query.selection = .equal(changed(index), changed(key))
        case .range(let index, let from, let before):
            query.selection = .range(changed(index), from: changed(from), before: before.map(changed))
        case .journal: break
        }
        return query
    }

    private func changed(_ key: RecordKey) -> RecordKey {
        RecordKey(fault == .collectionsShared ? Self.shared : key.collection, changed(key.id))
    }

    private func changed(_ index: RecordIndex) -> RecordIndex {
        guard fault == .collectionsShared else { return index }
        return index.isUnique
            ? RecordIndex(Self.shared, "unique", isUnique: true) : RecordIndex(Self.shared, "ordered")
    }

    private static let shared = RecordCollection("shared")

    private func changed(_ key: ByteKey) -> ByteKey {
        var bytes = key.bytes
        switch fault {
        case .caseFolded: bytes = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
        case .spacesTrimmed: while bytes.last == 0x20 { bytes.removeLast() }
        case .cutAtZero: bytes = Array(bytes.prefix { $0 != 0 })
        case .keyCut: bytes = Array(bytes.prefix(Limits.keyBytes - 1))
        case .canonicalText:
            // What a dictionary of strings does: the first spelling stands for all that are canonically equal.
            if String(decoding: bytes, as: UTF8.self) == "\u{E9}" { bytes = Array("e\u{301}".utf8) }
        default: break
        }
        return ByteKey(checked: bytes)
    }

    private func changed(_ body: RecordBody) throws -> RecordBody {
        switch fault {
        case .bodyCut:
            let bytes = try body.bytes()
            return bytes.count > 65_536 ? try RecordBody(bytes: Array(bytes.prefix(65_536))) : body
        case .bodyRepaired:
            // What a text column does: bytes that are no UTF-8 are replaced.
            return try RecordBody(bytes: Array(String(decoding: try body.bytes(), as: UTF8.self).utf8))
        default: return body
        }
    }
}
