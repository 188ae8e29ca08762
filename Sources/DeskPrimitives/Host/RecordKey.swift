/// Where a record lives: its collection and its key in it.
public struct RecordKey: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The collection.
    public let collection: RecordCollection
    /// The key in the collection.
    public let id: ByteKey

    /// Names a record.
    public init(_ collection: RecordCollection, _ id: ByteKey) {
        self.collection = collection
        self.id = id
    }

    /// Names a record by an identifier.
    public init<Subject>(_ collection: RecordCollection, _ id: Identifier<Subject>) {
        self.init(collection, ByteKey(id))
    }

    /// Hashes the key alone: few collections share keys, and comparing tells them apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    public static func < (a: Self, b: Self) -> Bool {
        a.collection == b.collection ? a.id < b.id : a.collection < b.collection
    }
    public var description: String { "\(collection)/\(id)" }
}
