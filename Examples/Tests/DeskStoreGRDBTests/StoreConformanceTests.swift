import DeskStoreGRDB
import DeskTestKit
import ExampleTestSupport
import Testing

@Suite struct StoreConformanceTests {
    /// Two handles are two connection pools on one file, as two processes would have them.
    @Test(arguments: RecordStoreConformance.checks) func keepsItsPromises(_ check: ConformanceCheck) async throws {
        let folder = try TemporaryFolder()
        try await check.run {
            let path = folder.path("desk.sqlite")
            return StoreUnderTest(try GRDBRecordStore(path: path), try GRDBRecordStore(path: path))
        }
    }

    @Test func thereAreChecks() {
        #expect(RecordStoreConformance.checks.count >= 20)
    }
}
