import DeskPrimitives
import DeskTestKit
import Testing

// The lines of the landing page.
private struct Note: RecordContent {
    static let collection = RecordCollection("note")
    static let byDue = RecordIndex(collection, "by-due")
    let id: CaseID
    let due: Instant
    var recordID: ByteKey { ByteKey(id) }
    var indexEntries: [IndexEntry] { (try? ByteKey { $0.append(due) }).map { [IndexEntry(Self.byDue, $0)] } ?? [] }
}

private func remember(_ id: CaseID, in store: some RecordStore, at now: Instant) async throws -> CommitOutcome {
    try await store.commit(
        RecordBatch(writes: [RecordWrite(put: Note(id: id, due: now + .hours(8)), expected: .absent)]))
}

@Suite("Landing page")
struct LandingPageTests {
    @Test("The use on the landing page does what it says")
    func example() async throws {
        let store = InMemoryRecordStore()
        guard case .committed = try await remember("case-1", in: store, at: .epoch) else {
            Issue.record("not committed")
            return
        }
        guard case .conflict = try await remember("case-1", in: store, at: .epoch) else {
            Issue.record("committed twice")
            return
        }
        let due = try ByteKey { $0.append(Instant(seconds: 28_800)) }
        let page = await store.load(RecordQuery(.equal(Note.byDue, due)))
        #expect(try page.records.map { try $0.body.value(as: Note.self).id } == ["case-1"])
    }
}
