/// Compares subject lines as people see them.
enum SubjectLine {
    /// The reply and forward marks of mail programs: English, Finnish and Swedish, German, French, Spanish and others.
    private static let marks: [UInt32] = [
        "re", "fw", "fwd", "vs", "vl", "sv", "vb", "aw", "wg", "antw", "tr", "rv", "res", "enc", "odp", "r", "i",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

    /// Whether two subject lines name different matters; a line that is missing or blank differs from none.
    static func differ(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b else { return false }
        let (coreA, coreB) = (core(a), core(b))
        return !coreA.isEmpty && !coreB.isEmpty && coreA != coreB
    }

    /// The line without tags and reply marks, in lower case, with single spaces.
    static func core(_ line: String) -> ArraySlice<UInt8> {
        var bytes = CaseTag.bytesWithoutTags(line)
        bytes.collapseSpace()
        bytes.lowerASCII()
        var rest = bytes[...]
        while let stripped = withoutMark(rest) { rest = stripped }
        return rest
    }

    /// The line behind one mark such as `re:`, `re[2]:` or `vs :`; nil when it begins with none.
    private static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var mark: UInt32 = 0
        var index = line.startIndex
        // Behind a mark is no letter, so it is all the letters there are; the longest has four.
        while index < line.endIndex, line[index] >= 97, line[index] <= 122 {
            guard index - line.startIndex < 4 else { return nil }
            mark = mark << 8 | UInt32(line[index])
            index += 1
        }
        guard marks.contains(mark) else { return nil }
        var rest = line[index...].drop { $0 == 0x20 }
        if rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") {
            let digits = rest.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
            let behind = rest.dropFirst(1 + digits.count)
            guard !digits.isEmpty, behind.first == UInt8(ascii: "]") || behind.first == UInt8(ascii: ")") else {
                return nil
            }
            rest = behind.dropFirst()
        }
        rest = rest.drop { $0 == 0x20 }
        let wideColon: [UInt8] = [0xEF, 0xBC, 0x9A]
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
        } else if rest.starts(with: wideColon) {
            rest = rest.dropFirst(wideColon.count)
        } else {
            return nil
        }
        return rest.drop { $0 == 0x20 }
    }
}
