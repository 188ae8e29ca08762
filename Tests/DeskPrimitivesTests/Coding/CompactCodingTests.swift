import DeskPrimitives
import Testing

/// What a field of the test types may be.
enum Shape: Codable, Hashable {
    case nothing
    case circle(radius: Int)
    case label(String, [UInt8])
    indirect case group([Shape])
}

struct Everything: Codable, Hashable {
    struct Inner: Codable, Hashable {
        var name: String
        var numbers: [Int]
        var next: [Inner]
    }

    var flag = true
    var small: Int8 = .min
    var wide: UInt64 = .max
    var deep: Int64 = .min
    var real = -0.1
    var single: Float = 0.5
    var text = "Häme \u{0} 👩‍👩‍👧"
    var bytes: [UInt8] = [0, 1, 0xFF]
    var missing: Int?
    var present: Int? = 0
    var list: [Int?] = [1, nil, 3]
    var nested: [[String]] = [[], ["a"], ["b", "c"]]
    var map: [String: [Int]] = ["one": [1], "none": [], "two": [1, 2]]
    var inner = Inner(name: "x", numbers: [], next: [Inner(name: "y", numbers: [-1], next: [])])
    var shapes: [Shape] = [.nothing, .circle(radius: 3), .label("l", [7]), .group([.group([]), .nothing])]
    var instant = Instant(seconds: 5)
    var span = TimeSpan.minutes(-3)
    var id: CaseID = "case-1"
    var language: [LanguageTag: Int] = [.finnish: 1, .english: 2]
}

@Suite("Compact coding")
struct CompactCodingTests {
    private func bytes(_ hex: String) -> [UInt8] { Hexadecimal.bytes(hex) ?? [] }

    @Test(
        "Integers have the forms of RFC 8949 appendix A",
        arguments: [
            ("00", 0), ("01", 1), ("0a", 10), ("17", 23), ("1818", 24), ("1819", 25), ("1864", 100), ("1903e8", 1_000),
            ("1a000f4240", 1_000_000), ("1b000000e8d4a51000", 1_000_000_000_000), ("20", -1), ("29", -10),
            ("3863", -100), ("3903e7", -1_000), ("18ff", 255), ("190100", 256), ("19ffff", 65_535),
            ("1a00010000", 65_536),
            ("1affffffff", 4_294_967_295), ("1b0000000100000000", 4_294_967_296), ("37", -24), ("3818", -25),
            ("1b7fffffffffffffff", .max), ("3b7fffffffffffffff", .min),
        ] as [(String, Int64)])
    func integers(_ hex: String, _ number: Int64) throws {
        #expect(try RecordEncoder().encode(number) == bytes(hex))
        #expect(try RecordDecoder().decode(Int64.self, from: bytes(hex)) == number)
    }

    @Test("Unsigned and narrow integers are checked against their range")
    func ranges() throws {
        #expect(try RecordEncoder().encode(UInt64.max) == bytes("1bffffffffffffffff"))
        #expect(try RecordDecoder().decode(UInt64.self, from: bytes("1bffffffffffffffff")) == .max)
        #expect(code { try RecordDecoder().decode(Int64.self, from: bytes("1bffffffffffffffff")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int64.self, from: bytes("3bffffffffffffffff")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int64.self, from: bytes("3b8000000000000000")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(UInt64.self, from: bytes("20")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int8.self, from: bytes("1880")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int8.self, from: bytes("3880")) } == .corrupt)
        #expect(try RecordDecoder().decode(Int8.self, from: bytes("387f")) == -128)
        #expect(code { try RecordDecoder().decode(UInt8.self, from: bytes("190100")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int.self, from: bytes("f90000")) } == .corrupt)
        #expect(code { try RecordDecoder().decode(Int.self, from: bytes("fb3ff0000000000000")) } == .corrupt)
    }

    @Test(
        "Doubles have the 64-bit forms of RFC 8949 appendix A",
        arguments: [
            ("fb3ff199999999999a", 1.1), ("fb7e37e43c8800759c", 1.0e+300), ("fbc010666666666666", -4.1),
            ("fb0000000000000000", 0.0), ("fb8000000000000000", -0.0), ("fb7ff0000000000000", .infinity),
            ("fbfff0000000000000", -.infinity), ("fb3ff0000000000000", 1.0), ("fb40effc0000000000", 65_504.0),
        ])
    func doubles(_ hex: String, _ number: Double) throws {
        #expect(try RecordEncoder().encode(number) == bytes(hex))
        #expect(try RecordDecoder().decode(Double.self, from: bytes(hex)).bitPattern == number.bitPattern)
    }

