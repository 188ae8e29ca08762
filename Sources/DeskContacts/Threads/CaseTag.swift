public import DeskPrimitives

/// The tag of a case in a subject line, such as `[#case-17]`.
public enum CaseTag {
    /// The longest text between the brackets: an identifier with every byte escaped.
    private static let maximumBytes = Limits.identifierBytes * 3

    /// The tag of a case; the characters `[`, `]` and `%` of its id are written as `%5B`, `%5D` and `%25`.
    public static func text(for caseID: CaseID) -> String {
        var bytes: [UInt8] = Array("[#".utf8)
        for byte in caseID.rawValue.utf8 {
            switch byte {
            case UInt8(ascii: "["): bytes += Array("%5B".utf8)
            case UInt8(ascii: "]"): bytes += Array("%5D".utf8)
            case UInt8(ascii: "%"): bytes += Array("%25".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A subject line for an answer: the line with the tag of the case behind it, and without any other tag.
    ///
    /// Cut to `Limits.lineBytes` between two characters, so that a tag can always be added to a line that was taken.
    public static func subject(_ line: String?, for caseID: CaseID) -> String {
        let bare = withoutTags(line ?? "").collapsedASCII
        let tag = text(for: caseID)
        let result = cut(bare, to: Limits.lineBytes - tag.utf8.count - 1)
        return result.isEmpty ? tag : "\(result) \(tag)"
    }

    /// The subject line of an answer to a message: `Re:`, its line without further marks of answers, and the tag of the case
    /// behind it where there is one; nil when that leaves nothing to say.
    ///
    /// `Re: VS: sv: Matter [#old]` becomes `Re: Matter [#new]`. Cut to `Limits.lineBytes` between two characters.
    public static func answer(to line: String?, about caseID: CaseID?) -> String? {
        let bare = line.map(SubjectLine.withoutAnswerMarks) ?? ""
        if let caseID { return subject(bare.isEmpty ? nil : "Re: \(bare)", for: caseID) }
        return bare.isEmpty ? nil : cut("Re: \(bare)", to: Limits.lineBytes)
    }

    /// As many characters of a line as fit.
    private static func cut(_ line: String, to limit: Int) -> String {
        guard line.utf8.count > limit else { return line }
        var result = ""
        var size = 0
        for character in line {
            size += character.utf8.count
            guard size <= limit else { break }
            result.append(character)
        }
        return result
    }

    /// The case of the first tag in a text that is well-formed; nil when there is none.
    ///
    /// Takes any text whatever. What follows `[#` up to the next `]` must be an identifier without spaces and brackets.
    ///
    /// - Complexity: O(bytes of the text).
    public static func find(in text: String) -> CaseID? {
        text.withBytes { firstTag(in: $0) }?.caseID
    }

    /// The text with a space for every tag; no new tag can arise from that, since a tag holds no space.
    static func withoutTags(_ text: String) -> String {
        String(decoding: bytesWithoutTags(text), as: UTF8.self)
    }

    /// The same as bytes.
    static func bytesWithoutTags(_ text: String) -> [UInt8] {
        text.withBytes { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            var index = 0
            while let tag = firstTag(in: bytes, from: index) {
                result += bytes[index..<tag.range.lowerBound]
                result.append(0x20)
                index = tag.range.upperBound
            }
            return result + bytes[index...]
        }
    }

    /// The first well-formed tag at or behind an index, and the bytes it covers.
    private static func firstTag(
        in bytes: ByteView, from start: Int = 0
    ) -> (caseID: CaseID, range: Range<Int>)? {
        var index = start
        while let bracket = ByteScan.first(UInt8(ascii: "["), in: bytes, index..<bytes.count), bracket + 2 < bytes.count
        {
            index = bracket
            guard bytes[index + 1] == UInt8(ascii: "#") else {
                index += 1
                continue
            }
            let start = index + 2
            var end = start
            while end < bytes.count, end - start <= maximumBytes, isTagByte(bytes[end]) { end += 1 }
            if end < bytes.count, bytes[end] == UInt8(ascii: "]"),
                let text = unescaped(bytes[start..<end]), let caseID = try? CaseID(text)
            {
                return (caseID, index..<(end + 1))
            }
            index = max(end, start)
        }
        return nil
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
    }

    /// The text with `%5B`, `%5D` and `%25` as the characters they stand for; nil for any other use of `%`.
    private static func unescaped(_ bytes: some RandomAccessCollection<UInt8>) -> String? {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            switch rest.prefix(2).map({ $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }) {
            case Array("5B".utf8): result.append(UInt8(ascii: "["))
            case Array("5D".utf8): result.append(UInt8(ascii: "]"))
            case Array("25".utf8): result.append(UInt8(ascii: "%"))
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
