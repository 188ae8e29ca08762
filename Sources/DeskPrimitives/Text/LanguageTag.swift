/// A language as a BCP 47 tag in lower case, such as `fi`, `en` or `sv-fi`.
public struct LanguageTag: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The tag in lower case.
    public let rawValue: String

    /// Checks text and makes a tag of it: 2 to 35 ASCII letters, digits and hyphens, starting with two letters.
    ///
    /// - Throws: ``Refusal`` with code `malformed`.
    public init(_ text: String) throws(Refusal) {
        // Checked before it is lowered: some letters outside ASCII, such as the Kelvin sign, have lower forms inside.
        let bytes = Array(text.utf8.prefix(36))
        let isLetter: (UInt8) -> Bool = { ($0 >= 97 && $0 <= 122) || ($0 >= 65 && $0 <= 90) }
        guard (2...35).contains(bytes.count), bytes.prefix(2).allSatisfy(isLetter), bytes.last != 45,
            bytes.allSatisfy({ isLetter($0) || $0 == 45 || ($0 >= 48 && $0 <= 57) })
        else { throw Refusal(.malformed, "a language tag looks like fi, en or sv-fi") }
        rawValue = text.lowercased()
    }

    private init(known text: String) { rawValue = text }

    /// English.
    public static let english = LanguageTag(known: "en")
    /// Finnish.
    public static let finnish = LanguageTag(known: "fi")
    /// Swedish.
    public static let swedish = LanguageTag(known: "sv")

    /// The tag without its region or script: `sv` for `sv-fi`.
    public var primary: LanguageTag {
        LanguageTag(known: String(rawValue.prefix { $0 != "-" }))
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    public var description: String { rawValue }
}

extension LanguageTag: Codable, CodingKeyRepresentable {
    /// Writes the bare tag.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Reads and checks the bare tag.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let tag = try? LanguageTag(container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a language tag such as fi, en or sv-fi")
        }
        self = tag
    }

    /// Lets tags be keys of a JSON object.
    public var codingKey: any CodingKey { AnyKey(rawValue) }

    /// Reads a tag from the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        guard let tag = try? LanguageTag(codingKey.stringValue) else { return nil }
        self = tag
    }
}
