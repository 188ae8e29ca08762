import DeskPrimitives
import Testing

@Suite("Records, batches, queries")
struct RecordBatchTests {
    private static let collection = RecordCollection("thing")

    private func key(_ number: Int) -> RecordKey {
        RecordKey(Self.collection, ByteKey.composed { $0.append(Int64(number)) })
    }

    private func write(_ number: Int, entries: Int = 0) -> RecordWrite {
        let index = RecordIndex(Self.collection, "by-number")
        let indexes = (0..<entries).map { number in IndexEntry(index, ByteKey.composed { $0.append(Int64(number)) }) }
        return RecordWrite(key(number), expected: .any, .put(RecordBody(number), indexes: indexes))
    }

    @Test("A batch at its limits is taken, beyond them refused")
    func limits() {
        let most = (0..<Limits.batchWrites).map { write($0) }
        #expect(code { try RecordBatch(writes: most).validate() } == nil)
        #expect(code { try RecordBatch(writes: most + [write(-1)]).validate() } == .tooLong)
        #expect(code { try RecordBatch(writes: most, erasures: [key(-1)]).validate() } == .tooLong)
        let check = RecordCheck(key(-1), expected: .any)
        #expect(code { try RecordBatch(checks: [check], writes: most).validate() } == .tooLong)
        let entries = (0..<Limits.batchEntries).map { RecordBody($0) }
        #expect(code { try RecordBatch(entries: entries).validate() } == nil)
        let refused = refusal { try RecordBatch(entries: entries + [RecordBody(0)]).validate() }
        #expect(refused?.code == .tooLong)
        #expect(refused?.place == .field("entries"))
        #expect(code { try RecordBatch().validate() } == nil)
    }

    @Test("Two writes for one record are refused, and it is said which")
    func twice() {
        let refused = refusal { try RecordBatch(writes: [write(1), write(2), write(1)]).validate() }
        #expect(refused?.code == .duplicateName)
        #expect(refused?.place.description == "writes[2]")
        let delete = RecordWrite(key(1), expected: .any, .delete)
        #expect(code { try RecordBatch(writes: [write(1), delete]).validate() } == .duplicateName)
        #expect(code { try RecordBatch(writes: [write(1)], erasures: [key(1)]).validate() } == nil)
    }

    @Test("A record with too many index entries is refused")
    func indexEntries() {
        #expect(code { try RecordBatch(writes: [write(1, entries: Limits.indexEntries)]).validate() } == nil)
        let refused = refusal {
            try RecordBatch(writes: [write(0), write(1, entries: Limits.indexEntries + 1)]).validate()
        }
        #expect(refused?.code == .tooLong)
        #expect(refused?.place.description == "writes[1]")
    }

    @Test("A query takes the nearest possible limit")
    func queryLimits() {
        let selection = RecordQuery.Selection.journal(after: .start)
        #expect(RecordQuery(selection).limit == 10_000)
        #expect(RecordQuery(selection, limit: 0).limit == 1)
        #expect(RecordQuery(selection, limit: .min).limit == 1)
        #expect(RecordQuery(selection, limit: 7).limit == 7)
        #expect(RecordQuery(selection, limit: .max).limit == 10_000)
    }

    @Test("Collection names are lower-case letters and hyphens, also when read")
    func collections() throws {
        #expect(Self.collection.name == "thing" && Self.collection.description == "thing")
        #expect(try RecordCollection(stored: "a-b").name == "a-b")
        for bad in ["", "A", "a b", "a_b", "a1", "ä", "a\u{0}", String(repeating: "a", count: 65)] {
            #expect(code { try RecordCollection(stored: bad) } == .malformed, "\(bad)")
            let bytes = try RecordEncoder().encode(bad)
            #expect(code { try RecordDecoder().decode(RecordCollection.self, from: bytes) } == .corrupt)
        }
        #expect(RecordCollection("a") < RecordCollection("b"))
    }

    @Test("Record keys sort by collection and then by key, and come back")
    func keys() throws {
        let other = RecordKey(RecordCollection("other"), key(9).id)
        #expect(other < key(0) && key(0) < key(1) && !(key(1) < key(1)))
        let bytes = try RecordEncoder().encode(key(3))
        #expect(try RecordDecoder().decode(RecordKey.self, from: bytes) == key(3))
        let named = RecordKey(Self.collection, "a-1" as CaseID)
        #expect(named.id == ByteKey("a-1" as CaseID))
        #expect(named.description == "thing/612d31")
        #expect(RecordIndex(Self.collection, "by-number").description == "thing.by-number")
    }

    private struct Thing: RecordContent, Equatable {
        static let collection = RecordBatchTests.collection
        let id: CaseID
        var recordID: ByteKey { ByteKey(id) }
    }

    @Test("Content is put under its own key; bodies give the value or the bytes they hold")
    func bodies() throws {
        let thing = Thing(id: "t-1")
        let write = RecordWrite(put: thing, expected: .absent)
        #expect(write.key == RecordKey(Self.collection, "t-1" as CaseID))
        guard case .put(let body, let indexes) = write.change else {
            Issue.record("not a put")
            return
        }
        #expect(indexes.isEmpty)
        #expect(try body.value(as: Thing.self) == thing)
        let stored = try RecordBody(bytes: body.bytes())
        #expect(try stored.value(as: Thing.self) == thing)
        #expect(try stored.bytes() == body.bytes())
        #expect(code { try body.value(as: Int.self) } == .corrupt)
        #expect(code { try stored.value(as: Int.self) } == .corrupt)
        #expect(code { try RecordBody(bytes: [0xFF]).value(as: Int.self) } == .corrupt)
        let limit = Limits.recordBytes
        #expect(code { try RecordBody(bytes: [UInt8](repeating: 0, count: limit)) } == nil)
        #expect(code { try RecordBody(bytes: [UInt8](repeating: 0, count: limit + 1)) } == .tooLong)
    }

    @Test("Only what an index found has a cursor")
    func cursors() {
        let plain = StoredRecord(key: key(1), revision: Revision(1), body: RecordBody(1))
        #expect(plain.cursor == nil)
        let found = StoredRecord(key: key(1), revision: Revision(1), body: RecordBody(1), indexKey: key(2).id)
        #expect(found.cursor == RecordCursor(indexKey: key(2).id, id: key(1).id))
    }
}
