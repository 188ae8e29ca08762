import DeskPrimitives

/// What a decision has read and means to write: a layer over a reader.
///
/// Several commands can share one workspace and so one batch: each sees what those before it wrote, and one that is refused
/// leaves no trace.
struct Workspace {
    /// What is known about one record, found by its key once and by its number from then on.
    private struct Slot {
        let key: RecordKey
        /// What must be true of it when the batch is stored; absent until something else was read.
        var expected = ExpectedRevision.absent
        var settled = Pending.nothing
        var staged = Pending.nothing
        /// Whether it must be as it was read although it is not written.
        var isHeld = false
        /// The index entries under which what is settled can be found by later commands.
        var entries: [IndexEntry] = []
        /// Whether the entries have yet to be made.
        var isUnlisted = false
    }

    private enum Pending {
        case nothing
        case put(any RecordContent)
        case delete
        /// Every byte goes, index values included.
        case erase
    }

    let reader: any DeskReader
    /// Whether more commands may follow that must find what earlier ones wrote.
    private let isShared: Bool
    private var numbers: [RecordKey: Int] = [:]
    private var slots: [Slot] = []
    /// The slots the current command has written.
    private var touched: [Int] = []
    private var settledCount = 0
    /// The slots that were ever settled under an index entry; a slot that has moved on since is still listed.
    private var byEntry: [IndexEntry: [Int]] = [:]
    /// The slots whose index entries have yet to be made, for which few commands ever ask.
    private var unlisted: [RecordCollection: [Int]] = [:]
    private var settledEvents: [DeskEvent] = []
    private var stagedEvents: [DeskEvent] = []

    init(reading reader: any DeskReader, isShared: Bool) {
        self.reader = reader
        self.isShared = isShared
    }

    private mutating func slot(_ key: RecordKey) -> Int {
        if let number = numbers[key] { return number }
        numbers[key] = slots.count
        slots.append(Slot(key: key))
        return slots.count - 1
    }

    /// What this workspace itself means to make of a record.
    private func pending(_ number: Int) -> Pending {
        if case .nothing = slots[number].staged { slots[number].settled } else { slots[number].staged }
    }

    private func isPending(_ key: RecordKey) -> Bool {
        guard let number = numbers[key], case .nothing = pending(number) else { return numbers[key] != nil }
        return false
    }

    // MARK: Reading

    mutating func load<Content: RecordContent>(
        _ type: Content.Type = Content.self, _ id: ByteKey
    ) throws(DeskHalt) -> Content? {
        let key = RecordKey(Content.collection, id)
        if let number = numbers[key] {
            switch pending(number) {
            case .put(let content): return content as? Content
            case .delete, .erase: return nil
            case .nothing: break
            }
        }
        guard let record = try reader.record(key) else { return nil }
        slots[slot(key)].expected = .exactly(record.revision)
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
        var found: [Found<Content>] = []
        try take(try reader.records(query), into: &found)
        return try complete(found, query, atMost: query.limit)
    }

    /// Everything an index query finds, page by page, and at most so many records.
    ///
    /// What somebody else adds behind the walk is not seen by it: whoever changes what it finds writes something that
    /// everybody who adds to it writes or holds, too.
    ///
    /// - Parameters:
    ///   - query: An index query; its limit is the size of a page.
    ///   - limit: The most records wanted; who has to know whether there are more asks for one more.
    mutating func walk<Content: RecordContent>(
        _ type: Content.Type = Content.self, _ query: RecordQuery, atMost limit: Int
    ) throws(DeskHalt) -> [Content] {
        var found: [Found<Content>] = []
        var next = query
        while true {
            let page = try reader.records(next)
            try take(page, into: &found)
            // A page is as long as it was asked for unless it is the last one.
            guard page.count >= next.limit, found.count < limit, let last = page.last else { break }
            next.after = RecordCursor(indexKey: last.indexKey ?? last.key.id, id: last.key.id)
        }
        return try complete(found, query, atMost: limit)
    }

    private typealias Found<Content> = (key: ByteKey, id: ByteKey, content: Content)

    /// Takes in what a store found and this workspace does not mean to change.
    private mutating func take<Content: RecordContent>(
        _ page: [StoredRecord], into found: inout [Found<Content>]
    ) throws(DeskHalt) {
        for record in page where !isPending(record.key) {
            slots[slot(record.key)].expected = .exactly(record.revision)
            let content = try checked { () throws(Refusal) in try record.body.value(as: Content.self) }
            found.append((record.indexKey ?? record.key.id, record.key.id, content))
        }
    }

    /// Adds what this workspace itself means to write, and puts everything into the order of the query.
    private mutating func complete<Content: RecordContent>(
        _ stored: [Found<Content>], _ query: RecordQuery, atMost limit: Int
    ) throws(DeskHalt) -> [Content] {
        var found = stored
        guard settledCount > 0 || !touched.isEmpty else { return found.prefix(limit).map(\.content) }
        for number in candidates(for: query.selection) where slots[number].key.collection == Content.collection {
            guard case .put(let any) = pending(number), let content = any as? Content else { continue }
            for entry in content.indexEntries where query.selection.finds(entry) {
                found.append((entry.key, slots[number].key.id, content))
            }
        }
        let ascending = query.order == .ascending
        found.sort {
            let inOrder = $0.key == $1.key ? $0.id < $1.id : $0.key < $1.key
            return inOrder == ascending
        }
        return found.prefix(limit).map(\.content)
    }

