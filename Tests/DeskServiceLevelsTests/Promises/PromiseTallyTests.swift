import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct PromiseTallyTests {
    private let due = at("2026-03-05T10:00:00Z")
    private let now = at("2026-03-10T10:00:00Z")

    private func promises() throws -> [Promise] {
        let open = try Promise(
            id: "p", caseID: "c", person: "x", agent: "a", text: "t", madeAt: mondayOpening, due: due)
        let later = try Promise(
            id: "p", caseID: "c", person: "x", agent: "a", text: "t", madeAt: mondayOpening, due: now + .days(1))
        return try [
            open.keep(at: due), open.keep(at: due), open.keep(at: due + .hours(1)), open,
            open.markBroken(at: due + .hours(1)), open.withdraw(at: due), later,
            open.renegotiate(to: due + .days(1), at: due).keep(at: due + .days(1)),
            open.renegotiate(to: due + .days(1), at: due + .hours(1)).keep(at: due + .days(1)),
        ]
    }

    @Test func promisesAreCountedOnceEach() throws {
        let tally = try PromiseTally(of: promises(), at: now)
        #expect(tally.kept == 3)
        #expect(tally.late == 2)
        #expect(tally.broken == 2)
        #expect(tally.withdrawn == 1)
        #expect(tally.open == 1)
        #expect(tally.renegotiatedInTime == 1)
        #expect(tally.renegotiatedLate == 1)
        #expect(tally.keptRate == (3, 7))
    }

    @Test func talliesAddUpInAnyGrouping() throws {
        let promises = try promises()
        let whole = PromiseTally(of: promises, at: now)
        for cut in 0...promises.count {
            let parts =
                PromiseTally(of: promises.prefix(cut), at: now) + PromiseTally(of: promises.dropFirst(cut), at: now)
            #expect(parts == whole)
        }
        #expect(whole + PromiseTally() == whole)
        #expect(PromiseTally().keptRate == (0, 0))
    }

    @Test func talliesSurviveRecordsAndNoCountOverflows() throws {
        let tally = try PromiseTally(of: promises(), at: now)
        #expect(try throughRecord(tally) == tally)
        let huge = try document(
            PromiseTally.self,
            """
            {"open": 0, "kept": 9223372036854775807, "late": 9223372036854775807, "broken": 1, "withdrawn": 0,
             "renegotiatedInTime": 0, "renegotiatedLate": 0}
            """)
        #expect((huge + huge).kept == .max)
        #expect(huge.keptRate == (.max, .max))
    }
}
