public import DeskPrimitives
public import DeskRouting

/// What is known about the line of a queue: its pace, how far its estimates were right, and how waits ended.
public struct WaitingLine: RecordContent, Hashable {
    /// The queue.
    public let queue: QueueID
    /// How fast it moves.
    public internal(set) var pace = QueuePace()
    /// How its estimates turned out.
    public internal(set) var calibration = WaitCalibration()
    /// How its waits ended, and what people chose.
    public internal(set) var tally = WaitingTally()
    /// How many have left it, since the first one; those who wait see by it that the line got shorter.
    public internal(set) var leavers = 0

    init(queue: QueueID) { self.queue = queue }

    /// The collection of lines.
    public static let collection = RecordCollection("line")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(queue) }
}
