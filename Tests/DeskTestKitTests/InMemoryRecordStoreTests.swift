import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Record store in memory")
struct InMemoryRecordStoreTests {
    private struct Note: RecordContent, Equatable {
        static let collection = RecordCollection("note")
        static let byOwner = RecordIndex(collection, "by-owner")
        static let byTicket = RecordIndex(collection, "by-ticket", isUnique: true)

        let name: String
        let owner: String
        var ticket: String?

        static func key(_ text: String) -> ByteKey { ByteKey.composed { $0.append(text.utf8) } }
        var recordID: ByteKey { Self.key(name) }
        var indexEntries: [IndexEntry] {
            var entries = [IndexEntry(Self.byOwner, Self.key(owner))]
            if let ticket { entries.append(IndexEntry(Self.byTicket, Self.key(ticket))) }
            return entries
        }
    }

    @Test("What was put is found by key and by index, as the value it was, through every handle")
    func putAndFind() async throws {
        let store = InMemoryRecordStore()
        let note = Note(name: "a", owner: "kim", ticket: "t1")
        let outcome = try await store.commit(
            RecordBatch(
                idempotencyKey: Note.key("k"), result: RecordBody("done"),
                writes: [RecordWrite(put: note, expected: .absent)], entries: [RecordBody("created")]))
        guard case .committed(let receipt) = outcome else {
            Issue.record("not committed: \(outcome)")
            return
        }
        #expect(receipt.revision == Revision(1))
        for handle in [store, store.handle()] as [any RecordStore] {
            for selection: RecordQuery.Selection in [
                .records([note.recordKey]), .equal(Note.byOwner, Note.key("kim")),
                .range(Note.byTicket, from: Note.key("t"), before: nil),
            ] {
                let page = try await handle.load(RecordQuery(selection))
                #expect(page.records.count == 1)
                #expect(page.isLast)
                #expect(page.records.first?.revision == Revision(1))
                #expect(try page.records.first?.body.value(as: Note.self) == note)
            }
        }
    }

    @Test("A snapshot shows records, index entries, journal and receipts; a dump holds all their bytes")
    func snapshot() async throws {
        let store = InMemoryRecordStore()
        let note = Note(name: "canary-record", owner: "canary-owner", ticket: "canary-ticket")
        _ = try await store.commit(
            RecordBatch(
                idempotencyKey: Note.key("canary-key"), result: RecordBody("canary-result"),
                writes: [RecordWrite(put: note, expected: .absent)], entries: [RecordBody("canary-entry")]))
        let snapshot = await store.snapshot()
        #expect(snapshot.commits == 1)
        #expect(snapshot.records.map(\.key) == [note.recordKey])
        #expect(snapshot.count(of: Note.collection) == 1)
        #expect(snapshot.counts.map(\.count) == [1])
        #expect(Set(snapshot.indexEntries.map(\.entry)) == Set(note.indexEntries))
        #expect(snapshot.journal.map(\.position.number) == [1])
        #expect(snapshot.receipts.map(\.idempotencyKey) == [Note.key("canary-key")])
        #expect(await store.count(of: Note.collection) == 1)
        let dump = try await store.dump()
        for canary in ["record", "owner", "ticket", "key", "result", "entry"] {
            #expect(dump.contains { holds($0, "canary-\(canary)") }, "\(canary)")
        }
        _ = try await store.commit(RecordBatch(erasures: [note.recordKey]))
        let after = try await store.dump()
        for canary in ["record", "owner", "ticket"] {
            #expect(!after.contains { holds($0, "canary-\(canary)") }, "\(canary)")
        }
    }

    private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        let needle = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: needle) }
    }

    @Test("An index entry of another collection is refused, and nothing is changed")
    func foreignIndex() async throws {
        let store = InMemoryRecordStore()
        let foreign = IndexEntry(RecordIndex(RecordCollection("other"), "by-owner"), Note.key("x"))
        await #expect(throws: Refusal.self) {
            try await store.commit(
                RecordBatch(
                    writes: [
                        RecordWrite(put: Note(name: "a", owner: "kim"), expected: .absent),
                        RecordWrite(
                            RecordKey(Note.collection, Note.key("b")), expected: .any,
                            .put(RecordBody(1), indexes: [foreign])),
                    ]))
        }
        #expect(await store.snapshot().records.isEmpty)
        #expect(await store.snapshot().commits == 0)
    }

    @Test("A write of a record that the same batch erases leaves nothing")
    func writeAndErase() async throws {
        let store = InMemoryRecordStore()
        let note = Note(name: "a", owner: "kim", ticket: "t")
        for _ in 0..<2 {
            let outcome = try await store.commit(
                RecordBatch(
                    writes: [RecordWrite(put: note, expected: .any)],
                    erasures: [note.recordKey, note.recordKey]))
            guard case .committed = outcome else {
                Issue.record("not committed: \(outcome)")
                return
            }
            #expect(await store.snapshot().records.isEmpty)
            #expect(await store.snapshot().indexEntries.isEmpty)
            _ = try await store.commit(RecordBatch(writes: [RecordWrite(put: note, expected: .absent)]))
        }
    }

    @Test("A limit that was set outside its range after the query was made is taken as the nearest end")
    func limitSetLater() async throws {
        let store = InMemoryRecordStore()
        for name in ["a", "b"] {
            _ = try await store.commit(
                RecordBatch(writes: [RecordWrite(put: Note(name: name, owner: "kim"), expected: .absent)]))
        }
        var query = RecordQuery(.equal(Note.byOwner, Note.key("kim")))
        query.limit = -4
        #expect(await store.load(query).records.count == 1)
        query.limit = .max
        #expect(await store.load(query).records.count == 2)
        query = RecordQuery(.journal(after: JournalPosition(.max)))
        #expect(await store.load(query).entries.isEmpty)
        query = RecordQuery(.journal(after: JournalPosition(.min)))
        #expect(await store.load(query).isLast)
    }
}
