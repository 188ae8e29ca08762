public import DeskPrimitives

/// A merge of two cases as it can be undone.
///
/// Contacts stay under the case they were filed under; those that come later and name the merged case are filed under the
/// case that stands for it, and go back when the merge is undone.
public struct CaseMerge: RecordContent, Hashable {
    /// The case that was merged.
    public let merged: CaseID
    /// The case that stands for both.
    public let survivor: CaseID
    /// When it happened.
    public let at: Instant
    /// Who did it.
    public let agent: AgentID
    /// How far the merged case was.
    public let status: CaseStatus
    /// When it had been closed, if it was.
    public let closedAt: Instant?
    /// Contacts that named the merged case since, in the order they came; at most ``laterLimit``.
    public internal(set) var later: [ContactID] = []

    /// The most later contacts that are kept apart; those beyond stay with the survivor.
    public static let laterLimit = 256
    /// The most merges followed from one case.
    public static let chainLimit = 64

    /// The collection `case-merge`; one merge at a time stands for a case.
    public static let collection = RecordCollection("case-merge")
    private static let bySurvivor = RecordIndex(collection, "survivor")

    /// The merged case's id.
    public var recordID: ByteKey { ByteKey(merged) }
    /// Under the survivor.
    public var indexEntries: [IndexEntry] { [IndexEntry(Self.bySurvivor, ByteKey(survivor))] }

    /// The merges into a case.
    public static func into(_ survivor: CaseID, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.equal(bySurvivor, ByteKey(survivor)), limit: limit)
    }
}
