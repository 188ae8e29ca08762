/// The name of one thing of a kind: an agent, a case, a channel.
///
/// `Subject` is a phantom type, so an agent's identifier cannot be passed where a case's is expected. The text is 1 to
/// 64 printable ASCII characters without spaces, so two identifiers are equal exactly when their bytes are equal, on
/// every platform and in every store. Identifiers hold no personal data.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text of the identifier.
    public let rawValue: String

    /// Checks text and makes an identifier of it.
    ///
    /// - Throws: ``Refusal`` with code `malformed` for an empty text, a space, a control character or a character
    ///   outside ASCII, and `tooLong` beyond ``Limits/identifierBytes``.
    public init(_ text: String) throws(Refusal) {
        guard !text.isEmpty else { throw Refusal(.malformed, "an identifier is empty") }
        guard text.utf8.count <= Limits.identifierBytes else {
            throw Refusal(.tooLong, "an identifier is longer than \(Limits.identifierBytes) bytes")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Refusal(.malformed, "an identifier has a character that is not printable ASCII")
        }
        self.rawValue = text
    }

    /// Makes an identifier of text that this package composed from checked parts.
    package init(checked text: String) {
        assert((try? Identifier(text)) != nil)
        self.rawValue = text
    }

    /// The same text as an identifier of another subject, for ids that are derived from one another.
    package func `as`<Other>(_ subject: Other.Type = Other.self) -> Identifier<Other> {
        Identifier<Other>(checked: rawValue)
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    public var description: String { rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    /// Makes an identifier of a literal in source code; traps on one that ``init(_:)`` would refuse.
    public init(stringLiteral text: String) {
        do {
            try self.init(text)
        } catch {
            preconditionFailure("“\(text)” is no identifier: \(error)")
        }
    }
}

extension Identifier: Codable {
    /// Writes the bare text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Reads and checks the bare text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do throws(Refusal) {
            try self.init(container.decodeText())
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }
}

extension Identifier: CodingKeyRepresentable {
    /// Lets identifiers be keys of a JSON object.
    public var codingKey: any CodingKey { AnyKey(rawValue) }

    /// Reads an identifier from the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        guard let identifier = try? Identifier(codingKey.stringValue) else { return nil }
        self = identifier
    }
}

extension SingleValueDecodingContainer {
    fileprivate func decodeText() throws(Refusal) -> String {
        do {
            return try decode(String.self)
        } catch {
            throw Refusal(.malformed, "expected text")
        }
    }
}
