import DeskPrimitives

/// A store under test with the questions that checks put to it.
struct StoreProbe: Sendable {
    let store: StoreUnderTest
    let law: String

    /// What checks store.
    static let notes = RecordCollection("conformance-note")
    /// A collection beside it.
    static let marks = RecordCollection("conformance-mark")
    static let rank = RecordIndex(notes, "rank")
    static let badge = RecordIndex(notes, "badge", isUnique: true)

    // MARK: Building

    static func key(_ text: String) throws -> ByteKey { try ByteKey(Array(text.utf8)) }

    static func note(_ text: String) throws -> RecordKey { RecordKey(notes, try key(text)) }

    /// A put of a note that holds a number.
    static func put(
        _ name: String, _ number: Int = 0, expected: ExpectedRevision = .any, rank: String? = nil, badge: String? = nil
    ) throws -> RecordWrite {
        var entries: [IndexEntry] = []
        if let rank { entries.append(IndexEntry(Self.rank, try key(rank))) }
        if let badge { entries.append(IndexEntry(Self.badge, try key(badge))) }
        return RecordWrite(try note(name), expected: expected, .put(RecordBody(number), indexes: entries))
    }

    static func delete(_ name: String, expected: ExpectedRevision = .any) throws -> RecordWrite {
        RecordWrite(try note(name), expected: expected, .delete)
    }

    // MARK: Expecting

    func fail(_ expected: String, _ actual: String, file: String = #fileID, line: Int = #line) -> ConformanceFailure {
        ConformanceFailure(law: law, expected: expected, actual: actual, file: file, line: line)
    }

    func equal<Value: Equatable>(
        _ actual: Value, _ expected: Value, _ what: String, file: String = #fileID, line: Int = #line
    ) throws {
        guard actual != expected else { return }
        throw fail("\(what): \(expected)", "\(actual)", file: file, line: line)
    }

