import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// A due time that was agreed on by hand.
struct AgreedDueTests {
    private let thursday = "2026-03-05T10:00:00Z"

    @Test func itHoldsInPlaceOfTheTargetAndThroughAPause() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.agreeDue(at(thursday)), "2026-03-02T08:00:00Z"), (.pause(.customer), "2026-03-03T08:00:00Z"))
        let running = clock.status(at: at("2026-03-02T20:00:00Z"), in: office)
        #expect(running.due == at(thursday) && running.isAgreed)
        #expect(running.remaining == office.elapsed(from: at("2026-03-02T20:00:00Z"), to: at(thursday)))
        let paused = clock.status(at: at("2026-03-04T10:00:00Z"), in: office)
        #expect(paused.phase == .paused(.customer))
        #expect(paused.due == at(thursday) && !paused.isBreached)
        let passed = clock.status(at: at(thursday) + microsecond, in: office)
        #expect(passed.breachedAt == at(thursday))
    }

    @Test func completionAtTheAgreedTimeIsInTimeAndAfterItLate() throws {
        let clock = try resolutionClock(.hours(1)).applying((.agreeDue(at(thursday)), "2026-03-02T07:30:00Z"))
        let met = try clock.applying((.stop, thursday))
        #expect(met.status(at: at("2026-03-06T10:00:00Z"), in: office).phase == .met(at(thursday)))
        var late = clock
        try late.apply(.stop, at: at(thursday) + microsecond)
        let status = late.status(at: at("2026-03-06T10:00:00Z"), in: office)
        #expect(status.phase == .late(at(thursday) + microsecond))
        #expect(status.due == at(thursday))
    }

    @Test func changesOfTheTargetDoNotMoveIt() throws {
        for policy in RetargetPolicy.allCases {
            let clock = try resolutionClock(.hours(8)).applying(
                (.agreeDue(at(thursday)), "2026-03-02T08:00:00Z"),
                (.retarget(.minutes(5), policy), "2026-03-02T10:00:00Z"))
            let status = clock.status(at: at("2026-03-04T10:00:00Z"), in: office)
            #expect(status.due == at(thursday) && !status.isBreached, "\(policy)")
        }
    }

    @Test func takenBackTheRestOfTheTargetRunsFromThere() throws {
        // Ten hours used by Tuesday 9 UTC, of a target of eight: due at once, and not earlier.
        let clock = try resolutionClock(.hours(8)).applying(
            (.agreeDue(at(thursday)), "2026-03-02T08:00:00Z"), (.agreeDue(nil), "2026-03-03T09:00:00Z"))
        let status = clock.status(at: at("2026-03-03T09:00:00Z"), in: office)
        #expect(status.due == at("2026-03-03T09:00:00Z") && !status.isAgreed && !status.isBreached)
        #expect(
            clock.status(at: at("2026-03-03T10:00:00Z"), in: office).breachedAt == at("2026-03-03T09:00:00Z"))
    }

    @Test func aMissOfTheTargetBeforeTheAgreementStays() throws {
        let clock = try resolutionClock(.hours(1)).applying((.agreeDue(at(thursday)), "2026-03-02T10:00:00Z"))
        let status = clock.status(at: at("2026-03-02T11:00:00Z"), in: office)
        #expect(status.breachedAt == at("2026-03-02T08:00:00Z"))
        #expect(status.due == at(thursday))
    }

    @Test func aTimeThatDoesNotLieAheadIsRefused() throws {
        var clock = try resolutionClock()
        #expect(throws: Refusal(.outOfRange, "an agreed due time lies ahead", at: .field("due"))) {
            try clock.apply(.agreeDue(mondayOpening + .hours(1)), at: mondayOpening + .hours(1))
        }
        #expect(throws: Refusal.self) { try clock.apply(.agreeDue(mondayOpening), at: mondayOpening - .hours(1)) }
    }

    @Test func itIsSaidAndStored() throws {
        let clock = try resolutionClock(.hours(8)).applying((.agreeDue(at(thursday)), "2026-03-02T08:00:00Z"))
        #expect(try throughJSON(clock) == clock)
        #expect(try throughRecord(clock) == clock)
        let why = clock.explanation(at: at("2026-03-02T09:00:00Z"), in: office)
        #expect(why.sentence(in: .english).contains("Due 2026-03-05 10:00, as agreed by hand."))
        #expect(why.sentence(in: .finnish).contains("Määräajaksi on erikseen sovittu 5.3.2026 klo 10.00."))
    }

    @Test func theRulesAndTheirCalendarStandInTheExplanation() throws {
        let clock = try ServiceClock(
            metric: .resolution, targetName: "r", target: .hours(8), calendar: "office", startedAt: mondayOpening,
            version: "2026-1")
        let why = clock.explanation(at: mondayOpening, in: office)
        #expect(why.version == "2026-1")
        #expect(why.calendarSource?.fingerprint == office.fingerprint)
        #expect(why.calendarSource?.zoneDataVersion == office.zoneDataVersion)
        #expect(why.sentence(in: .english).hasSuffix("Rules: version “2026-1”."))
        #expect(why.sentence(in: .finnish).hasSuffix("Säännöt: versio ”2026-1”."))
    }
}
