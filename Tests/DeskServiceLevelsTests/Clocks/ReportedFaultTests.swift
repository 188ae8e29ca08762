import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// Faults that were reported for other products, or found by running them, as far as they concern clocks and promises.
struct ReportedFaultTests {
    @Test("frappe/helpdesk #2449: time on hold is added to the allowance, not to the start")
    func holdIsAddedToTheAllowance() throws {
        // Eight hours allowed from Monday 16:00 local; held Monday 16:30 to Tuesday 9:30. Moving the start by the hold of one
        // open hour would begin the count on Tuesday at 9:00 and be due on Tuesday at 17:00.
        let clock = try resolutionClock(.hours(8), from: at("2026-03-02T14:00:00Z")).applying(
            (.pause(.supplier), "2026-03-02T14:30:00Z"), (.resume, "2026-03-03T07:30:00Z"))
        let status = clock.status(at: at("2026-03-03T07:30:00Z"), in: office)
        #expect(status.consumed == .minutes(30))
        #expect(status.due == at("2026-03-03T15:00:00Z"))
        // And a hold that begins and ends outside open hours moves nothing.
        let night = try resolutionClock(.hours(16)).applying(
            (.pause(.supplier), "2026-03-02T15:00:00Z"), (.resume, "2026-03-03T07:00:00Z"))
        #expect(night.status(at: at("2026-03-03T07:00:00Z"), in: office).due == at("2026-03-03T15:00:00Z"))
    }

    @Test("frappe/helpdesk #1554, #1675, glpi #15605: another priority keeps start and pauses and moves the due time")
    func anotherPriorityKeepsThePauses() throws {
        let target = try ServiceTarget(
            name: "resolution", metric: .resolution, within: [.normal: .hours(16), .high: .hours(4)], calendar: "office"
        )
        var clock = try ServiceClock(target, priority: .normal, startedAt: mondayOpening)
        try clock.apply(.pause(.customer), at: at("2026-03-02T08:00:00Z"))
        try clock.apply(.resume, at: at("2026-03-02T12:00:00Z"))
        try clock.apply(.retarget(target.span(for: .high), .retroactive), at: at("2026-03-02T13:00:00Z"))
        let status = clock.status(at: at("2026-03-02T13:00:00Z"), in: office)
        #expect(status.consumed == .hours(2))
        #expect(status.due == at("2026-03-02T15:00:00Z"))
    }

    @Test("zammad #5177: the update clock does not run before the first reply")
    func noUpdateIsOwedBeforeTheFirstReply() throws {
        #expect(ClockMetric.firstReply.beginning == .arrival)
        #expect(ClockMetric.periodicUpdate.beginning == .agentMessage)
        #expect(ClockMetric.nextReply.beginning == .unansweredMessage)
        // Update every hour, first reply within four: until the reply only the first reply is due.
        let arrival = mondayOpening
        let reply = at("2026-03-02T10:00:00Z")
        let firstReply = try ServiceClock(
            metric: .firstReply, targetName: "first", target: .hours(4), startedAt: arrival, atRisk: [])
        let update = try ServiceClock(
            metric: .periodicUpdate, targetName: "update", target: .hours(1), startedAt: reply, atRisk: [])
        #expect(firstReply.nextDeadline(after: arrival, in: office)?.at == at("2026-03-02T11:00:00Z") + microsecond)
        #expect(update.nextDeadline(after: arrival, in: office)?.at == at("2026-03-02T11:00:00Z") + microsecond)
        #expect(update.status(at: arrival, in: office).consumed == .zero)
        #expect(update.status(at: at("2026-03-02T10:30:00Z"), in: office).consumed == .minutes(30))
    }

