import DeskImport
import DeskPrimitives
import Testing

/// One step of a reader, with the fields of a record as text.
enum Found: Equatable, CustomStringConvertible {
    case record(line: Int, [String])
    case refused(Refusal)

    var description: String {
        switch self {
        case .record(let line, let fields): "\(line): \(fields)"
        case .refused(let refusal): "\(refusal)"
        }
    }

    static func refused(_ code: Refusal.Code, line: Int, column: Int, _ detail: String) -> Found {
        .refused(Refusal(code, detail, at: .line(line).column(column)))
    }
}

/// Everything a reader finds in bytes that come in chunks of the sizes given, again and again.
func read(
    _ bytes: [UInt8], chunks: [Int] = [Int.max], limits: CSVLimits = CSVLimits(), separator: UInt8 = UInt8(ascii: ",")
) -> [Found] {
    var reader = CSVReader(limits: limits, separator: separator)
    var found: [Found] = []
    var rest = bytes[...]
    var turn = 0
    while true {
        switch reader.next() {
        case .record:
            found.append(.record(line: reader.line, (0..<reader.fieldCount).map { reader.text(of: $0) ?? "no UTF-8" }))
        case .refused(let refusal):
            found.append(.refused(refusal))
        case .needsMore:
            if rest.isEmpty {
                reader.finish()
            } else {
                reader.append(rest.prefix(max(1, chunks[turn % chunks.count])))
                rest = rest.dropFirst(max(1, chunks[turn % chunks.count]))
                turn += 1
            }
        case .end:
            return found
        }
    }
}

func read(_ text: String, limits: CSVLimits = CSVLimits()) -> [Found] { read(Array(text.utf8), limits: limits) }

@Suite struct CSVReaderTests {
    private static let bareQuote = "a quote inside a field that does not begin with one"
    private static let behindQuote = "a closing quote with neither separator nor line break behind it"
    private static let openQuote = "a quote that is never closed"

