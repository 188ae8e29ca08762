import DeskPrimitives

extension TextReply {
    /// Reads a message as the answer to a question on a scale.
    ///
    /// Digits of any script, the words for 0 … 10 in Finnish and English, `9/10` and “9 out of 10” are read; so are
    /// “kyllä” and “no” on the scale yes or no. A message is an answer only when it can mean nothing else: a number that
    /// counts minutes, is one of several, lies in the middle of a sentence or was given on another scale is said to be
    /// unread, and no scale is converted.
    ///
    /// - Complexity: O(n) in the bytes of the message; more than ``maximumBytes`` are not looked at.
    public init(_ text: String, scale: Scale) {
        guard text.utf8.count <= Self.maximumBytes else {
            self = .unread(.tooLong)
            return
        }
        let parts = ReplyTokens(text)
        guard !parts.tokens.isEmpty else {
            self = .unread(text.contains { !$0.isWhitespace } ? .noAnswer : .empty)
            return
        }
        let phrase = Self.phrase(of: parts)
        if ReplyWords.optOut.contains(phrase) {
            self = .optOut
        } else if ReplyWords.declined.contains(phrase) {
            self = .declined
        } else if scale.kind == .yesNo, let reply = Self.yesOrNo(parts, text) {
            self = reply
        } else {
            self = Self.rating(parts, text, scale)
        }
    }

    /// The words of a message with single spaces between; empty when there is anything but words.
    private static func phrase(of parts: ReplyTokens) -> String {
        var words: [String] = []
        for (token, _) in parts.tokens {
            switch token {
            case .word(let word): words.append(word)
            case .mark: continue
            case .number, .oddNumber: return ""
            }
            if words.count > 6 { return "" }
        }
        return words.joined(separator: " ")
    }

    private static func yesOrNo(_ parts: ReplyTokens, _ text: String) -> TextReply? {
        let words = parts.tokens.compactMap { (token, _) -> String? in
            if case .word(let word) = token { word } else { nil }
        }
        guard words.count == parts.tokens.count, let first = words.first else { return nil }
        let isYes = ReplyWords.yes.contains(first)
        guard isYes || ReplyWords.no.contains(first) else { return .unread(.noAnswer) }
        let followers = isYes ? ReplyWords.yesFollowers : ReplyWords.noFollowers
        guard words.dropFirst().allSatisfy({ followers.contains($0) || ReplyWords.courtesies.contains($0) }) else {
            return .unread(.ambiguous)
        }
        return .answer(isYes ? 1 : 0, rest: rest(of: text, from: parts.tokens[0].end))
    }

    private static func rating(_ parts: ReplyTokens, _ text: String, _ scale: Scale) -> TextReply {
        let tokens = parts.tokens.map(\.token)
        var candidates: [(value: Int, index: Int, last: Int, isWord: Bool)] = []
        var flaw: Flaw?
        var index = 0
        while index < tokens.count {
            switch tokens[index] {
            case .oddNumber(let odd):
                if !isUnit(tokens, after: index) { flaw = flaw ?? (odd == .fraction ? .notWhole : .outsideScale) }
                index += 1
            case .number(let value, let isWord):
                let (best, next) = denominator(tokens, after: index)
                if let best {
                    if best == Int(scale.range.upperBound) {
                        candidates.append((value, index, next - 1, false))
                    } else {
                        flaw = flaw ?? .otherScale
                    }
                } else if next > index + 1 {
                    flaw = .ambiguous
                } else if !isUnit(tokens, after: index), !isLabelled(tokens, before: index) {
                    candidates.append((value, index, index, isWord))
                }
                index = next
            case .word, .mark: index += 1
            }
        }
        if flaw == .ambiguous { return .unread(.ambiguous) }
        let inside = candidates.filter { Int(scale.range.lowerBound)...Int(scale.range.upperBound) ~= $0.value }
        guard let found = inside.first else {
            return .unread(flaw ?? (candidates.isEmpty ? .noAnswer : .outsideScale))
        }
        if let flaw { return .unread(flaw == .otherScale ? .otherScale : .ambiguous) }
        guard inside.allSatisfy({ $0.value == found.value }) else { return .unread(.ambiguous) }
        // A number that stands first, last, by itself or behind a word that says so is a mark; a word only among courtesies.
        let isAlone = tokens.enumerated().allSatisfy { offset, token in
            if case .word(let word) = token { return ReplyWords.courtesies.contains(word) }
            return true
        }
        let isCued = inside.contains { isCue(tokens, before: $0.index, isWord: $0.isWord) }
        let isAtEdge =
            candidates.count == inside.count
            && inside.contains { !$0.isWord && ($0.index == 0 || $0.last == tokens.count - 1) }
            || inside.contains { !$0.isWord && $0.index == 0 }
        let isSentence = inside.contains { parts.sentences.contains($0.index) && $0.last == $0.index }
        guard isAlone || isCued || isAtEdge || isSentence else { return .unread(.ambiguous) }
        return .answer(
            UInt8(found.value),
            rest: found.index == 0
                ? rest(of: text, from: parts.tokens[found.last].end) : rest(of: text, from: text.startIndex))
    }

