import DeskPrimitives

extension RecordStoreConformance {
    /// Unique indexes and idempotency keys.
    static let uniqueChecks: [ConformanceCheck] = [
        ConformanceCheck(
            "unique-key", "Two records never stand under the same value of a unique index", uniqueKey),
        ConformanceCheck(
            "unique-moves", "Unique values are compared after all writes of a batch, so they can move", uniqueMoves),
        ConformanceCheck(
            "unique-race", "Of concurrent records under one unique value exactly one is stored", uniqueRace),
        ConformanceCheck("first-result", "A repeated key changes nothing and answers the first result", firstResult),
        ConformanceCheck(
            "first-result-race", "Of concurrent batches with one key exactly one is stored", firstResultRace),
        ConformanceCheck("conflict-keeps-key", "A conflict does not use up the idempotency key", conflictKeepsKey),
    ]

    private static func uniqueKey(_ probe: StoreProbe) async throws {
        try await probe.commit(StoreProbe.put("a", 1, badge: "x"))
        let taken = CommitConflict.unique(
            IndexEntry(StoreProbe.badge, try StoreProbe.key("x")), holder: try StoreProbe.note("a"))
        try await probe.refuse(StoreProbe.put("b", 2, badge: "x"), because: taken)
        try probe.hold(try await probe.note("b") == nil, "no refused record", "one")
        try await probe.commit(StoreProbe.put("b", 2, badge: "y"))
        try await probe.refuse(StoreProbe.put("b", 3, badge: "x"), because: taken)
        try probe.equal(try await probe.number("b"), 2, "the record before the refused write")
        try probe.equal(
            try await probe.names(.equal(StoreProbe.badge, try StoreProbe.key("y"))), ["b"], "who holds the value")
        // The holder itself may be written again, and values of other indexes and ordinary ones are their own.
        try await probe.commit(StoreProbe.put("a", 4, badge: "x"))
        try await probe.commit(StoreProbe.put("c", rank: "x"), StoreProbe.put("d", rank: "x"))
        let other = RecordIndex(StoreProbe.notes, "other-badge", isUnique: true)
        try await probe.commit(
            RecordWrite(
                try StoreProbe.note("e"), expected: .absent,
                .put(RecordBody(0), indexes: [IndexEntry(other, try StoreProbe.key("x"))])))
        // A value is free when its holder no longer has it.
        try await probe.commit(StoreProbe.put("a", 5, badge: "z"))
        try await probe.commit(StoreProbe.put("f", badge: "x"))
        try await probe.commit(StoreProbe.delete("f"))
        try await probe.commit(StoreProbe.put("g", badge: "x"))
        // Two records of one batch cannot have one value either.
        try await probe.refuse(
            RecordBatch(writes: [try StoreProbe.put("h", badge: "new"), try StoreProbe.put("i", badge: "new")]))
        try probe.hold(try await probe.note("h") == nil, "no refused record", "one")
        try await probe.commit(StoreProbe.put("i", badge: "new"))
    }

    private static func uniqueMoves(_ probe: StoreProbe) async throws {
        func holders() async throws -> [String] {
            try await probe.names(.range(StoreProbe.badge, from: try StoreProbe.key(""), before: nil))
        }
        try await probe.commit(StoreProbe.put("a", badge: "1"), StoreProbe.put("b", badge: "2"))
        try await probe.commit(StoreProbe.put("a", badge: "3"), StoreProbe.put("c", badge: "1"))
        try probe.equal(try await holders(), ["c", "b", "a"], "holders after a value moved to a new record")
        try await probe.commit(StoreProbe.put("d", badge: "3"), StoreProbe.put("a"))
        try probe.equal(try await holders(), ["c", "b", "d"], "holders after the taker was written first")
        try await probe.commit(StoreProbe.put("b", badge: "3"), StoreProbe.put("d", badge: "2"))
        try probe.equal(try await holders(), ["c", "d", "b"], "holders after two records swapped values")
        try await probe.commit(StoreProbe.delete("c"), StoreProbe.put("e", badge: "1"))
        try probe.equal(try await holders(), ["e", "d", "b"], "holders after a deletion in the same batch")
        try await probe.commit(
            RecordBatch(writes: [try StoreProbe.put("f", badge: "1")], erasures: [try StoreProbe.note("e")]))
        try probe.equal(try await holders(), ["f", "d", "b"], "holders after an erasure in the same batch")
    }

