public import DeskPrimitives

/// A text made short enough for the desk, which refuses what is longer than its limits.
///
/// For hosts that hand over what others wrote: a mail may be as long as it likes, and a person whose mail is long is to be
/// answered, too. The cut is made between two Unicode scalars: where characters of several scalars end differs between
/// versions of systems, and the same text gives the same bytes on every platform.
///
/// ```swift
/// let text = CutText(body, ending: "\n[…]")
/// let arrival = try Arrival(…, subject: CutText.line(subject).text, text: text.text, …)
/// if text.isCut { … }  // keep the whole where it came from
/// ```
public struct CutText: Hashable, Sendable {
    /// What is kept, at most as long as the limit.
    public let text: String
    /// How many UTF-8 bytes were left out; 0 when nothing was.
    public let omittedBytes: Int

    /// Whether anything was left out.
    public var isCut: Bool { omittedBytes > 0 }

    /// Cuts a text.
    ///
    /// - Parameters:
    ///   - limit: The most UTF-8 bytes kept; a negative one counts as 0.
    ///   - ending: What is put behind a text that was cut, within the limit; left out where there is no room for it.
    /// - Complexity: O(`limit`) for texts in UTF-8, as Swift's own are.
    public init(_ text: String, atMost limit: Int = Limits.textBytes, ending: String = "") {
        let (count, limit) = (text.utf8.count, max(0, limit))
        guard count > limit else {
            self.text = text
            omittedBytes = 0
            return
        }
        let ending = ending.utf8.count <= limit ? ending : ""
        let kept = Self.prefix(of: text, limit - ending.utf8.count)
        self.text = kept + ending
        omittedBytes = count - kept.utf8.count
    }

    /// Makes one line of a text, such as a subject or a name, and cuts it.
    ///
    /// Runs of white space, control characters and separators of lines become one space, and none is left around: the desk
    /// refuses them in lines. A text of nothing else becomes an empty one. What is only squeezed counts as nothing left out.
    ///
    /// - Parameter limit: The most UTF-8 bytes kept; a negative one counts as 0.
    /// - Complexity: O(length of the text).
    public static func line(_ text: String, atMost limit: Int = Limits.lineBytes) -> CutText {
        var line = String.UnicodeScalarView()
        var isBehindSpace = true
        for scalar in text.unicodeScalars {
            let isSpace = Self.isSpace(scalar)
            if isSpace, isBehindSpace { continue }
            line.append(isSpace ? " " : scalar)
            isBehindSpace = isSpace
        }
        if isBehindSpace, !line.isEmpty { line.removeLast() }
        let cut = CutText(String(line), atMost: limit)
        // A line that ends within a gap ends before it.
        guard cut.text.utf8.last == 0x20 else { return cut }
        return CutText(text: String(cut.text.unicodeScalars.dropLast()), omittedBytes: cut.omittedBytes + 1)
    }

    private init(text: String, omittedBytes: Int) {
        self.text = text
        self.omittedBytes = omittedBytes
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// The longest beginning of whole scalars within so many bytes.
    private static func prefix(of text: String, _ limit: Int) -> String {
        text.withBytes { bytes in
            var end = min(limit, bytes.count)
            // Bytes that go on with a scalar begin with the bits 10.
            while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return String(decoding: bytes[..<end], as: UTF8.self)
        }
    }
}

extension CutText: Explained {
    /// Whether and how much was left out.
    public func sentence(in language: LanguageTag) -> String {
        isCut
            ? language.pick(
                en: "The text was shortened by \(omittedBytes) bytes.",
                fi: "Tekstiä lyhennettiin \(omittedBytes) tavua.")
            : language.pick(en: "The text is whole.", fi: "Teksti on kokonainen.")
    }
}
