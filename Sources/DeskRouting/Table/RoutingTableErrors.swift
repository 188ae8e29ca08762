public import DeskPrimitives

/// Everything that is wrong with a table, each mistake with its place.
public struct RoutingTableErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The most mistakes that are listed.
    public static let limit = 1_000

    /// The mistakes, at least one, in the order of the table.
    public let errors: [Refusal]
    /// Whether there are more than are listed.
    public let isTruncated: Bool

    init(_ errors: [Refusal]) {
        self.errors = Array(errors.prefix(Self.limit))
        isTruncated = errors.count > Self.limit
    }

    /// One line for each mistake.
    public var description: String {
        errors.map(\.description).joined(separator: "\n") + (isTruncated ? "\n… and more" : "")
    }
}
