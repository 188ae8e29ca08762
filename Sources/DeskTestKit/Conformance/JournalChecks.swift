import DeskPrimitives

extension RecordStoreConformance {
    /// The journal.
    static let journalChecks: [ConformanceCheck] = [
        ConformanceCheck("journal-positions", "Journal positions are 1, 2, 3 … without a gap", journalPositions),
        ConformanceCheck(
            "journal-no-skip", "A journal position is never visible while a smaller one may appear", journalNoSkip),
    ]

    private static func journalPositions(_ probe: StoreProbe) async throws {
        var expected: [Int] = []
        for round in 0..<10 {
            let numbers = (0..<round % 4).map { round * 10 + $0 }
            expected += numbers
            try await probe.commit(
                RecordBatch(writes: [try StoreProbe.put("a", round)], entries: numbers.map { RecordBody($0) }),
                handle: round)
            // What is refused leaves no gap.
            try await probe.refuse(
                RecordBatch(
                    writes: [try StoreProbe.put("a", expected: .absent)], entries: [RecordBody(-1), RecordBody(-2)]))
        }
        let key = try StoreProbe.key("once")
        for number in 0..<3 {
            _ = try await probe.store.first.commit(RecordBatch(idempotencyKey: key, entries: [RecordBody(number)]))
        }
        expected.append(0)
        for limit in [1, 3, 100] {
            let entries = try await probe.journal(limit: limit)
            try probe.equal(try entries.map { try $0.body.value(as: Int.self) }, expected, "entries in order")
        }
        for after in [0, 1, expected.count - 1, expected.count] {
            let rest = try await probe.journal(after: JournalPosition(Int64(after)), handle: 1)
            try probe.equal(
                try rest.map { try $0.body.value(as: Int.self) }, Array(expected[after...]), "entries after \(after)")
        }
        let backwards = try await probe.load(RecordQuery(.journal(after: .start), order: .descending, limit: 2))
        try probe.equal(backwards.entries.map(\.position.number), [1, 2], "the oldest first in every order")
    }

    /// Writers and a reader with a cursor, who reads once for every commit it hears of and once more at the end.
    private static func journalNoSkip(_ probe: StoreProbe) async throws {
        let (writers, rounds) = (8, 12)
        let (heard, announce) = AsyncStream.makeStream(of: Void.self)
        let seen = try await withThrowingTaskGroup(of: [StoredEntry].self) { group in
            group.addTask {
                var entries: [StoredEntry] = []
                for await _ in heard {
                    let position = entries.last?.position ?? .start
                    entries += try await probe.journal(after: position, limit: 7, handle: 1)
                }
                return try await entries + probe.journal(after: entries.last?.position ?? .start, limit: 7)
            }
            group.addTask {
                defer { announce.finish() }
                _ = try await probe.race(writers) { writer in
                    for round in 0..<rounds {
                        let numbers = (0...round % 3).map { (writer * rounds + round) * 3 + $0 }
                        try await probe.commit(
                            RecordBatch(
                                writes: [try StoreProbe.put("w\(writer)", round)],
                                entries: numbers.map { RecordBody($0) }),
                            handle: writer)
                        announce.yield()
                    }
                }
                return []
            }
            var seen: [StoredEntry] = []
            for try await entries in group { seen += entries }
            return seen
        }
        let numbers = try seen.map { try $0.body.value(as: Int.self) }
        try probe.equal(numbers.count, writers * rounds * 2, "entries that the reader saw")
        try probe.equal(Set(numbers).count, numbers.count, "different entries")
        for (place, number) in numbers.enumerated() where number % 3 > 0 {
            try probe.hold(
                place > 0 && numbers[place - 1] == number - 1, "the entries of a batch behind one another",
                "others between")
        }
    }
}
