import Testing

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    private func error(_ text: String) -> String {
        do {
            return "read as \(try read(text).line)"
        } catch {
            return "\(error)"
        }
    }

    @Test func keepsTheTextOfNumbers() throws {
        let numbers = try #require(try read("[1, 1.0, 1e0, -0, 9223372036854775807, 9223372036854775808]").array)
        #expect(numbers.map(\.whole) == [1, nil, nil, 0, .max, nil])
        #expect(numbers.map(\.line) == ["1", "1.0", "1e0", "-0", "9223372036854775807", "9223372036854775808"])
        #expect(numbers.prefix(3).map(\.real) == [1, 1, 1])
    }

    @Test func readsEveryEscape() throws {
        let text = try read(#""\"\\\/\b\f\n\r\tä\ud83d\ude00é""#).string
        #expect(text == "\"\\/\u{8}\u{C}\n\r\tä😀é")
    }

    @Test func keepsOrderAndTellsNamesApartByBytes() throws {
        // The same letter composed and decomposed: equal for Swift, two names in a file.
        let object = try #require(try read("{\"b\": 1, \"\u{E9}\": 2, \"e\u{301}\": 3}").object)
        #expect(object.members.map(\.value.whole) == [1, 2, 3])
        #expect(object["e\u{301}"]?.whole == 3)
        #expect(object["\u{E9}"]?.whole == 2)
        #expect(object["c"] == nil)
    }

    @Test func findsNamesInLargeObjects() throws {
        let members = (0..<500).map { "\"name\($0)\": \($0)" }.joined(separator: ", ")
        let object = try #require(try read("{\(members)}").object)
        #expect((0..<500).allSatisfy { object["name\($0)"]?.whole == Int64($0) })
        #expect(object["name500"] == nil)
    }

    @Test(arguments: [
        ("", "1:1: the text ends where a value should stand"),
        ("[1,]", "1:4: no JSON value starts like this"),
        ("[1 2]", "1:4: expected , or ]"),
        ("{\"a\": 1,}", "1:9: expected a name"),
        ("{\"a\" 1}", "1:6: expected :"),
        ("{a: 1}", "1:2: expected a name"),
        ("[\n  1,\n  tru]", "3:3: no JSON value starts like this"),
        ("{\"a\": 1} x", "1:10: something stands after the value"),
        ("{\"a\": 1, \"b\": 2, \"a\": 3}", "1:1: the name \"a\" stands twice in one object"),
        ("01", "1:1: a number has no leading zero"),
        ("-", "1:1: no JSON value starts like this"),
        ("+1", "1:1: no JSON value starts like this"),
        ("1.", "1:3: a digit must follow the decimal point"),
        ("1e+", "1:4: a digit must follow the exponent sign"),
        ("1e999", "1:1: a number out of range"),
        ("NaN", "1:1: no JSON value starts like this"),
        ("\"ä\n\"", "1:3: a control character in a string"),
        ("\"abc", "1:1: a string without an end"),
        (#""\x""#, "1:2: an unknown escape"),
        (#""\ud800""#, "1:2: half a surrogate pair"),
        (#""\udc00""#, "1:2: half a surrogate pair"),
        (#""\u12g4""#, "1:6: four hexadecimal digits must follow \\u"),
        ("\u{FEFF}{}", "1:1: no JSON value starts like this"),
    ])
    func saysWhereATextIsNotJSON(_ text: String, _ message: String) {
        #expect(error(text) == message)
    }

    @Test func refusesWhatIsNotUTF8() {
        #expect(throws: JSONReadError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }

    @Test func hasLimits() throws {
        let limits = JSONLimits(bytes: 100, depth: 3, numberLength: 5)
        func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8), limits: limits) }
        _ = try read("[[1]]")
        _ = try read("12345")
        #expect(throws: JSONReadError.self) { try read("[[[1]]]") }
        #expect(throws: JSONReadError.self) { try read("123456") }
        #expect(throws: JSONReadError.self) { try read("\"" + String(repeating: "x", count: 100) + "\"") }
    }

    @Test func survivesDeepNesting() {
        let text = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONReadError.self) { try JSONReader.read(text) }
    }
}
