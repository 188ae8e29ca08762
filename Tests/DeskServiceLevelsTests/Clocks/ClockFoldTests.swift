import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// The fold with values worked out by hand.
///
/// Office hours are 07:00–15:00 UTC (9–17 in Helsinki, winter time).
struct ClockFoldTests {
    @Test func aFreshClockRunsTowardsItsDueTime() throws {
        let clock = try resolutionClock(.hours(10))
        let status = clock.status(at: at("2026-03-02T09:00:00Z"), in: office)
        #expect(status.phase == .running)
        #expect(status.at == at("2026-03-02T09:00:00Z"))
        #expect(status.target == .hours(10))
        #expect(status.consumed == .hours(2))
        #expect(status.remaining == .hours(8))
        #expect(status.due == at("2026-03-03T09:00:00Z"))
        #expect(status.breachedAt == nil)
        #expect(status.overdueBy == .zero)
        // 75 % of ten hours is seven and a half.
        #expect(status.atRiskAt == [at("2026-03-02T14:30:00Z")])
        #expect(status.riskStepsReached == 0)
    }

    @Test func aTargetThatEndsAtClosingIsDueAtClosing() throws {
        let clock = try resolutionClock(.hours(8))
        #expect(clock.status(at: mondayOpening, in: office).due == at("2026-03-02T15:00:00Z"))
    }

    @Test func completionAtTheDueTimeIsMetAndOneMicrosecondLaterLate() throws {
        let due = at("2026-03-02T11:00:00Z")
        var inTime = try resolutionClock(.hours(4))
        var tooLate = inTime
        try inTime.apply(.stop, at: due)
        try tooLate.apply(.stop, at: due + microsecond)

        let met = inTime.status(at: at("2026-03-05T00:00:00Z"), in: office)
        #expect(met.phase == .met(due))
        #expect(met.consumed == .hours(4))
        #expect(met.remaining == .zero)
        #expect(met.due == due)
        #expect(met.breachedAt == nil)

        let late = tooLate.status(at: at("2026-03-05T00:00:00Z"), in: office)
        #expect(late.phase == .late(due + microsecond))
        #expect(late.due == due)
        #expect(late.breachedAt == due)
        #expect(late.overdueBy == microsecond)
    }

    @Test func theInstantOfTheDueTimeIsNotABreachTheNextMicrosecondIs() throws {
        let clock = try resolutionClock(.hours(4), from: mondayOpening)
        let due = at("2026-03-02T11:00:00Z")
        #expect(clock.status(at: due, in: .always).phase == .running)
        let after = clock.status(at: due + microsecond, in: .always)
        #expect(after.phase == .breached)
        #expect(after.breachedAt == due)
        #expect(after.due == due)
        #expect(after.overdueBy == microsecond)
        #expect(after.remaining == .zero)
    }

    @Test func aTargetUsedUpAtClosingIsMissedByTheSameEvening() throws {
        var clock = try resolutionClock(.hours(8))
        try clock.apply(.stop, at: at("2026-03-02T18:00:00Z"))
        let status = clock.status(at: at("2026-03-02T18:00:00Z"), in: office)
        #expect(status.phase == .late(at("2026-03-02T18:00:00Z")))
        #expect(status.breachedAt == at("2026-03-02T15:00:00Z"))
        #expect(status.consumed == .hours(8))
        #expect(status.overdueBy == .zero)
    }

    @Test func aPauseMovesTheDueTimeByItsOpenHoursOnly() throws {
        // Two hours used, paused Monday 11:00 local to Tuesday 10:00 local, six hours left from there.
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T09:00:00Z"), (.resume, "2026-03-03T08:00:00Z"))

        let paused = clock.status(at: at("2026-03-02T20:00:00Z"), in: office)
        #expect(paused.phase == .paused(.customer))
        #expect(paused.consumed == .hours(2))
        #expect(paused.remaining == .hours(6))
        #expect(paused.due == nil)
        #expect(paused.atRiskAt == [])

        let running = clock.status(at: at("2026-03-03T09:00:00Z"), in: office)
        #expect(running.phase == .running)
        #expect(running.consumed == .hours(3))
        #expect(running.due == at("2026-03-03T14:00:00Z"))
        #expect(running.atRiskAt == [at("2026-03-03T12:00:00Z")])
    }

