public import DeskPrimitives
public import DeskRouting

/// The windows in which people of a queue are called back.
public struct QueueWindows: RecordContent, Hashable {
    /// The queue.
    public let queue: QueueID
    /// The windows by start; those that are long over are gone.
    public internal(set) var windows: [CallbackWindow] = []

    /// The most windows of a queue.
    public static let limit = 1_000

    init(queue: QueueID) { self.queue = queue }

    /// The collection of windows.
    public static let collection = RecordCollection("window")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(queue) }

    /// The windows that can still be had, the earliest first.
    public func offered(at now: Instant) -> [CallbackWindow] { CallbackWindow.offered(windows, at: now) }
}
