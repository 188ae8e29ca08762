import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Hostile record bytes")
struct HostileRecordTests {
    private func bytes(_ hex: String) -> [UInt8] { Hexadecimal.bytes(hex) ?? [] }

    /// A tree that can hold anything that records hold.
    indirect enum Tree: Codable, Hashable {
        case list([Tree])
        case map([String: Tree])
        case number(Int64)
        case text(String)
        case bytes([UInt8])
        case flag(Bool)
        case null

        init(from decoder: any Decoder) throws {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .null
            } else if let flag = try? single.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? single.decode(Int64.self) {
                self = .number(number)
            } else if let text = try? single.decode(String.self) {
                self = .text(text)
            } else if let bytes = try? single.decode([UInt8].self) {
                self = .bytes(bytes)
            } else if let map = try? decoder.container(keyedBy: AnyKey.self) {
                var members: [String: Tree] = [:]
                for key in map.allKeys { members[key.stringValue] = try map.decode(Tree.self, forKey: key) }
                self = .map(members)
            } else {
                var list = try decoder.unkeyedContainer()
                var items: [Tree] = []
                while !list.isAtEnd { items.append(try list.decode(Tree.self)) }
                self = .list(items)
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .map(let members):
                var map = encoder.container(keyedBy: AnyKey.self)
                for (key, value) in members { try map.encode(value, forKey: AnyKey(stringValue: key)) }
            case .list(let items):
                var list = encoder.unkeyedContainer()
                for item in items { try list.encode(item) }
            case .number(let number):
                var single = encoder.singleValueContainer()
                try single.encode(number)
            case .text(let text):
                var single = encoder.singleValueContainer()
                try single.encode(text)
            case .bytes(let bytes):
                var single = encoder.singleValueContainer()
                try single.encode(bytes)
            case .flag(let flag):
                var single = encoder.singleValueContainer()
                try single.encode(flag)
            case .null:
                var single = encoder.singleValueContainer()
                try single.encodeNil()
            }
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private func tree(_ generator: inout SeededGenerator, depth: Int) -> Tree {
        switch generator.integer(in: 0...(depth > 0 ? 8 : 5)) {
        case 0: return .number(generator.integer(in: Int64.min...Int64.max) >> generator.integer(in: 0...63))
        case 1:
            return .text(
                String(repeating: generator.pick(["a", "é", "🙂", "\u{0}"]) ?? "", count: generator.integer(in: 0...30)))
        case 2: return .bytes((0..<generator.integer(in: 0...40)).map { _ in generator.integer(in: 0...255) })
        case 3: return .flag(generator.chance(1, in: 2))
        case 4: return .null
        case 5: return .number(generator.integer(in: -30...300))
        case 6, 7: return .list((0..<generator.integer(in: 0...5)).map { _ in tree(&generator, depth: depth - 1) })
        default:
            var members: [String: Tree] = [:]
            for _ in 0..<generator.integer(in: 0...40) {
                members["k\(generator.integer(in: 0...99))"] = tree(&generator, depth: depth - 2)
            }
            return .map(members)
        }
    }

    @Test("Random trees come back and have one form", arguments: UInt64(1)...5)
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let value = tree(&generator, depth: 5)
            let bytes = try RecordEncoder().encode(value)
            let read = try RecordDecoder().decode(Tree.self, from: bytes)
            #expect(read == value, "seed \(seed)")
            #expect(try RecordEncoder().encode(read) == bytes, "seed \(seed)")
        }
    }

    @Test("Random bytes never trap, and what is read has the form it is written in", arguments: UInt64(1)...5)
    func randomBytes(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leads: [UInt8] = [
            0x80, 0x81, 0x98, 0xA1, 0xB8, 0x60, 0x61, 0x78, 0x40, 0x41, 0x18, 0x1B, 0x38, 0xF4, 0xF6, 0xFB, 0xFF,
        ]
        var accepted = 0
        for _ in 0..<6_000 {
            let bytes = (0..<generator.integer(in: 0...(generator.chance(1, in: 2) ? 4 : 24))).map { _ in
                generator.chance(1, in: 2) ? generator.integer(in: 0...255) : generator.pick(leads) ?? 0
            }
            accepted += try decodesToItself(bytes, "seed \(seed)") ? 1 : 0
        }
        #expect(accepted > 100)
    }

    @Test("Changed records never trap, and what is read has the form it is written in", arguments: UInt64(1)...5)
    func mutatedRecords(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let good = try RecordEncoder().encode(Everything())
        var refused = 0
        for _ in 0..<1_500 {
            var bytes = good
            for _ in 0..<generator.integer(in: 1...4) {
                let offset = generator.integer(in: 0...(bytes.count - 1))
                switch generator.integer(in: 0...3) {
                case 0: bytes[offset] = generator.integer(in: 0...255)
                case 1: bytes.remove(at: offset)
                case 2: bytes.insert(generator.integer(in: 0...255), at: offset)
                default: bytes.removeSubrange(offset...)
                }
                if bytes.isEmpty { break }
            }
            if code({ try RecordDecoder().decode(Everything.self, from: bytes) }) != nil { refused += 1 }
            _ = try decodesToItself(bytes, "seed \(seed)")
        }
        #expect(refused > 500)
    }

    /// Whether bytes can be read; then writing them again must give the same bytes.
    private func decodesToItself(_ bytes: [UInt8], _ when: String) throws -> Bool {
        guard let read = try? RecordDecoder().decode(Tree.self, from: bytes) else { return false }
        #expect(try RecordEncoder().encode(read) == bytes, "\(when): \(Hexadecimal.text(bytes))")
        return true
    }

    @Test(
        "What the writer never writes is refused",
        arguments: [
            "", "1800", "1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3800", "38", "19", "1901",
            "1b00",
            "1c", "1d", "1e", "1f", "5f", "7f", "9f", "bf", "9fff", "5f4100ff", "ff", "f7", "f8ff", "f0", "f97c00",
            "fa7fc00000",
            "fb00", "c0", "c11a514b67b0", "d818", "7800", "7901", "5800", "9800", "b800", "62c3", "62c328", "61ff",
            "63eda080",
            "62c080", "64f8888080", "41", "5901", "81", "8201", "a1", "a161", "a16161", "a10101", "a1f601", "a14161f6",
            "a2616101616102", "a2616201616102", "a262616101616102", "0000", "8000", "f6f6", "6161ff",
        ])
    func refused(_ hex: String) {
        #expect(code { try RecordDecoder().decode(Tree.self, from: bytes(hex)) } == .corrupt)
    }

    @Test("Nesting is taken up to the limit and refused beyond it, both ways")
    func depth() throws {
        func lists(_ depth: Int) -> [UInt8] { [UInt8](repeating: 0x81, count: depth) + [0xF6] }
        func nested(_ depth: Int) -> Tree { (0..<depth).reduce(.null) { tree, _ in .list([tree]) } }
        let most = Limits.depth
        for depth in [most - 2, most - 1] {
            #expect(try RecordDecoder().decode(Tree.self, from: lists(depth)) == nested(depth))
            #expect(try RecordEncoder().encode(nested(depth)) == lists(depth))
        }
        for depth in [most + 1, most * 100, 1_000_000] {
            #expect(code { try RecordDecoder().decode(Tree.self, from: lists(depth)) } == .corrupt)
        }
        #expect(code { try RecordEncoder().encode(nested(most + 1)) } == .tooLong)
        let maps = [UInt8]([UInt8](repeating: 0, count: 500_000).flatMap { _ in [0xA1, 0x60] })
        #expect(code { try RecordDecoder().decode(Tree.self, from: maps) } == .corrupt)
    }

    private final class Chain: Codable {
        let number: Int
        let next: Chain?

        init(_ number: Int, _ next: Chain?) {
            self.number = number
            self.next = next
        }

        var length: Int { 1 + (next?.length ?? 0) }
    }

    @Test("Whatever the encoder takes, the decoder reads")
    func sameLimits() throws {
        var longest = 0
        for length in 1...Limits.depth + 3 {
            let chain = (1..<length).reduce(Chain(0, nil)) { chain, number in Chain(number, chain) }
            do throws(Refusal) {
                let bytes = try RecordEncoder().encode(chain)
                let read = try RecordDecoder().decode(Chain.self, from: bytes)
                #expect(read.length == length)
                longest = length
            } catch {
                #expect(error.code == .tooLong, "\(length): \(error)")
            }
        }
        #expect(longest == Limits.depth)
    }

    private struct Repeating: Encodable {
        let keys: Int
        func encode(to encoder: any Encoder) throws {
            var map = encoder.container(keyedBy: AnyKey.self)
            for round in 0..<2 {
                for key in 0..<keys { try map.encode(round * 1_000 + key, forKey: AnyKey(stringValue: "k\(key)")) }
            }
        }
    }

    @Test("A key that is written twice has its last value", arguments: [1, 32, 64, 65, 66, 200])
    func repeatedKeys(_ keys: Int) throws {
        let read = try RecordDecoder().decode(Tree.self, from: RecordEncoder().encode(Repeating(keys: keys)))
        #expect(
            read == .map(Dictionary(uniqueKeysWithValues: (0..<keys).map { ("k\($0)", .number(Int64(1_000 + $0))) })))
    }

    @Test("Counts beyond the end are refused without memory for them")
    func giantCounts() {
        let heads = ["9b7fffffffffffffff", "9bffffffffffffffff", "bb7fffffffffffffff", "bbffffffffffffffff"]
        for head in heads + ["5b7fffffffffffffff", "7bffffffffffffffff", "9a80000000", "ba7fffffff", "5affffffff"] {
            #expect(code { try RecordDecoder().decode(Tree.self, from: bytes(head)) } == .corrupt, "\(head)")
            #expect(code { try RecordDecoder().decode(Tree.self, from: bytes("81" + head)) } == .corrupt, "\(head)")
        }
        // Every list claims all that is left of four million bytes, which is not beyond the end.
        for (lead, key) in [(UInt8(0x9A), [UInt8]()), (0xBA, [0x60])] {
            var nested: [UInt8] = []
            for _ in 0..<Limits.depth - 2 {
                let rest = UInt32(Limits.recordBytes - nested.count - 5)
                nested += [lead] + (0..<4).map { UInt8(truncatingIfNeeded: rest >> UInt32(24 - 8 * $0)) } + key
            }
            nested += [UInt8](repeating: 0xFF, count: Limits.recordBytes - nested.count)
            #expect(code { try RecordDecoder().decode(Tree.self, from: nested) } == .corrupt)
        }
    }

    @Test("Records beyond the size limit are refused unread")
    func size() {
        let bytes = [UInt8](repeating: 0xF6, count: Limits.recordBytes + 1)
        #expect(code { try RecordDecoder().decode(Tree.self, from: bytes) } == .tooLong)
    }
}