    func hold(_ condition: Bool, _ expected: String, _ actual: String, file: String = #fileID, line: Int = #line) throws
    {
        if !condition { throw fail(expected, actual, file: file, line: line) }
    }

    // MARK: Writing

    /// Commits a batch that must be taken now.
    @discardableResult
    func commit(
        _ batch: RecordBatch, handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> CommitReceipt {
        let outcome = try await store.handle(handle).commit(batch)
        guard case .committed(let receipt) = outcome else {
            throw fail("committed", Self.brief(outcome), file: file, line: line)
        }
        return receipt
    }

    /// Commits writes that must be taken now.
    @discardableResult
    func commit(
        _ writes: RecordWrite..., handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> CommitReceipt {
        try await commit(RecordBatch(writes: writes), handle: handle, file: file, line: line)
    }

    /// Commits a batch that must not be taken, and gives the reasons, of which there is one at least.
    @discardableResult
    func refuse(
        _ batch: RecordBatch, handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> [CommitConflict] {
        let outcome = try await store.handle(handle).commit(batch)
        guard case .conflict(let reasons) = outcome else {
            throw fail("conflict", Self.brief(outcome), file: file, line: line)
        }
        try hold(!reasons.isEmpty, "a reason for the conflict", "none", file: file, line: line)
        return reasons
    }

    /// Commits writes that must be refused for a reason.
    func refuse(
        _ writes: RecordWrite..., because reason: CommitConflict, file: String = #fileID, line: Int = #line
    ) async throws {
        let reasons = try await refuse(RecordBatch(writes: writes), file: file, line: line)
        try hold(reasons.contains(reason), "the reason \(reason)", "\(reasons)", file: file, line: line)
    }

    /// Commits a batch that must be known already.
    func repeated(
        _ batch: RecordBatch, handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> CommitReceipt {
        let outcome = try await store.handle(handle).commit(batch)
        guard case .duplicate(let receipt) = outcome else {
            throw fail("duplicate", Self.brief(outcome), file: file, line: line)
        }
        return receipt
    }

    static func brief(_ outcome: CommitOutcome) -> String {
        switch outcome {
        case .committed(let receipt): "committed at revision \(receipt.revision)"
        case .duplicate(let receipt): "duplicate of revision \(receipt.revision)"
        case .conflict(let reasons): "conflict \(reasons)"
        }
    }

    // MARK: Reading

    func load(_ query: RecordQuery, handle: Int = 0) async throws -> RecordPage {
        try await store.handle(handle).load(query)
    }

    /// The note of a name, or nil.
    func note(
        _ name: String, handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> StoredRecord? {
        let key = try Self.note(name)
        let page = try await load(RecordQuery(.records([key])), handle: handle)
        try hold(
            page.records.count <= 1, "one record at most for one key", "\(page.records.count)", file: file, line: line)
        if let record = page.records.first { try equal(record.key, key, "the key asked for", file: file, line: line) }
        return page.records.first
    }

    /// The number in the note of a name, or nil.
    func number(_ name: String, handle: Int = 0, file: String = #fileID, line: Int = #line) async throws -> Int? {
        try await note(name, handle: handle, file: file, line: line)?.body.value(as: Int.self)
    }

    /// All records of an index selection, page by page.
    func walk(
        _ selection: RecordQuery.Selection, order: RecordQuery.Order = .ascending, limit: Int = 100,
        atMost bound: Int = 1_000, handle: Int = 0, file: String = #fileID, line: Int = #line
    ) async throws -> [StoredRecord] {
        var records: [StoredRecord] = []
        var query = RecordQuery(selection, order: order, limit: limit)
        while true {
            let page = try await load(query, handle: handle)
            records += page.records
            try hold(
                page.records.count <= limit, "\(limit) records at most", "\(page.records.count)", file: file, line: line
            )
            try hold(records.count <= bound, "no more than \(bound) records", "more", file: file, line: line)
            if page.isLast { return records }
            guard let cursor = page.records.last?.cursor else {
                throw fail("a record with an index value, or the last page", "neither", file: file, line: line)
            }
            query.after = cursor
        }
    }

    /// The names of the notes of an index selection, page by page.
    func names(
        _ selection: RecordQuery.Selection, order: RecordQuery.Order = .ascending, limit: Int = 100, handle: Int = 0,
        file: String = #fileID, line: Int = #line
    ) async throws -> [String] {
        try await walk(selection, order: order, limit: limit, handle: handle, file: file, line: line)
            .map { String(decoding: $0.key.id.bytes, as: UTF8.self) }
    }

    /// All journal entries after a position, page by page; their positions must follow one another.
    func journal(
        after start: JournalPosition = .start, limit: Int = 100, atMost bound: Int = 1_000, handle: Int = 0,
        file: String = #fileID, line: Int = #line
    ) async throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        var position = start
        while true {
            let page = try await load(RecordQuery(.journal(after: position), limit: limit), handle: handle)
            try hold(
                page.entries.count <= limit, "\(limit) entries at most", "\(page.entries.count)", file: file, line: line
            )
            for entry in page.entries {
                try equal(entry.position.number, position.number + 1, "the next position", file: file, line: line)
                position = entry.position
            }
            entries += page.entries
            try hold(entries.count <= bound, "no more than \(bound) entries", "more", file: file, line: line)
            if page.isLast { return entries }
            try hold(!page.entries.isEmpty, "an entry, or the last page", "neither", file: file, line: line)
        }
    }

    // MARK: Racing

    /// Runs bodies at once: none begins before all have arrived.
    func race<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        let line = StartingLine(count)
        return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for number in 0..<count {
                group.addTask {
                    await line.arrive()
                    return (number, try await body(number))
                }
            }
            var results: [(Int, Value)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// Lets everybody go when the last has arrived.
private actor StartingLine {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        guard missing > 0 else {
            for runner in waiting { runner.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
