/// A way to find the records of a collection other than by key: by an exact value or in order.
public struct RecordIndex: Hashable, Sendable, CustomStringConvertible {
    /// The collection whose records it finds.
    public let collection: RecordCollection
    /// The name, unique in the collection: lower-case ASCII letters and hyphens.
    public let name: String
    /// Whether at most one record may hold a value at a time.
    public let isUnique: Bool

    /// Names an index.
    public init(_ collection: RecordCollection, _ name: StaticString, isUnique: Bool = false) {
        self.collection = collection
        self.name = name.description
        self.isUnique = isUnique
    }

    public var description: String { "\(collection).\(name)" }
}

/// A value under which a record stands in an index.
public struct IndexEntry: Hashable, Sendable {
    /// The index.
    public let index: RecordIndex
    /// The value.
    public let key: ByteKey

    /// Hashes the value alone: few indexes share values, and comparing tells them apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// Creates an entry.
    public init(_ index: RecordIndex, _ key: ByteKey) {
        self.index = index
        self.key = key
    }
}