    @Test("zammad #3140, #904, libredesk #70, chatwoot #10178: what is answered no longer escalates nor counts")
    func nothingIsDueAfterTheAnswer() throws {
        for ending in [ClockEvent.stop, .cancel] {
            var clock = try ServiceClock(
                metric: .nextReply, targetName: "next", target: .hours(2), startedAt: mondayOpening)
            try clock.apply(ending, at: at("2026-03-02T08:00:00Z"))
            #expect(clock.nextDeadline(after: at("2026-03-02T08:00:00Z"), in: office) == nil)
            let later = clock.status(at: at("2026-06-01T08:00:00Z"), in: office)
            #expect(!later.isBreached)
            #expect(later.consumed == .hours(1))
        }
        // A missed clock that was completed does not go on collecting time over.
        let late = try resolutionClock(.hours(1)).applying((.stop, "2026-03-02T09:00:00Z"))
        #expect(late.status(at: at("2026-06-01T08:00:00Z"), in: office).overdueBy == .hours(1))
        #expect(late.nextDeadline(after: mondayOpening, in: office)?.kind == .atRisk(75))
        #expect(late.nextDeadline(after: at("2026-03-02T09:00:00Z"), in: office) == nil)
    }

    @Test("zammad #4353: no escalation survives the removal of the target")
    func withoutATargetThereIsNoDeadline() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.retarget(nil, .retroactive), "2026-03-02T08:00:00Z"))
        #expect(clock.nextDeadline(after: at("2026-03-02T08:00:00Z"), in: office) == nil)
        #expect(clock.status(at: at("2026-05-02T08:00:00Z"), in: office).breachedAt == nil)
    }

    @Test("zammad #188, #2579, #4777: a reopened case has a due time and completed ones their time, each time")
    func reopenedCasesAreTimed() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.stop, "2026-03-02T09:00:00Z"), (.reopen(.resume), "2026-03-03T09:00:00Z"),
            (.stop, "2026-03-03T11:00:00Z"))
        #expect(clock.status(at: at("2026-03-02T09:00:00Z"), in: office).consumed == .hours(2))
        #expect(clock.status(at: at("2026-03-03T09:00:00Z"), in: office).due == at("2026-03-03T15:00:00Z"))
        #expect(clock.status(at: at("2026-03-03T11:00:00Z"), in: office).consumed == .hours(4))
    }

    @Test("zammad: pauses inside one minute, or two that begin in the same minute, are not lost")
    func shortPausesCount() throws {
        let clock = try resolutionClock(.hours(1)).applying(
            (.pause(.customer), "2026-03-02T07:10:05Z"), (.resume, "2026-03-02T07:10:25Z"),
            (.pause(.customer), "2026-03-02T07:10:40Z"), (.resume, "2026-03-02T07:12:00.000001Z"))
        let status = clock.status(at: at("2026-03-02T07:30:00Z"), in: office)
        #expect(status.consumed == .minutes(30) - .seconds(20) - .seconds(80) - microsecond)
        #expect(status.due == at("2026-03-02T08:01:40.000001Z"))
    }

    @Test("zammad: a pause over the repeated hour of autumn is as long as it was")
    func aPauseOverTheRepeatedHour() throws {
        // 03:30 summer time to 03:10 winter time in Helsinki is 40 minutes; 140 of 180 are left.
        let round = try BusinessCalendar(zone: "Europe/Helsinki", week: .always).compiled()
        let clock = try resolutionClock(.hours(5), from: at("2026-10-25T00:00:00Z")).applying(
            (.pause(.customer), "2026-10-25T00:30:00Z"), (.resume, "2026-10-25T01:10:00Z"))
        for open in [round, .always] {
            let status = clock.status(at: at("2026-10-25T03:00:00Z"), in: open)
            #expect(status.consumed == .minutes(140))
            #expect(status.due == at("2026-10-25T05:40:00Z"))
        }
    }

    @Test("zammad #3180: around the clock no minute is lost at midnight")
    func noMinuteIsLostAtMidnight() throws {
        let round = try BusinessCalendar(zone: "Europe/Helsinki", week: .always).compiled()
        let clock = try resolutionClock(.days(3))
        for open in [round, .always] {
            let status = clock.status(at: at("2026-03-04T07:00:00Z"), in: open)
            #expect(status.consumed == .days(2))
            #expect(status.due == at("2026-03-05T07:00:00Z"))
        }
    }

    @Test("glpi #22678: what is due before the due time lies in open hours")
    func warningsLieInOpenHours() throws {
        // 90 % of ten hours is nine: an hour into Tuesday, not an hour before the due time in the night.
        let clock = try resolutionClock(.hours(10), atRisk: [90])
        #expect(clock.status(at: mondayOpening, in: office).atRiskAt == [at("2026-03-03T08:00:00Z")])
        let promise = try Promise(
            id: "p", caseID: "c", person: "x", agent: "a", text: "ring back", madeAt: mondayOpening,
            due: at("2026-03-03T07:30:00Z"), remindBefore: [.hours(1)])
        #expect(promise.reminders(in: office) == [at("2026-03-02T14:30:00Z")])
    }

    @Test("chatwoot: the due time itself is in time, and looking at that instant is not a miss")
    func theDueTimeIsInTime() throws {
        let due = at("2026-03-02T15:00:00Z")
        let clock = try resolutionClock(.hours(8))
        #expect(clock.status(at: due, in: office).phase == .running)
        #expect(try clock.applying((.stop, "2026-03-02T15:00:00Z")).status(at: due, in: office).phase == .met(due))
    }

    @Test("chatwoot: a later success never erases a miss")
    func aMissIsNeverErased() throws {
        let clock = try resolutionClock(.hours(1)).applying(
            (.stop, "2026-03-02T09:00:00Z"), (.reopen(.restart), "2026-03-02T10:00:00Z"),
            (.retarget(.hours(100), .retroactive), "2026-03-02T10:10:00Z"), (.stop, "2026-03-02T10:20:00Z"))
        let status = clock.status(at: at("2026-03-03T00:00:00Z"), in: office)
        #expect(status.phase == .late(at("2026-03-02T10:20:00Z")))
        #expect(status.breachedAt == at("2026-03-02T08:00:00Z"))
    }

    @Test("A pause while an answer is owed is not legitimate: reply clocks run on while a case is pending")
    func pendingDoesNotStopAReplyThatIsOwed() throws {
        var clock = try ServiceClock(
            metric: .nextReply, targetName: "next", target: .hours(2), startedAt: mondayOpening)
        try clock.apply(.pause(.customer), at: at("2026-03-02T07:10:00Z"))
        #expect(clock.status(at: at("2026-03-02T09:00:00Z"), in: office).due == at("2026-03-02T09:00:00Z"))
        #expect(clock.status(at: at("2026-03-02T09:30:00Z"), in: office).phase == .breached)
    }

    @Test("margince #5767: what the clockwork sets is nobody's promise")
    func theClockworkPromisesNothing() throws {
        let promises = try [PromiseSource.agent, .willFindOut, .system].map { source in
            try Promise(
                id: "p", caseID: "c", person: "x", agent: "a", text: "ring back", madeAt: mondayOpening,
                due: mondayOpening + .hours(1), source: source)
        }
        let tally = PromiseTally(of: promises, at: mondayOpening + .hours(2))
        #expect(tally.broken == 2)
        #expect(PromiseTally(of: promises, at: mondayOpening + .hours(2), sources: [.system]).broken == 1)
    }

    @Test("Stated facts with pauses: 90 of 120 minutes; a pause ahead does not count yet; half an hour across a pause")
    func statedFacts() throws {
        let pause: [(ClockEvent, String)] = [
            (.pause(.customer), "2026-02-03T11:30:00Z"), (.resume, "2026-02-03T12:00:00Z"),
        ]
        func clock(from start: String, _ target: TimeSpan = .minutes(30)) throws -> ServiceClock {
            try resolutionClock(target, from: at(start)).applying(pause[0], pause[1])
        }
        let ten = try clock(from: "2026-02-03T10:00:00Z", .hours(9))
        #expect(ten.status(at: at("2026-02-03T12:00:00Z"), in: .always).consumed == .seconds(5_400))
        #expect(ten.status(at: at("2026-02-03T10:30:00Z"), in: .always).consumed == .seconds(1_800))
        let due = { (clock: ServiceClock, now: String) in clock.status(at: at(now), in: .always).due }
        #expect(due(try clock(from: "2026-02-03T10:00:00Z"), "2026-02-03T10:00:00Z") == at("2026-02-03T10:30:00Z"))
        #expect(due(try clock(from: "2026-02-03T11:15:00Z"), "2026-02-03T12:00:00Z") == at("2026-02-03T12:15:00Z"))
        #expect(due(try clock(from: "2026-02-03T12:00:00Z"), "2026-02-03T12:00:00Z") == at("2026-02-03T12:30:00Z"))
    }
}
