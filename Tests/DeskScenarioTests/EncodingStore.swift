import DeskTestKit
import ServiceDesk

/// A store that keeps nothing but bytes, as one on a disk does.
///
/// Every body is written to its bytes before it is kept and read from them afterwards, so a value that does not survive
/// that shows here. Records of the machine are also read back at once, and must give the same bytes and stand under the
/// same index entries then.
struct EncodingStore: RecordStore {
    let store: any RecordStore

    init(_ store: any RecordStore) { self.store = store }

    func load(_ query: RecordQuery) async throws -> RecordPage {
        var page = try await store.load(query)
        page.records = try page.records.map {
            StoredRecord(key: $0.key, revision: $0.revision, body: try reread($0.body), indexKey: $0.indexKey)
        }
        page.entries = try page.entries.map { StoredEntry(position: $0.position, body: try reread($0.body)) }
        return page
    }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        var batch = batch
        batch.result = try batch.result.map(reread)
        batch.entries = try batch.entries.map(reread)
        batch.writes = try batch.writes.map { write in
            guard case .put(let body, let indexes) = write.change else { return write }
            let bytes = try reread(body)
            let collection = write.key.collection
            guard let check = RecordTypes.whole[collection] else {
                throw Refusal(.corrupt, "no such type of record is known: \(write.key.collection)")
            }
            let (again, entries) = try check(bytes)
            guard try again == bytes.bytes() else {
                throw Refusal(.corrupt, "a \(write.key.collection) has other bytes when read and written again")
            }
            guard entries == indexes else {
                throw Refusal(.corrupt, "a \(write.key.collection) stands elsewhere when read again")
            }
            return RecordWrite(write.key, expected: write.expected, .put(bytes, indexes: indexes))
        }
        let outcome = try await store.commit(batch)
        guard case .duplicate(let receipt) = outcome else { return outcome }
        return .duplicate(CommitReceipt(revision: receipt.revision, result: try receipt.result.map(reread)))
    }

    private func reread(_ body: RecordBody) throws -> RecordBody { try RecordBody(bytes: body.bytes()) }
}

/// Every type of record that the desk stores.
enum RecordTypes {
    typealias Check = @Sendable (RecordBody) throws -> (bytes: [UInt8], entries: [IndexEntry])

    static let all: [RecordCollection: Check] = Dictionary(
        uniqueKeysWithValues: [
            entry(Person.self), entry(Contact.self), entry(ServiceCase.self), entry(CaseNote.self),
            entry(WorkItem.self), entry(AgentSeat.self), entry(Offer.self), entry(Promise.self), entry(AlertTray.self),
            entry(OutboxDelivery.self), entry(SurveyInvitation.self), entry(SurveyResponse.self), entry(TallyRow.self),
            entry(Encounter.self), entry(SubscriberCursor.self),
            entry(AgentAnswerPace.self), entry(Recognition.self), entry(AutomaticMessageLog.self),
        ])

    /// Those that only a desk stores on which something follows from answers; `FeedbackDesk` is such a desk.
    static let followUps: [RecordCollection: Check] = Dictionary(
        uniqueKeysWithValues: [
            entry(ReasonRow.self), entry(Recovery.self), entry(PromoterAsk.self), entry(CustomerReference.self),
            entry(PersonMerge.self), entry(CaseMerge.self), entry(CaseLink.self), entry(Mention.self),
            entry(Entitlement.self),
            entry(FeedbackReview.self), entry(ClosedPeriod.self),
        ])

    /// Those of lines, counters, automated paths and surges, of briefings and ready-made answers, and of erasure.
    static let others: [RecordCollection: Check] = Dictionary(
        uniqueKeysWithValues: [
            entry(BriefingBoard.self), entry(CaseAutomation.self), entry(CaseCallback.self), entry(CaseTicket.self),
            entry(CounterMachine.self), entry(DeskSurge.self), entry(IntakeTombstone.self), entry(Organization.self),
            entry(PersonTombstone.self), entry(QueueWindows.self), entry(TemplateUse.self), entry(WaitingLine.self),
            entry(WaitingPlace.self), entry(AlertTray.self), entry(PersonDoubt.self),
        ])

    /// All of them.
    static let whole = all.merging(followUps) { first, _ in first }.merging(others) { first, _ in first }

    private static func entry<Content: RecordContent>(_ type: Content.Type) -> (RecordCollection, Check) {
        (
            Content.collection,
            { body in
                let value = try body.value(as: Content.self)
                return (try RecordBody(value).bytes(), value.indexEntries)
            }
        )
    }
}
