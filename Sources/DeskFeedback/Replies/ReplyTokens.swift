/// A message cut into the parts that matter for reading an answer out of it.
struct ReplyTokens {
    enum Token: Hashable {
        /// A number of at most nine digits, as digits or as a word.
        case number(Int, isWord: Bool)
        /// A number that is no whole one, is negative or far too large.
        case oddNumber(Odd)
        /// A word in lower case.
        case word(String)
        /// A mark that joins numbers: `/`, `-`.
        case mark(Character)
    }

    enum Odd: Hashable { case fraction, negative, huge }

    /// The parts, each with the place in the message where it ends.
    let tokens: [(token: Token, end: String.Index)]
    /// The numbers, by place among the parts, that are a sentence or line of their own.
    let sentences: Set<Int>

    /// Cuts a message; marks, emoji and invisible characters between words are passed over.
    ///
    /// - Complexity: O(n).
    init(_ text: String) {
        var tokens: [(Token, String.Index)] = []
        var sentences: Set<Int> = []
        var index = text.startIndex
        var isAfterSpace = true
        while index < text.endIndex {
            let character = text[index]
            if let (token, next) = Self.number(in: text, at: index, isAfterSpace: isAfterSpace) {
                if Self.isEdge(text[..<index].last { $0 != " " }), Self.isEdge(text[next...].first { $0 != " " }) {
                    sentences.insert(tokens.count)
                }
                tokens.append((token, next))
                index = next
                isAfterSpace = false
                continue
            }
            if character.isLetter {
                var end = index
                while end < text.endIndex, text[end].isLetter || text[end] == "'" || text[end] == "’" {
                    end = text.index(after: end)
                }
                let word = Self.plain(text[index..<end])
                tokens.append((ReplyWords.numbers[word].map { .number($0, isWord: true) } ?? .word(word), end))
                index = end
                isAfterSpace = false
                continue
            }
            let next = text.index(after: index)
            if character == "/" || Self.isDash(character) {
                tokens.append((.mark(character == "/" ? "/" : "-"), next))
            }
            isAfterSpace = !(character == "/" || Self.isDash(character) || character == "#")
            index = next
        }
        self.tokens = tokens.map { (token: $0.0, end: $0.1) }
        self.sentences = sentences
    }

    /// Whether a character, or the end of the message, ends a sentence or line.
    private static func isEdge(_ character: Character?) -> Bool {
        guard let character else { return true }
        return character.isNewline || ".!?;".contains(character)
    }

    static func isDash(_ character: Character) -> Bool {
        character == "-" || character == "–" || character == "—" || character == "−"
    }

    /// A word in lower case, its accents kept but for one written apart: comparing strings takes care of that.
    private static func plain(_ word: Substring) -> String { word.lowercased() }

    /// The value of a decimal digit of any script, also of a keycap.
    private static func digit(_ character: Character) -> Int? {
        guard let first = character.unicodeScalars.first, first.properties.numericType == .decimal,
            let value = first.properties.numericValue
        else { return nil }
        // A keycap is a digit with two marks behind it; a digit with anything else is not one.
        let rest = character.unicodeScalars.dropFirst()
        guard rest.allSatisfy({ $0 == "\u{FE0F}" || $0 == "\u{20E3}" }) else { return nil }
        return Int(value)
    }

    private static func number(
        in text: String, at start: String.Index, isAfterSpace: Bool
    ) -> (Token, String.Index)? {
        if text[start] == "🔟" { return (.number(10, isWord: false), text.index(after: start)) }
        var index = start
        var isNegative = false
        if isDash(text[index]), isAfterSpace {
            isNegative = true
            index = text.index(after: index)
        }
        guard index < text.endIndex, let first = digit(text[index]) else { return nil }
        var value = first
        var digits = 1
        index = text.index(after: index)
        while index < text.endIndex, let next = digit(text[index]) {
            if digits < 9 { value = value * 10 + next }
            digits += 1
            index = text.index(after: index)
        }
        if index < text.endIndex {
            let mark = text[index]
            let after = text.index(after: index)
            // "9,5" and "9.5" are fractions, "9, kiitos" and "9." are not; "9½" and "9+" are school marks.
            if mark == "," || mark == "." || mark == ":", after < text.endIndex, digit(text[after]) != nil {
                index = after
                while index < text.endIndex, digit(text[index]) != nil { index = text.index(after: index) }
                return (.oddNumber(.fraction), index)
            }
            if mark == "½" || mark == "¼" || mark == "¾" || mark == "+" { return (.oddNumber(.fraction), after) }
        }
        if digits > 9 { return (.oddNumber(.huge), index) }
        if isNegative, value > 0 { return (.oddNumber(.negative), index) }
        return (.number(value, isWord: false), index)
    }
}
