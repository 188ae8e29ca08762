import DeskStoreGRDB
import DeskTestKit
import ExampleTestSupport
import Foundation
import ServiceDesk
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

    /// A person whom the desk erased is in no file: not in what was deleted, not in what was rewritten without words.
    @Test func anErasedPersonIsInNoFile() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(try #require(Instant("2026-03-02T07:00:00Z")))
        let desk = Desk(
            policy: try CompiledPolicy(TownDesk.policy()), store: try GRDBRecordStore(path: folder.path("desk.sqlite")),
            clock: clock, identifiers: try SequentialIdentifiers(prefix: "t"), secret: TownDesk.secret)
        let canary = "Canary-4711"
        try await desk.perform(.setPresence("veikko", .available))
        guard
            case .received(let received) = try await desk.perform(
                .receive(
                    Arrival(
                        channel: "mail", externalID: canary,
                        claims: try IdentityClaims(points: [.mail("\(canary)@example.com")], name: canary),
                        subject: canary, text: String(repeating: canary, count: 5_000), topic: "streets",
                        occurredAt: clock.now()))), let id = received.caseID,
            case .offered(let work) = try await desk.perform(.dispatch("technical")), let agent = work.first?.agent
        else { throw Refusal(.corrupt, "the day went otherwise") }
        try await desk.perform(.accept(id, by: agent))
        try await desk.perform(.note(id, by: agent, text: canary))
        try await desk.perform(
            .promise(id, by: agent, text: canary, due: clock.now() + .hours(2), source: .agent))
        #expect(try Self.files(folder).contains { $0.range(of: Data(canary.utf8)) != nil })
        let export = try JSONEncoder().encode(try await desk.export(of: received.person))
        #expect(export.range(of: Data(canary.utf8)) != nil)
        try await desk.perform(.erasePerson(received.person, by: agent))
        for word in [canary, canary.lowercased()] {
            #expect(try !Self.files(folder).contains { $0.range(of: Data(word.utf8)) != nil })
        }
    }

    private static func files(_ folder: TemporaryFolder) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
            .map { try Data(contentsOf: $0) }
    }
}
