import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Storage keys")
struct ByteKeyTests {
    @Test("Bytes at the limit are taken, beyond it refused")
    func limits() throws {
        #expect(try ByteKey([UInt8](repeating: 1, count: 512)).bytes.count == 512)
        #expect(code { try ByteKey([UInt8](repeating: 1, count: 513)) } == .tooLong)
        #expect(try ByteKey([UInt8]()).bytes.isEmpty)
        #expect(code { try ByteKey { $0.append([UInt8](repeating: 7, count: 511)) } } == nil)
        #expect(code { try ByteKey { $0.append([UInt8](repeating: 7, count: 512)) } } == .tooLong)
        #expect(code { try ByteKey { $0.append([UInt8](repeating: 0, count: 256)) } } == .tooLong)
    }

    @Test("Keys sort as unsigned bytes, a prefix before what it begins")
    func order() throws {
        let sorted = try [[], [0], [0, 0], [0, 1], [1], [0x7F], [0x80], [0x80, 0], [0xFF], [0xFF, 0xFF]]
            .map { try ByteKey($0) }
        #expect(sorted.reversed().sorted() == sorted)
        for (left, right) in zip(sorted, sorted.dropFirst()) { #expect(left < right && !(right < left)) }
    }

    @Test("Parts have the form that ordered stores use")
    func form() throws {
        #expect(try ByteKey { $0.append(CaseID("ab")) }.bytes == [0x61, 0x62, 0])
        #expect(try ByteKey { $0.append([0x61, 0, 1, 2] as [UInt8]) }.bytes == [0x61, 1, 1, 1, 2, 2, 0])
        #expect(try ByteKey { $0.append([UInt8]()) }.bytes == [0])
        #expect(try ByteKey { $0.append(Int64(0)) }.bytes == [0x80, 0, 0, 0, 0, 0, 0, 0])
        #expect(try ByteKey { $0.append(Int64(-1)) }.bytes == [0x7F] + [UInt8](repeating: 0xFF, count: 7))
        #expect(try ByteKey { $0.append(Int64.min) }.bytes == [UInt8](repeating: 0, count: 8))
        #expect(try ByteKey { $0.append(Int64.max) }.bytes == [UInt8](repeating: 0xFF, count: 8))
        #expect(try ByteKey { $0.append(Instant(microseconds: 1)) }.bytes == [0x80, 0, 0, 0, 0, 0, 0, 1])
        #expect(ByteKey(CaseID("ab")).bytes == [0x61, 0x62])
    }

    @Test("Different parts never make the same key, whatever the next part begins with")
    func apart() throws {
        let first = try ByteKey {
            $0.append([UInt8]())
            $0.append([0xFF, 0] as [UInt8])
        }
        let second = try ByteKey {
            $0.append([0] as [UInt8])
            $0.append([0xFF] as [UInt8])
        }
        #expect(first < second)
        let small = try ByteKey {
            $0.append([UInt8]())
            $0.append(Int64.max)
        }
        let large = try ByteKey {
            $0.append([0] as [UInt8])
            $0.append(Int64.min)
        }
        #expect(small < large)
    }

    private enum Part {
        case number(Int64)
        case bytes([UInt8])
        case name(CaseID)
    }

    /// Random tuples of one shape, so that parts of one kind are compared with one another.
    private func tuple(_ shape: [Int], _ generator: inout SeededGenerator) -> [Part] {
        shape.map { kind in
            switch kind {
            case 0:
                return .number(generator.integer(in: Int64.min...Int64.max) >> generator.integer(in: 0...63))
            case 1:
                return .bytes(
                    (0..<generator.integer(in: 0...4)).map { _ in generator.pick([0, 1, 0x61, 0xFE, 0xFF]) ?? 0 })
            default:
                let letters = (0..<generator.integer(in: 1...3)).map { _ in generator.pick(["!", "a", "b", "~"]) ?? "a"
                }
                return .name(CaseID(checked: letters.joined()))
            }
        }
    }

    private func precedes(_ a: [Part], _ b: [Part]) -> Bool {
        for (left, right) in zip(a, b) {
            switch (left, right) {
            case (.number(let x), .number(let y)): if x != y { return x < y }
            case (.bytes(let x), .bytes(let y)): if x != y { return x.lexicographicallyPrecedes(y) }
            case (.name(let x), .name(let y)): if x != y { return x < y }
            default: return false
            }
        }
        return false
    }

    @Test("Keys of random tuples sort as the tuples do", arguments: UInt64(1)...10)
    func preservesOrder(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let shape = (0..<generator.integer(in: 1...4)).map { _ in generator.integer(in: 0...2) }
            let tuples = (0..<40).map { _ in tuple(shape, &generator) }
            let keys = try tuples.map { parts in
                try ByteKey { key in
                    for part in parts {
                        switch part {
                        case .number(let number): key.append(number)
                        case .bytes(let bytes): key.append(bytes)
                        case .name(let name): key.append(name)
                        }
                    }
                }
            }
            for (a, left) in zip(tuples, keys) {
                for (b, right) in zip(tuples, keys) {
                    #expect(precedes(a, b) == (left < right), "seed \(seed): \(a) and \(b)")
                }
            }
        }
    }

    @Test("The end of a prefix is the smallest key behind everything that begins with it")
    func endOfPrefix() throws {
        func end(_ bytes: [UInt8]) throws -> [UInt8]? { try ByteKey(bytes).endOfPrefix?.bytes }
        #expect(try end([1]) == [2])
        #expect(try end([1, 0]) == [1, 1])
        #expect(try end([1, 0xFF]) == [2])
        #expect(try end([1, 0xFF, 0xFF]) == [2])
        #expect(try end([0xFE, 0xFF]) == [0xFF])
        #expect(try end([0xFF]) == nil)
        #expect(try end([0xFF, 0xFF]) == nil)
        #expect(try end([]) == nil)
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<3_000 {
            func some(_ count: ClosedRange<Int>) -> [UInt8] {
                (0..<generator.integer(in: count)).map { _ in generator.pick([0, 1, 0xFE, 0xFF]) ?? 0 }
            }
            let prefix = some(0...3)
            let other = try ByteKey(some(0...5))
            guard let end = try ByteKey(prefix).endOfPrefix else {
                #expect(prefix.allSatisfy { $0 == 0xFF })
                continue
            }
            let isInside = try !(other < ByteKey(prefix)) && other < end
            #expect(isInside == other.bytes.starts(with: prefix), "\(prefix), \(other)")
        }
    }

    @Test("Hexadecimal text comes back, and everything else is refused")
    func text() throws {
        let key = try ByteKey([0, 0x0F, 0xA0, 0xFF])
        #expect(key.description == "000fa0ff")
        let bytes = try RecordEncoder().encode(key)
        #expect(try RecordDecoder().decode(ByteKey.self, from: bytes) == key)
        let shouted = try RecordEncoder().encode("00FF")
        #expect(try RecordDecoder().decode(ByteKey.self, from: shouted) == ByteKey([0, 0xFF]))
        for bad in ["0", "0g", "00 ", "0x00", "é", String(repeating: "00", count: 513)] {
            let bytes = try RecordEncoder().encode(bad)
            #expect(code { try RecordDecoder().decode(ByteKey.self, from: bytes) } == .corrupt, "\(bad)")
        }
    }
}
