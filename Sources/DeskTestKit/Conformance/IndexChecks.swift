import DeskPrimitives

extension RecordStoreConformance {
    /// Finding records: by keys, under a value, in order, page by page.
    static let indexChecks: [ConformanceCheck] = [
        ConformanceCheck("keys-in-order", "Records are given in the order of the keys asked for", keysInOrder),
        ConformanceCheck("missing", "What does not exist is left out, without an error", missing),
        ConformanceCheck("index-ranges", "A range holds its lower end and not its upper end", indexRanges),
        ConformanceCheck("index-order", "An index is read by value and then by key, in both directions", indexOrder),
        ConformanceCheck("byte-order", "Index values sort as unsigned bytes, a prefix first", byteOrder),
        ConformanceCheck("cursors", "A walk by pages sees every record once, whatever the page size", cursors),
        ConformanceCheck("index-follows", "Index entries follow their record", indexFollows),
        ConformanceCheck(
            "page-limit", "A page holds no more than was asked for and says when it is the last", pageLimit),
        ConformanceCheck("collections-apart", "Collections and indexes of the same key are apart", collectionsApart),
        ConformanceCheck("large-walk", "10,000 records are walked completely and in order", largeWalk),
    ]

    private static func keysInOrder(_ probe: StoreProbe) async throws {
        let names = ["m", "a", "z", "k"]
        for (number, name) in names.enumerated() { try await probe.commit(StoreProbe.put(name, number)) }
        for order in [["z", "a", "k", "m"], ["a", "k", "m", "z"], ["k", "none", "a"], []] {
            let keys = try order.map { try StoreProbe.note($0) }
            let page = try await probe.load(RecordQuery(.records(keys)))
            try probe.equal(
                page.records.map(\.key), keys.filter { $0.id.bytes.count == 1 }, "the keys that exist, as asked")
            try probe.hold(page.isLast, "the last page", "not the last")
            try probe.hold(page.records.allSatisfy { $0.indexKey == nil }, "no index values", "one")
            // The order of the query is for indexes only.
            let other = try await probe.load(RecordQuery(.records(keys), order: .descending))
            try probe.equal(other.records.map(\.key), page.records.map(\.key), "the same order")
        }
    }

    private static func missing(_ probe: StoreProbe) async throws {
        let some = try StoreProbe.key("some")
        let selections: [RecordQuery.Selection] = [
            .records([try StoreProbe.note("none")]), .records([RecordKey(RecordCollection("conformance-none"), some)]),
            .records([]), .equal(StoreProbe.rank, some), .equal(StoreProbe.badge, some),
            .range(StoreProbe.rank, from: some, before: nil), .journal(after: .start),
            .range(RecordIndex(RecordCollection("conformance-none"), "none"), from: some, before: nil),
            .journal(after: JournalPosition(1_000_000)),
        ]
        for round in 0..<2 {
            for selection in selections {
                for order in [RecordQuery.Order.ascending, .descending] {
                    let page = try await probe.load(RecordQuery(selection, order: order), handle: round)
                    try probe.equal(page.records.count, 0, "records of \(selection)")
                    try probe.equal(page.entries.count, 0, "entries of \(selection)")
                    try probe.hold(page.isLast, "the last page", "not the last")
                }
            }
            // Once more beside what exists.
            try await probe.commit(StoreProbe.put("there", rank: "else", badge: "else"))
            try await probe.commit(StoreProbe.delete("there"))
        }
    }

    private static func indexRanges(_ probe: StoreProbe) async throws {
        for name in ["b", "c", "d", "e"] { try await probe.commit(StoreProbe.put(name, rank: name, badge: name)) }
        let ranges: [(from: String, before: String?, names: [String])] = [
            ("", nil, ["b", "c", "d", "e"]), ("b", nil, ["b", "c", "d", "e"]), ("ba", nil, ["c", "d", "e"]),
            ("c", "d", ["c"]), ("c", "c", []), ("d", "b", []), ("a", "c", ["b"]), ("", "b", []), ("e", nil, ["e"]),
            ("f", nil, []), ("b", "ea", ["b", "c", "d", "e"]), ("", "", []), ("c", "ca", ["c"]),
        ]
        for index in [StoreProbe.rank, StoreProbe.badge] {
            for range in ranges {
                let selection = RecordQuery.Selection.range(
                    index, from: try StoreProbe.key(range.from), before: try range.before.map { try StoreProbe.key($0) }
                )
                let what = "\(index) from “\(range.from)” before “\(range.before ?? "the end")”"
                try probe.equal(try await probe.names(selection), range.names, what)
                try probe.equal(
                    try await probe.names(selection, order: .descending), range.names.reversed(), "\(what), backwards")
            }
            for name in ["b", "e"] {
                try probe.equal(
                    try await probe.names(.equal(index, try StoreProbe.key(name))), [name], "under “\(name)”")
            }
            try probe.equal(try await probe.names(.equal(index, try StoreProbe.key("ba"))), [], "under a value between")
        }
    }

