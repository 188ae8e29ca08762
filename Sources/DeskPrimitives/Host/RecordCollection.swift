/// A named set of records of one type, such as all cases.
///
/// A relational host makes it a table or a column; a key-value host makes it a key prefix.
public struct RecordCollection: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The name: lower-case ASCII letters and hyphens.
    public let name: String

    /// Names a collection; traps on a name that is empty or not lower-case ASCII letters and hyphens.
    public init(_ name: StaticString) {
        let text = name.description
        precondition(!text.isEmpty && text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || $0 == 45 })
        self.name = text
    }

    /// Reads the name of a collection that a store wrote down.
    ///
    /// - Throws: ``Refusal`` with code `malformed`.
    public init(stored name: String) throws(Refusal) {
        guard !name.isEmpty, name.utf8.count <= Limits.identifierBytes,
            name.utf8.allSatisfy({ ($0 >= 97 && $0 <= 122) || $0 == 45 })
        else { throw Refusal(.malformed, "a collection name is lower-case letters and hyphens") }
        self.name = name
    }

    public static func < (a: Self, b: Self) -> Bool { a.name < b.name }
    public var description: String { name }

    /// Writes the bare name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// Reads and checks the bare name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let collection = try? RecordCollection(stored: container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a collection name")
        }
        self = collection
    }
}
