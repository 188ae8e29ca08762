import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct ClockDeadlineTests {
    @Test func deadlinesComeOneAfterTheOther() throws {
        let clock = try resolutionClock(.hours(8), atRisk: [50, 75])
        let half = clock.nextDeadline(after: mondayOpening, in: office)
        #expect(half == ClockDeadline(at: at("2026-03-02T11:00:00Z"), kind: .atRisk(50)))
        let most = clock.nextDeadline(after: at("2026-03-02T11:00:00Z"), in: office)
        #expect(most == ClockDeadline(at: at("2026-03-02T13:00:00Z"), kind: .atRisk(75)))
        let breach = clock.nextDeadline(after: at("2026-03-02T13:00:00Z"), in: office)
        #expect(breach == ClockDeadline(at: at("2026-03-02T15:00:00Z") + microsecond, kind: .breach))
        #expect(clock.nextDeadline(after: at("2026-03-02T15:00:00Z") + microsecond, in: office) == nil)
    }

    @Test func atTheDueTimeTheBreachStillLiesAhead() throws {
        let clock = try resolutionClock(.hours(8), atRisk: [])
        let due = at("2026-03-02T15:00:00Z")
        #expect(clock.nextDeadline(after: due, in: office) == ClockDeadline(at: due + microsecond, kind: .breach))
    }

    @Test func whilePausedThereIsNoneUnlessTheEndOfThePauseIsKnown() throws {
        let paused = try resolutionClock(.hours(8), atRisk: []).applying((.pause(.scheduled), "2026-03-02T08:00:00Z"))
        #expect(paused.nextDeadline(after: at("2026-03-02T09:00:00Z"), in: office) == nil)
        let agreed = try paused.applying((.resume, "2026-03-05T07:00:00Z"))
        #expect(
            agreed.nextDeadline(after: at("2026-03-02T09:00:00Z"), in: office)
                == ClockDeadline(at: at("2026-03-05T14:00:00Z") + microsecond, kind: .breach))
    }

    @Test func aKnownPauseBeforeTheDueTimeIsTakenIntoAccount() throws {
        let clock = try resolutionClock(.hours(8), atRisk: []).applying(
            (.pause(.scheduled), "2026-03-02T12:00:00Z"), (.resume, "2026-03-02T13:00:00Z"))
        #expect(
            clock.nextDeadline(after: mondayOpening, in: office)
                == ClockDeadline(at: at("2026-03-03T08:00:00Z") + microsecond, kind: .breach))
    }

    @Test func aBreachInTheLastMomentBeforeAKnownEventIsStillABreach() throws {
        var clock = try resolutionClock(.hours(4), atRisk: [])
        let first = at("2026-03-02T11:00:00Z") + microsecond
        try clock.apply(.stop, at: first)
        #expect(clock.nextDeadline(after: mondayOpening, in: office) == ClockDeadline(at: first, kind: .breach))
        var inTime = try resolutionClock(.hours(4), atRisk: [])
        try inTime.apply(.stop, at: first - microsecond)
        #expect(inTime.nextDeadline(after: mondayOpening, in: office) == nil)
    }

    @Test func aDueTimeAtTheEndOfTimeHasNoBreachAfterIt() throws {
        let clock = try resolutionClock(.hours(1), from: .latest - .hours(1), atRisk: [])
        #expect(clock.status(at: .latest, in: .always).due == .latest)
        #expect(clock.nextDeadline(after: .latest - .hours(1), in: .always) == nil)
    }
}
