public import DeskPrimitives

/// What an erasure leaves behind of an arrival: the keyed digest by which it is known again when a channel hands it over
/// once more, and nothing else.
public struct IntakeTombstone: Hashable, Sendable, Codable {
    /// The ``IntakeKey`` of what was erased.
    public let intakeKey: ByteKey
    /// When it was erased.
    public let erasedAt: Instant

    /// Creates the tombstone of an arrival.
    public init(_ intakeKey: ByteKey, erasedAt: Instant) {
        self.intakeKey = intakeKey
        self.erasedAt = erasedAt
    }
}

extension IntakeTombstone: RecordContent {
    /// The collection `intake-tombstone`.
    public static let collection = RecordCollection("intake-tombstone")

    /// The intake key.
    public var recordID: ByteKey { intakeKey }

    /// Whether an arrival was erased: finds its tombstone.
    public static func of(_ intakeKey: ByteKey) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, intakeKey)]), limit: 1)
    }
}
