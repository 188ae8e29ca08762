import DeskPrimitives

/// Compares subject lines as people see them.
enum SubjectLine {
    /// The reply and forward marks of mail programs: English, Finnish and Swedish, German, French, Spanish and others.
    private static let marks: [UInt32] = [
        "re", "fw", "fwd", "vs", "vl", "sv", "vb", "aw", "wg", "antw", "tr", "rv", "res", "enc", "odp", "r", "i",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

    /// Whether two subject lines name different matters; a line that is missing or blank differs from none.
    static func differ(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b, !isAnswer(a, to: b) else { return false }
        let (coreA, coreB) = (core(a), core(b))
        return !coreA.isEmpty && !coreB.isEmpty && coreA != coreB
    }

    /// Whether a line is another one to the byte with nothing but reply marks before it, as it mostly is.
    private static func isAnswer(_ line: String, to other: String) -> Bool {
        line.withBytes { line in
            other.withBytes { other in
                var start = 0
                while let behind = endOfMark(line, from: start) { start = behind }
                return line.part(start..<line.count).hasSameBytes(as: other)
            }
        }
    }

    /// The line without tags and reply marks, in lower case, with single spaces.
    static func core(_ line: String) -> ArraySlice<UInt8> {
        var bytes = CaseTag.bytesWithoutTags(line)
        bytes.collapseSpace()
        bytes.lowerASCII()
        var start = 0
        while let behind = endOfMark(bytes, from: start) { start = behind }
        return bytes[start...]
    }

    /// The marks of answers among them; what was forwarded stays marked in an answer to it.
    private static let answers = ["re", "vs", "sv", "aw", "antw", "res", "odp"].map { Array($0.utf8) }

    /// The line without tags and without marks of answers before it, with single spaces.
    static func withoutAnswerMarks(_ line: String) -> String {
        var bytes = CaseTag.bytesWithoutTags(line)
        bytes.collapseSpace()
        var start = 0
        while let behind = endOfMark(bytes, from: start) {
            var letters = Array(bytes[start..<behind].prefix { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 })
            letters.lowerASCII()
            guard answers.contains(letters) else { break }
            start = behind
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// Where a line goes on behind one mark such as `Re:`, `re[2]:` or `vs :` and the space there; nil when none is there.
    private static func endOfMark<View: RandomAccessCollection>(_ line: View, from start: Int) -> Int?
    where View.Element == UInt8, View.Index == Int {
        var mark: UInt32 = 0
        var index = start
        // Behind a mark is no letter, so it is all the letters there are; the longest has four.
        while index < line.endIndex, line[index] | 0x20 >= 97, line[index] | 0x20 <= 122 {
            guard index - start < 4 else { return nil }
            mark = mark << 8 | UInt32(line[index] | 0x20)
            index += 1
        }
        guard mark != 0, marks.contains(mark) else { return nil }
        skipSpace()
        if index < line.endIndex, line[index] == UInt8(ascii: "[") || line[index] == UInt8(ascii: "(") {
            index += 1
            let digits = index
            while index < line.endIndex, line[index] >= 48, line[index] <= 57 { index += 1 }
            guard index > digits, index < line.endIndex,
                line[index] == UInt8(ascii: "]") || line[index] == UInt8(ascii: ")")
            else { return nil }
            index += 1
            skipSpace()
        }
        // A colon, or one as wide as a Chinese character.
        if index < line.endIndex, line[index] == UInt8(ascii: ":") {
            index += 1
        } else if index + 2 < line.endIndex, line[index] == 0xEF, line[index + 1] == 0xBC, line[index + 2] == 0x9A {
            index += 3
        } else {
            return nil
        }
        skipSpace()
        return index

        func skipSpace() {
            while index < line.endIndex, line[index] == 0x20 { index += 1 }
        }
    }
}
