import DeskChannels
public import DeskPrimitives

/// A company, household or office that persons belong to.
public struct Organization: Hashable, Sendable, Identifiable {
    /// The most strong identifiers of one organisation.
    public static let maximumStrongIdentifiers = 16

    /// The name of the organisation in the desk.
    public let id: OrganizationID
    /// What it is called; at most `Limits.lineBytes`.
    public let name: String
    /// The names registers give to it, such as a business id.
    public let strongIdentifiers: [KeyedStrongIdentifier]
    /// The organisation it is a part of.
    public let parent: OrganizationID?
    /// When it was first met.
    public let createdAt: Instant
    /// When something about it last changed.
    public let updatedAt: Instant

    /// Creates an organisation.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for an empty name or one with a line break, `tooLong` beyond a
    ///   limit, `duplicateName` for an identifier that occurs twice, `wrongState` for a part of itself, `outOfRange`
    ///   for an instant outside the accepted years, `outOfOrder` when it changed before it was met.
    public init(
        id: OrganizationID, name: String, strongIdentifiers: [StrongIdentifier] = [], parent: OrganizationID? = nil,
        createdAt: Instant, updatedAt: Instant? = nil, digest: KeyedDigest
    ) throws(Refusal) {
        try Limits.check(
            count: strongIdentifiers.count, atMost: Self.maximumStrongIdentifiers, at: .field("strongIdentifiers"))
        self.id = id
        self.name = name
        self.strongIdentifiers = strongIdentifiers.map { KeyedStrongIdentifier($0, digest) }
        self.parent = parent
        self.createdAt = createdAt
        self.updatedAt = updatedAt ?? createdAt
        try check()
    }

    private func check() throws(Refusal) {
        try Limits.checkLine(name, at: .field("name"))
        let identifiers = Place.field("strongIdentifiers")
        try Limits.check(count: strongIdentifiers.count, atMost: Self.maximumStrongIdentifiers, at: identifiers)
        guard Set(strongIdentifiers.map(\.identifier)).count == strongIdentifiers.count else {
            throw Refusal(.duplicateName, "an identifier occurs twice", at: identifiers)
        }
        guard parent != id else {
            throw Refusal(.wrongState, "an organisation cannot be a part of itself", at: .field("parent"))
        }
        try Limits.check(createdAt, at: .field("createdAt"))
        try Limits.check(updatedAt, at: .field("updatedAt"))
        guard updatedAt >= createdAt else {
            throw Refusal(.outOfOrder, "changed before it was met", at: .field("updatedAt"))
        }
    }
}

extension Organization: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, name, strongIdentifiers, parent, createdAt, updatedAt
    }

    /// Writes an object; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encode(name, forKey: .name)
        try object.encodeUnlessEmpty(strongIdentifiers, forKey: .strongIdentifiers)
        try object.encodeIfPresent(parent, forKey: .parent)
        try object.encode(createdAt, forKey: .createdAt)
        try object.encode(updatedAt, forKey: .updatedAt)
    }

    /// Reads what ``encode(to:)`` wrote, and checks it as a new one is.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(OrganizationID.self, forKey: .id)
        name = try object.decode(String.self, forKey: .name)
        strongIdentifiers = try object.decodeList(forKey: .strongIdentifiers)
        parent = try object.decodeIfPresent(OrganizationID.self, forKey: .parent)
        createdAt = try object.decode(Instant.self, forKey: .createdAt)
        updatedAt = try object.decode(Instant.self, forKey: .updatedAt)
        let read = self
        try decoder.checked { () throws(Refusal) in try read.check() }
    }
}

extension Organization: RecordContent {
    /// The collection `organization`.
    public static let collection = RecordCollection("organization")
    /// Whose a register's name is; at most one organisation's.
    public static let strongIndex = RecordIndex(collection, "strong-id", isUnique: true)

    /// The organisation's own id.
    public var recordID: ByteKey { ByteKey(id) }
    /// Under every strong identifier.
    public var indexEntries: [IndexEntry] { strongIdentifiers.map { IndexEntry(Self.strongIndex, $0.key) } }

    /// The organisation of an id.
    public static func withID(_ id: OrganizationID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, id)]), limit: 1)
    }

    /// The organisation that holds a strong identifier.
    public static func holding(_ identifier: StrongIdentifier, digest: KeyedDigest) -> RecordQuery {
        RecordQuery(.equal(strongIndex, identifier.storageKey(digest)), limit: 1)
    }
}
