public import DeskPrimitives
public import DeskRouting

/// Somebody's place in a line, from the first time they were told how long it takes.
public struct WaitingPlace: RecordContent, Hashable {
    /// The case.
    public let caseID: CaseID
    /// The queue.
    public let queue: QueueID
    /// When the person was first told.
    public let toldAt: Instant
    /// The first range, against which the wait is scored; nil when none could be named.
    public let promised: WaitRange?
    /// What the person was told last.
    public internal(set) var last: WaitAnnouncement
    /// What the person chose.
    public internal(set) var chosen: String?
    /// How many came in front, as far as it was seen.
    public internal(set) var jumpers = 0
    /// How many had left the line when the person was first told.
    public let leaversBefore: Int
    /// When an agent answered; nil before.
    public internal(set) var answeredAt: Instant?
    /// When the person left; nil while they wait.
    public internal(set) var leftAt: Instant?

    init(_ caseID: CaseID, in line: WaitingLine, first: WaitAnnouncement) {
        self.caseID = caseID
        queue = line.queue
        toldAt = first.at
        last = first
        leaversBefore = line.leavers
        if case .range(let range) = first.estimate { promised = range } else { promised = nil }
    }

    /// Whether the person still waits.
    public var isWaiting: Bool { answeredAt == nil && leftAt == nil }

    /// The collection of places.
    public static let collection = RecordCollection("place")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(caseID) }
}
