import DeskPrimitives

extension RecordStoreConformance {
    /// Batches, expectations and what becomes of records.
    static let commitChecks: [ConformanceCheck] = [
        ConformanceCheck("atomic-batch", "A batch is stored whole or not at all", atomicBatch),
        ConformanceCheck(
            "expected-revisions", "A batch is taken exactly when every expectation holds", expectedRevisions),
        ConformanceCheck("revisions-grow", "Revisions only grow, also across deletion", revisionsGrow),
        ConformanceCheck("no-lost-update", "Of racing writers none loses an update", noLostUpdate),
        ConformanceCheck("read-your-writes", "What is committed is seen through every handle", readYourWrites),
        ConformanceCheck("empty-batch", "An empty batch is taken and changes nothing", emptyBatch),
        ConformanceCheck("erasure", "An erased record is gone with its index entries", erasure),
    ]

    private static func atomicBatch(_ probe: StoreProbe) async throws {
        try await probe.commit(StoreProbe.put("holder", badge: "taken"), StoreProbe.put("stop"), StoreProbe.put("kept"))
        let obstacles: [(Int) throws -> RecordWrite] = [
            { _ in try StoreProbe.put("stop", 1, expected: .absent) },
            { _ in try StoreProbe.put("missing", 1, expected: .exactly(Revision(1))) },
            { try StoreProbe.put("rival-\($0)", 1, expected: .absent, badge: "taken") },
        ]
        for (kind, obstacle) in obstacles.enumerated() {
            for place in 0..<5 {
                var writes = try (0..<4).map {
                    try StoreProbe.put("part-\($0)", 1, expected: .absent, rank: "r\($0)", badge: "b\($0)")
                }
                writes.insert(try obstacle(place), at: place)
                try await probe.refuse(
                    RecordBatch(
                        idempotencyKey: StoreProbe.key("batch-\(kind)-\(place)"), writes: writes,
                        entries: [RecordBody(1), RecordBody(2)], erasures: [StoreProbe.note("kept")]))
                for part in 0..<4 {
                    try probe.hold(
                        try await probe.note("part-\(part)") == nil, "no part of a refused batch", "part \(part)")
                }
                try probe.hold(try await probe.note("rival-\(place)") == nil, "no refused record", "one")
                try probe.equal(try await probe.number("stop"), 0, "the record in the way")
                try probe.hold(try await probe.note("kept") != nil, "the record of a refused erasure", "none")
                try probe.equal(
                    try await probe.names(.range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil)), [],
                    "index entries of a refused batch")
                try probe.equal(
                    try await probe.names(.range(StoreProbe.badge, from: try StoreProbe.key(""), before: nil)),
                    ["holder"], "unique values after a refused batch")
                try probe.equal(try await probe.journal().count, 0, "journal entries of a refused batch")
            }
        }
        let checked = RecordBatch(
            checks: [RecordCheck(try StoreProbe.note("stop"), expected: .absent)],
            writes: [try StoreProbe.put("part-0")], entries: [RecordBody(1)])
        try await probe.refuse(checked)
        try probe.hold(try await probe.note("part-0") == nil, "no part of a refused batch", "part 0")
        try probe.equal(try await probe.journal().count, 0, "journal entries of a refused batch")
    }

    private static func expectedRevisions(_ probe: StoreProbe) async throws {
        let key = try StoreProbe.note("a")
        try await probe.refuse(
            StoreProbe.put("a", expected: .exactly(Revision(1))), because: .revision(key, actual: nil))
        try await probe.refuse(
            StoreProbe.delete("a", expected: .exactly(Revision(1))), because: .revision(key, actual: nil))
        let first = try await probe.commit(StoreProbe.put("a", 1, expected: .absent)).revision
        try probe.equal(try await probe.note("a")?.revision, first, "the record's revision")
        try await probe.refuse(StoreProbe.put("a", 2, expected: .absent), because: .revision(key, actual: first))
        let second = try await probe.commit(StoreProbe.put("a", 3, expected: .exactly(first))).revision
        try await probe.refuse(
            StoreProbe.put("a", 4, expected: .exactly(first)), because: .revision(key, actual: second))
        try await probe.refuse(
            StoreProbe.delete("a", expected: .exactly(first)), because: .revision(key, actual: second))
        try await probe.refuse(
            StoreProbe.put("a", 5, expected: .exactly(Revision(second.number + 1))),
            because: .revision(key, actual: second))
        try await probe.refuse(StoreProbe.delete("a", expected: .absent), because: .revision(key, actual: second))
        try probe.equal(try await probe.number("a"), 3, "what the last good write put")
        let third = try await probe.commit(StoreProbe.put("a", 6)).revision

        // Checks hold for records that the batch does not write.
        let expectations: [(ExpectedRevision, Bool)] = [
            (.exactly(third), true), (.any, true), (.absent, false), (.exactly(second), false),
            (.exactly(Revision(third.number + 1)), false),
        ]
        for (number, (expected, holds)) in expectations.enumerated() {
            let batch = RecordBatch(
                checks: [RecordCheck(key, expected: expected)], writes: [try StoreProbe.put("b-\(number)")])
            if holds {
                try await probe.commit(batch)
            } else {
                let reasons = try await probe.refuse(batch)
                try probe.hold(
                    reasons.contains(.revision(key, actual: third)), "a revision reason", "\(reasons)")
            }
            try probe.equal(try await probe.note("b-\(number)") != nil, holds, "whether the write was stored")
        }
        let missing = RecordCheck(try StoreProbe.note("none"), expected: .absent)
        try await probe.commit(RecordBatch(checks: [missing]))
        try probe.equal(try await probe.note("a")?.revision, third, "the revision of a record only checked")

        try await probe.commit(StoreProbe.delete("a", expected: .exactly(third)))
        try probe.hold(try await probe.note("a") == nil, "no record after its deletion", "one")
        try await probe.commit(StoreProbe.delete("a", expected: .absent))
        try await probe.commit(StoreProbe.delete("a"))
        try await probe.commit(StoreProbe.put("a", 7, expected: .absent))
    }

    private static func revisionsGrow(_ probe: StoreProbe) async throws {
        var last = Revision(0)
        for round in 0..<4 {
            let made = try await probe.commit(StoreProbe.put("a", round, expected: .absent), StoreProbe.put("b"))
                .revision
            try probe.hold(made > last, "a revision after \(last)", "\(made)")
            try probe.equal(try await probe.note("a")?.revision, made, "the revision of the first record")
            try probe.equal(try await probe.note("b")?.revision, made, "the revision of the second record")
            let changed = try await probe.commit(StoreProbe.put("a", round, expected: .exactly(made))).revision
            try probe.hold(changed > made, "a revision after \(made)", "\(changed)")
            try probe.equal(try await probe.note("b")?.revision, made, "the revision of a record not written")
            if round % 2 == 0 {
                try await probe.commit(StoreProbe.delete("a", expected: .exactly(changed)))
            } else {
                try await probe.commit(RecordBatch(erasures: [StoreProbe.note("a")]))
            }
            last = changed
        }
        let anew = try await probe.commit(StoreProbe.put("a", expected: .absent)).revision
        try probe.hold(anew > last, "a revision after \(last)", "\(anew)")
        // Whoever still holds the revision of the deleted record must not overwrite the new one.
        try await probe.refuse(
            StoreProbe.put("a", 99, expected: .exactly(last)),
            because: .revision(try StoreProbe.note("a"), actual: anew))
    }

    private static func noLostUpdate(_ probe: StoreProbe) async throws {
        try await probe.commit(StoreProbe.put("counter", 0, expected: .absent))
        _ = try await probe.race(100) { racer in
            for _ in 0..<1_000 {
                guard let record = try await probe.note("counter", handle: racer) else {
                    throw probe.fail("the counter", "no record")
                }
                let number = try record.body.value(as: Int.self) + 1
                let write = try StoreProbe.put("counter", number, expected: .exactly(record.revision))
                switch try await probe.store.handle(racer).commit(RecordBatch(writes: [write])) {
                case .committed: return
                case .conflict: continue
                case .duplicate: throw probe.fail("committed or conflict", "duplicate")
                }
            }
            throw probe.fail("one commit in 1,000 tries, because every conflict is another's success", "none")
        }
        try probe.equal(try await probe.number("counter"), 100, "the sum of 100 increments")
    }

    private static func readYourWrites(_ probe: StoreProbe) async throws {
        for round in 0..<20 {
            let (writer, reader) = (round, round + 1)
            try await probe.commit(
                RecordBatch(
                    writes: [try StoreProbe.put("a", round, rank: "r\(round)")], entries: [RecordBody(round)]),
                handle: writer)
            try probe.equal(try await probe.number("a", handle: reader), round, "what the other handle wrote")
            try probe.equal(
                try await probe.names(.equal(StoreProbe.rank, try StoreProbe.key("r\(round)")), handle: reader), ["a"],
                "what the index finds")
            try probe.equal(
                try await probe.journal(handle: reader).count, round + 1, "the journal entries of the other handle")
        }
        try await probe.commit(StoreProbe.delete("a"), handle: 0)
        try probe.hold(try await probe.note("a", handle: 1) == nil, "no record after its deletion", "one")
    }

    private static func emptyBatch(_ probe: StoreProbe) async throws {
        let first = try await probe.commit(StoreProbe.put("a", 1)).revision
        let empty = try await probe.commit(RecordBatch()).revision
        try probe.hold(empty >= first, "a revision not before \(first)", "\(empty)")
        try probe.equal(try await probe.note("a")?.revision, first, "the revision of an untouched record")
        try probe.equal(try await probe.journal().count, 0, "journal entries")
        let key = try StoreProbe.key("empty")
        let kept = try await probe.commit(RecordBatch(idempotencyKey: key, result: RecordBody(5)))
        let known = try await probe.repeated(RecordBatch(idempotencyKey: key, result: RecordBody(6)))
        try probe.equal(known.revision, kept.revision, "the first revision")
        try probe.equal(try known.result?.value(as: Int.self), 5, "the first result")
        try await probe.commit(RecordBatch(entries: [RecordBody(1)]))
        try probe.equal(try await probe.journal().count, 1, "entries of a batch that writes no record")
    }

    private static func erasure(_ probe: StoreProbe) async throws {
        try await probe.commit(
            StoreProbe.put("a", 1, rank: "low", badge: "gone"), StoreProbe.put("b", 2, rank: "low", badge: "kept"))
        try await probe.commit(
            RecordBatch(erasures: [try StoreProbe.note("a"), try StoreProbe.note("never-there")]))
        for handle in 0..<2 {
            try probe.hold(try await probe.note("a", handle: handle) == nil, "no erased record", "one")
            try probe.equal(
                try await probe.names(.equal(StoreProbe.rank, try StoreProbe.key("low")), handle: handle), ["b"],
                "what the index finds after an erasure")
            try probe.equal(
                try await probe.names(.equal(StoreProbe.badge, try StoreProbe.key("gone")), handle: handle), [],
                "what the unique index finds after an erasure")
        }
        // A value of an erased record is free, and an old entry must not find what is stored under its key later.
        try await probe.commit(StoreProbe.put("c", badge: "gone"))
        try await probe.commit(StoreProbe.put("a", 3, expected: .absent, rank: "high"))
        try probe.equal(
            try await probe.names(.range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil)), ["a", "b"],
            "what the index finds under old and new values")
        // An erasure in the batch of a write wins: the record is gone afterwards.
        try await probe.commit(
            RecordBatch(
                writes: [try StoreProbe.put("d", rank: "low"), try StoreProbe.put("e", rank: "low")],
                erasures: [try StoreProbe.note("d")]))
        try probe.hold(try await probe.note("d") == nil, "no record that its batch erases", "one")
        try probe.equal(
            try await probe.names(.equal(StoreProbe.rank, try StoreProbe.key("low"))), ["b", "e"],
            "what the index finds after an erasure")
    }
}
