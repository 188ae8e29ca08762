import DeskPrimitives

/// What a decision has read and means to write: a layer over a reader.
///
/// Several commands can share one workspace and so one batch: each sees what those before it wrote, and one that is refused
/// leaves no trace.
struct Workspace {
    private struct Pending {
        let expected: ExpectedRevision
        /// Nil when the record is to be deleted.
        let content: (any RecordContent)?
    }

    let reader: any DeskReader
    private var settled: [RecordKey: Pending] = [:]
    private var staged: [RecordKey: Pending] = [:]
    private var seen: [RecordKey: Revision?] = [:]
    private var order: [RecordKey] = []
    private var settledEvents: [DeskEvent] = []
    private var stagedEvents: [DeskEvent] = []

    init(reading reader: any DeskReader) {
        self.reader = reader
    }

    var isEmpty: Bool { settled.isEmpty && settledEvents.isEmpty }
    var writeCount: Int { settled.count }
    var entryCount: Int { settledEvents.count }

    // MARK: Reading

    mutating func load<Content: RecordContent>(
        _ type: Content.Type = Content.self, _ id: ByteKey
    ) throws(DeskHalt) -> Content? {
        let key = RecordKey(Content.collection, id)
        if let pending = staged[key] ?? settled[key] { return pending.content as? Content }
        let record = try reader.record(key)
        seen[key] = .some(record?.revision)
        guard let record else { return nil }
        return try checked { () throws(Refusal) in try record.body.value(as: type) }
    }

    mutating func load<Content: RecordContent, Subject>(
        _ type: Content.Type = Content.self, _ id: Identifier<Subject>
    ) throws(DeskHalt) -> Content? {
        try load(type, ByteKey(id))
    }

    /// The record an identifier names, or a refusal that says it is unknown.
    mutating func require<Content: RecordContent, Subject>(
        _ type: Content.Type = Content.self, _ id: Identifier<Subject>, _ field: String
    ) throws(DeskHalt) -> Content {
        guard let content = try load(type, id) else {
            throw .refused(Refusal(.unknownName, "nothing is stored under this name", at: .field(field)))
        }
        return content
    }

    /// What an index query finds, with this workspace's own writes taken into account.
    mutating func find<Content: RecordContent>(
        _ type: Content.Type = Content.self, _ query: RecordQuery
    ) throws(DeskHalt) -> [Content] {
        var found: [(key: ByteKey, id: ByteKey, content: Content)] = []
        for record in try reader.records(query) where staged[record.key] == nil && settled[record.key] == nil {
            seen[record.key] = .some(record.revision)
            let content = try checked { () throws(Refusal) in try record.body.value(as: type) }
            found.append((record.indexKey ?? record.key.id, record.key.id, content))
        }
        guard !(staged.isEmpty && settled.isEmpty) else { return found.map(\.content) }
        for (key, pending) in settled.merging(staged, uniquingKeysWith: { _, new in new })
        where key.collection == Content.collection {
            guard let content = pending.content as? Content else { continue }
            for entry in content.indexEntries where query.selection.finds(entry) {
                found.append((entry.key, key.id, content))
            }
        }
        let ascending = query.order == .ascending
        found.sort {
            let inOrder = $0.key == $1.key ? $0.id < $1.id : $0.key < $1.key
            return inOrder == ascending
        }
        return found.prefix(query.limit).map(\.content)
    }

    /// Asks for all of some records and queries in one round, where reading them one by one would take a round each.
    func prefetch(_ keys: [RecordKey], _ queries: [RecordQuery] = []) throws(DeskHalt) {
        var needs: [RecordQuery] = []
        for key in keys where staged[key] == nil && settled[key] == nil {
            do throws(DeskHalt) {
                _ = try reader.record(key)
            } catch {
                guard case .needs(let more) = error else { throw error }
                needs += more
            }
        }
        for query in queries {
            do throws(DeskHalt) {
                _ = try reader.records(query)
            } catch {
                guard case .needs(let more) = error else { throw error }
                needs += more
            }
        }
        guard needs.isEmpty else { throw .needs(needs) }
    }

    // MARK: Writing

    /// Puts a record that was loaded, found or created in this workspace, or that does not exist yet.
    mutating func save(_ content: some RecordContent) { stage(content.recordKey, content) }

    private mutating func stage(_ key: RecordKey, _ content: (any RecordContent)?) {
        let expected: ExpectedRevision
        if let earlier = staged[key] ?? settled[key] {
            expected = earlier.expected
        } else {
            switch seen[key] {
            case .some(.some(let revision)): expected = .exactly(revision)
            case .some(.none), .none: expected = .absent
            }
        }
        if staged[key] == nil, settled[key] == nil { order.append(key) }
        staged[key] = Pending(expected: expected, content: content)
    }

    /// Puts a record whatever was there before; for one that another record of the same batch guards.
    mutating func overwrite(_ content: some RecordContent) {
        let key = content.recordKey
        if staged[key] == nil, settled[key] == nil { order.append(key) }
        staged[key] = Pending(expected: .any, content: content)
    }

    mutating func emit(_ event: DeskEvent) { stagedEvents.append(event) }

    /// The number of events so far, for names that must differ within a batch.
    var eventCount: Int { settledEvents.count + stagedEvents.count }
    /// The events of the commands that were kept.
    var events: [DeskEvent] { settledEvents }

    // MARK: One command after another

    /// Keeps what the command did.
    mutating func settle() {
        if settled.isEmpty {
            swap(&settled, &staged)
        } else {
            settled.merge(staged) { _, new in new }
        }
        staged.removeAll(keepingCapacity: true)
        settledEvents.append(contentsOf: stagedEvents)
        stagedEvents.removeAll(keepingCapacity: true)
    }

    /// Forgets what the command did.
    mutating func rollBack() {
        order.removeAll { settled[$0] == nil }
        staged.removeAll(keepingCapacity: true)
        stagedEvents.removeAll(keepingCapacity: true)
    }

    /// Everything that was settled, as one batch.
    func batch(idempotencyKey: ByteKey?, result: RecordBody?) -> RecordBatch {
        var writes: [RecordWrite] = []
        writes.reserveCapacity(order.count)
        for key in order {
            guard let pending = settled[key] else { continue }
            if let content = pending.content {
                writes.append(RecordWrite(put: content, expected: pending.expected))
            } else {
                writes.append(RecordWrite(key, expected: pending.expected, .delete))
            }
        }
        return RecordBatch(
            idempotencyKey: idempotencyKey, result: result, writes: writes,
            entries: settledEvents.map { RecordBody($0) })
    }
}

extension RecordQuery.Selection {
    /// Whether an index entry is one of those looked for.
    fileprivate func finds(_ entry: IndexEntry) -> Bool {
        switch self {
        case .equal(let index, let key): entry.index == index && entry.key == key
        case .range(let index, let from, let before):
            entry.index == index && entry.key >= from && before.map { entry.key < $0 } ?? true
        case .records, .journal: false
        }
    }
}
