import DeskContacts
import DeskPrimitives
import Testing

@Suite("Doubts who a person is")
struct PersonDoubtTests {
    private let start = Instant(seconds: 1_772_434_800)

    private func reason(_ candidates: [PersonID], _ code: IdentityReason.Code = .sharedByMany) throws -> IdentityReason
    {
        struct Shape: Codable, Sendable {
            var code: IdentityReason.Code
            var candidates: [PersonID]
        }
        return try RecordBody(bytes: RecordBody(Shape(code: code, candidates: candidates)).bytes()).value(
            as: IdentityReason.self)
    }

    @Test("only somebody new raises a doubt again; who was said not to be the person is not asked about any more")
    func raising() throws {
        let doubt = PersonDoubt("p", because: try reason(["b", "a"]), at: start)
        #expect(doubt.isOpen && doubt.candidates == ["a", "b"])
        #expect(doubt.raising(try reason(["a"], .mail), at: start + .hours(1)) == doubt)
        let more = doubt.raising(try reason(["c"], .phone), at: start + .hours(1))
        #expect(more.candidates == ["a", "b", "c"] && more.code == .phone && more.raisedAt == start + .hours(1))
        let confirmed = more.confirmed(by: "veikko")
        #expect(!confirmed.isOpen && confirmed.others == ["a", "b", "c"] && confirmed.indexEntries.isEmpty)
        #expect(confirmed.raising(try reason(["a", "c"]), at: start + .hours(2)) == confirmed)
        #expect(confirmed.raising(try reason(["d"]), at: start + .hours(2)).candidates == ["d"])
        #expect(doubt.without("a").candidates == ["b"] && !doubt.without("a").without("b").isOpen)
        #expect(!doubt.ended().isOpen)
        for item in [doubt, more, confirmed] {
            #expect(try RecordBody(bytes: RecordBody(item).bytes()).value(as: PersonDoubt.self) == item)
        }
    }

    @Test("candidates are bounded")
    func bounded() throws {
        let many = (0..<1_000).map { PersonID(checked: "p\($0)") }
        let doubt = PersonDoubt("p", because: try reason(many), at: start)
        #expect(doubt.candidates.count == PersonDoubt.maximumCandidates)
        #expect(doubt.raising(try reason(["zz"]), at: start) == doubt)
        #expect(doubt.confirmed(by: "x").confirmed(by: "y").others.count == PersonDoubt.maximumCandidates)
    }
}
