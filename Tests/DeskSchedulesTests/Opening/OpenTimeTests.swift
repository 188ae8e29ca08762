import DeskPrimitives
import DeskSchedules
import Testing

/// Each query on a plain office, at openings, closings and between.
@Suite struct OpenTimeTests {
    /// Mon-Fri 9-17 in UTC; 2026-06-01 is a Monday.
    private let calendar = BusinessCalendar(zone: "UTC", week: .mondayToFriday(["09:00-17:00"]))

    private func time() throws -> OpenTime { try calendar.compiled(from: "2026-01-01", to: "2027-01-01") }

    @Test func isOpenFromOpeningUntilJustBeforeClosing() throws {
        let time = try time()
        #expect(time.isOpen(at("2026-06-01T09:00:00Z")))
        #expect(time.isOpen(at("2026-06-01T16:59:59.999999Z")))
        #expect(!time.isOpen(at("2026-06-01T17:00:00Z")))
        #expect(!time.isOpen(at("2026-06-01T08:59:59.999999Z")))
        #expect(!time.isOpen(at("2026-06-06T12:00:00Z")))
    }

    @Test func elapsedIsSigned() throws {
        let time = try time()
        let (a, b) = (at("2026-06-01T16:30:00Z"), at("2026-06-02T09:15:00.5Z"))
        #expect(time.elapsed(from: a, to: b) == .minutes(45) + .milliseconds(500))
        #expect(time.elapsed(from: b, to: a) == -(.minutes(45) + .milliseconds(500)))
        #expect(time.elapsed(from: a, to: a) == .zero)
    }

