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

    /// The same with where in the program each rule stands added to what is said of it.
    func located(_ line: (Int) -> String?) -> RoutingTableErrors {
        RoutingTableErrors(
            errors.map { error in
                guard error.place.steps.count > 1, error.place.steps[0] == .field("rules"),
                    case .index(let number) = error.place.steps[1], let line = line(number)
                else { return error }
                return Refusal(error.code, "\(error.detail) (\(line))", at: error.place)
            }, isTruncated: isTruncated)
    }

    private init(_ errors: [Refusal], isTruncated: Bool) {
        self.errors = errors
        self.isTruncated = isTruncated
    }

    /// One line for each mistake.
    public var description: String {
        errors.map(\.description).joined(separator: "\n") + (isTruncated ? "\n… and more" : "")
    }
}
