import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// Targets in days, and targets that can never be met.
struct TargetCountingTests {
    private func target(days: Int64, calendar: CalendarID? = "office") throws -> ServiceTarget {
        try ServiceTarget(
            name: "days", metric: .resolution, within: [.normal: .days(days)], calendar: calendar, counting: .days)
    }

    private func due(_ target: ServiceTarget, from start: String, in open: OpenTime, _ zone: ZoneRules) throws
        -> Instant?
    {
        try ServiceClock(target, priority: .normal, startedAt: at(start), in: open, zone: zone)
            .status(at: at(start), in: open).due
    }

    @Test func openDaysEndAtTheSameTimeOfDay() throws {
        let helsinki = try ZoneRules.named("Europe/Helsinki")
        // Thursday noon, three open days: Tuesday noon.
        #expect(
            try due(target(days: 3), from: "2026-03-05T10:00:00Z", in: office, helsinki) == at("2026-03-10T10:00:00Z"))
        // In the night: from the next opening, to an opening.
        #expect(
            try due(target(days: 1), from: "2026-03-05T20:00:00Z", in: office, helsinki) == at("2026-03-09T07:00:00Z"))
        // Over the change of the clocks on 29 March the time of day stays, though UTC moves.
        #expect(
            try due(target(days: 2), from: "2026-03-27T10:00:00Z", in: office, helsinki) == at("2026-03-31T09:00:00Z"))
    }

    @Test func calendarDaysAroundTheClockFollowTheLocalCalendar() throws {
        let helsinki = try ZoneRules.named("Europe/Helsinki")
        let spring = try due(target(days: 1, calendar: nil), from: "2026-03-28T12:30:15Z", in: .always, helsinki)
        #expect(spring == at("2026-03-29T11:30:15Z"))
        let autumn = try due(target(days: 1, calendar: nil), from: "2026-10-24T12:30:15Z", in: .always, helsinki)
        #expect(autumn == at("2026-10-25T13:30:15Z"))
        // 03:30 on 28 March; on the 29th there is no such time.
        let gap = try due(target(days: 1, calendar: nil), from: "2026-03-28T01:30:00Z", in: .always, helsinki)
        #expect(gap == at("2026-03-29T01:30:00Z"))
    }

    @Test func whatIsNotWholeDaysIsRefused() throws {
        #expect(
            documentError(
                ServiceTarget.self,
                #"{"name": "a", "metric": "answer", "within": {"low": "PT36H"}, "counting": "days"}"#)
                == "within.low: where days are counted a time is whole days")
    }

    @Test func aTargetThatCanNeverBeMetIsRefusedAtItsPlace() throws {
        let never = try BusinessCalendar(zone: "UTC", week: .closed).compiled()
        let once = try OpenTime(ranges: [at("2026-03-02T07:00:00Z")..<at("2026-03-02T15:00:00Z")])
        let book = try TargetBook([
            ServiceTarget(name: "fine", metric: .answer, within: [.low: .days(36_525)]),
            ServiceTarget(
                name: "a", metric: .resolution, within: [.high: .hours(8), .low: .hours(9)], calendar: "once"),
        ])
        let error = Refusal(
            .outOfRange, "the calendar never gives that much time",
            at: Place([.index(1)]).field("within").field("low"))
        #expect(throws: error) {
            try book.checkReachable(zone: .utc, from: mondayOpening) { $0 == "once" ? once : .always }
        }
        for counted in [TargetCounting.time, .days] {
            let target = try ServiceTarget(
                name: "never", metric: .resolution, within: [.high: .days(1)], calendar: "never", counting: counted)
            #expect(throws: Refusal.self) { try target.checkReachable(in: never, zone: .utc, from: mondayOpening) }
            try target.checkReachable(in: office, zone: .utc, from: mondayOpening)
        }
    }

    @Test func theLandingDecidesWhereATargetThatEndsWithTheDayIsDue() throws {
        for (landing, due) in [(Landing.earliest, "2026-03-02T15:00:00Z"), (.latest, "2026-03-03T07:00:00Z")] {
            let target = try ServiceTarget(
                name: "a", metric: .resolution, within: [.normal: .hours(8)], calendar: "office", landing: landing)
            let clock = try ServiceClock(target, priority: .normal, startedAt: mondayOpening)
            #expect(clock.status(at: mondayOpening, in: office).due == at(due))
            #expect(try throughRecord(clock) == clock)
            #expect(try throughJSON(target) == target)
            let night = try clock.applying((.stop, "2026-03-02T20:00:00Z"))
            #expect(night.status(at: at("2026-03-04T00:00:00Z"), in: office).isBreached == (landing == .earliest))
        }
    }

    @Test func contractsAndTeamsAreConditions() throws {
        let target = try ServiceTarget(
            name: "a", metric: .teamStay, within: [.normal: .hours(8)], organizations: ["acme"], teams: ["net"])
        #expect(
            target.matches(topic: nil, channel: nil, priority: .normal, organization: "acme", team: "net"))
        #expect(!target.matches(topic: nil, channel: nil, priority: .normal, organization: "acme", team: "web"))
        #expect(!target.matches(topic: nil, channel: nil, priority: .normal, team: "net"))
        #expect(try throughJSON(target) == target)
    }
}
