import DeskPrimitives
import DeskStoreGRDB
import DeskTestKit
import ExampleTestSupport
import Testing

/// The store on SQLite and the store in memory are given the same calls and must give the same answers.
@Suite struct StoreComparisonTests {
    private static let collections = [RecordCollection("alpha"), RecordCollection("beta")]
    private static let indexes = collections.flatMap {
        [RecordIndex($0, "free"), RecordIndex($0, "one", isUnique: true)]
    }

    @Test(arguments: UInt64(0)..<30) func answersAreThoseOfTheStoreInMemory(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let handles = try (0..<2).map { _ in try GRDBRecordStore(path: folder.path("desk.sqlite")) }
        let memory = InMemoryRecordStore()
        for turn in 0..<60 {
            let store = handles[random.integer(in: 0...1)]
            if random.chance(1, in: 2) {
                let batch = try Self.batch(&random)
                let expected = try await memory.commit(batch)
                let actual = try await store.commit(batch)
                #expect(try Self.text(actual) == Self.text(expected), "turn \(turn), seed \(seed)")
            } else {
                let query = try Self.query(&random)
                let expected = try await Self.text(memory.load(query))
                #expect(try await Self.text(store.load(query)) == expected, "\(query), turn \(turn), seed \(seed)")
            }
        }
    }

    // MARK: Random calls

    private static func key(_ random: inout SeededGenerator, atMost count: Int = 2) throws -> ByteKey {
        try ByteKey((0..<random.integer(in: 0...count)).map { _ in random.pick([0x00, 0x01, 0x7F, 0x80, 0xFF]) ?? 0 })
    }

    private static func record(_ random: inout SeededGenerator) throws -> RecordKey {
        RecordKey(random.pick(collections) ?? collections[0], try key(&random, atMost: 1))
    }

    private static func expectation(_ random: inout SeededGenerator) -> ExpectedRevision {
        switch random.integer(in: 0...5) {
        case 0: .absent
        case 1: .exactly(Revision(random.integer(in: 1...12)))
        default: .any
        }
    }

    private static func batch(_ random: inout SeededGenerator) throws -> RecordBatch {
        var batch = RecordBatch()
        if random.chance(1, in: 2) { batch.idempotencyKey = try key(&random) }
        if random.chance(1, in: 2) { batch.result = RecordBody(random.integer(in: 0...999)) }
        if random.chance(1, in: 5) {
            batch.checks = [RecordCheck(try record(&random), expected: expectation(&random))]
        }
        var taken: Set<RecordKey> = []
        for _ in 0..<random.integer(in: 0...4) {
            let key = try record(&random)
            guard taken.insert(key).inserted else { continue }
            var change = RecordWrite.Change.delete
            if !random.chance(1, in: 5) {
                let own = indexes.filter { $0.collection == key.collection }
                let entries = try (0..<random.integer(in: 0...3)).map { _ in
                    IndexEntry(random.pick(own) ?? own[0], try Self.key(&random))
                }
                change = .put(RecordBody(random.integer(in: 0...999)), indexes: entries)
            }
            batch.writes.append(RecordWrite(key, expected: expectation(&random), change))
        }
        batch.entries = (0..<random.integer(in: 0...2)).map { _ in RecordBody(random.integer(in: 0...999)) }
        if random.chance(1, in: 6) { batch.erasures = [try record(&random)] }
        return batch
    }

    private static func query(_ random: inout SeededGenerator) throws -> RecordQuery {
        let index = random.pick(indexes) ?? indexes[0]
        let selection: RecordQuery.Selection =
            switch random.integer(in: 0...3) {
            case 0: .records(try (0..<random.integer(in: 0...5)).map { _ in try record(&random) })
            case 1: .equal(index, try key(&random))
            case 2:
                .range(index, from: try key(&random), before: random.chance(1, in: 2) ? nil : try key(&random))
            default: .journal(after: JournalPosition(random.integer(in: -1...20)))
            }
        let isIndex = if case .records = selection { false } else if case .journal = selection { false } else { true }
        return RecordQuery(
            selection, order: random.chance(1, in: 2) ? .ascending : .descending, limit: random.integer(in: 1...4),
            after: isIndex && random.chance(1, in: 2)
                ? RecordCursor(indexKey: try key(&random), id: try key(&random, atMost: 1)) : nil)
    }

    // MARK: Answers as text

    private static func text(_ outcome: CommitOutcome) throws -> String {
        switch outcome {
        case .committed(let receipt): "committed \(receipt.revision) \(try number(receipt.result))"
        case .duplicate(let receipt): "duplicate \(receipt.revision) \(try number(receipt.result))"
        case .conflict(let reasons):
            // Which of several unique values in the way is named is for the store to choose.
            reasons.contains { if case .unique = $0 { true } else { false } }
                ? "unique" : "conflict \(reasons.map { "\($0)" }.sorted())"
        }
    }

    private static func text(_ page: RecordPage) throws -> [String] {
        try page.records.map { "\($0.key) \($0.revision) \(try number($0.body)) \($0.indexKey?.description ?? "-")" }
            + page.entries.map { "\($0.position) \(try number($0.body))" } + ["\(page.isLast)"]
    }

    private static func number(_ body: RecordBody?) throws -> Int { try body?.value(as: Int.self) ?? -1 }
}
