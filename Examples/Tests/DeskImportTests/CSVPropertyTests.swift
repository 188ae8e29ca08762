import DeskImport
import DeskPrimitives
import DeskTestKit
import Testing

@Suite struct CSVPropertyTests {
    private static let alphabet = Array("ab,,\"\"\"\n\n\r;\u{00E9} ".utf8) + [0x00, 0xFF, 0xEF, 0xBB, 0xBF]

    private static func bytes(_ random: inout SeededGenerator, atMost count: Int) -> [UInt8] {
        (0..<random.integer(in: 0...count)).map { _ in random.pick(alphabet) ?? 0 }
    }

    /// What is written by the book is read back, in whatever chunks it comes.
    @Test(arguments: 0..<300) func writtenTablesAreReadBack(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var text = ""
        var expected: [Found] = []
        var line = 1
        for row in 0..<random.integer(in: 0...12) {
            let fields = (0..<random.integer(in: 1...5)).map { _ in
                String((0..<random.integer(in: 0...6)).map { _ in random.pick(Array("ab,\"\n;é x"))! })
            }
            let written = fields.map { field in
                let needsQuotes = field.contains { ",\"\n".contains($0) } || (fields.count == 1 && field.isEmpty)
                guard needsQuotes || random.chance(1, in: 3) else { return field }
                return "\"" + field.replacing("\"", with: "\"\"") + "\""
            }
            text += (row == 0 ? "" : random.chance(1, in: 2) ? "\r\n" : "\n") + written.joined(separator: ",")
            line += row == 0 ? 0 : 1
            expected.append(.record(line: line, fields))
            line += fields.joined().count { $0 == "\n" }
        }
        if random.chance(1, in: 2) { text += "\n" }
        let chunks = (0..<5).map { _ in random.integer(in: 1...9) }
        #expect(read(Array(text.utf8), chunks: chunks) == expected, "seed \(seed)")
    }

    /// Hostile bytes never stop the reader; what it finds does not depend on the chunks, and no line is read more than
    /// three times.
    @Test func anyBytesAreRead() {
        for seed in UInt64(0)..<5_000 { readHostileBytes(seed) }
    }

    private func readHostileBytes(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = Self.bytes(&random, atMost: 200)
        let limits = CSVLimits(
            fieldBytes: random.integer(in: 1...40), fieldCount: random.integer(in: 1...8),
            recordBytes: random.integer(in: 1...60))
        let whole = read(bytes, limits: limits)
        let chunks = (0..<5).map { _ in random.integer(in: 1...30) }
        if read(bytes, chunks: [1], limits: limits) != whole { Issue.record("chunks of one byte, seed \(seed)") }
        if read(bytes, chunks: chunks, limits: limits) != whole { Issue.record("chunks \(chunks), seed \(seed)") }

        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for found in whole where !isInside(found, lines: lines, limits) { Issue.record("\(found), seed \(seed)") }

        var reader = CSVReader(limits: limits)
        reader.append(bytes)
        reader.finish()
        while reader.next() != .end {}
        if reader.bytesLookedAt > 3 * bytes.count { Issue.record("read \(reader.bytesLookedAt) bytes, seed \(seed)") }
    }

    /// Whether what was found stands on a line of the input and keeps the limits.
    private func isInside(_ found: Found, lines: Int, _ limits: CSVLimits) -> Bool {
        switch found {
        case .record(let line, let fields):
            return (1...lines).contains(line) && fields.count <= limits.fieldCount
                && fields.allSatisfy { $0 == "no UTF-8" || $0.utf8.count <= limits.fieldBytes }
        case .refused(let refusal):
            guard case .line(let line)? = refusal.place.steps.first else { return false }
            return (1...lines).contains(line)
        }
    }

    /// A table without quotes is what splitting it at line breaks and commas gives.
    @Test(arguments: 0..<300) func plainTablesAreSplit(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = String((0..<random.integer(in: 0...80)).map { _ in random.pick(Array("ab,,\n"))! })
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = lines.enumerated().filter { !$0.element.isEmpty }.map { number, line in
            Found.record(
                line: number + 1,
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
        }
        #expect(read(text) == expected, "seed \(seed)")
    }

    /// One lost quote costs at most its own line of a table whose other lines have none.
    @Test(arguments: 0..<200) func aLostQuoteCostsOneLine(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<20).map { "a\($0),b,c" }
        var broken = lines
        let victim = random.integer(in: 0...19)
        let place = random.integer(in: 0...(lines[victim].count))
        broken[victim].insert("\"", at: broken[victim].index(broken[victim].startIndex, offsetBy: place))
        let records = read(broken.joined(separator: "\n") + "\n").compactMap { found -> [String]? in
            if case .record(_, let fields) = found { fields } else { nil }
        }
        var others = lines
        others.remove(at: victim)
        #expect(records == others.map { $0.split(separator: ",").map(String.init) }, "seed \(seed)")
    }
}
