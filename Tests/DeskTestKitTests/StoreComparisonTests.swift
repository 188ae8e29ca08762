import Testing

@testable import DeskPrimitives
@testable import DeskTestKit

@Suite("Store in memory beside the plain reference store")
struct StoreComparisonTests {
    private static let collections = [RecordCollection("one"), RecordCollection("two")]
    private static let indexes = collections.map { collection in
        [
            RecordIndex(collection, "ordered"), RecordIndex(collection, "many"),
            RecordIndex(collection, "unique", isUnique: true),
        ]
    }

    private struct Dice {
        var generator: SeededGenerator
        var revisions: [Int64] = [0]

        mutating func id() -> ByteKey { ByteKey(checked: Array("r\(generator.integer(in: 0...29))".utf8)) }
        mutating func value() -> ByteKey {
            ByteKey(checked: (0..<generator.integer(in: 0...3)).map { _ in generator.integer(in: 0...3) })
        }
        mutating func key() -> RecordKey { RecordKey(collections[generator.integer(in: 0...1)], id()) }
        mutating func expected() -> ExpectedRevision {
            switch generator.integer(in: 0...9) {
            case 0: .absent
            case 1: .exactly(Revision(generator.pick(revisions) ?? 0))
            default: .any
            }
        }

        mutating func batch(_ number: Int) -> RecordBatch {
            var batch = RecordBatch()
            if generator.chance(1, in: 3) {
                batch.idempotencyKey = ByteKey(checked: [generator.integer(in: 0...60)])
                batch.result = RecordBody(number)
            }
            for _ in 0..<generator.integer(in: 0...2) {
                batch.checks.append(RecordCheck(key(), expected: expected()))
            }
            var written: Set<RecordKey> = []
            for _ in 0..<generator.integer(in: 0...4) {
                let key = key()
                guard written.insert(key).inserted else { continue }
                guard generator.chance(4, in: 5) else {
                    batch.writes.append(RecordWrite(key, expected: expected(), .delete))
                    continue
                }
                let own = indexes[key.collection == collections[0] ? 0 : 1]
                var entries: Set<IndexEntry> = []
                for _ in 0..<generator.integer(in: 0...3) {
                    entries.insert(IndexEntry(own[generator.integer(in: 0...2)], value()))
                }
                let sorted = entries.sorted { ($0.index.name, $0.key) < ($1.index.name, $1.key) }
                batch.writes.append(
                    RecordWrite(key, expected: expected(), .put(RecordBody(number), indexes: sorted)))
            }
            for _ in 0..<generator.integer(in: 0...2) { batch.entries.append(RecordBody(number)) }
            if generator.chance(1, in: 4) { batch.erasures.append(key()) }
            return batch
        }

        mutating func query() -> RecordQuery {
            let index = indexes[generator.integer(in: 0...1)][generator.integer(in: 0...2)]
            let selection: RecordQuery.Selection
            switch generator.integer(in: 0...3) {
            case 0: selection = .records((0..<generator.integer(in: 0...5)).map { _ in key() })
            case 1: selection = .equal(index, value())
            case 2: selection = .range(index, from: value(), before: generator.chance(1, in: 2) ? value() : nil)
            default: selection = .journal(after: JournalPosition(generator.integer(in: -3...200)))
            }
            return RecordQuery(
                selection, order: generator.chance(1, in: 2) ? .ascending : .descending,
                limit: generator.integer(in: 1...9),
                after: generator.chance(1, in: 2) ? RecordCursor(indexKey: value(), id: id()) : nil)
        }
    }

    @Test("Random batches and queries get the same answers from both", arguments: UInt64(1)...20)
    func sameAnswers(_ seed: UInt64) async throws {
        var dice = Dice(generator: SeededGenerator(seed: seed))
        let memory = InMemoryRecordStore()
        let reference = ReferenceStore().handle(0)
        var kinds = [0, 0, 0]
        for number in 0..<400 {
            let batch = dice.batch(number)
            let (one, two) = (try await memory.commit(batch), try await reference.commit(batch))
            let when = "seed \(seed), batch \(number)"
            switch (one, two) {
            case (.committed(let a), .committed(let b)), (.duplicate(let a), .duplicate(let b)):
                #expect(a.revision == b.revision, "\(when)")
                #expect(try a.result?.bytes() == b.result?.bytes(), "\(when)")
                dice.revisions = Array((dice.revisions + [a.revision.number]).suffix(12))
                if case .committed = one { kinds[0] += 1 } else { kinds[1] += 1 }
            case (.conflict(let a), .conflict(let b)):
                // Two records of a batch that want one value stand in each other's way: either may be named.
                let (mine, others) = (Set(a.map(Self.withoutHolder)), Set(b.map(Self.withoutHolder)))
                #expect(!mine.isEmpty && mine.isSubset(of: others), "\(when): \(a) and \(b)")
                kinds[2] += 1
            default: Issue.record("\(when): \(one) and \(two)")
            }
            for _ in 0..<4 {
                let query = dice.query()
                let (a, b) = (await memory.load(query), try await reference.load(query))
                try compare(a, b, "\(when), \(query)")
            }
        }
        #expect(kinds.allSatisfy { $0 > 10 }, "all three outcomes must come up: \(kinds), seed \(seed)")
    }

