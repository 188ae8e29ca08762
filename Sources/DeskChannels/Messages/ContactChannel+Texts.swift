public import DeskPrimitives

/// How texts fit a channel.
extension ContactChannel {
    /// The most messages one text is split into.
    public static let maximumParts = 100

    /// The most parts of one text message on it; nil where messages are not sent in parts on the air.
    ///
    /// As many as a text of ``textLimit`` characters of the default alphabet needs.
    public var segmentLimit: Int? { kind == .textMessage ? max(1, (textLimit + 152) / 153) : nil }

    /// Whether a text fits into one message.
    public func takes(_ text: String) -> Bool {
        guard textLimit > 0, !text.isEmpty, text.utf8.count <= textLimit else { return false }
        return segmentLimit.map { TextMessageSize(text).segments <= $0 } ?? true
    }

    /// The text, or as much of it as fits into one message with an ellipsis behind; empty when nothing can be sent.
    public func cut(_ text: String) -> String {
        guard !takes(text) else { return text }
        // The sign of three points is none of the GSM alphabet: one of it would halve what a text message holds.
        let end = kind == .textMessage ? "..." : "…"
        var (low, high) = (0, 0)
        let characters = Array(text)
        high = min(characters.count, textLimit)
        // What fits is a prefix of what fits, so the longest is found by halving.
        while low < high {
            let middle = (low + high + 1) / 2
            if takes(String(characters[..<middle]) + end) { low = middle } else { high = middle - 1 }
        }
        let cut = String(characters[..<low]) + end
        return takes(cut) ? cut : ""
    }

    /// Splits a text into messages that fit the channel, at spaces and line breaks where one lies in the second half.
    ///
    /// The parts put behind one another are the text, to the byte.
    ///
    /// - Throws: `Refusal` at `text`: `notAllowed` when the channel cannot send text, `malformed` for an empty text,
    ///   `tooLong` beyond `Limits.textBytes` or ``maximumParts``, or when one character alone does not fit.
    public func parts(of text: String) throws(Refusal) -> [String] {
        let place = Place.field("text")
        guard textLimit > 0 else { throw Refusal(.notAllowed, "no text can be sent on channel \(id)", at: place) }
        guard !text.isEmpty else { throw Refusal(.malformed, "empty", at: place) }
        try Limits.check(text, atMost: Limits.textBytes, at: place)
        if takes(text) { return [text] }
        var parts: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            guard parts.count < Self.maximumParts else {
                throw Refusal(.tooLong, "more than \(Self.maximumParts) messages", at: place)
            }
            let end = partEnd(of: rest)
            guard end > rest.startIndex else {
                throw Refusal(.tooLong, "one character does not fit the channel", at: place)
            }
            parts.append(String(rest[..<end]))
            rest = rest[end...]
        }
        return parts
    }

    /// The end of the longest part that fits, moved back to a good place to break.
    private func partEnd(of rest: Substring.UnicodeScalarView) -> String.Index {
        var ends: [String.Index] = []
        var index = rest.startIndex
        while index < rest.endIndex, ends.count < textLimit {
            index = rest.index(after: index)
            ends.append(index)
        }
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if takes(String(rest[..<ends[middle - 1]])) { low = middle } else { high = middle - 1 }
        }
        guard low > 0, ends[low - 1] < rest.endIndex else { return low > 0 ? ends[low - 1] : rest.startIndex }
        for count in stride(from: low, to: low / 2, by: -1) {
            let last = rest[rest.index(before: ends[count - 1])]
            if last == " " || last == "\n" { return ends[count - 1] }
        }
        // Without a space, at least no letter loses its accent: two parts have as many characters apart as together.
        for count in stride(from: low, to: max(0, low - 16), by: -1) {
            let (head, tail) = (rest[..<ends[count - 1]].suffix(16), rest[ends[count - 1]...].prefix(16))
            if String(head).count + String(tail).count == (String(head) + String(tail)).count { return ends[count - 1] }
        }
        return ends[low - 1]
    }
}
