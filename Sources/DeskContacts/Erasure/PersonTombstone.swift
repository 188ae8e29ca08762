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
    /// The erasure that goes on, while it does; nil when nothing of the person is left.
    public let underWay: UnderWay?

    /// An erasure that takes more steps than one.
    public struct UnderWay: Hashable, Sendable, Codable {
        /// Who stood for the person, and whose tombstone tells how far it is.
        public let survivor: PersonID
        /// Everybody who goes, in the tombstone of ``survivor``; empty in the others.
        public let persons: [PersonID]
        /// The records that went whole so far.
        public let erased: Int
        /// The records that lost what was personal in them so far.
        public let scrubbed: Int

        /// Creates the state of an erasure.
        public init(survivor: PersonID, persons: [PersonID] = [], erased: Int = 0, scrubbed: Int = 0) {
            self.survivor = survivor
            self.persons = persons
            self.erased = erased
            self.scrubbed = scrubbed
        }
    }

    /// Creates the tombstone of a person.
    public init(_ person: PersonID, erasedAt: Instant, underWay: UnderWay? = nil) {
        self.person = person
        self.erasedAt = erasedAt
        self.underWay = underWay
    }
}

extension PersonTombstone: RecordContent {
    /// The collection `person-tombstone`.
    public static let collection = RecordCollection("person-tombstone")

    /// The name.
    public var recordID: ByteKey { ByteKey(person) }
}
