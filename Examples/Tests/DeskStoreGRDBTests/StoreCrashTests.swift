import DeskPrimitives
import DeskStoreGRDB
import DeskTestKit
import ExampleTestSupport
import Foundation
import Testing

/// A process that commits is killed at seeded moments and started again on the same file.
@Suite(.serialized) struct StoreCrashTests {
    @Test(arguments: [UInt64(1), 2, 3]) func killedProcessesLeaveWholeBatches(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        var acknowledged: Int64 = 0
        for _ in 0..<12 {
            acknowledged = max(acknowledged, try runAndKill(path, &random))
            let store = try GRDBRecordStore(path: path)
            let last = try await CrashBatch.last(in: store)
            #expect(last >= acknowledged, "an answered commit is gone, seed \(seed)")
            try await expectWhole(store, upTo: last, seed)
        }
        #expect(acknowledged > 0)
    }

    /// Lets the program answer some batches, then a little longer, then kills it; returns the last number it said.
    private func runAndKill(_ path: String, _ random: inout SeededGenerator) throws -> Int64 {
        let process = Process()
        process.executableURL = BuiltProgram.url("store-crash-writer")
        process.arguments = [path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var said = Data()
        let lines = random.integer(in: 1...25)
        while said.count(where: { $0 == UInt8(ascii: "\n") }) < lines {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            said += more
        }
        let moment = ContinuousClock.now + .microseconds(random.integer(in: 0...1_500))
        while ContinuousClock.now < moment {}
        kill(process.processIdentifier, SIGKILL)
        said += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        // A last line without its end was still being said.
        let whole = String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return whole.dropLast().last.flatMap { Int64($0) } ?? 0
    }

    private func expectWhole(_ store: GRDBRecordStore, upTo last: Int64, _ seed: UInt64) async throws {
        var journal: [Int64] = []
        var position = JournalPosition.start
        while true {
            let page = try await store.load(RecordQuery(.journal(after: position), limit: 100))
            for entry in page.entries {
                #expect(entry.position.number == position.number + 1, "a gap in the journal, seed \(seed)")
                position = entry.position
                journal.append(try entry.body.value())
            }
            if page.isLast { break }
        }
        let expected: [Int64] = last == 0 ? [] : (1...last).flatMap { [$0, $0, $0] }
        #expect(journal == expected, "seed \(seed)")

        let all = RecordQuery(.range(CrashBatch.Mark.byNumber, from: try ByteKey([]), before: nil))
        let marks = try await store.load(all).records.map { try $0.body.value(as: CrashBatch.Mark.self) }
        let places = Array(CrashBatch.places)
        let standing: [Int64] = last == 0 ? [] : (last == 1 ? [] : places) + [0] + places
        #expect(marks.map(\.place) == standing, "seed \(seed)")

        guard last > 0, case .duplicate(let receipt) = try await store.commit(CrashBatch.make(last)) else {
            #expect(last == 0, "a batch was stored without its key, seed \(seed)")
            return
        }
        #expect(try receipt.result?.value(as: Int64.self) == last, "seed \(seed)")
    }
}