    @Test func linesEndWithLineFeedOrBoth() {
        #expect(
            read("a,b\nc,d\r\ne,f\n") == [
                .record(line: 1, ["a", "b"]), .record(line: 2, ["c", "d"]), .record(line: 3, ["e", "f"]),
            ])
    }

    @Test(arguments: ["a,b", "a,b\n", "a,b\r\n", "a,b\r", "\"a\",\"b\"", "\"a\",\"b\"\r\n", "\"a\",\"b\"\r"])
    func theLastLineNeedsNoBreak(_ text: String) {
        #expect(read(text) == [.record(line: 1, ["a", "b"])])
    }

    @Test func fieldsMayBeEmpty() {
        #expect(
            read(",\n\"\",\"\"\n,x,\n") == [
                .record(line: 1, ["", ""]), .record(line: 2, ["", ""]), .record(line: 3, ["", "x", ""]),
            ])
        #expect(read("a,") == [.record(line: 1, ["a", ""])])
        #expect(read("\"\"") == [.record(line: 1, [""])])
    }

    @Test(arguments: ["", "\n", "\r\n\n\r\n", "\u{FEFF}", "\u{FEFF}\n"]) func nothingIsNoRecord(_ text: String) {
        #expect(read(text) == [])
    }

    @Test func emptyLinesArePassedOverAndCounted() {
        #expect(read("\n\na\n\r\n\nb\n\n") == [.record(line: 3, ["a"]), .record(line: 6, ["b"])])
    }

    @Test func quotedFieldsHoldSeparatorsBreaksAndQuotes() {
        #expect(
            read("\"a,b\",\"c\nd\r\ne\",\"say \"\"hi\"\"\"\nx\n") == [
                .record(line: 1, ["a,b", "c\nd\r\ne", "say \"hi\""]), .record(line: 4, ["x"]),
            ])
        #expect(read("\"\"\"\",\"\"\"\"\"\",z") == [.record(line: 1, ["\"", "\"\"", "z"])])
    }

    @Test func carriageReturnsElsewhereStay() {
        #expect(read("a\rb,c\r,\r\n") == [.record(line: 1, ["a\rb", "c\r", ""])])
    }

    @Test func theByteOrderMarkIsNoText() {
        #expect(read("\u{FEFF}a,b\n\u{FEFF}c") == [.record(line: 1, ["a", "b"]), .record(line: 2, ["\u{FEFF}c"])])
        #expect(read("\u{FEFF}\"a\"\n") == [.record(line: 1, ["a"])])
        #expect(read([0xEF, 0xBB]) == [.record(line: 1, ["no UTF-8"])])
    }

    @Test func anotherSeparatorCanBeChosen() {
        #expect(read(Array("a;b,c\n".utf8), separator: UInt8(ascii: ";")) == [.record(line: 1, ["a", "b,c"])])
        #expect(read(Array("a,b\n".utf8), separator: UInt8(ascii: "\"")) == [.record(line: 1, ["a", "b"])])
    }

    @Test func textIsCheckedBytesAreNot() {
        var reader = CSVReader()
        reader.append([0x61, 0xFF, 0x2C, 0x62, 0x0A])
        #expect(reader.next() == .record)
        #expect(reader.text(of: 0) == nil)
        #expect(Array(reader.bytes(of: 0)) == [0x61, 0xFF])
        #expect(reader.text(of: 1) == "b")
        #expect(reader.text(of: 2) == "" && reader.text(of: -1) == "")
    }

    @Test func aRecordStandsUntilTheNextCall() {
        var reader = CSVReader()
        reader.append(Array("one,two\nthree\n".utf8))
        #expect(reader.next() == .record)
        for _ in 0..<10 { reader.append(Array("four,five\n".utf8)) }
        #expect(reader.text(of: 0) == "one" && reader.text(of: 1) == "two")
        #expect(reader.next() == .record)
        #expect(reader.text(of: 0) == "three")
        #expect(reader.fieldCount == 1)
    }

    // MARK: Broken quotes

    @Test func aQuoteInABareFieldCostsItsLine() {
        #expect(
            read("a,b\nc,5\" pipe,d\ne,f\n") == [
                .record(line: 1, ["a", "b"]), .refused(.malformed, line: 2, column: 2, Self.bareQuote),
                .record(line: 3, ["e", "f"]),
            ])
    }

    @Test(arguments: ["\"b\"c", "\"b\" ", "\"b\"\rc", "\"b\"\r\r"]) func textBehindAQuoteCostsItsLine(_ field: String) {
        #expect(
            read("a,\(field),z\ne,f\n") == [
                .refused(.malformed, line: 1, column: 2, Self.behindQuote), .record(line: 2, ["e", "f"]),
            ])
    }

    @Test func aQuoteThatIsNeverClosedCostsOneLineNotTheRest() {
        #expect(
            read("a,b\nc,\"d\ne,f\ng,h\n") == [
                .record(line: 1, ["a", "b"]), .refused(.malformed, line: 2, column: 2, Self.openQuote),
                .record(line: 3, ["e", "f"]), .record(line: 4, ["g", "h"]),
            ])
        #expect(read("a,\"") == [.refused(.malformed, line: 1, column: 2, Self.openQuote)])
    }

    @Test func aLostQuoteThatMeetsTheNextOneCostsOneLine() {
        // The field runs from the lost quote to the next one, where text follows; line 2 was the broken one.
        #expect(
            read("a,b\nc,\"d\ne,f\ng,\"h\"\n") == [
                .record(line: 1, ["a", "b"]), .refused(.malformed, line: 2, column: 2, Self.behindQuote),
                .record(line: 3, ["e", "f"]), .record(line: 4, ["g", "h"]),
            ])
    }

    @Test func thePlaceIsWhereTheBrokenFieldBegins() {
        #expect(
            read("\"a\nb\",\"c\nd\"x\ne,f\n") == [
                .refused(.malformed, line: 2, column: 2, Self.behindQuote),
                .refused(.malformed, line: 2, column: 1, Self.bareQuote),
                .refused(.malformed, line: 3, column: 1, Self.bareQuote), .record(line: 4, ["e", "f"]),
            ])
    }

    // MARK: Limits

    @Test func tooLongFieldsAreRefused() {
        let limits = CSVLimits(fieldBytes: 3)
        #expect(
            read("abc,\"abc\"\nabc,abcd,x\nz\n", limits: limits) == [
                .record(line: 1, ["abc", "abc"]),
                .refused(.tooLong, line: 2, column: 2, "a field is longer than 3 bytes"), .record(line: 3, ["z"]),
            ])
        #expect(
            read("\"ab\"\"\"\n\"ab\"\"\"\"\"\n", limits: limits) == [
                .refused(.tooLong, line: 1, column: 1, "a field is longer than 3 bytes"),
                .refused(.tooLong, line: 2, column: 1, "a field is longer than 3 bytes"),
            ])
    }

    @Test func tooManyFieldsAreRefused() {
        let limits = CSVLimits(fieldCount: 2)
        #expect(
            read("a,b\na,b,c,d\ne\na,b,", limits: limits) == [
                .record(line: 1, ["a", "b"]), .refused(.tooLong, line: 2, column: 3, "a record has more than 2 fields"),
                .record(line: 3, ["e"]), .refused(.tooLong, line: 4, column: 3, "a record has more than 2 fields"),
            ])
    }

    @Test func tooLongRecordsAreRefused() {
        let limits = CSVLimits(recordBytes: 5)
        #expect(
            read("a,b,c\na,b,cd\nx\n", limits: limits) == [
                .record(line: 1, ["a", "b", "c"]),
                .refused(.tooLong, line: 2, column: 3, "a record is longer than 5 bytes"), .record(line: 3, ["x"]),
            ])
        #expect(
            read("\"a\nb\nc\nd\nx\n", limits: limits) == [
                .refused(.tooLong, line: 1, column: 1, "a record is longer than 5 bytes"),
                .record(line: 2, ["b"]), .record(line: 3, ["c"]), .record(line: 4, ["d"]), .record(line: 5, ["x"]),
            ])
        #expect(read(String(repeating: "\n", count: 20) + "a\n", limits: limits) == [.record(line: 21, ["a"])])
    }

    @Test func limitsAreNeverBelowOneOrBeyondTheMost() {
        let limits = CSVLimits(fieldBytes: -1, fieldCount: 0, recordBytes: Int.max)
        #expect(limits == CSVLimits(fieldBytes: 1, fieldCount: 1, recordBytes: CSVLimits.mostRecordBytes))
        #expect(
            read("a\n", limits: CSVLimits(fieldBytes: .min, fieldCount: .min, recordBytes: .min)) == [
                .record(line: 1, ["a"])
            ])
    }

    @Test func aLineBeyondTheLimitIsNotKept() {
        var reader = CSVReader(limits: CSVLimits(recordBytes: 100))
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000)
        var refusals = 0
        for _ in 0..<1_000 {
            reader.append(chunk)
            while case .refused = reader.next() { refusals += 1 }
        }
        reader.append(Array("\nlast\n".utf8))
        #expect(reader.next() == .record)
        #expect(reader.text(of: 0) == "last" && reader.line == 2)
        #expect(refusals == 1)
    }
}
