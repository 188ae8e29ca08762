public import DeskPrimitives

/// The last offer of each case, kept so that a screen can be shown it again after a crash.
///
/// An offer is open as long as its work is offered in the same pass (``WorkItem/passCount``).
extension Offer: RecordContent {
    /// The collection `offer`.
    public static let collection = RecordCollection("offer")
    /// The case: one offer is kept for each.
    public var recordID: ByteKey { ByteKey(caseID) }
}

extension WorkItem {
    /// Work that is offered to somebody, in the order in which the offers end.
    public static func offered(limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.range(offeredByExpiry, from: .composed { $0.append(Int64.min) }, before: nil), limit: limit)
    }
}