    @Test func addingLandsEarliestOrLatest() throws {
        let time = try time()
        let start = at("2026-06-05T09:00:00Z")
        #expect(time.adding(.hours(8), to: start) == (at("2026-06-05T17:00:00Z")))
        #expect(time.adding(.hours(8), to: start, landing: .latest) == (at("2026-06-08T09:00:00Z")))
        #expect(time.adding(.hours(9), to: start) == (at("2026-06-08T10:00:00Z")))
        #expect(time.adding(.hours(9), to: start, landing: .latest) == (at("2026-06-08T10:00:00Z")))
        #expect(
            time.adding(TimeSpan(microseconds: 1), to: at("2026-06-05T17:00:00Z"))
                == (at("2026-06-08T09:00:00.000001Z")))
        let closed = at("2026-06-06T12:00:00Z")
        #expect(time.adding(.zero, to: closed) == closed)
        #expect(time.adding(.zero, to: closed, landing: .latest) == (at("2026-06-08T09:00:00Z")))
        #expect(time.adding(-.hours(1), to: closed) == (at("2026-06-05T16:00:00Z")))
    }

    @Test func subtractingLandsNearestOrFarthest() throws {
        let time = try time()
        let end = at("2026-06-08T10:00:00Z")
        #expect(time.subtracting(.hours(1), from: end) == (at("2026-06-08T09:00:00Z")))
        #expect(time.subtracting(.hours(1), from: end, landing: .farthest) == (at("2026-06-05T17:00:00Z")))
        #expect(time.subtracting(.hours(2), from: end, landing: .nearest) == (at("2026-06-05T16:00:00Z")))
        #expect(time.subtracting(.zero, from: end) == end)
        #expect(
            time.subtracting(.zero, from: at("2026-06-07T10:00:00Z"), landing: .farthest)
                == (at("2026-06-05T17:00:00Z")))
        #expect(time.subtracting(-.hours(1), from: at("2026-06-07T10:00:00Z")) == (at("2026-06-08T10:00:00Z")))
    }

    @Test func openingsAndClosings() throws {
        let time = try time()
        let open = at("2026-06-01T10:00:00Z")
        #expect(time.nextOpening(from: open) == open)
        #expect(time.nextOpening(from: at("2026-06-01T17:00:00Z")) == (at("2026-06-02T09:00:00Z")))
        #expect(time.nextOpening(from: at("2026-06-05T17:00:00Z")) == (at("2026-06-08T09:00:00Z")))
        #expect(time.previousClosing(before: open) == open)
        #expect(time.previousClosing(before: at("2026-06-01T17:00:00Z")) == (at("2026-06-01T17:00:00Z")))
        #expect(time.previousClosing(before: at("2026-06-01T09:00:00Z")) == (at("2026-05-29T17:00:00Z")))
        #expect(time.previousClosing(before: at("2026-06-07T09:00:00Z")) == (at("2026-06-05T17:00:00Z")))
    }

    @Test func intervalsBothWays() throws {
        let time = try time()
        let start = at("2026-06-05T12:00:00Z")
        #expect(
            Array(time.intervals(from: start).prefix(2)) == [
                at("2026-06-05T12:00:00Z")..<at("2026-06-05T17:00:00Z"),
                at("2026-06-08T09:00:00Z")..<at("2026-06-08T17:00:00Z"),
            ])
        #expect(
            Array(time.intervalsBackward(from: start).prefix(2)) == [
                at("2026-06-05T09:00:00Z")..<at("2026-06-05T12:00:00Z"),
                at("2026-06-04T09:00:00Z")..<at("2026-06-04T17:00:00Z"),
            ])
        let range = at("2026-06-01T16:00:00Z")..<at("2026-06-02T10:00:00Z")
        #expect(
            Array(time.intervals(in: range)) == [
                at("2026-06-01T16:00:00Z")..<at("2026-06-01T17:00:00Z"),
                at("2026-06-02T09:00:00Z")..<at("2026-06-02T10:00:00Z"),
            ])
        #expect(Array(time.intervals(in: range.lowerBound..<range.lowerBound)) == [])
    }

    @Test func manyAtOnce() throws {
        let time = try time()
        let instants = ["2026-06-01T16:00:00Z", "2026-06-06T12:00:00Z"].map(at)
        #expect(time.adding(.hours(2), toEach: instants) == instants.map { time.adding(.hours(2), to: $0) })
        #expect(time.areOpen(instants) == [true, false])
        let end = at("2026-06-08T10:00:00Z")
        #expect(time.elapsed(fromEach: instants, to: end) == [.hours(34), .hours(1)])
        #expect(time.adding(.hours(1), toEach: []) == [])
    }

    @Test func always() throws {
        let always = OpenTime.always
        #expect(always.isOpen(.epoch) && always.isOpen(.earliest) && always.isOpen(.latest))
        #expect(always.elapsed(from: .earliest, to: .latest) == Instant.latest - .earliest)
        #expect(always.adding(.hours(5), to: .epoch) == Instant(seconds: 18_000))
        #expect(always.subtracting(.hours(5), from: .epoch) == Instant(seconds: -18_000))
        #expect(Array(always.intervals(from: .epoch)) == [.epoch ..< .latest])
        #expect(Array(always.intervalsBackward(from: .epoch)) == [.earliest ..< .epoch])
        #expect(always.zoneDataVersion == "")
        let calendar = try BusinessCalendar.always.compiled()
        #expect(Array(calendar.intervals(from: .epoch)) == [.epoch ..< .latest])
        #expect(calendar.elapsed(from: .earliest, to: .latest) == Instant.latest - .earliest)
    }

    @Test func calendarsOfAllHoursNeverCloseForAMoment() throws {
        // Through changes of the clock, the edges of the window and of its pieces.
        let time = try BusinessCalendar(
            zone: "Europe/Helsinki", week: .always, overrides: ["2026-01-05": .allDay]
        ).compiled(from: "2026-01-01", to: "2026-02-01")
        let range = at("2020-01-01T00:00:00Z")..<at("2032-01-01T00:00:00Z")
        #expect(Array(time.intervals(in: range)) == [range])
        #expect(time.elapsed(from: range.lowerBound, to: range.upperBound) == range.upperBound - range.lowerBound)
    }

    @Test func extremesNeverTrap() throws {
        let numbers = [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max]
        let instants = numbers.map(Instant.init(microseconds:)) + [.earliest, .latest]
        let dated = BusinessCalendar(zone: "UTC", overrides: ["9999-12-30": .allDay, "9999-12-31": .allDay])
        let times = [
            .always, try OpenTime(ranges: []), try BusinessCalendar(zone: "UTC").compiled(),
            try dated.compiled(from: .latest, to: .latest), try time().limited(to: .epoch..<at("2027-01-01T00:00:00Z")),
        ]
        for time in times {
            for a in instants {
                let isOpen = time.isOpen(a)
                #expect(a.isAccepted || !isOpen)
                #expect(time.nextOpening(from: a).map { $0 >= a } ?? true)
                #expect(time.previousClosing(before: a).map { $0 <= a } ?? true)
                for b in [Instant.earliest, .epoch, Instant(microseconds: .max)] where a <= b {
                    #expect(time.elapsed(from: a, to: b) >= .zero)
                    #expect(time.elapsed(from: b, to: a) == -time.elapsed(from: a, to: b))
                }
                // Spans beyond all time are unreachable, from wherever one counts.
                for span in numbers.map(TimeSpan.init(microseconds:)) {
                    for landing in Landing.allCases {
                        let there = time.adding(span, to: a, landing: landing)
                        let back = time.subtracting(span, from: a, landing: landing)
                        #expect(there?.isAccepted ?? true && back?.isAccepted ?? true)
                        if span.microseconds.magnitude > UInt64(Int64.max / 2) { #expect(there == nil && back == nil) }
                    }
                }
            }
        }
        // The whole of time, once.
        let years = try BusinessCalendar(zone: "Europe/Helsinki", week: .everyDay(["00:00-12:00"])).compiled()
        let half =
            years.elapsed(from: .earliest, to: .latest).microseconds * 2 - (Instant.latest - .earliest).microseconds
        #expect(half.magnitude < 7_200_000_000 * 40)
    }

    @Test func windowsNeedNotFitTheirCalendar() throws {
        let empty = try calendar.compiled(from: "2026-01-01", to: "2026-01-01")
        #expect(empty.window.isEmpty)
        #expect(empty.adding(.hours(8), to: at("2026-06-05T09:00:00Z")) == (at("2026-06-05T17:00:00Z")))
        // More intervals than a table takes: the window ends earlier, the answers do not change.
        let quarters = try DayHours(
            (0..<96).map {
                try HoursInterval(from: LocalTime(secondOfDay: $0 * 900), to: LocalTime(secondOfDay: $0 * 900 + 450))
            })
        let many = try BusinessCalendar(zone: "UTC", week: .everyDay(quarters)).compiled(
            from: "2020-01-01", to: "2030-01-01")
        #expect(many.window.upperBound < (at("2029-01-01T00:00:00Z")))
        let (a, b) = (at("2020-01-01T00:00:00Z"), at("2029-12-31T00:00:00Z"))
        #expect(many.elapsed(from: a, to: b).microseconds * 2 == (b - a).microseconds)
    }

    @Test func versionsAndFingerprints() throws {
        let time = try BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"])).compiled()
        #expect(time.zoneDataVersion == "2025b")
        // Pinned: recorded decisions hold this number.
        #expect(time.fingerprint == 15_494_634_323_686_036_562)
        let other = try BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-15:00"])).compiled()
        #expect(other.fingerprint != time.fingerprint)
        // The window is a matter of speed alone.
        let narrow = try BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"])).compiled(
            from: "2026-01-01", to: "2026-02-01")
        #expect(narrow.fingerprint == time.fingerprint)
        let shifted = try ZoneRules(posix: "EET-2EEST,M3.5.0/3,M10.5.0/4", name: "Europe/Helsinki")
        let host = try BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"])).compiled(
            using: shifted)
        #expect(host.fingerprint != time.fingerprint && host.zoneDataVersion == "")
    }

    @Test func everyPartOfACalendarIsInItsFingerprint() throws {
        var variants = [BusinessCalendar(zone: "UTC", week: .mondayToFriday(["08:00-16:00"]))]
        func vary(_ change: (inout BusinessCalendar) throws -> Void) rethrows {
            var variant = variants[0]
            try change(&variant)
            variants.append(variant)
        }
        vary { $0.zone = "Etc/UTC" }
        vary { $0.week[.monday] = ["08:00-16:01"] }
        vary { $0.overrides = ["2026-01-01": []] }
        vary { $0.overrides = ["2026-01-02": []] }
        vary { $0.dateBreaks = ["2026-01-01": []] }
        vary { $0.breaks[.monday] = ["12:00-13:00"] }
        vary { $0.holidays = .finland }
        vary { $0.holidays = .finlandEves }
        try vary { $0.holidays = try .dates(["2026-01-01"]) }
        try vary { $0.holidays = try .dates(["2026-01-02"]) }
        try vary { $0.holidays = [.rule(HolidayRule(on: try .dates(["2026-01-01"]), effect: .hours(.closed)))] }
        try vary { $0.holidays = [.rule(HolidayRule(on: try .dates(["2026-01-01"]), effect: .closedDuring(.closed)))] }
        try vary { $0.holidays = [.rule(HolidayRule(on: try .dates(["2026-01-01"]), observed: .nextWeekday))] }
        try vary { $0.holidays = [.rule(HolidayRule(on: try .dates(["2026-01-01"]), years: 1...2_030))] }
        for rule in [
            "easter", "orthodox-easter", "easter+1", "1st mon of may", "last mon of may", "mon 05-01..05-07", "05-01",
        ] {
            let set = try decode(HolidaySet.self, #"[{"on": "\#(rule)"}]"#)
            vary { $0.holidays = set }
        }
        vary { $0.holidayCut = .shiftStart }
        let prints = try variants.map { try $0.compiled(from: "2026-01-01", to: "2026-01-02").fingerprint }
        #expect(Set(prints).count == variants.count)
    }
}
