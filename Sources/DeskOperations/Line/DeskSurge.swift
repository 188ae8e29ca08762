public import DeskPrimitives
public import DeskRouting

/// Whether a surge of the policy is going on.
public struct DeskSurge: RecordContent, Hashable {
    /// The name in the policy.
    public let id: SurgeID
    /// Whether it is going on, since when and why.
    public internal(set) var state = SurgeState()

    init(id: SurgeID) { self.id = id }

    /// The collection of surges.
    public static let collection = RecordCollection("surge")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(id) }
}
