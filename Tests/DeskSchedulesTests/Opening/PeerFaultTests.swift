import DeskPrimitives
import DeskSchedules
import Testing

/// Faults that other libraries were reported for or found to have, each on its own input.
@Suite struct PeerFaultTests {
    private func time(
        _ zone: String, _ week: [Weekday: DayHours], overrides: [LocalDate: DayHours] = [:], holidays: [LocalDate] = [],
        breaks: [LocalDate: DayHours] = [:]
    ) throws -> OpenTime {
        try BusinessCalendar(
            zone: zone, week: WeekHours(week), overrides: overrides, holidays: .dates(holidays), dateBreaks: breaks
        ).compiled()
    }

    /// biz compares the dates of shifts in UTC and drops Tuesday (its #142).
    @Test func overridesAreDatesOfTheZone() throws {
        let time = try time(
            "Europe/Helsinki", [.monday: ["09:00-17:00"], .tuesday: ["00:00-08:00"]],
            overrides: ["2026-06-01": ["10:00-12:00"]])
        #expect(time.elapsed(from: at("2026-05-31T21:00:00Z"), to: at("2026-06-02T21:00:00Z")) == .hours(10))
        let shanghai = try self.time(
            "Asia/Shanghai", [.monday: .allDay, .tuesday: .allDay], overrides: ["2026-06-02": ["00:00-24:00"]])
        #expect(shanghai.elapsed(from: at("2026-06-01T16:00:00Z"), to: at("2026-06-02T16:00:00Z")) == .hours(24))
    }

    /// biz counts 5.5 hours within 5 hours that pass.
    @Test func aGapIsNotCountedTwice() throws {
        let time = try time("America/New_York", [.sunday: ["00:00-02:30", "03:00-06:00"]])
        let (a, b) = (at("2026-03-08T05:00:00Z"), at("2026-03-08T10:00:00Z"))
        #expect(time.elapsed(from: a, to: b) == .hours(5))
        let within = try self.time("America/New_York", [.sunday: ["02:30-03:15"]])
        #expect(within.elapsed(from: a, to: b) == .minutes(15))
        #expect(within.isOpen(at("2026-03-08T07:00:00Z")) && !within.isOpen(at("2026-03-08T06:59:59Z")))
    }