    @Test func aPauseExactlyAtTheDueTimeIsNoMissAndNothingIsLeftAfterIt() throws {
        let paused = try resolutionClock(.hours(4)).applying(
            (.pause(.supplier), "2026-03-02T11:00:00Z"), (.resume, "2026-03-03T09:00:00Z"))
        #expect(paused.status(at: at("2026-03-03T08:59:00Z"), in: office).breachedAt == nil)
        let resumed = paused.status(at: at("2026-03-03T09:00:00Z"), in: office)
        #expect(resumed.phase == .running)
        #expect(resumed.due == at("2026-03-03T09:00:00Z"))
        let later = paused.status(at: at("2026-03-03T09:00:00Z") + microsecond, in: office)
        #expect(later.phase == .breached)
        #expect(later.breachedAt == at("2026-03-03T09:00:00Z"))
    }

    @Test func aStopDuringAPauseIsMet() throws {
        let clock = try resolutionClock(.hours(4)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.stop, "2026-03-09T08:00:00Z"))
        let status = clock.status(at: at("2026-03-10T00:00:00Z"), in: office)
        #expect(status.phase == .met(at("2026-03-09T08:00:00Z")))
        #expect(status.consumed == .hours(1))
        #expect(status.due == nil)
    }

    @Test func aPauseAfterABreachDoesNotUndoIt() throws {
        let clock = try resolutionClock(.hours(1)).applying(
            (.pause(.customer), "2026-03-02T09:00:00Z"), (.resume, "2026-03-02T10:00:00Z"),
            (.stop, "2026-03-02T11:00:00Z"))
        let paused = clock.status(at: at("2026-03-02T09:30:00Z"), in: office)
        #expect(paused.phase == .paused(.customer))
        #expect(paused.isBreached)
        #expect(paused.breachedAt == at("2026-03-02T08:00:00Z"))
        #expect(paused.overdueBy == .hours(1))
        let running = clock.status(at: at("2026-03-02T10:30:00Z"), in: office)
        #expect(running.phase == .breached)
        #expect(running.due == at("2026-03-02T08:00:00Z"))
        let stopped = clock.status(at: at("2026-03-02T12:00:00Z"), in: office)
        #expect(stopped.phase == .late(at("2026-03-02T11:00:00Z")))
        #expect(stopped.overdueBy == .hours(2))
    }

    @Test func theReasonOfAPauseCanChangeWithoutARest() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.pause(.supplier), "2026-03-02T10:00:00Z"))
        #expect(clock.status(at: at("2026-03-02T09:59:59Z"), in: office).phase == .paused(.customer))
        #expect(clock.status(at: at("2026-03-02T10:00:00Z"), in: office).phase == .paused(.supplier))
        #expect(clock.status(at: at("2026-03-02T14:00:00Z"), in: office).consumed == .hours(1))
    }

    @Test func aReasonTheClockDoesNotStandStillForLetsItRun() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.pause(.internal), "2026-03-02T10:00:00Z"))
        let status = clock.status(at: at("2026-03-02T12:00:00Z"), in: office)
        #expect(status.phase == .running)
        #expect(status.consumed == .hours(3))
    }

    @Test func firstReplyNeverPauses() throws {
        for metric in [ClockMetric.answer, .firstReply, .nextReply, .acknowledgement] {
            var clock = try ServiceClock(
                metric: metric, targetName: "reply", target: .hours(1), startedAt: mondayOpening)
            for reason in PauseReason.allCases { try clock.apply(.pause(reason), at: mondayOpening + .minutes(1)) }
            #expect(clock.status(at: mondayOpening + .minutes(30), in: .always).consumed == .minutes(30), "\(metric)")
        }
    }

    @Test func withoutATargetTimeIsCountedAndNothingIsDue() throws {
        let clock = try resolutionClock(nil).applying((.stop, "2026-03-04T08:00:00Z"))
        let running = clock.status(at: at("2026-03-03T08:00:00Z"), in: office)
        #expect(running.phase == .running)
        #expect(running.consumed == .hours(9))
        #expect(running.remaining == nil)
        #expect(running.due == nil)
        #expect(running.atRiskAt == [])
        let done = clock.status(at: at("2026-03-05T08:00:00Z"), in: office)
        #expect(done.phase == .met(at("2026-03-04T08:00:00Z")))
        #expect(done.consumed == .hours(17))
    }

    @Test func aCancelledClockHasNoDueTimeAndStaysCancelled() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.cancel, "2026-03-02T10:00:00Z"), (.stop, "2026-03-02T11:00:00Z"),
            (.reopen(.restart), "2026-03-02T12:00:00Z"))
        let status = clock.status(at: at("2026-03-06T12:00:00Z"), in: office)
        #expect(status.phase == .cancelled(at("2026-03-02T10:00:00Z")))
        #expect(status.consumed == .hours(3))
        #expect(status.due == nil)
        #expect(status.breachedAt == nil)
        #expect(!status.phase.isOpen)
    }

    @Test func whatIsCompletedCannotBeCancelled() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.stop, "2026-03-02T10:00:00Z"), (.cancel, "2026-03-02T11:00:00Z"))
        #expect(
            clock.status(at: at("2026-03-02T12:00:00Z"), in: office).phase == .met(at("2026-03-02T10:00:00Z")))
    }

    @Test func aCalendarThatNeverOpensGivesNoDueTimeAndNoBreach() throws {
        let never = try BusinessCalendar(zone: "UTC").compiled()
        let status = try resolutionClock(.hours(1)).status(at: at("2027-01-01T00:00:00Z"), in: never)
        #expect(status.phase == .running)
        #expect(status.consumed == .zero)
        #expect(status.due == nil)
        #expect(status.breachedAt == nil)
        #expect(status.atRiskAt == [])
    }

    @Test func beforeItsStartAClockShowsItsStart() throws {
        let clock = try resolutionClock(.hours(8))
        let status = clock.status(at: at("2020-01-01T00:00:00Z"), in: office)
        #expect(status.at == mondayOpening)
        #expect(status.consumed == .zero)
        #expect(status == clock.status(at: mondayOpening, in: office))
    }

    @Test func statusIsAsOfItsInstantWhateverComesLater() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T09:00:00Z"), (.stop, "2026-03-03T09:00:00Z"))
        let early = clock.status(at: at("2026-03-02T08:00:00Z"), in: office)
        #expect(early == (try resolutionClock(.hours(8)).status(at: at("2026-03-02T08:00:00Z"), in: office)))
    }

    @Test func stepsAtRiskLieInOpenTimeAndStayWhenReached() throws {
        let clock = try resolutionClock(.hours(16), atRisk: [90, 50, 75, 50])
        #expect(clock.atRisk == [50, 75, 90])
        let expected = [at("2026-03-02T15:00:00Z"), at("2026-03-03T11:00:00Z"), at("2026-03-03T13:24:00Z")]
        #expect(clock.status(at: mondayOpening, in: office).atRiskAt == expected)
        let later = clock.status(at: at("2026-03-03T12:00:00Z"), in: office)
        #expect(later.atRiskAt == expected)
        #expect(later.riskStepsReached == 2)
        // While paused only what has been reached is known.
        let paused = try clock.applying((.pause(.customer), "2026-03-03T12:00:00Z"))
        #expect(paused.status(at: at("2026-03-04T12:00:00Z"), in: office).atRiskAt == Array(expected.prefix(2)))
    }
}
