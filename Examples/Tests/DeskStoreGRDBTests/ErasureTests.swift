import DeskPrimitives
import DeskStoreGRDB
import ExampleTestSupport
import Foundation
import Testing

@Suite struct ErasureTests {
    /// What a commit erased is in no file of the store.
    @Test(arguments: [10, 50_000]) func erasedBytesAreInNoFile(_ length: Int) async throws {
        let folder = try TemporaryFolder()
        let store = try GRDBRecordStore(path: folder.path("desk.sqlite"))
        let key = RecordKey(RecordCollection("person"), PersonID("person-1"))
        let canary = "Canary-4711"
        let index = RecordIndex(key.collection, "name")
        let body = RecordBody(Array(repeating: canary, count: length / 10).joined())
        _ = try await store.commit(
            RecordBatch(writes: [
                RecordWrite(
                    key, expected: .absent, .put(body, indexes: [IndexEntry(index, try ByteKey(Array(canary.utf8)))]))
            ]))
        #expect(try Self.files(folder).contains { $0.range(of: Data(canary.utf8)) != nil })
        _ = try await store.commit(RecordBatch(erasures: [key]))
        #expect(try !Self.files(folder).contains { $0.range(of: Data(canary.utf8)) != nil })
        #expect(try await store.load(RecordQuery(.records([key]))).records.isEmpty)
    }

    private static func files(_ folder: TemporaryFolder) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
            .map { try Data(contentsOf: $0) }
    }
}
