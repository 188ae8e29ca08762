import DeskPrimitives
import DeskTestKit

/// Records about the size of a case with two index entries each, in a memory that already holds many.
public final class RecordWorkload {
    /// How many records are loaded.
    public static let loads = 4_096
    /// How many batches are committed.
    public static let commits = 256

    struct HistoryRecord: RecordContent {
        static let collection = RecordCollection("history")
        static let byPerson = RecordIndex(collection, "person")
        static let byWake = RecordIndex(collection, "wake")

        let number: Int64
        let person: PersonID
        var status: String
        var openedAt: Instant
        var wakeAt: Instant

        static func key(_ number: Int64) throws(Refusal) -> ByteKey { try ByteKey { $0.append(number) } }
        static func personKey(_ person: PersonID) throws(Refusal) -> ByteKey { try ByteKey { $0.append(person) } }

        var recordID: ByteKey { (try? Self.key(number)) ?? ByteKey(person) }
        var indexEntries: [IndexEntry] {
            let (opened, wake) = (openedAt, wakeAt)
            let (byOpening, byWaking) = (
                try? ByteKey {
                    $0.append(person)
                    $0.append(opened)
                }, try? ByteKey { $0.append(wake) }
            )
            return [
                IndexEntry(Self.byPerson, byOpening ?? ByteKey(person)),
                IndexEntry(Self.byWake, byWaking ?? ByteKey(person)),
            ]
        }
    }

    private let memory = RecordMemory()
    private var keys: [RecordKey] = []
    private var persons: [RecordQuery] = []
    private var number: Int64 = 0
    private let history: Int64

    /// Fills a memory.
    public init(history: Int) throws {
        self.history = Int64(history)
        var writes: [RecordWrite] = []
        for _ in 0..<history {
            writes.append(RecordWrite(put: try record(number), expected: .absent))
            number += 1
            if writes.count == 1_024 || number == history {
                guard case .committed = try memory.commit(RecordBatch(writes: writes)) else {
                    throw WorkloadError("the history was not stored")
                }
                writes.removeAll(keepingCapacity: true)
            }
        }
        var random = SeededGenerator(seed: 77)
        for _ in 0..<Self.loads {
            let chosen = random.integer(in: 0...(self.history - 1))
            keys.append(RecordKey(HistoryRecord.collection, try HistoryRecord.key(chosen)))
            let person = try HistoryRecord.personKey(try person(chosen))
            persons.append(
                RecordQuery(.range(HistoryRecord.byPerson, from: person, before: person.endOfPrefix), limit: 20))
        }
    }

    /// Four records a person, of which the wake times are spread over a year.
    private func record(_ number: Int64) throws -> HistoryRecord {
        HistoryRecord(
            number: number, person: try person(number), status: "resolved",
            openedAt: Instant(seconds: 1_700_000_000 + number * 30),
            wakeAt: Instant(seconds: 1_700_000_000 + number &* 7_919 % 31_536_000))
    }

    private func person(_ number: Int64) throws -> PersonID { try PersonID("person-\(number / 4)") }

    /// Loads records by their keys and reads them; the sum of their numbers.
    public func load() throws -> Int64 {
        var sum: Int64 = 0
        for key in keys {
            guard let record = memory[key] else { throw WorkloadError("a record is missing") }
            sum &+= try record.body.value(as: HistoryRecord.self).number
        }
        return sum
    }

    /// Finds all records of persons through an index; how many.
    public func find() -> Int64 {
        persons.reduce(0) { $0 &+ Int64(memory.load($1).records.count) }
    }

    /// Commits batches of two changed records, a new one and two journal entries, with an idempotency key each; how many.
    public func commit() throws -> Int64 {
        for turn in 0..<Self.commits {
            var first = try record(number &* 104_729 % history)
            var second = try record((number &* 15_485_863 &+ 1) % history)
            if second.number == first.number { second = try record((first.number + 1) % history) }
            first.wakeAt = Instant(seconds: 1_740_000_000 + number)
            second.wakeAt = Instant(seconds: 1_750_000_000 + number)
            let batch = RecordBatch(
                idempotencyKey: try ByteKey { $0.append(number) }, result: RecordBody(turn),
                writes: [
                    RecordWrite(put: first, expected: .any), RecordWrite(put: second, expected: .any),
                    RecordWrite(put: try record(number), expected: .absent),
                ],
                entries: [RecordBody(first.number), RecordBody(second.number)])
            guard case .committed = try memory.commit(batch) else { throw WorkloadError("a batch was not stored") }
            number += 1
        }
        return Int64(Self.commits)
    }
}
