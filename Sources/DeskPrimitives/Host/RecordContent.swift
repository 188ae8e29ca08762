/// A value that is stored as a record.
///
/// Each room declares its own; a store never needs to know them.
public protocol RecordContent: Codable, Sendable {
    /// The collection its records live in.
    static var collection: RecordCollection { get }
    /// The key in that collection.
    var recordID: ByteKey { get }
    /// The index entries under which the record is found; they replace those of the version before.
    var indexEntries: [IndexEntry] { get }
}

extension RecordContent {
    /// Where this value is stored.
    public var recordKey: RecordKey { RecordKey(Self.collection, recordID) }
    /// No index entries.
    public var indexEntries: [IndexEntry] { [] }
}
