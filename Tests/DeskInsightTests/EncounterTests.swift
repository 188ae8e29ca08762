import DeskFeedback
import DeskInsight
import DeskPrimitives
import Testing

@Suite("Encounters")
struct EncounterTests {
    @Test("A full row comes back from its bytes")
    func coding() throws {
        var encounter = try Samples.encounter(1)
        encounter.person = "person-1"
        encounter.topic = "billing"
        encounter.wait = .seconds(17)
        encounter.resolvedAt = Samples.start + .hours(3)
        encounter.promisesBroken = 2
        encounter.startedAutomated = true
        encounter.scores = ScoreSet(resolved: 1, recommend: 9)
        let bytes = try RecordEncoder().encode(encounter)
        #expect(try RecordDecoder().decode(Encounter.self, from: bytes) == encounter)
        #expect(try RecordEncoder().encode(encounter) == bytes)
        #expect(encounter.case == "case-1" && encounter.id.description == "case-1#0")
    }

    @Test("A row of a later form is refused, not misread")
    func laterForm() throws {
        struct Later: Codable { var version = 2 }
        let bytes = try RecordEncoder().encode(Later())
        #expect(Samples.refusal { _ = try RecordDecoder().decode(Encounter.self, from: bytes) }?.code == .corrupt)
        #expect(
            Samples.refusal { _ = try RecordDecoder().decode(Encounter.Version.self, from: [0x02]) }?.code == .corrupt)
        #expect(try RecordDecoder().decode(Encounter.Version.self, from: [0x01]) == .current)
    }

    @Test("It is found by its arrival and its person; one without a person only by its arrival")
    func indexes() throws {
        var encounter = try Samples.encounter(1, after: .hours(1))
        #expect(encounter.indexEntries.map(\.index.name) == ["arrival"])
        encounter.person = "person-1"
        #expect(encounter.indexEntries.map(\.index.name) == ["arrival", "person"])
        let finds = { (query: RecordQuery, entry: IndexEntry) in
            guard case .range(let index, let from, let before) = query.selection, index == entry.index else {
                return false
            }
            return from <= entry.key && before.map { entry.key < $0 } ?? true
        }
        let arrival = encounter.arrivedAt
        #expect(finds(Encounter.query(arrivedIn: arrival..<(arrival + .seconds(1))), encounter.indexEntries[0]))
        #expect(!finds(Encounter.query(arrivedIn: (arrival - .seconds(1))..<arrival), encounter.indexEntries[0]))
        #expect(finds(Encounter.query(person: "person-1"), encounter.indexEntries[1]))
        #expect(!finds(Encounter.query(person: "person-11"), encounter.indexEntries[1]))
    }

    @Test("Every episode of a case is a row of its own")
    func episodes() throws {
        let first = EncounterID(case: "case-1")
        let second = EncounterID(case: "case-1", episode: 1)
        #expect(Encounter.recordKey(of: first) != Encounter.recordKey(of: second))
        #expect(first < second && second < EncounterID(case: "case-2"))
    }

    struct Spoiled: Sendable {
        let place: String
        let code: Refusal.Code
        let spoil: @Sendable (inout Encounter) -> Void

        init(_ place: String, _ code: Refusal.Code, _ spoil: @escaping @Sendable (inout Encounter) -> Void) {
            self.place = place
            self.code = code
            self.spoil = spoil
        }
    }

    @Test(
        "A row that cannot be is refused at its member",
        arguments: [
            Spoiled("wait", .outOfRange, { $0.wait = .seconds(-1) }),
            Spoiled("effort", .outOfRange, { $0.effort = TimeSpan(microseconds: .min) }),
            Spoiled("pausedBySupplier", .outOfRange, { $0.pausedBySupplier = .seconds(-1) }),
            Spoiled("contacts", .outOfRange, { $0.contacts = -1 }),
            Spoiled("targetsMet", .outOfRange, { $0.targetsMet = .max }),
            Spoiled("promisesBroken", .outOfRange, { $0.promisesBroken = Encounter.largestCount + 1 }),
            Spoiled("arrivedAt", .outOfRange, { $0.arrivedAt = Instant(microseconds: .max) }),
            Spoiled("resolvedAt", .outOfOrder, { $0.resolvedAt = Samples.start - .seconds(1) }),
            Spoiled("answeredAt", .outOfRange, { $0.answeredAt = Instant(microseconds: .max) }),
            Spoiled("scores.recommend", .outOfRange, { $0.scores.recommend = 11 }),
            Spoiled("scores.service", .outOfRange, { $0.scores.service = 0 }),
        ])
    func bad(case spoiled: Spoiled) throws {
        var encounter = try Samples.encounter(1)
        try encounter.validate()
        spoiled.spoil(&encounter)
        let refusal = Samples.refusal { try encounter.validate() }
        #expect(refusal?.code == spoiled.code)
        #expect(refusal?.place.description == spoiled.place)
    }
}