    private static func indexOrder(_ probe: StoreProbe) async throws {
        // Stored in neither order, and ids sort against values.
        for (name, rank) in [("m", "2"), ("z", "1"), ("a", "3"), ("k", "2"), ("b", "2"), ("y", "1")] {
            try await probe.commit(StoreProbe.put(name, rank: rank))
        }
        let sorted = ["y", "z", "b", "k", "m", "a"]
        let all = RecordQuery.Selection.range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil)
        let two = RecordQuery.Selection.equal(StoreProbe.rank, try StoreProbe.key("2"))
        try probe.equal(try await probe.names(all), sorted, "by value, then by key")
        try probe.equal(try await probe.names(all, order: .descending), sorted.reversed(), "backwards")
        try probe.equal(try await probe.names(two), ["b", "k", "m"], "under one value, by key")
        try probe.equal(try await probe.names(two, order: .descending), ["m", "k", "b"], "under one value, backwards")
        for order in [RecordQuery.Order.ascending, .descending] {
            let records = try await probe.walk(all, order: order)
            let values = records.map { $0.indexKey.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "none" }
            let expected = order == .ascending ? "112223" : "322211"
            try probe.equal(values.joined(), expected, "the index values that found them")
        }
    }

    private static func byteOrder(_ probe: StoreProbe) async throws {
        let values: [[UInt8]] = [
            [], [0], [0, 0], [0, 0xFF], [1], [0x20], [0x41], [0x41, 0], [0x41, 0x20], [0x41, 0x42], [0x5A], [0x61],
            [0x7F], [0x80], [0x80, 0], [0xC3, 0xA9], [0xFE, 0xFF, 0xFF], [0xFF], [0xFF, 0], [0xFF, 0xFF],
        ]
        for (number, value) in values.enumerated().reversed() {
            let entries = [StoreProbe.rank, StoreProbe.badge].map { IndexEntry($0, ByteKey(checked: value)) }
            try await probe.commit(
                RecordWrite(
                    RecordKey(StoreProbe.notes, try ByteKey([UInt8(200 - number)])), expected: .absent,
                    .put(RecordBody(number), indexes: entries)))
        }
        for index in [StoreProbe.rank, StoreProbe.badge] {
            for from in values.indices {
                let records = try await probe.walk(.range(index, from: ByteKey(checked: values[from]), before: nil))
                try probe.equal(
                    records.map { $0.indexKey?.bytes }, values[from...].map { $0 }, "values from \(values[from])")
                let below = try await probe.walk(
                    .range(index, from: ByteKey(checked: []), before: ByteKey(checked: values[from])),
                    order: .descending)
                try probe.equal(
                    below.map { $0.indexKey?.bytes }, values[..<from].reversed(), "values before \(values[from])")
            }
        }
    }

    private static func cursors(_ probe: StoreProbe) async throws {
        // Many records under equal values: a cursor that knows the value only loses or repeats some.
        var sorted: [String] = []
        for rank in 0..<3 {
            for name in 0..<7 { sorted.append("\(rank)-\(name)") }
        }
        for name in sorted.reversed() { try await probe.commit(StoreProbe.put(name, rank: String(name.prefix(1)))) }
        let all = RecordQuery.Selection.range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil)
        let one = RecordQuery.Selection.equal(StoreProbe.rank, try StoreProbe.key("1"))
        for limit in [1, 2, 3, 5, 7, 20, 21, 22] {
            try probe.equal(try await probe.names(all, limit: limit), sorted, "pages of \(limit)")
            try probe.equal(
                try await probe.names(all, order: .descending, limit: limit), sorted.reversed(),
                "pages of \(limit), backwards")
            let inner = Array(sorted[7..<14])
            try probe.equal(try await probe.names(one, limit: limit), inner, "pages of \(limit) under one value")
            try probe.equal(
                try await probe.names(one, order: .descending, limit: limit), inner.reversed(),
                "pages of \(limit) under one value, backwards")
        }
        // A cursor is a place, not a record: the walk goes on when its record has gone or others came.
        for order in [RecordQuery.Order.ascending, .descending] {
            let expected = order == .ascending ? Array(sorted[10...]) : sorted[..<9].reversed()
            let cursor = RecordCursor(indexKey: try StoreProbe.key("1"), id: try StoreProbe.key("1-2"))
            try await probe.commit(StoreProbe.delete("1-2"))
            for limit in [1, 50] {
                var names: [String] = []
                var query = RecordQuery(all, order: order, limit: limit, after: cursor)
                while names.count <= 21 {
                    let page = try await probe.load(query)
                    names += page.records.map { String(decoding: $0.key.id.bytes, as: UTF8.self) }
                    guard !page.isLast, let last = page.records.last?.cursor else { break }
                    query.after = last
                }
                try probe.equal(names, expected, "the rest after a cursor whose record is gone")
            }
            try await probe.commit(StoreProbe.put("1-2", rank: "1"))
        }
        // A cursor outside the range leaves the whole range, or nothing of it.
        let outside = RecordCursor(indexKey: try StoreProbe.key("0"), id: try StoreProbe.key("0-3"))
        let page = try await probe.load(RecordQuery(one, after: outside))
        try probe.equal(page.records.count, 7, "records of a range behind the cursor")
        let none = try await probe.load(RecordQuery(one, order: .descending, after: outside))
        try probe.equal(none.records.count, 0, "records of a range that the cursor has passed")
    }

    private static func indexFollows(_ probe: StoreProbe) async throws {
        func names(_ index: RecordIndex, _ value: String) async throws -> [String] {
            try await probe.names(.equal(index, try StoreProbe.key(value)))
        }
        try await probe.commit(StoreProbe.put("a", 1, rank: "old", badge: "old"))
        try await probe.commit(StoreProbe.put("a", 2, rank: "new", badge: "new"))
        for index in [StoreProbe.rank, StoreProbe.badge] {
            try probe.equal(try await names(index, "old"), [], "what the value before finds")
            try probe.equal(try await names(index, "new"), ["a"], "what the new value finds")
            try probe.equal(
                try await probe.names(.range(index, from: try StoreProbe.key(""), before: nil)), ["a"], "all entries")
        }
        try await probe.commit(StoreProbe.put("b", badge: "old"))
        try await probe.commit(StoreProbe.put("a", 3))
        try probe.equal(try await names(StoreProbe.rank, "new"), [], "what is found after a put without entries")
        try await probe.commit(StoreProbe.put("a", 4, rank: "last", badge: "last"))
        try await probe.commit(StoreProbe.delete("a"))
        try probe.equal(try await names(StoreProbe.rank, "last"), [], "what is found after a deletion")
        // Old entries must not come back with a new record of the same key.
        try await probe.commit(StoreProbe.put("a", 5, expected: .absent, rank: "again"))
        try probe.equal(
            try await probe.names(.range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil)), ["a"],
            "entries of the record made anew")
        try probe.equal(try await names(StoreProbe.rank, "again"), ["a"], "what the value of the new record finds")
        try await probe.commit(StoreProbe.put("c", badge: "last"))
        // One record under many values of one index is found under each.
        let many = try ["x", "y", "z"].map { IndexEntry(StoreProbe.rank, try StoreProbe.key($0)) }
        try await probe.commit(
            RecordWrite(try StoreProbe.note("m"), expected: .absent, .put(RecordBody(1), indexes: many)))
        try await probe.commit(
            RecordWrite(try StoreProbe.note("m"), expected: .any, .put(RecordBody(2), indexes: Array(many[1...]))))
        try probe.equal(try await names(StoreProbe.rank, "x"), [], "what is found under a value taken away")
        for value in ["y", "z"] {
            try probe.equal(try await names(StoreProbe.rank, value), ["m"], "found under \(value)")
        }
    }

    private static func pageLimit(_ probe: StoreProbe) async throws {
        var keys: [RecordKey] = []
        for number in 0..<10 {
            try await probe.commit(
                RecordBatch(
                    writes: [try StoreProbe.put("n\(number)", number, rank: "r")], entries: [RecordBody(number)]))
            keys.append(try StoreProbe.note("n\(number)"))
        }
        let selections: [RecordQuery.Selection] = [
            .records(keys), .equal(StoreProbe.rank, try StoreProbe.key("r")),
            .range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil), .journal(after: .start),
        ]
        for selection in selections {
            for limit in [1, 2, 9, 10, 11, 100] {
                let page = try await probe.load(RecordQuery(selection, limit: limit))
                let count = page.records.count + page.entries.count
                try probe.hold(count <= limit, "\(limit) at most", "\(count)")
                try probe.hold(count >= 1, "one at least", "none")
                // A page may be shorter than the limit, but it knows whether anything follows.
                try probe.equal(page.isLast, count == 10, "whether \(count) of 10 are the last page of \(selection)")
            }
        }
        // A limit that was changed after the query was made is still one within the bounds.
        for wild in [0, -1, Int.min, Int.max] {
            var query = RecordQuery(.equal(StoreProbe.rank, try StoreProbe.key("r")))
            query.limit = wild
            let page = try await probe.load(query)
            try probe.hold(page.records.count <= 10 && !page.records.isEmpty, "1 … 10 records", "\(page.records.count)")
        }
    }

    private static func collectionsApart(_ probe: StoreProbe) async throws {
        let id = try StoreProbe.key("same")
        let (note, mark) = (RecordKey(StoreProbe.notes, id), RecordKey(StoreProbe.marks, id))
        let markRank = RecordIndex(StoreProbe.marks, "rank")
        let markBadge = RecordIndex(StoreProbe.marks, "badge", isUnique: true)
        func write(_ key: RecordKey, _ number: Int, _ indexes: [RecordIndex]) -> RecordWrite {
            RecordWrite(
                key, expected: .absent, .put(RecordBody(number), indexes: indexes.map { IndexEntry($0, id) }))
        }
        try await probe.commit(write(note, 1, [StoreProbe.rank, StoreProbe.badge]))
        try await probe.commit(write(mark, 2, [markRank, markBadge]))
        let both = try await probe.load(RecordQuery(.records([mark, note])))
        try probe.equal(both.records.map(\.key), [mark, note], "two records of one key")
        try probe.equal(try both.records.map { try $0.body.value(as: Int.self) }, [2, 1], "what each holds")
        for (index, key) in [(StoreProbe.rank, note), (StoreProbe.badge, note), (markRank, mark), (markBadge, mark)] {
            let found = try await probe.walk(.equal(index, id))
            try probe.equal(found.map(\.key), [key], "what \(index) finds")
        }
        try await probe.commit(RecordBatch(erasures: [note]))
        try probe.equal(
            try await probe.walk(.equal(markRank, id)).map(\.key), [mark], "the record beside the erased one")
    }

    private static func largeWalk(_ probe: StoreProbe) async throws {
        let count = 10_000
        for start in stride(from: 0, to: count, by: 500) {
            var writes: [RecordWrite] = []
            for number in start..<start + 500 {
                // 7,919 is prime: values come in no order, four records to each.
                let value = number * 7_919 % count / 4
                writes.append(
                    RecordWrite(
                        RecordKey(StoreProbe.notes, ByteKey.composed { $0.append(Int64(number)) }), expected: .absent,
                        .put(
                            RecordBody(number),
                            indexes: [IndexEntry(StoreProbe.rank, ByteKey.composed { $0.append(Int64(value)) })])))
            }
            try await probe.commit(RecordBatch(writes: writes))
        }
        for (order, limit) in [(RecordQuery.Order.ascending, 1_999), (.descending, 3_333), (.ascending, 10_000)] {
            let records = try await probe.walk(
                .range(StoreProbe.rank, from: try StoreProbe.key(""), before: nil), order: order, limit: limit,
                atMost: count)
            try probe.equal(records.count, count, "records")
            for (first, second) in zip(records, records.dropFirst()) {
                guard let left = first.cursor, let right = second.cursor else {
                    throw probe.fail("index values", "none")
                }
                let isAscending = (left.indexKey, left.id) < (right.indexKey, right.id)
                try probe.equal(isAscending, order == .ascending, "whether the walk goes upwards")
            }
        }
    }
}
