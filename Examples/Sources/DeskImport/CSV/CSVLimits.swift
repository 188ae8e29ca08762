public import DeskPrimitives

/// How much of a table one record may take before it is refused.
public struct CSVLimits: Hashable, Sendable {
    /// Bytes of one field as written, the quotes around it not counted.
    public let fieldBytes: Int
    /// Fields of one record.
    public let fieldCount: Int
    /// Bytes of one record with its quotes, the line break behind it not counted; the reader keeps no more than this and
    /// what was appended last.
    public let recordBytes: Int

    /// The most that ``recordBytes`` can be: 1 GiB.
    public static let mostRecordBytes = 1 << 30

    /// Creates limits; each is taken as at least 1 and at most ``mostRecordBytes``.
    public init(fieldBytes: Int = Limits.textBytes, fieldCount: Int = 1_024, recordBytes: Int = 1 << 20) {
        let bounded = { (limit: Int) in min(max(limit, 1), Self.mostRecordBytes) }
        self.fieldBytes = bounded(fieldBytes)
        self.fieldCount = bounded(fieldCount)
        self.recordBytes = bounded(recordBytes)
    }
}
