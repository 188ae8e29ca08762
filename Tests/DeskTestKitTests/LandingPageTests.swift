import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Landing page")
struct LandingPageTests {
    // The lines of the landing page.
    func tryOut() async throws -> [Instant] {
        let clock = ManualClock(Instant(seconds: 0))
        let identifiers = SequentialIdentifiers()
        let store = InMemoryRecordStore()
        for _ in 0..<2 {
            let now = clock.advance(by: .hours(8))
            let batch = RecordBatch(idempotencyKey: ByteKey(identifiers.next()), entries: [RecordBody(now)])
            _ = try await store.commit(batch)
        }
        for check in RecordStoreConformance.checks { try await check.run { .inMemory() } }  // here: your own store
        return try await store.snapshot().journal.map { try $0.body.value(as: Instant.self) }
    }

    @Test("The use on the landing page does what it says")
    func example() async throws {
        #expect(try await tryOut() == [Instant(seconds: 28_800), Instant(seconds: 57_600)])
    }
}
