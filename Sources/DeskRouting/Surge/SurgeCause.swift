public import DeskPrimitives

/// What caused a surge: a short name, and the case under which it is being put right.
public struct SurgeCause: Hashable, Sendable, Codable {
    /// The name, such as `billing-run-2026-03`.
    public let name: String
    /// The case that puts it right.
    public let problem: CaseID?

    /// Creates a cause.
    ///
    /// - Throws: `Refusal` with code `malformed` at `name`.
    public init(name: String, problem: CaseID? = nil) throws(Refusal) {
        guard (1...Limits.lineBytes).contains(name.utf8.count) else {
            throw Refusal(.malformed, "a cause has 1 to \(Limits.lineBytes) bytes", at: .field("name"))
        }
        self.name = name
        self.problem = problem
    }
}
