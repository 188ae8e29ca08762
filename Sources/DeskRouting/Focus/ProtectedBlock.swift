public import DeskPrimitives

/// A time in which an agent is not interrupted: a meeting, deep work, a lunch.
public struct ProtectedBlock: Hashable, Sendable, Codable {
    /// The most blocks of one agent at a time.
    public static let blockCount = 64

    /// When it begins.
    public let from: Instant
    /// When it ends; it is over at this instant.
    public let until: Instant

    /// Creates a block.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` when it ends before it begins.
    public init(from: Instant, until: Instant) throws(Refusal) {
        guard from < until else { throw Refusal(.outOfOrder, "the block is empty", at: .field("until")) }
        self.from = from
        self.until = until
    }

    /// Reads the object and checks it.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let (from, until) = try (
            object.decode(Instant.self, forKey: .from), object.decode(Instant.self, forKey: .until)
        )
        self = try decoder.checked { () throws(Refusal) in try ProtectedBlock(from: from, until: until) }
    }

    private enum CodingKeys: String, CodingKey { case from, until }

    /// Whether an instant lies in it.
    public func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }
}
