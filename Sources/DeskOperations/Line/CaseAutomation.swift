public import DeskPrimitives
public import DeskRouting

/// A case on its automated path.
public struct CaseAutomation: RecordContent, Hashable {
    /// The case.
    public let caseID: CaseID
    /// Where it is.
    public internal(set) var run: AutomationRun
    /// When the step at hand has taken too long; nil when nothing is running.
    public internal(set) var dueAt: Instant?

    /// The collection of automated cases.
    public static let collection = RecordCollection("automation")
    private static let byDue = RecordIndex(collection, "due")

    /// The key of the record.
    public var recordID: ByteKey { ByteKey(caseID) }

    /// By the time at which the step has taken too long.
    public var indexEntries: [IndexEntry] {
        dueAt.map { due in [IndexEntry(Self.byDue, .composed { $0.append(due) })] } ?? []
    }

    /// The runs whose step has taken too long at an instant, the earliest first.
    public static func due(at now: Instant, limit: Int = 256) -> RecordQuery {
        .due(byDue, at: now, limit: limit)
    }
}
