/// Tells a polite last word, which asks for nothing, from a message that somebody waits for an answer to.
///
/// Knows Finnish and English. It errs on the safe side: one word it does not know, a question mark or a digit, and the
/// message needs an answer. Words that can ask as well as thank, such as “help”, “answer” or “avusta”, count as thanks only
/// behind a word of thanks in the same clause, in English behind its “for”. Quoted lines, and all behind a signature mark
/// or an introduction of a quotation, are not read.
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
        if words.map(\.text) == [thumb] { return .courtesy }
        guard words.contains(where: { thanks.contains($0.text) }), let others = strangers(among: words) else {
            return .needsAnswer
        }
        if others.isEmpty { return .courtesy }
        let names = Set(names().flatMap { Self.words(of: $0) ?? [] }.map(\.text))
        return others.allSatisfy(names.contains) ? .courtesy : .needsAnswer
    }

    /// A word in lower case, and in which part of a sentence it stands.
    private struct Word {
        var text: String
        var clause: Int
    }

    /// The words that no list has and that may still be names; nil when a word stands where it asks for something.
    private static func strangers(among words: [Word]) -> [String]? {
        var others: [String] = []
        var (isThanked, isFor) = (false, false)
        for (number, word) in words.enumerated() {
            let before = number > 0 && words[number - 1].clause == word.clause ? words[number - 1].text : nil
            if before == nil { (isThanked, isFor) = (false, false) }
            let text = word.text
            if thanks.contains(text) {
                (isThanked, isFor) = (true, false)
            } else if text == "you" {
                guard before == "thank" else { return nil }
            } else if text == "have" {
                // “Have a nice day”, and not “have you …”.
                guard number + 1 < words.count, words[number + 1].text == "a" else { return nil }
            } else if text == "for" {
                guard isThanked else { return nil }
                isFor = true
            } else if behindThanks.contains(text) {
                guard isThanked else { return nil }
            } else if behindFor.contains(text) {
                guard isThanked, isFor else { return nil }
            } else if text != thumb, !polite.contains(text) {
                others.append(text)
            }
        }
        return others
    }

    private static let thumb = "👍"

    private static let thanks: Set<String> = [
        "kiitos", "kiitoksia", "kiitokset", "kiitti", "kiitän", "kiitämme", "thanks", "thank", "thx", "ty", "cheers",
    ]

    /// What people are thanked for in Finnish; “avusta” alone also means “help!”.
    private static let behindThanks: Set<String> = [
        "avusta", "avustanne", "avustasi", "nopeasta", "palvelusta", "vastauksesta", "vastauksestasi",
        "vastauksestanne", "tiedosta", "viestistä", "again",
    ]

    /// What people are thanked for in English.
    private static let behindFor: Set<String> = [
        "your", "the", "quick", "fast", "help", "reply", "answer", "it",
    ]

    private static let polite: Set<String> = [
        // Finnish
        "paljon", "oikein", "todella", "suuri", "suuret", "tuhannesti", "hyvästä", "ok", "selvä", "hienoa",
        "mahtavaa", "loistavaa", "hyvää", "mukavaa", "päivää", "päivänjatkoa", "viikonloppua", "iltaa", "viikkoa",
        "joulua", "kesää", "jatkoa", "teille", "sinulle", "sulle", "kaikesta", "kaikille", "terveisin",
        "ystävällisin", "t", "terv", "moi", "hei",
        // English
        "so", "very", "much", "many", "a", "lot", "all", "everything", "great", "perfect", "okay", "nice", "good",
        "day", "weekend", "evening", "regards", "best", "kind", "hi", "hello", "dear", "and", "appreciated",
        "wonderful",
    ]

    /// The words in lower case; nil when there is none, or a question mark, digit or too much text.
    ///
    /// A part of a sentence ends at a sign that ends or divides sentences, and not with a line, which may be wrapped.
    private static func words(of text: String) -> [Word]? {
        guard text.utf8.count <= byteLimit else { return nil }
        var words: [Word] = []
        var clause = 0
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = String(decoding: line, as: UTF8.self)
            let bare = line.trimmedASCII
            if bare.utf8.first == UInt8(ascii: ">") { continue }
            if bare == "--" || bare.utf8.starts(with: "-----".utf8) || isQuotationHead(bare) { break }
            var word = Word(text: "", clause: clause)
            for scalar in line.unicodeScalars {
                switch scalar.value {
                case 0x3F, 0x37E, 0x61F, 0xFF1F, 0x30...0x39: return nil
                case 0x41...0x5A: word.text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
                case 0x61...0x7A: word.text.unicodeScalars.append(scalar)
                case 0xC0...0xD6, 0xD8...0xDE:
                    word.text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
                case 0x1F44D, 0x1F64F, 0x2764, 0x1F60A, 0x1F642:
                    flush(&word, &words)
                    if words.last?.text != thumb { words.append(Word(text: thumb, clause: clause)) }
                case 0..<0x80, 0xA0...0xBF, 0x2000...0x206F, 0xFE0F, 0x1F3FB...0x1F3FF:
                    flush(&word, &words)
                    if dividers.contains(scalar) { clause += 1 }
                    word.clause = clause
                default: word.text.unicodeScalars.append(scalar)
                }
            }
            flush(&word, &words)
        }
        return words.isEmpty ? nil : words
    }

    private static let dividers: Set<Unicode.Scalar> = [
        ".", ",", "!", ";", ":", "-", "(", ")", "/", "\u{A1}", "\u{2013}", "\u{2014}", "\u{2026}",
    ]

    private static func flush(_ word: inout Word, _ words: inout [Word]) {
        if !word.text.isEmpty { words.append(word) }
        word.text = ""
    }

    /// Whether a line introduces a quotation, as in `On Monday Anna wrote:`.
    private static func isQuotationHead(_ line: String) -> Bool {
        let line = Array(line.asciiLowercased.utf8)
        return ["wrote:", "kirjoitti:"].contains { mark in
            line.count > mark.utf8.count && line.suffix(mark.utf8.count).elementsEqual(mark.utf8)
        }
    }
}
