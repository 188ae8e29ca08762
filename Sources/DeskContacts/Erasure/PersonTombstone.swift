public import DeskPrimitives

/// What an erasure leaves behind of a person: the name that was theirs, so that nobody gets it again.
///
/// Events and statistics go on naming it. A person who comes back later is met as somebody new, under another name, and
/// nothing leads from the one to the other.
public struct PersonTombstone: Hashable, Sendable, Codable {
    /// Who was erased.
    public let person: PersonID
    /// When.
    public let erasedAt: Instant

    /// Creates the tombstone of a person.
    public init(_ person: PersonID, erasedAt: Instant) {
        self.person = person
        self.erasedAt = erasedAt
    }
}

extension PersonTombstone: RecordContent {
    /// The collection `person-tombstone`.
    public static let collection = RecordCollection("person-tombstone")

    /// The name.
    public var recordID: ByteKey { ByteKey(person) }
}
