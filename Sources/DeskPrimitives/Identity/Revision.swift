/// The version of a stored record: the number of the commit that last wrote it.
///
/// A store gives every commit a number larger than all before it, so a record's revision only ever grows, also when
/// the record was deleted and made anew in between (no ABA).
public struct Revision: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number of the commit, at least 1.
    public let number: Int64

    /// Creates a revision from a commit number.
    @inlinable
    public init(_ number: Int64) {
        self.number = number
    }

    @inlinable
    public static func < (a: Revision, b: Revision) -> Bool { a.number < b.number }
    public var description: String { "\(number)" }

    /// Writes the bare number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// Reads the bare number.
    public init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int64.self)
    }
}
