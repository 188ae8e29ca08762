import DeskPrimitives
import DeskSchedules
import Testing

/// What a calendar means: precedence, breaks, nights, holidays, changes of the clock.
@Suite struct BusinessCalendarTests {
    /// Mon-Fri 8-16 in UTC; 2026-06-01 is a Monday.
    private var office: BusinessCalendar {
        BusinessCalendar(zone: "UTC", week: .mondayToFriday(["08:00-16:00"]))
    }

    /// The open intervals of dates in UTC, as text.
    private func hours(_ calendar: BusinessCalendar, _ from: String, _ to: String) throws -> [String] {
        let time = try calendar.compiled(from: "2026-01-01", to: "2027-01-01")
        return time.intervals(in: at("\(from)T00:00:00Z")..<at("\(to)T00:00:00Z")).map {
            let texts = [$0.lowerBound, $0.upperBound].map { $0.description.dropFirst(5).dropLast(4) }
            return "\(texts[0])-\(texts[1])"
        }
    }

    @Test func overrideBeatsHolidayBeatsWeek() throws {
        var calendar = office
        calendar.holidays = try .dates(["2026-06-02", "2026-06-03"])
        calendar.overrides = ["2026-06-03": ["10:00-12:00"], "2026-06-04": [], "2026-06-06": ["09:00-10:00"]]
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-09") == [
                "06-01T08:00-06-01T16:00", "06-03T10:00-06-03T12:00", "06-05T08:00-06-05T16:00",
                "06-06T09:00-06-06T10:00", "06-08T08:00-06-08T16:00",
            ])
    }

    @Test func breaksAreTakenFromAll() throws {
        var calendar = office
        calendar.breaks = .mondayToFriday(["11:00-11:30"])
        calendar.dateBreaks = ["2026-06-02": ["15:00-18:00"]]
        calendar.overrides = ["2026-06-03": ["11:15-12:00"]]
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-04") == [
                "06-01T08:00-06-01T11:00", "06-01T11:30-06-01T16:00", "06-02T08:00-06-02T11:00",
                "06-02T11:30-06-02T15:00", "06-03T11:30-06-03T12:00",
            ])
    }

    @Test func holidaysCloseInPartOrReplaceHours() throws {
        var calendar = office
        calendar.holidays = try HolidaySet([
            .rule(HolidayRule(on: .dates(["2026-06-01"]), effect: .closedDuring(["12:00-24:00"]))),
            .rule(HolidayRule(on: .dates(["2026-06-02", "2026-06-06"]), effect: .hours(["09:00-12:00"]))),
        ])
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-03") == ["06-01T08:00-06-01T12:00", "06-02T09:00-06-02T12:00"])
        // Replaced hours hold on a Saturday too.
        #expect(try hours(calendar, "2026-06-06", "2026-06-08") == ["06-06T09:00-06-06T12:00"])
    }

    @Test func aClosedHolidayBeatsAPartialOne() throws {
        var calendar = office
        calendar.holidays = try HolidaySet([
            .rule(HolidayRule(on: .dates(["2026-06-01"]), effect: .hours(["09:00-12:00"]))),
            .rule(HolidayRule(on: .dates(["2026-06-01"]))),
        ])
        #expect(try hours(calendar, "2026-06-01", "2026-06-02") == [])
    }

    @Test func nightShiftsBelongToTheDateTheyBeginOn() throws {
        var calendar = BusinessCalendar(zone: "UTC", week: .mondayToFriday(["22:00-06:00"]))
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-03") == [
                "06-01T22:00-06-02T06:00", "06-02T22:00-06-03T00:00",
            ])
        // Friday's shift ends on Saturday; Monday's first hours belong to Sunday, which has none.
        #expect(try hours(calendar, "2026-06-05", "2026-06-09").last == "06-08T22:00-06-09T00:00")
        // The override of a date does not touch the shift that began the day before.
        calendar.overrides = ["2026-06-02": []]
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-04") == ["06-01T22:00-06-02T06:00", "06-03T22:00-06-04T00:00"])
    }

    @Test func holidaysCutNightShiftsAtMidnightOrWhole() throws {
        var calendar = BusinessCalendar(
            zone: "UTC", week: .mondayToFriday(["22:00-06:00"]), holidays: try .dates(["2026-06-03"]))
        #expect(
            try hours(calendar, "2026-06-02", "2026-06-05") == [
                "06-02T00:00-06-02T06:00", "06-02T22:00-06-03T00:00", "06-04T00:00-06-04T06:00",
                "06-04T22:00-06-05T00:00",
            ])
        calendar.holidayCut = .shiftStart
        #expect(
            try hours(calendar, "2026-06-02", "2026-06-05") == [
                "06-02T00:00-06-02T06:00", "06-02T22:00-06-03T06:00", "06-04T22:00-06-05T00:00",
            ])
    }

    @Test func breaksOverMidnight() throws {
        let calendar = BusinessCalendar(
            zone: "UTC", week: .mondayToFriday(["20:00-08:00"]), breaks: .mondayToFriday(["23:30-00:30"]))
        #expect(
            try hours(calendar, "2026-06-01", "2026-06-03") == [
                "06-01T20:00-06-01T23:30", "06-02T00:30-06-02T08:00", "06-02T20:00-06-02T23:30",
            ])
    }

    @Test func touchingHoursJoinOverMidnight() throws {
        var calendar = BusinessCalendar(zone: "UTC")
        calendar.week[.monday] = ["12:00-24:00"]
        calendar.week[.tuesday] = ["00:00-03:00"]
        #expect(try hours(calendar, "2026-06-01", "2026-06-07") == ["06-01T12:00-06-02T03:00"])
    }

    @Test func clocksGoForwardAndBack() throws {
        let night = BusinessCalendar(zone: "Europe/Helsinki", week: .everyDay(["02:00-05:00"]))
        let time = try night.compiled()
        let day = { (text: String) in at(text)..<at(text).adding(.days(1))! }
        func open(_ text: String) throws -> TimeSpan {
            let range = day(text)
            return time.elapsed(from: range.lowerBound, to: range.upperBound)
        }
        #expect(try open("2026-03-27T22:00:00Z") == .hours(3))
        #expect(try open("2026-03-28T22:00:00Z") == .hours(2))
        #expect(try open("2026-10-24T21:00:00Z") == .hours(4))
        // A time that does not exist is never open, one that is repeated is open twice.
        let gap = try BusinessCalendar(zone: "Europe/Helsinki", week: .everyDay(["03:15-03:45"])).compiled()
        #expect(gap.elapsed(from: at("2026-03-28T22:00:00Z"), to: at("2026-03-29T21:00:00Z")) == .zero)
        #expect(gap.elapsed(from: at("2026-10-24T21:00:00Z"), to: at("2026-10-25T22:00:00Z")) == .hours(1))
    }

    @Test func aMissingDateAndHalfAnHour() throws {
        let apia = try BusinessCalendar(zone: "Pacific/Apia", week: .everyDay(["09:00-17:00"])).compiled()
        // 29 December 2011 was followed by the 31st.
        #expect(apia.elapsed(from: at("2011-12-29T10:00:00Z"), to: at("2012-01-01T10:00:00Z")) == .hours(24))
        let island = try BusinessCalendar(zone: "Australia/Lord_Howe", week: .always).compiled()
        #expect(island.elapsed(from: at("2026-04-04T00:00:00Z"), to: at("2026-04-05T00:00:00Z")) == .hours(24))
        let night = try BusinessCalendar(zone: "Australia/Lord_Howe", week: .everyDay(["01:00-03:00"])).compiled()
        #expect(
            night.elapsed(from: at("2026-04-04T10:00:00Z"), to: at("2026-04-05T10:00:00Z"))
                == .hours(2) + .minutes(30))
    }

    @Test func aCalendarWithoutHoursIsNeverOpen() throws {
        let time = try BusinessCalendar(zone: "UTC").compiled()
        #expect(time.adding(.hours(1), to: .epoch) == nil)
        #expect(time.subtracting(.hours(1), from: .epoch) == nil)
        #expect(time.nextOpening(from: .earliest) == nil && time.previousClosing(before: .latest) == nil)
        #expect(time.elapsed(from: .earliest, to: .latest) == .zero)
        #expect(Array(time.intervals(from: .earliest)) == [])
        #expect(time.adding(.zero, to: .epoch) == .epoch)
        // Nor is one whose breaks take all its hours.
        let breaks = BusinessCalendar(zone: "UTC", week: .everyDay(["08:00-16:00"]), breaks: .always)
        #expect(try breaks.compiled().nextOpening(from: .epoch) == nil)
    }

    @Test func refusals() throws {
        let unknown = BusinessCalendar(zone: "Europe/Atlantis", week: .always)
        #expect(refusal { try unknown.compiled() }?.place == .field("zone"))
        #expect(refusal { try unknown.compiled() }?.code == .unknownName)
        #expect(
            refusal { try office.compiled(from: "2026-01-02", to: "2026-01-01") }
                == Refusal(.outOfRange, "the window ends before it starts", at: .field("to")))
        var many = office
        for day in 0...Limits.listCount { many.overrides[try #require(LocalDate(dayNumber: day))] = .closed }
        #expect(refusal { try many.compiled() }?.place == .field("overrides"))
        (many.dateBreaks, many.overrides) = (many.overrides, [:])
        #expect(refusal { try many.compiled() }?.place == .field("breaks"))
    }
}