    private static func uniqueRace(_ probe: StoreProbe) async throws {
        for round in 0..<4 {
            let outcomes = try await probe.race(16) { racer in
                let write = try StoreProbe.put("r\(round)-\(racer)", racer, expected: .absent, badge: "round-\(round)")
                return try await probe.store.handle(racer).commit(RecordBatch(writes: [write]))
            }
            var winners: [Int] = []
            for (racer, outcome) in outcomes.enumerated() {
                switch outcome {
                case .committed: winners.append(racer)
                case .conflict: continue
                case .duplicate: throw probe.fail("committed or conflict", "duplicate")
                }
            }
            try probe.equal(winners.count, 1, "how many of 16 were stored")
            let stored = try await probe.names(.equal(StoreProbe.badge, try StoreProbe.key("round-\(round)")))
            try probe.equal(stored, winners.map { "r\(round)-\($0)" }, "who stands under the value")
        }
    }

    private static func firstResult(_ probe: StoreProbe) async throws {
        let key = try StoreProbe.key("command-1")
        func batch(_ number: Int) throws -> RecordBatch {
            RecordBatch(
                idempotencyKey: key, result: RecordBody(number),
                checks: [RecordCheck(try StoreProbe.note("other"), expected: .absent)],
                writes: [try StoreProbe.put("a", number, expected: .absent)], entries: [RecordBody(number)])
        }
        let first = try await probe.commit(batch(1))
        try probe.equal(try first.result?.value(as: Int.self), 1, "the result of the first commit")
        try await probe.commit(StoreProbe.put("other"))
        for handle in 0..<2 {
            // None of its expectations holds any more: the key is looked at first.
            for number in 1...2 {
                let known = try await probe.repeated(batch(number), handle: handle)
                try probe.equal(known.revision, first.revision, "the first revision")
                try probe.equal(try known.result?.value(as: Int.self), 1, "the first result")
            }
        }
        try probe.equal(try await probe.number("a"), 1, "the record of the first commit")
        try probe.equal(try await probe.journal().count, 1, "journal entries of the first commit")
        // Another key is another batch, and no key at all may come any number of times.
        let silent = RecordBatch(idempotencyKey: try StoreProbe.key("command-2"), entries: [RecordBody(3)])
        try await probe.commit(silent)
        try probe.hold(try await probe.repeated(silent).result == nil, "no result where there was none", "one")
        for number in 0..<2 { try await probe.commit(StoreProbe.put("b", number)) }
        try probe.equal(try await probe.number("b"), 1, "the second of two batches without a key")
    }

    private static func firstResultRace(_ probe: StoreProbe) async throws {
        for round in 0..<4 {
            let key = try StoreProbe.key("command-\(round)")
            let outcomes = try await probe.race(16) { racer in
                try await probe.store.handle(racer).commit(
                    RecordBatch(
                        idempotencyKey: key, result: RecordBody(racer),
                        writes: [try StoreProbe.put("r\(round)-\(racer)", racer)], entries: [RecordBody(racer)]))
            }
            var winners: [Int] = []
            for (racer, outcome) in outcomes.enumerated() {
                switch outcome {
                case .committed: winners.append(racer)
                case .duplicate: continue
                case .conflict: throw probe.fail("committed or duplicate", "conflict")
                }
            }
            try probe.equal(winners.count, 1, "how many of 16 were stored")
            for outcome in outcomes {
                guard case .duplicate(let receipt) = outcome else { continue }
                try probe.equal(try receipt.result?.value(as: Int.self), winners[0], "the result of the one stored")
            }
            for racer in 0..<16 {
                try probe.equal(
                    try await probe.note("r\(round)-\(racer)") != nil, racer == winners[0],
                    "whether \(racer) was stored")
            }
            try probe.equal(try await probe.journal().count, round + 1, "journal entries, one for each round")
        }
    }

    private static func conflictKeepsKey(_ probe: StoreProbe) async throws {
        let key = try StoreProbe.key("command-1")
        let first = try await probe.commit(StoreProbe.put("a", 1)).revision
        try await probe.commit(StoreProbe.put("a", 2))
        let stale = RecordBatch(
            idempotencyKey: key, result: RecordBody(1), writes: [try StoreProbe.put("a", 3, expected: .exactly(first))])
        try await probe.refuse(stale)
        try await probe.refuse(stale, handle: 1)
        guard let now = try await probe.note("a")?.revision else { throw probe.fail("the record", "none") }
        let fresh = RecordBatch(
            idempotencyKey: key, result: RecordBody(2), writes: [try StoreProbe.put("a", 3, expected: .exactly(now))])
        let taken = try await probe.commit(fresh)
        try probe.equal(try await probe.repeated(stale).revision, taken.revision, "the revision of the batch taken")
        try probe.equal(try await probe.repeated(stale).result?.value(as: Int.self), 2, "the result of the batch taken")
        // The same for a unique value in the way.
        try await probe.commit(StoreProbe.put("b", badge: "x"))
        let rival = RecordBatch(
            idempotencyKey: try StoreProbe.key("command-2"), writes: [try StoreProbe.put("c", badge: "x")])
        try await probe.refuse(rival)
        try await probe.commit(StoreProbe.delete("b"))
        try await probe.commit(rival)
    }
}
