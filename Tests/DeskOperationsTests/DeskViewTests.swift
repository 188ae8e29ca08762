import DeskOperations
import DeskPrimitives
import DeskTestKit
import Testing

/// What a driver has fetched for one decision.
@Suite struct DeskViewTests {
    private let key = RecordKey(RecordCollection("thing"), ByteKey(checkedFor: "a"))
    private let index = RecordIndex(RecordCollection("thing"), "order")

    private func record(_ revision: Int64) -> StoredRecord {
        StoredRecord(
            key: key, revision: Revision(revision), body: RecordBody("\(revision)"),
            indexKey: ByteKey.composed { $0.append(revision) })
    }

    private func query(_ from: Int64) -> RecordQuery {
        RecordQuery(.range(index, from: ByteKey.composed { $0.append(from) }, before: nil))
    }

    @Test("what was not fetched is asked for; what is not there is known not to be")
    func needs() throws {
        var view = DeskView()
        do throws(DeskHalt) {
            _ = try view.record(key)
            Issue.record("it was there")
        } catch {
            guard case .needs(let queries) = error else { return }
            #expect(queries == [RecordQuery(.records([key]))])
            view.absorb(RecordPage(isLast: true), of: queries[0])
        }
        #expect(try view.record(key)?.revision == nil)
        do throws(DeskHalt) {
            _ = try view.records(query(0))
            Issue.record("it was there")
        } catch {
            guard case .needs(let queries) = error else { return }
            #expect(queries == [query(0)])
        }
    }

    @Test("one decision never sees a record in two versions, however it was found")
    func oneVersion() throws {
        var view = DeskView()
        view.absorb(RecordPage(records: [record(1)], isLast: true), of: query(0))
        // Another desk changes the record between the two questions.
        view.absorb(RecordPage(records: [record(2)], isLast: true), of: query(1))
        view.absorb(RecordPage(records: [record(3)], isLast: true), of: RecordQuery(.records([key])))
        #expect(try view.records(query(0)).map(\.revision) == [Revision(1)])
        #expect(try view.records(query(1)).map(\.revision) == [Revision(1)])
        #expect(try view.record(key)?.revision == Revision(1))
    }
}

extension ByteKey {
    fileprivate init(checkedFor text: String) { self.init(Identifier<DeskViewTests>(stringLiteral: text)) }
}
