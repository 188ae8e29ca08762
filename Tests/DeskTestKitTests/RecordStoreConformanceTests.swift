import DeskPrimitives
import Testing

@testable import DeskTestKit

@Suite("Conformance checks of record stores")
struct RecordStoreConformanceTests {
    @Test("The store in memory keeps every promise", arguments: RecordStoreConformance.checks)
    func inMemory(_ check: ConformanceCheck) async throws {
        try await check.run { StoreUnderTest.inMemory() }
    }

    @Test("Check names are unique and there are no fewer than the promises ask for")
    func names() {
        let names = RecordStoreConformance.checks.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 14)
    }

    @Test("The plain reference store keeps every promise", arguments: RecordStoreConformance.checks)
    func reference(_ check: ConformanceCheck) async throws {
        try await check.run {
            let storage = ReferenceStore()
            return StoreUnderTest(storage.handle(0), storage.handle(1))
        }
    }

    @Test("Every broken store is caught by the check named for it, every time", arguments: BrokenStores.all)
    func caught(_ broken: BrokenStore) async throws {
        let check = try #require(RecordStoreConformance.checks.first { $0.name == broken.caughtBy })
        for round in 0..<(check.name == "large-walk" ? 1 : 10) {
            var failure: ConformanceFailure?
            do throws(ConformanceFailure) { try await check.run { broken.make() } } catch { failure = error }
            let caught = try #require(failure, "\(broken) passed \(check) in round \(round)")
            #expect(caught.law == check.law)
            #expect(caught.description.contains(caught.expected))
        }
    }

    @Test("Every check catches a broken store, and every fault is in the list once")
    func coverage() {
        #expect(Set(BrokenStores.all.map(\.caughtBy)) == Set(RecordStoreConformance.checks.map(\.name)))
        #expect(BrokenStores.all.map(\.name).sorted() == StoreFault.allCases.map(\.rawValue).sorted())
        #expect(BrokenStores.all.count >= 14)
    }

    @Test("No check fails on a good store in 50 runs", arguments: RecordStoreConformance.checks)
    func noFalseAlarm(_ check: ConformanceCheck) async throws {
        for _ in 0..<(check.name == "large-walk" ? 5 : 50) { try await check.run { StoreUnderTest.inMemory() } }
    }

    @Test("A store that throws, or cannot be made, fails with the law of the check")
    func throwing() async throws {
        struct Down: Error {}
        struct Dead: RecordStore {
            func load(_ query: RecordQuery) async throws -> RecordPage { throw Down() }
            func commit(_ batch: RecordBatch) async throws -> CommitOutcome { throw Down() }
        }
        for check in RecordStoreConformance.checks {
            await #expect(throws: ConformanceFailure.self) { try await check.run { StoreUnderTest(Dead(), Dead()) } }
            await #expect(throws: ConformanceFailure.self) { try await check.run { throw Down() } }
        }
    }

    @Test("The store under test is closed once, also after a failure")
    func closing() async throws {
        actor Count {
            var closed = 0
            func close() { closed += 1 }
        }
        let count = Count()
        let check = try #require(RecordStoreConformance.checks.first { $0.name == "empty-batch" })
        let broken = try #require(BrokenStores.all.first { $0.caughtBy == check.name }).make()
        try await check.run {
            let store = InMemoryRecordStore()
            return StoreUnderTest(store, store.handle()) { await count.close() }
        }
        #expect(await count.closed == 1)
        await #expect(throws: ConformanceFailure.self) {
            try await check.run { StoreUnderTest(broken.first, broken.second) { await count.close() } }
        }
        #expect(await count.closed == 2)
        // A store that cannot be closed has not passed.
        struct Stuck: Error {}
        await #expect(throws: ConformanceFailure.self) {
            try await check.run {
                let store = InMemoryRecordStore()
                return StoreUnderTest(store, store.handle()) { throw Stuck() }
            }
        }
    }
}
