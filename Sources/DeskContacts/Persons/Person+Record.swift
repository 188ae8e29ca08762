public import DeskPrimitives

extension Person: RecordContent {
    /// The collection `person`.
    public static let collection = RecordCollection("person")
    /// Whose a register's name is; at most one person's.
    public static let strongIndex = RecordIndex(collection, "strong-id", isUnique: true)
    /// Whose a contact point is; may be several persons'.
    public static let pointIndex = RecordIndex(collection, "point")
    /// The most persons asked for under one contact point; more than one is too many to choose from anyway.
    public static let maximumHolders = 64

    /// The person's own id.
    public var recordID: ByteKey { ByteKey(id) }

    /// Under every strong identifier and contact point, unless merged: then the survivor stands there.
    public var indexEntries: [IndexEntry] {
        guard mergedInto == nil else { return [] }
        return strongIdentifiers.map { IndexEntry(Self.strongIndex, $0.key) }
            + points.map { IndexEntry(Self.pointIndex, $0.key) }
    }

    /// The person of an id.
    public static func withID(_ id: PersonID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, id)]), limit: 1)
    }

    /// The queries whose persons together are the candidates for ``IdentityResolver``.
    ///
    /// One for each strong identifier, mail address, telephone number and handle claimed.
    public static func queries(for claims: IdentityClaims, digest: KeyedDigest) -> [RecordQuery] {
        let strong = claims.strong.map { identifier in
            RecordQuery(.equal(strongIndex, identifier.storageKey(digest)), limit: 1)
        }
        let points = claims.identifyingPoints.map { point in
            RecordQuery(.equal(pointIndex, point.storageKey(digest)), limit: maximumHolders)
        }
        return strong + points
    }
}
