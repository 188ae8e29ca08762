package import DeskPrimitives

extension Limits {
    /// Refuses a line that is empty, longer than a limit, or holds a control character.
    ///
    /// Addresses, subjects and message ids end up in protocol headers, where a line break would begin a header of the
    /// sender's choice.
    package static func checkLine(
        _ text: String, atMost limit: Int = Limits.lineBytes, at place: @autoclosure () -> Place
    ) throws(Refusal) {
        guard !text.isEmpty else { throw Refusal(.malformed, "empty", at: place()) }
        try check(text, atMost: limit, at: place())
        guard !text.withBytes(hasControl) else {
            throw Refusal(.malformed, "a line break or control character", at: place())
        }
    }

    private static func hasControl(_ bytes: ByteView) -> Bool {
        var (before, last): (UInt8, UInt8) = (0, 0)
        for byte in bytes {
            // U+0080 to U+009F, U+2028 and U+2029 in UTF-8.
            let isLater =
                (last == 0xC2 && byte <= 0x9F) || (before == 0xE2 && last == 0x80 && (byte == 0xA8 || byte == 0xA9))
            if byte < 0x20 || byte == 0x7F || isLater { return true }
            (before, last) = (last, byte)
        }
        return false
    }

    /// Refuses a list with more elements than a limit.
    package static func check(
        count: Int, atMost limit: Int, at place: @autoclosure () -> Place
    ) throws(Refusal) {
        guard count <= limit else {
            throw Refusal(.tooLong, "\(count) elements, at most \(limit) are taken", at: place())
        }
    }
}

extension LocalizedText {
    /// Refuses a text in any language that is longer than a limit.
    package func checkLines(atMost limit: Int = Limits.lineBytes, at place: @autoclosure () -> Place) throws(Refusal) {
        for language in texts.keys.sorted() {
            try Limits.check(texts[language] ?? "", atMost: limit, at: place().field(language.rawValue))
        }
    }
}
