/// Tells a polite last word, which asks for nothing, from a message that somebody waits for an answer to.
///
/// Knows Finnish and English. It errs on the safe side: one word it does not know, a question mark or a digit, and the
/// message needs an answer. Quoted lines, and all behind a signature mark or an introduction of a quotation, are not read.
public enum CourtesyReader {
    /// The most words a polite last word has.
    public static let wordLimit = 24
    /// The most bytes that are read; a longer message needs an answer.
    public static let byteLimit = 1_024

    /// What a message asks for, ``DemandFlag/courtesy`` or ``DemandFlag/needsAnswer``.
    ///
    /// - Parameters:
    ///   - text: The message.
    ///   - names: Names that may stand in it, such as those of the person and the agent.
    ///   - hasAttachments: Whether something came with it; then somebody has to look.
    /// - Complexity: O(bytes of the text and the names).
    public static func demand(
        of text: String, names: @autoclosure () -> [String] = [], hasAttachments: Bool = false
    ) -> DemandFlag {
        guard !hasAttachments, let words = words(of: text), words.count <= wordLimit else { return .needsAnswer }
        if words == [thumb] { return .courtesy }
        guard words.contains(where: thanks.contains) else { return .needsAnswer }
        let others = words.filter { !thanks.contains($0) && !polite.contains($0) && $0 != thumb }
        if others.isEmpty { return .courtesy }
        let names = Set(names().flatMap { Self.words(of: $0) ?? [] })
        return others.allSatisfy(names.contains) ? .courtesy : .needsAnswer
    }

    private static let thumb = "👍"

    private static let thanks: Set<String> = [
        "kiitos", "kiitoksia", "kiitokset", "kiitti", "kiitän", "kiitämme", "thanks", "thank", "thx", "ty", "cheers",
    ]

    private static let polite: Set<String> = [
        // Finnish
        "paljon", "oikein", "todella", "suuri", "suuret", "tuhannesti", "avusta", "avustanne", "avustasi", "nopeasta",
        "hyvästä", "palvelusta", "vastauksesta", "vastauksestasi", "vastauksestanne", "tiedosta", "viestistä", "ok",
        "selvä", "hienoa", "mahtavaa", "loistavaa", "hyvää", "mukavaa", "päivää", "päivänjatkoa", "viikonloppua",
        "iltaa", "viikkoa", "joulua", "kesää", "jatkoa", "teille", "sinulle", "sulle", "kaikesta", "kaikille",
        "terveisin",
        "ystävällisin", "t", "terv", "moi", "hei",
        // English
        "you", "so", "very", "much", "many", "a", "lot", "for", "your", "the", "quick", "fast", "help", "reply",
        "answer",
        "again", "all", "everything", "great", "perfect", "okay", "have", "nice", "good", "day", "weekend", "evening",
        "regards", "best", "kind", "hi", "hello", "dear", "and", "it", "appreciated", "wonderful",
    ]

    /// The words in lower case; nil when there is none, or a question mark, digit or too much text.
    private static func words(of text: String) -> [String]? {
        guard text.utf8.count <= byteLimit else { return nil }
        var words: [String] = []
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = String(decoding: line, as: UTF8.self)
            let bare = line.trimmedASCII
            if bare.utf8.first == UInt8(ascii: ">") { continue }
            if bare == "--" || bare.utf8.starts(with: "-----".utf8) || isQuotationHead(bare) { break }
            var word = ""
            for scalar in line.unicodeScalars {
                switch scalar.value {
                case 0x3F, 0x37E, 0x61F, 0xFF1F, 0x30...0x39: return nil
                case 0x41...0x5A: word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
                case 0x61...0x7A: word.unicodeScalars.append(scalar)
                case 0xC0...0xD6, 0xD8...0xDE:
                    word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
                case 0x1F44D, 0x1F64F, 0x2764, 0x1F60A, 0x1F642:
                    flush(&word, &words)
                    if words.last != thumb { words.append(thumb) }
                case 0..<0x80, 0xA0...0xBF, 0x2000...0x206F, 0xFE0F, 0x1F3FB...0x1F3FF: flush(&word, &words)
                default: word.unicodeScalars.append(scalar)
                }
            }
            flush(&word, &words)
        }
        return words.isEmpty ? nil : words
    }

    private static func flush(_ word: inout String, _ words: inout [String]) {
        if !word.isEmpty { words.append(word) }
        word = ""
    }

    /// Whether a line introduces a quotation, as in `On Monday Anna wrote:`.
    private static func isQuotationHead(_ line: String) -> Bool {
        let line = Array(line.asciiLowercased.utf8)
        return ["wrote:", "kirjoitti:"].contains { mark in
            line.count > mark.utf8.count && line.suffix(mark.utf8.count).elementsEqual(mark.utf8)
        }
    }
}
