import DeskPrimitives

extension RecordStoreConformance {
    /// Keys and bodies, to the bit.
    static let byteChecks: [ConformanceCheck] = [
        ConformanceCheck("byte-exact-keys", "Keys are compared as bytes", byteExactKeys),
        ConformanceCheck("byte-exact-bodies", "Bodies come back unchanged to the bit", byteExactBodies),
    ]

    /// Keys that some database or some string type takes for equal, or cannot hold.
    private static func lookAlikes() throws -> [ByteKey] {
        let texts = [
            "a", "A", "a ", " a", "a\t", "a\n", "a\u{0}", "a\u{0}b", "\u{0}", "\u{0}\u{0}", "é", "e\u{301}", "ß", "ss",
            "SS", "ﬁ", "fi", "Å", "\u{212B}", "A\u{30A}", "ı", "i", "I", "İ", "%", "_", "a%", "'", "\\", "1", "01",
            "1.0",
            "\u{FEFF}a", "a\u{200B}", "٣", "３", "3",
        ]
        var keys = try texts.map { try StoreProbe.key($0) }
        let raw: [[UInt8]] = [
            [0xFF], [0xFE], [0xFF, 0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0x80], [0xC0, 0x80],
        ]
        keys += raw.map { ByteKey(checked: $0) }
        keys += (0..<3).map { ByteKey(checked: [UInt8](repeating: 0x61, count: Limits.keyBytes - $0)) }
        keys.append(ByteKey(checked: [UInt8](repeating: 0x61, count: Limits.keyBytes - 1) + [0x62]))
        return keys
    }

    private static func byteExactKeys(_ probe: StoreProbe) async throws {
        let keys = try lookAlikes()
        for (number, key) in keys.enumerated() {
            try await probe.commit(
                RecordBatch(
                    idempotencyKey: key, result: RecordBody(number),
                    writes: [
                        RecordWrite(
                            RecordKey(StoreProbe.notes, key), expected: .absent,
                            .put(
                                RecordBody(number),
                                indexes: [IndexEntry(StoreProbe.rank, key), IndexEntry(StoreProbe.badge, key)]))
                    ]))
        }
        for (number, key) in keys.enumerated() {
            let name = "key \(key)"
            let byKey = try await probe.load(RecordQuery(.records([RecordKey(StoreProbe.notes, key)])), handle: 1)
            try probe.equal(byKey.records.map(\.key.id.bytes), [key.bytes], "what \(name) finds")
            try probe.equal(try byKey.records.map { try $0.body.value(as: Int.self) }, [number], "what \(name) holds")
            for index in [StoreProbe.rank, StoreProbe.badge] {
                let records = try await probe.walk(.equal(index, key))
                try probe.equal(records.map(\.key.id.bytes), [key.bytes], "what \(index) finds under \(name)")
                try probe.equal(records.map { $0.indexKey?.bytes }, [key.bytes], "the value that found it")
            }
            let known = try await probe.repeated(RecordBatch(idempotencyKey: key, result: RecordBody(-1)))
            try probe.equal(try known.result?.value(as: Int.self), number, "the first result of \(name)")
        }
        let all = try await probe.walk(.range(StoreProbe.rank, from: ByteKey(checked: []), before: nil), limit: 7)
        try probe.equal(all.map(\.key.id.bytes), keys.sorted().map(\.bytes), "all keys in order")
    }

    private struct Odd: Codable, Hashable, Sendable {
        var texts = ["", "\u{0}", "é", "e\u{301}", " x ", "\u{FEFF}", "👩‍👩‍👧", String(repeating: "x", count: 70_000)]
        var numbers: [Int64] = [.min, -1, 0, 1, .max]
        var bits: [UInt64] = [0, .max]
        var doubles = [0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        var nothing: Int?
    }

    /// Bodies around the sizes where columns and pages end.
    private static let bodies: [[UInt8]] = {
        var bodies: [[UInt8]] = [[], [0], [0xFF], Array(0...255), [0x0D, 0x0A], [0xEF, 0xBB, 0xBF], [0xF6]]
        for size in [4_095, 4_096, 4_097, 65_534, 65_535, 65_536, 65_537, 1_048_576] {
            bodies.append((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
        }
        return bodies
    }()

    private static func byteExactBodies(_ probe: StoreProbe) async throws {
        for (number, bytes) in bodies.enumerated() {
            let body = try RecordBody(bytes: bytes)
            let batch = RecordBatch(
                idempotencyKey: try StoreProbe.key("b\(number)"), result: body,
                writes: [RecordWrite(try StoreProbe.note("b\(number)"), expected: .absent, .put(body, indexes: []))],
                entries: [body])
            try await probe.commit(batch)
            let what = "the \(bytes.count) bytes"
            let record = try await probe.note("b\(number)", handle: 1)
            try probe.hold(try record?.body.bytes() == bytes, "\(what) of the record", "others")
            let entries = try await probe.journal(after: JournalPosition(Int64(number)), handle: 1)
            try probe.hold(try entries.map { try $0.body.bytes() } == [bytes], "\(what) of the journal entry", "others")
            let known = try await probe.repeated(batch, handle: 1)
            try probe.hold(try known.result?.bytes() == bytes, "\(what) of the result", "others")
        }
        let odd = Odd()
        try await probe.commit(
            RecordWrite(try StoreProbe.note("odd"), expected: .absent, .put(RecordBody(odd), indexes: [])))
        let read = try await probe.note("odd", handle: 1)
        try probe.hold(try read?.body.value(as: Odd.self) == odd, "the value that was put", "another")
        try probe.hold(try read?.body.bytes() == RecordEncoder().encode(odd), "the bytes of the value", "others")
    }
}