    @Test("Not-a-number and single precision come back")
    func otherDoubles() throws {
        #expect(try RecordEncoder().encode(Double.nan) == bytes("fb7ff8000000000000"))
        #expect(try RecordDecoder().decode(Double.self, from: bytes("fb7ff8000000000000")).isNaN)
        #expect(try RecordDecoder().decode(Float.self, from: RecordEncoder().encode(Float(0.1))) == Float(0.1))
    }

    @Test(
        "Text has the forms of RFC 8949 appendix A",
        arguments: [
            ("60", ""), ("6161", "a"), ("6449455446", "IETF"), ("62225c", "\"\\"), ("62c3bc", "\u{FC}"),
            ("63e6b0b4", "\u{6C34}"), ("64f0908591", "\u{10151}"),
        ])
    func text(_ hex: String, _ text: String) throws {
        #expect(try RecordEncoder().encode(text) == bytes(hex))
        #expect(try RecordDecoder().decode(String.self, from: bytes(hex)) == text)
    }

    private struct NestedLists: Codable, Equatable {
        init() {}
        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(1)
            var second = list.nestedUnkeyedContainer()
            try second.encode(2)
            try second.encode(3)
            try list.encode([4, 5])
        }
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            var second: any UnkeyedDecodingContainer
            guard try list.decode(Int.self) == 1 else { throw Refusal(.corrupt, "1") }
            second = try list.nestedUnkeyedContainer()
            guard try second.decode(Int.self) == 2, try second.decode(Int.self) == 3, second.isAtEnd,
                try list.decode([Int].self) == [4, 5], list.isAtEnd
            else { throw Refusal(.corrupt, "rest") }
        }
    }

    private struct AB: Codable, Equatable {
        var a = 1
        var b = [2, 3]
    }

    @Test("Simple values, byte strings, lists and maps have the forms of RFC 8949 appendix A")
    func structures() throws {
        #expect(try RecordEncoder().encode(false) == bytes("f4"))
        #expect(try RecordEncoder().encode(true) == bytes("f5"))
        #expect(try RecordEncoder().encode(Int?.none) == bytes("f6"))
        #expect(try RecordDecoder().decode(Int?.self, from: bytes("f6")) == nil)
        #expect(try RecordEncoder().encode([UInt8]()) == bytes("40"))
        #expect(try RecordEncoder().encode([1, 2, 3, 4] as [UInt8]) == bytes("4401020304"))
        #expect(try RecordDecoder().decode([UInt8].self, from: bytes("4401020304")) == [1, 2, 3, 4])
        #expect(try RecordEncoder().encode([Int]()) == bytes("80"))
        #expect(try RecordEncoder().encode([1, 2, 3]) == bytes("83010203"))
        #expect(try RecordEncoder().encode(NestedLists()) == bytes("8301820203820405"))
        #expect(try RecordDecoder().decode(NestedLists.self, from: bytes("8301820203820405")) == NestedLists())
        #expect(
            try RecordEncoder().encode(Array(1...25))
                == bytes("98190102030405060708090a0b0c0d0e0f101112131415161718181819"))
        #expect(try RecordEncoder().encode([String: Int]()) == bytes("a0"))
        #expect(try RecordEncoder().encode(AB()) == bytes("a26161016162820203"))
        #expect(try RecordDecoder().decode(AB.self, from: bytes("a26161016162820203")) == AB())
        let five = ["a": "A", "b": "B", "c": "C", "d": "D", "e": "E"]
        #expect(try RecordEncoder().encode(five) == bytes("a56161614161626142616361436164614461656145"))
        #expect(try RecordEncoder().encode(["a": ["b": "c"]]) == bytes("a16161a161626163"))
    }

    @Test("Keys are sorted by length and then as bytes, so a dictionary has one form")
    func determinism() throws {
        let sorted = try RecordEncoder().encode(["b": 1, "aa": 2, "a": 3, "ä": 4, "": 5])
        #expect(sorted == bytes("a5600561610361620162616102") + bytes("62c3a404"))
        var first: [String: Int] = [:]
        var second: [String: Int] = [:]
        for number in 0..<200 { first["key-\(number)"] = number }
        for number in (0..<200).reversed() { second["key-\(number)"] = number }
        #expect(try RecordEncoder().encode(first) == RecordEncoder().encode(second))
        #expect(try RecordDecoder().decode([String: Int].self, from: RecordEncoder().encode(first)) == first)
    }

    @Test("A value with everything in it comes back, and its bytes are the same every time")
    func roundTrip() throws {
        let value = Everything()
        let bytes = try RecordEncoder().encode(value)
        let read = try RecordDecoder().decode(Everything.self, from: bytes)
        #expect(read == value)
        #expect(try RecordEncoder().encode(read) == bytes)
        #expect(read.text.utf8.elementsEqual(value.text.utf8))
        #expect(read.present == 0 && read.missing == nil)
    }

    @Test("Enums with payloads and deep optionals come back")
    func enums() throws {
        for shape in [
            Shape.nothing, .circle(radius: -1), .label("", []), .group([.label("x", [1]), .group([.nothing])]),
        ] {
            #expect(try RecordDecoder().decode(Shape.self, from: RecordEncoder().encode(shape)) == shape)
        }
        let optionals: [String?] = ["a", nil, ""]
        #expect(try RecordDecoder().decode([String?].self, from: RecordEncoder().encode(optionals)) == optionals)
        #expect(try RecordEncoder().encode(Shape.nothing) == bytes("a1676e6f7468696e67a0"))
    }

    @Test("Unknown members are ignored, missing and wrong ones named with their place")
    func places() throws {
        struct Wide: Codable { var a = 1, b = [2, 3], c = "more" }
        #expect(try RecordDecoder().decode(AB.self, from: RecordEncoder().encode(Wide())) == AB())
        let missing = refusal { try RecordDecoder().decode(Wide.self, from: RecordEncoder().encode(AB())) }
        #expect(missing?.code == .corrupt)
        #expect(missing?.place.description == "c")
        struct Outer: Codable { var list = [["x": 1], ["x": 2]] }
        struct Narrow: Codable { var list: [[String: String]] }
        let wrong = refusal { try RecordDecoder().decode(Narrow.self, from: RecordEncoder().encode(Outer())) }
        #expect(wrong?.place.description == "list[0].x")
        let short = refusal { try RecordDecoder().decode(NestedLists.self, from: bytes("8101")) }
        #expect(short?.code == .corrupt)
        #expect(short?.place.description == "[1]")
    }

    private struct Stubborn: Encodable {
        struct No: Error {}
        func encode(to encoder: any Encoder) throws { throw No() }
    }

    @Test("A value that refuses to be encoded, or is too large, is a refusal")
    func encodingRefused() {
        #expect(code { try RecordEncoder().encode(Stubborn()) } == .malformed)
        #expect(code { try RecordEncoder().encode([Stubborn()]) } == .malformed)
        let most = Limits.recordBytes - 5
        #expect(code { try RecordEncoder().encode([UInt8](repeating: 0, count: most)) } == nil)
        #expect(code { try RecordEncoder().encode([UInt8](repeating: 0, count: most + 1)) } == .tooLong)
        #expect(code { try RecordEncoder().encode(String(repeating: "x", count: most + 1)) } == .tooLong)
    }

    private struct Talkative: Codable {
        struct Told: Error, CustomStringConvertible { var description: String { "canary@example.org" } }
        var isOdd: Bool
        init() { isOdd = true }
        func encode(to encoder: any Encoder) throws {
            throw EncodingError.invalidValue(
                "canary@example.org", .init(codingPath: [], debugDescription: "canary@example.org"))
        }
        init(from decoder: any Decoder) throws { throw Told() }
    }

    @Test("Refusals do not repeat what an error says about a value")
    func noValuesInRefusals() {
        let refusals = [
            refusal { try RecordEncoder().encode(Talkative()) },
            refusal { try RecordDecoder().decode(Talkative.self, from: [0xA0]) },
        ]
        for refusal in refusals { #expect(refusal.map { !$0.description.contains("canary") } == true) }
    }
}
