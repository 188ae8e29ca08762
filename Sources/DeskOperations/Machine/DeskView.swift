public import DeskPrimitives

/// The part of a store that a driver has fetched for one decision.
///
/// Deciding on a view asks for what it lacks; the driver loads it, absorbs the pages and decides again. A handful of rounds
/// is enough for every command, since each round asks for all it can know it will need.
public struct DeskView: Sendable, DeskReader {
    private var known: [RecordKey: StoredRecord?] = [:]
    private var answers: [RecordQuery: [StoredRecord]] = [:]

    /// Creates a view that knows nothing yet.
    public init() {}

    /// Takes in what a store answered to a query.
    public mutating func absorb(_ page: RecordPage, of query: RecordQuery) {
        // One record must not be seen in two versions by one decision: the first read counts, and if another desk has
        // changed the record since, the decision meets a conflict and is made anew.
        if case .records(let keys) = query.selection {
            for record in page.records where known[record.key] == nil { known[record.key] = record }
            for key in keys where known[key] == nil { known[key] = .some(nil) }
        } else {
            answers[query] = page.records.map { record in
                guard let first = known[record.key] ?? nil else {
                    known[record.key] = record
                    return record
                }
                return StoredRecord(
                    key: first.key, revision: first.revision, body: first.body, indexKey: record.indexKey)
            }
        }
    }

    /// The record under a key.
    public func record(_ key: RecordKey) throws(DeskHalt) -> StoredRecord? {
        guard let record = known[key] else { throw .needs([RecordQuery(.records([key]))]) }
        return record
    }

    /// The records an index query finds.
    public func records(_ query: RecordQuery) throws(DeskHalt) -> [StoredRecord] {
        guard let records = answers[query] else { throw .needs([query]) }
        return records
    }
}
