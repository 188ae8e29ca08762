/// What a store is asked for in one call.
public struct RecordQuery: Hashable, Sendable {
    /// What is looked for.
    public enum Selection: Hashable, Sendable {
        /// Records by their keys, in the order of the keys given; those that do not exist are left out.
        case records([RecordKey])
        /// Records under one value of an index, in the order of their keys.
        case equal(RecordIndex, ByteKey)
        /// Records whose index value is at least `from` and less than `before` (nil: no upper end), in the order of the
        /// value and then of their keys.
        case range(RecordIndex, from: ByteKey, before: ByteKey?)
        /// Journal entries after a position, oldest first.
        case journal(after: JournalPosition)
    }

    /// In which direction an index is read.
    public enum Order: Hashable, Sendable {
        /// Smallest value first.
        case ascending
        /// Largest value first.
        case descending
    }

    /// What is looked for.
    public var selection: Selection
    /// The direction for index selections; keys and the journal are always ascending.
    public var order: Order
    /// The most records or entries wanted, 1 … ``Limits/pageCount``.
    public var limit: Int
    /// Where an earlier page of the same index selection ended; nil for the first page.
    public var after: RecordCursor?

    /// Creates a query; a limit outside 1 … ``Limits/pageCount`` is taken as the nearest end.
    public init(
        _ selection: Selection, order: Order = .ascending, limit: Int = Limits.pageCount, after: RecordCursor? = nil
    ) {
        self.selection = selection
        self.order = order
        self.limit = min(max(limit, 1), Limits.pageCount)
        self.after = after
    }
}

/// Where a page of an index selection ended.
public struct RecordCursor: Hashable, Sendable {
    /// The index value of the last record given.
    public let indexKey: ByteKey
    /// The key of the last record given.
    public let id: ByteKey

    /// Creates a cursor.
    public init(indexKey: ByteKey, id: ByteKey) {
        self.indexKey = indexKey
        self.id = id
    }
}

/// The place of an entry in a store's journal, counted from 1; 0 stands before the first.
public struct JournalPosition: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number.
    public let number: Int64

    /// Creates a position.
    @inlinable
    public init(_ number: Int64) {
        self.number = number
    }

    /// Before the first entry.
    public static let start = JournalPosition(0)

    @inlinable
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
    public var description: String { "\(number)" }
}