    /// The best mark of the scale a number is given on, as in `9/10` or “9 out of 10”, and the token behind all of it.
    ///
    /// A number joined to another one in any other way, as in `8-9`, has none but is more than one token long.
    private static func denominator(_ tokens: [ReplyTokens.Token], after index: Int) -> (best: Int?, next: Int) {
        func number(at position: Int) -> Int? {
            if position < tokens.count, case .number(let value, _) = tokens[position] { value } else { nil }
        }
        guard index + 1 < tokens.count else { return (nil, index + 1) }
        switch tokens[index + 1] {
        case .mark("/"):
            guard let best = number(at: index + 2) else { return (nil, index + 1) }
            return (best, index + 3)
        case .mark("-"):
            return number(at: index + 2) == nil ? (nil, index + 1) : (nil, index + 3)
        case .word("out"):
            guard index + 3 < tokens.count, tokens[index + 2] == .word("of"), let best = number(at: index + 3) else {
                return (nil, index + 1)
            }
            return (best, index + 4)
        case .word("of"):
            guard let best = number(at: index + 2) else { return (nil, index + 1) }
            return (best, index + 3)
        case .word("kymmenestä"), .word("kympistä"): return (10, index + 2)
        case .word("viidestä"): return (5, index + 2)
        case .word("seitsemästä"): return (7, index + 2)
        default: return (nil, index + 1)
        }
    }

    private static func isUnit(_ tokens: [ReplyTokens.Token], after index: Int) -> Bool {
        guard index + 1 < tokens.count, case .word(let word) = tokens[index + 1] else { return false }
        return ReplyWords.units.contains(word)
    }

    private static func isLabelled(_ tokens: [ReplyTokens.Token], before index: Int) -> Bool {
        guard index > 0, case .word(let word) = tokens[index - 1] else { return false }
        return ReplyWords.labels.contains(word) || ReplyWords.streets.contains { word.hasSuffix($0) }
    }

    private static func isCue(_ tokens: [ReplyTokens.Token], before index: Int, isWord: Bool) -> Bool {
        guard index > 0, case .word(let word) = tokens[index - 1] else { return false }
        // “A ten” is a mark, “is one of the best” is not.
        return ReplyWords.cues.contains(word) && (!isWord || index == tokens.count - 1)
    }

    /// What stands behind the answer, without the marks and spaces that part the two; nil when it is courtesy at most.
    private static func rest(of text: String, from index: String.Index) -> String? {
        var rest = text[index...]
        let isFiller: (Character) -> Bool = { $0.isWhitespace || $0.isPunctuation }
        if index > text.startIndex { rest = rest.drop(while: isFiller) }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        let says = ReplyTokens(String(rest)).tokens.contains { token, _ in
            if case .word(let word) = token { return !ReplyWords.courtesies.contains(word) }
            return false
        }
        return says ? String(rest) : nil
    }
}
