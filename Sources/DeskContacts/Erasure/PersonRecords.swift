public import DeskPrimitives

/// Everything this room holds about a person, walked once for export and in the same way for erasure.
///
/// A host or the desk adds the records of other rooms by ``add(_:revision:)``. What cannot be exported cannot be erased
/// either: both read the same list.
public struct PersonRecords: Sendable {
    /// The person.
    public let person: PersonID
    private var records: [(key: RecordKey, revision: Revision, body: RecordBody)] = []
    private var keys: Set<RecordKey> = []
    private var intakeKeys: [ByteKey] = []

    /// Begins a walk with nothing found yet.
    public init(of person: PersonID) { self.person = person }

    /// The records found, in the order they were found.
    public var recordKeys: [RecordKey] { records.map(\.key) }

    /// Takes in a record; one taken before is left out.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond what one batch can erase.
    public mutating func add(_ content: some RecordContent, revision: Revision) throws(Refusal) {
        let key = content.recordKey
        guard !keys.contains(key) else { return }
        let intakeKey = (content as? Contact)?.intakeKey
        // A batch counts what is erased, what is checked and what is written; every record is erased and checked.
        let size = (records.count + 1) * 2 + intakeKeys.count + (intakeKey == nil ? 0 : 1)
        guard size <= Limits.batchWrites else {
            throw Refusal(.tooLong, "more records than one batch can erase", at: .field("records"))
        }
        keys.insert(key)
        records.append((key, revision, RecordBody(content)))
        if let intakeKey { intakeKeys.append(intakeKey) }
    }

    /// Every record in its stored form.
    ///
    /// - Throws: What the encoding of a record throws.
    public func export() throws -> [(key: RecordKey, bytes: [UInt8])] {
        var result: [(key: RecordKey, bytes: [UInt8])] = []
        result.reserveCapacity(records.count)
        for record in records { result.append((record.key, try record.body.bytes())) }
        return result
    }

    /// One batch that erases every record as it was read and leaves a tombstone for every arrival.
    ///
    /// When a record has changed since, the batch conflicts and the walk begins again: nothing half-happens.
    public func erasure(at now: Instant) throws(Refusal) -> RecordBatch {
        try Limits.check(now, at: .field("at"))
        let batch = RecordBatch(
            checks: records.map { RecordCheck($0.key, expected: .exactly($0.revision)) },
            writes: intakeKeys.map { RecordWrite(put: IntakeTombstone($0, erasedAt: now), expected: .any) },
            erasures: records.map(\.key))
        try batch.validate()
        return batch
    }
}
