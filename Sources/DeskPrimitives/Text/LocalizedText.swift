/// The same text in one or more languages.
///
/// Encodes as an object of language tags, `{"en": "Waste", "fi": "Jätehuolto"}`.
public struct LocalizedText: Hashable, Sendable {
    /// The texts by language; never empty.
    public let texts: [LanguageTag: String]

    /// Creates a text in several languages.
    ///
    /// - Throws: ``Refusal`` with code `malformed` when there is no text at all, and `tooLong` when one is longer
    ///   than ``Limits/textBytes``.
    public init(_ texts: [LanguageTag: String]) throws(Refusal) {
        guard !texts.isEmpty else { throw Refusal(.malformed, "a text needs at least one language") }
        for (language, text) in texts where text.utf8.count > Limits.textBytes {
            throw Refusal(.tooLong, "a text is longer than \(Limits.textBytes) bytes", at: .field(language.rawValue))
        }
        self.texts = texts
    }

    /// Creates a text in English and Finnish.
    public init(en: String, fi: String) {
        texts = [.english: en, .finnish: fi]
    }

    /// The text in a language, else in its primary language, English, or the first language by tag.
    public func text(in language: LanguageTag) -> String {
        texts[language] ?? texts[language.primary] ?? texts[.english] ?? texts.min { $0.key < $1.key }?.value ?? ""
    }
}

extension LocalizedText: ExpressibleByStringLiteral {
    /// A text in English.
    public init(stringLiteral text: String) {
        texts = [.english: text]
    }
}

extension LocalizedText: Codable {
    /// Writes an object of language tags.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }

    /// Reads an object of language tags.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let texts = try container.decode([LanguageTag: String].self)
        do throws(Refusal) {
            try self.init(texts)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }
}
