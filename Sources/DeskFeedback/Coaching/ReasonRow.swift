public import DeskPrimitives

/// The reasons given about one node on one local day.
public struct ReasonRow: RecordContent, Hashable {
    /// The node and day.
    public let key: TallyRow.Key
    /// What was given there.
    public var tally: ReasonTally

    /// Creates a row.
    public init(key: TallyRow.Key, tally: ReasonTally = .zero) {
        self.key = key
        self.tally = tally
    }

    public static let collection = RecordCollection("reason-tally")
    /// Orders rows by level, node and day.
    public static let dayIndex = RecordIndex(collection, "day", isUnique: true)

    public var recordID: ByteKey { key.bytes }
    public var indexEntries: [IndexEntry] { [IndexEntry(Self.dayIndex, key.bytes)] }

    /// Where the row of a node and day is stored.
    public static func recordKey(of key: TallyRow.Key) -> RecordKey { RecordKey(collection, key.bytes) }

    /// The rows of one node over all days, the earliest first.
    public static func query(level: TallyRow.Level, node: String) -> RecordQuery {
        RecordQuery(
            prefix(dayIndex) {
                $0.append(level.rawValue.utf8)
                $0.append(node.utf8)
            })
    }

    /// The rows of one node over days, the earliest first.
    public static func query(
        level: TallyRow.Level, node: String, days: Range<Int>
    ) throws(Refusal) -> RecordQuery {
        let first = try TallyRow.Key(level: level, node: node, day: days.lowerBound)
        let end = try TallyRow.Key(level: level, node: node, day: days.upperBound)
        return RecordQuery(.range(dayIndex, from: first.bytes, before: end.bytes))
    }
}
