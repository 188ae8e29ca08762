public import DeskOperations
public import DeskPrimitives

/// The worker that hands every event to another system of the host, in order and at least once.
///
/// How far it has come is a record of its own. A crash between handing over and noting it hands the same events over again;
/// `DeskEvent.name` is the same then.
public struct Subscriber: DeskWorker {
    /// The desk.
    public let desk: Desk
    /// The subscriber's own name.
    public let name: Identifier<SubscriberCursor>
    /// How long to rest after a sweep that found nothing.
    public var pause: TimeSpan
    private let handle: @Sendable ([DeskEvent]) async throws -> Void

    /// The most events handed over at once.
    static let pageLimit = 512

    /// Creates a subscriber.
    ///
    /// - Parameter handle: Takes events over; when it throws, the same events come again with the next sweep.
    public init(
        _ desk: Desk, name: Identifier<SubscriberCursor>, pause: TimeSpan = .seconds(1),
        handle: @escaping @Sendable ([DeskEvent]) async throws -> Void
    ) {
        self.desk = desk
        self.name = name
        self.pause = pause
        self.handle = handle
    }

    /// Hands over the next events.
    @discardableResult
    public func sweep() async throws -> Int {
        let key = RecordKey(SubscriberCursor.collection, name)
        let stored = try await desk.store.load(RecordQuery(.records([key]), limit: 1)).records.first
        let position = try stored?.body.value(as: SubscriberCursor.self).position ?? .start
        let events = try await desk.events(after: position, limit: Self.pageLimit)
        guard let last = events.last else { return 0 }
        try await handle(events.map(\.event))
        let cursor = SubscriberCursor(name: name, position: last.position)
        let write = RecordWrite(put: cursor, expected: stored.map { .exactly($0.revision) } ?? .absent)
        // A conflict means that another process under the same name has handed over the same events.
        _ = try await desk.store.commit(RecordBatch(writes: [write]))
        return events.count
    }
}

/// How far a subscriber has come in the journal.
public struct SubscriberCursor: RecordContent, Hashable {
    /// The subscriber.
    public let name: Identifier<SubscriberCursor>
    /// The last entry handed over.
    public let position: JournalPosition

    /// The collection of cursors.
    public static let collection = RecordCollection("subscriber")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(name) }
}