    /// The slots that a query might find, each once: a value is looked up, a range has to look at all of them.
    private mutating func candidates(for selection: RecordQuery.Selection) -> [Int] {
        guard case .equal(let index, let key) = selection else { return Array(slots.indices) }
        list(index.collection)
        var numbers: [Int] = []
        for number in byEntry[IndexEntry(index, key)] ?? [] where !numbers.contains(number) { numbers.append(number) }
        for number in touched where !numbers.contains(number) { numbers.append(number) }
        return numbers
    }

    /// Makes the index entries of what has been settled in a collection since somebody last looked.
    private mutating func list(_ collection: RecordCollection) {
        for number in unlisted.removeValue(forKey: collection) ?? [] {
            slots[number].isUnlisted = false
            guard case .put(let content) = slots[number].settled else { continue }
            let entries = content.indexEntries
            for entry in entries where !slots[number].entries.contains(entry) {
                byEntry[entry, default: []].append(number)
            }
            slots[number].entries = entries
        }
    }

    /// Asks for all of some records and queries in one round, where reading them one by one would take a round each.
    func prefetch(_ keys: [RecordKey], _ queries: [RecordQuery] = []) throws(DeskHalt) {
        var needs: [RecordQuery] = []
        for key in keys where !isPending(key) {
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

    /// What is to become of a record that was read, nil when nothing of it is left.
    func current(_ read: some RecordContent) -> (any RecordContent)? {
        guard let number = numbers[read.recordKey] else { return read }
        switch pending(number) {
        case .nothing: return read
        case .put(let content): return content
        case .delete, .erase: return nil
        }
    }

    // MARK: Writing

    /// Puts a record that was loaded or found in this workspace, or that does not exist yet.
    mutating func save(_ content: some RecordContent) { stage(slot(content.recordKey), .put(content)) }

    /// Puts a record whatever was there before; for one that another record of the same batch guards.
    mutating func overwrite(_ content: some RecordContent) {
        let number = slot(content.recordKey)
        slots[number].expected = .any
        stage(number, .put(content))
    }

    /// Deletes a record that was loaded in this workspace.
    mutating func delete(_ key: RecordKey) { stage(slot(key), .delete) }

    /// Erases a record that was loaded in this workspace: nothing of it may be left.
    mutating func erase(_ key: RecordKey) { stage(slot(key), .erase) }

    /// Lets the batch be taken only while a record that was looked for in this workspace is as it was found.
    ///
    /// For what is filed under a record that is not written itself: nothing may be filed under what is being erased.
    mutating func hold<Subject>(_ collection: RecordCollection, _ id: Identifier<Subject>) {
        slots[slot(RecordKey(collection, id))].isHeld = true
    }

    private mutating func stage(_ number: Int, _ change: Pending) {
        if case .nothing = slots[number].staged { touched.append(number) }
        slots[number].staged = change
    }

    mutating func emit(_ event: DeskEvent) { stagedEvents.append(event) }

    /// The number of events so far, for names that must differ within a batch.
    var eventCount: Int { settledEvents.count + stagedEvents.count }
    /// The events of the commands that were kept.
    var events: [DeskEvent] { settledEvents }

    // MARK: One command after another

    /// Keeps what the command did.
    mutating func settle() {
        for number in touched {
            if case .nothing = slots[number].settled { settledCount += 1 }
            slots[number].settled = slots[number].staged
            slots[number].staged = .nothing
            if isShared, !slots[number].isUnlisted {
                slots[number].isUnlisted = true
                unlisted[slots[number].key.collection, default: []].append(number)
            }
        }
        touched.removeAll(keepingCapacity: true)
        settledEvents.append(contentsOf: stagedEvents)
        stagedEvents.removeAll(keepingCapacity: true)
    }

    /// Forgets what the command did.
    mutating func rollBack() {
        for number in touched { slots[number].staged = .nothing }
        touched.removeAll(keepingCapacity: true)
        stagedEvents.removeAll(keepingCapacity: true)
    }

    /// Everything that was settled, as one batch.
    func batch(idempotencyKey: ByteKey?, result: RecordBody?) -> RecordBatch {
        var checks: [RecordCheck] = []
        var writes: [RecordWrite] = []
        var erasures: [RecordKey] = []
        writes.reserveCapacity(settledCount)
        for slot in slots {
            switch slot.settled {
            case .nothing:
                if slot.isHeld { checks.append(RecordCheck(slot.key, expected: slot.expected)) }
            case .put(let content):
                writes.append(RecordWrite(put: content, expected: slot.expected))
            case .delete: writes.append(RecordWrite(slot.key, expected: slot.expected, .delete))
            case .erase:
                checks.append(RecordCheck(slot.key, expected: slot.expected))
                erasures.append(slot.key)
            }
        }
        return RecordBatch(
            idempotencyKey: idempotencyKey, result: result, checks: checks, writes: writes,
            entries: settledEvents.map { RecordBody($0) }, erasures: erasures)
    }
}

extension RecordQuery.Selection {
    /// Whether an index entry is one of those looked for.
    func finds(_ entry: IndexEntry) -> Bool {
        switch self {
        case .equal(let index, let key): entry.index == index && entry.key == key
        case .range(let index, let from, let before):
            entry.index == index && entry.key >= from && before.map { entry.key < $0 } ?? true
        case .records, .journal: false
        }
    }
}