    private static func withoutHolder(_ conflict: CommitConflict) -> CommitConflict {
        guard case .unique(let entry, _) = conflict else { return conflict }
        return .unique(entry, holder: RecordKey(entry.index.collection, ByteKey(checked: [])))
    }

    private func compare(_ a: RecordPage, _ b: RecordPage, _ when: String) throws {
        #expect(a.isLast == b.isLast, "\(when)")
        #expect(a.records.map(\.key) == b.records.map(\.key), "\(when)")
        #expect(a.records.map(\.revision) == b.records.map(\.revision), "\(when)")
        #expect(a.records.map(\.indexKey) == b.records.map(\.indexKey), "\(when)")
        #expect(try a.records.map { try $0.body.bytes() } == b.records.map { try $0.body.bytes() }, "\(when)")
        #expect(a.entries.map(\.position) == b.entries.map(\.position), "\(when)")
        #expect(try a.entries.map { try $0.body.bytes() } == b.entries.map { try $0.body.bytes() }, "\(when)")
    }

    @Test("After every batch the indexes hold what the records say, and nothing else")
    func indexesMatchRecords() async throws {
        var dice = Dice(generator: SeededGenerator(seed: 99))
        let memory = InMemoryRecordStore()
        var model: [RecordKey: Set<IndexEntry>] = [:]
        for number in 0..<1_500 {
            let batch = dice.batch(number)
            if case .committed = try await memory.commit(batch) {
                for write in batch.writes {
                    if case .put(_, let entries) = write.change {
                        model[write.key] = Set(entries)
                    } else {
                        model[write.key] = nil
                    }
                }
                for key in batch.erasures { model[key] = nil }
            }
            guard number % 50 == 0 else { continue }
            let snapshot = await memory.snapshot()
            #expect(Set(snapshot.records.map(\.key)) == Set(model.keys))
            let expected = model.flatMap { key, entries in
                entries.map { StoreSnapshot.StandingEntry(entry: $0, record: key) }
            }
            #expect(snapshot.indexEntries.count == expected.count)
            #expect(Set(snapshot.indexEntries) == Set(expected))
        }
    }
}

@Suite("Rows by key")
struct KeyedRowsTests {
    private struct Row: KeyedRow {
        let id: ByteKey
        var value = 0
        static let vacant = Row(id: ByteKey(checked: []))
    }

    @Test("It agrees with a dictionary, however badly keys hash", arguments: [1, 3, 64, 1 << 40])
    func model(_ buckets: UInt64) {
        var generator = SeededGenerator(seed: buckets)
        var rows = KeyedRows<Row>()
        var model: [ByteKey: Int] = [:]
        func hash(_ key: ByteKey) -> UInt64 {
            var mixer = SeededGenerator(seed: key.bytes.reduce(0) { $0 << 8 | UInt64($1) })
            return (mixer.next() % buckets) << 32 | UInt64(key.bytes[0])
        }
        for step in 0..<4_000 {
            let key = ByteKey(checked: [generator.integer(in: 0...255), generator.integer(in: 0...1)])
            let place = rows.find(key, hash: hash(key))
            #expect((place != nil) == (model[key] != nil))
            switch (place, generator.chance(step < 2_000 ? 2 : 1, in: 3)) {
            case (nil, true):
                let new = rows.insert(Row(id: key, value: step), hash: hash(key))
                #expect(rows[new].value == step)
                model[key] = step
            case (let place?, true):
                rows[place].value = step
                model[key] = step
            case (let place?, false):
                rows.remove(place, hash: hash(key))
                rows.remove(place, hash: hash(key))  // Nothing there any more: nothing happens.
                model[key] = nil
            case (nil, false): break
            }
            #expect(rows.count == model.count)
            if step % 400 == 0 {
                for (key, value) in model {
                    let found = rows.find(key, hash: hash(key))
                    #expect(found.map { rows[$0].value } == value)
                }
                #expect(Set(rows.all.map { rows[$0].id }) == Set(model.keys))
            }
        }
    }

    @Test("Hashes depend on every byte and on the length")
    func hashes() {
        let hash = KeyHash()
        var seen: Set<UInt64> = []
        var count = 0
        for length in 0..<40 {
            let plain = [UInt8](repeating: 0, count: length)
            for offset in 0..<length {
                var bytes = plain
                bytes[offset] = 1
                seen.insert(hash(bytes))
                count += 1
            }
            seen.insert(hash(plain))
            count += 1
        }
        #expect(seen.count == count)
        #expect(hash([1, 2, 3]) == hash([1, 2, 3]))
    }
}