    /// biz is 23 minutes off where midnight is repeated.
    @Test func aRepeatedMidnight() throws {
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, DayHours.allDay) })
        let time = try time("America/St_Johns", days)
        let end = at("2008-11-02T04:30:00Z")
        #expect(time.subtracting(.hours(2), from: end) == end - .hours(2))
    }

    /// biz counts overlapping hours twice and drops seconds.
    @Test func overlappingHoursAndSeconds() throws {
        let time = try time("UTC", [.monday: ["09:00-17:00", "10:00-12:00"], .tuesday: ["09:00-17:05:30"]])
        let monday = at("2026-06-01T00:00:00Z")
        #expect(time.elapsed(from: monday, to: monday + .days(1)) == .hours(8))
        #expect(time.elapsed(from: monday + .days(1), to: monday + .days(2)) == .hours(8) + .minutes(5) + .seconds(30))
    }

    /// biz takes an opening for the open time before it.
    @Test func anOpeningIsNotAClosing() throws {
        let time = try time("UTC", [.monday: ["09:00-17:00"]])
        #expect(time.previousClosing(before: at("2026-06-01T09:00:00Z")) == (at("2026-05-25T17:00:00Z")))
    }

    /// working_hours never returns from this.
    @Test func nightHoursAcrossAChangeAreReached() throws {
        let time = try time("Europe/Helsinki", [.sunday: ["00:00-03:00", "04:15-06:00"]])
        #expect(
            time.subtracting(.hours(2), from: at("2026-03-29T18:41:00Z")) == (at("2026-03-29T00:45:00Z")))
        let dayOfTwentyFiveHours = try self.time("Europe/Helsinki", [.sunday: .allDay])
        #expect(
            dayOfTwentyFiveHours.elapsed(from: at("2026-10-24T21:00:00Z"), to: at("2026-10-25T22:00:00Z"))
                == .hours(25))
    }

    /// Zammad turns pauses into local breaks and counts 200 minutes in 180.
    @Test func pausesAreInstantsNotWallTimes() throws {
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, DayHours.allDay) })
        let time = try time("Europe/Helsinki", days)
        // Paused from 03:30 summer time to 03:10 winter time: 40 minutes.
        let paused = try time.excluding([at("2026-10-25T00:30:00Z")..<at("2026-10-25T01:10:00Z")])
        let start = at("2026-10-24T23:30:00Z")
        #expect(paused.elapsed(from: start, to: start + .minutes(180)) == .minutes(140))
        // Pauses within a minute, and two that begin in the same one.
        let short = try time.excluding([
            at("2026-06-01T10:00:05Z")..<at("2026-06-01T10:00:20Z"),
            at("2026-06-01T10:00:30Z")..<at("2026-06-01T10:00:40Z"),
        ])
        #expect(
            short.elapsed(from: at("2026-06-01T10:00:00Z"), to: at("2026-06-01T10:01:00Z")) == .seconds(35))
    }

    /// Zammad loses a minute at midnight around the clock (#3180); working_hours refused 24:00 (#13).
    @Test func aroundTheClockLosesNothing() throws {
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, DayHours.allDay) })
        let time = try time("Europe/Helsinki", days)
        let start = at("2026-06-01T12:00:00Z")
        #expect(time.elapsed(from: start, to: start + .days(30)) == .days(30))
        #expect(time.adding(.days(30), to: start) == start + .days(30))
    }

    /// business_time ignores or double counts holidays (#175) and loses an hour to a close at 23:00 (#230).
    @Test func holidaysAndLateClosing() throws {
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, ["08:00-23:00"] as DayHours) })
        let time = try time("America/New_York", days, holidays: ["2026-06-02"])
        let (a, b) = (at("2026-06-01T12:00:00Z"), at("2026-06-04T03:00:00Z"))
        #expect(time.elapsed(from: a, to: b) == .hours(30))
        #expect(time.adding(.hours(15), to: a) == (at("2026-06-02T03:00:00Z")))
        #expect(time.adding(.hours(16), to: a) == (at("2026-06-03T13:00:00Z")))
    }

    /// businesstimedelta loops for ever with holidays and a zone (#9); biz is slow with many holidays (#63).
    @Test func aYearOfHolidaysEnds() throws {
        var holidays: [LocalDate] = []
        for offset in 0..<1_000 { holidays.append(try #require(LocalDate(dayNumber: 20_600 + offset))) }
        let time = try time("Europe/Helsinki", [.monday: ["09:00-17:00"]], holidays: holidays)
        let opening = try #require(time.nextOpening(from: Instant(seconds: 20_600 * 86_400)))
        #expect(opening > Instant(seconds: 21_599 * 86_400) && time.isOpen(opening))
        #expect(time.adding(.hours(1), to: Instant(seconds: 20_600 * 86_400)) == opening + .hours(1))
    }

    /// No overnight hours in biz (#133), business_time (#227), Chatwoot (#5254).
    @Test func overnightHours() throws {
        let time = try time("Europe/Helsinki", [.friday: ["20:00-04:00"]])
        #expect(
            Array(time.intervals(from: at("2026-06-01T00:00:00Z")).prefix(1)) == [
                at("2026-06-05T17:00:00Z")..<at("2026-06-06T01:00:00Z")
            ])
    }

    /// Chatwoot fixes the offset of the day it computes on (#2882); Fivetran and Rocket.Chat anchor to one offset.
    @Test func hoursFollowTheClockThroughTheYear() throws {
        let time = try time("Europe/Helsinki", [.wednesday: ["09:00-17:00"]])
        #expect(time.isOpen(at("2026-01-14T07:00:00Z")) && !time.isOpen(at("2026-01-14T06:00:00Z")))
        #expect(time.isOpen(at("2026-07-15T06:00:00Z")) && !time.isOpen(at("2026-07-15T14:00:00Z")))
    }

    /// biz intersects the hours of two zones as if they were one.
    @Test func intersectionsHeedBothZones() throws {
        let (a, b) = (
            try time("Europe/Helsinki", [.monday: ["09:00-17:00"]]), try time("Asia/Tokyo", [.monday: ["09:00-17:00"]])
        )
        let day = at("2026-05-31T00:00:00Z")..<at("2026-06-03T00:00:00Z")
        #expect(
            Array(try a.intersection(b).intervals(in: day)) == [
                at("2026-06-01T06:00:00Z")..<at("2026-06-01T08:00:00Z")
            ])
    }

    /// seatgeek/businesstime depends on the order of holidays (#25); frappe knows no lunch break (#2212).
    @Test func orderOfHolidaysAndLunch() throws {
        let forward = try time(
            "UTC", [.monday: ["09:00-17:00"]], holidays: ["2026-06-01", "2026-06-15"],
            breaks: ["2026-06-08": ["12:00-13:00"]])
        let reversed = try time(
            "UTC", [.monday: ["09:00-17:00"]], holidays: ["2026-06-15", "2026-06-01"],
            breaks: ["2026-06-08": ["12:00-13:00"]])
        let (a, b) = (at("2026-06-01T00:00:00Z"), at("2026-07-01T00:00:00Z"))
        #expect(forward.elapsed(from: a, to: b) == .hours(7 + 8 + 8))
        #expect(reversed.elapsed(from: a, to: b) == forward.elapsed(from: a, to: b))
        #expect(forward.fingerprint == reversed.fingerprint)
    }

    /// GLPI escalates at midnight where it should be before the due time in open hours (#22678).
    @Test func leadTimesAreOpenTime() throws {
        let time = try time("UTC", [.monday: ["09:00-17:00"], .tuesday: ["09:00-17:00"]])
        let due = try #require(time.adding(.hours(9), to: at("2026-06-01T09:00:00Z")))
        #expect(due == (at("2026-06-02T10:00:00Z")))
        #expect(time.subtracting(.hours(2), from: due) == (at("2026-06-01T16:00:00Z")))
    }
}
