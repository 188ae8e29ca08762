import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct AlgebraTests {
    private func office(_ zone: String, _ hours: DayHours = ["09:00-17:00"]) throws -> OpenTime {
        try BusinessCalendar(zone: zone, week: .mondayToFriday(hours)).compiled(from: "2026-01-01", to: "2027-01-01")
    }

    @Test func officesInTwoZones() throws {
        let helsinki = try office("Europe/Helsinki")
        let newYork = try office("America/New_York")
        let day = at("2026-06-01T00:00:00Z")..<at("2026-06-02T00:00:00Z")
        #expect(
            Array(try helsinki.union(newYork).intervals(in: day)) == [
                at("2026-06-01T06:00:00Z")..<at("2026-06-01T21:00:00Z")
            ])
        #expect(
            Array(try helsinki.intersection(newYork).intervals(in: day)) == [
                at("2026-06-01T13:00:00Z")..<at("2026-06-01T14:00:00Z")
            ])
        #expect(
            Array(try helsinki.difference(newYork).intervals(in: day)) == [
                at("2026-06-01T06:00:00Z")..<at("2026-06-01T13:00:00Z")
            ])
        // Between the changes of the clock in March the overlap is an hour longer.
        let march = at("2026-03-16T00:00:00Z")..<at("2026-03-17T00:00:00Z")
        #expect(
            try helsinki.intersection(newYork).elapsed(from: march.lowerBound, to: march.upperBound) == .hours(2))
    }

    @Test func pausesAreTakenOut() throws {
        let time = try office("UTC")
        let pauses = [
            at("2026-06-01T12:00:00Z")..<at("2026-06-01T13:00:00Z"),
            at("2026-06-01T10:00:00Z")..<at("2026-06-01T10:30:00.000001Z"),
            at("2026-06-01T10:15:00Z")..<at("2026-06-01T10:20:00Z"),
            at("2026-06-01T16:00:00Z")..<at("2026-06-02T10:00:00Z"),
            at("2026-06-01T11:00:00Z")..<at("2026-06-01T11:00:00Z"),
        ]
        let paused = try time.excluding(pauses)
        let start = at("2026-06-01T09:00:00Z")
        #expect(
            paused.elapsed(from: start, to: at("2026-06-01T17:00:00Z")) == .hours(7) - .hours(1) - .minutes(30)
                - TimeSpan(microseconds: 1))
        #expect(paused.adding(.hours(6), to: start) == (at("2026-06-02T10:30:00.000001Z")))
        #expect(!paused.isOpen(at("2026-06-01T10:30:00Z")) && paused.isOpen(at("2026-06-01T10:30:00.000001Z")))
        #expect(try time.excluding([]).elapsed(from: start, to: at("2026-06-02T00:00:00Z")) == .hours(8))
    }

    @Test func limitsAndRanges() throws {
        let week = at("2026-06-01T00:00:00Z")..<at("2026-06-08T00:00:00Z")
        let limited = try office("UTC").limited(to: week)
        #expect(limited.elapsed(from: .earliest, to: .latest) == .hours(40))
        #expect(limited.nextOpening(from: week.upperBound) == nil)
        #expect(limited.previousClosing(before: .latest) == (at("2026-06-05T17:00:00Z")))
        #expect(limited.adding(.hours(40), to: .epoch) == (at("2026-06-05T17:00:00Z")))
        #expect(limited.adding(.hours(40), to: .epoch, landing: .latest) == nil)
        #expect(limited.adding(.hours(41), to: .epoch) == nil)
        let ranges = try OpenTime(ranges: [week, week, week.upperBound..<(week.upperBound + .hours(1))])
        #expect(ranges.elapsed(from: .earliest, to: .latest) == .days(7) + .hours(1))
        #expect(Array(ranges.intervals(from: .earliest)).count == 1)
        #expect(try OpenTime(ranges: [Instant(microseconds: .min)..<Instant(microseconds: .max)]).isOpen(.epoch))
    }

    @Test func combinationsThatNeverOpenSaySoAtOnce() throws {
        let weekdays = try BusinessCalendar(zone: "Asia/Tokyo", week: .mondayToFriday(["09:00-17:00"])).compiled()
        var saturday = WeekHours()
        saturday[.saturday] = ["12:00-13:00"]
        let weekend = try BusinessCalendar(zone: "Asia/Tokyo", week: saturday).compiled()
        let never = try weekdays.intersection(weekend)
        #expect(never.nextOpening(from: .epoch) == nil && never.previousClosing(before: .epoch) == nil)
        #expect(never.elapsed(from: .earliest, to: .latest) == .zero)
        // Single dates outside the weekly hours are still found.
        let once = try BusinessCalendar(
            zone: "Asia/Tokyo", week: saturday, overrides: ["2045-05-01": ["09:00-10:00"]]
        ).compiled()
        #expect(try weekdays.intersection(once).nextOpening(from: .epoch) == (at("2045-05-01T00:00:00Z")))
        #expect(try weekdays.intersection(once).adding(.hours(1), to: .epoch) == (at("2045-05-01T01:00:00Z")))
        #expect(try weekdays.intersection(once).adding(.hours(2), to: .epoch) == nil)
        #expect(
            try OpenTime.always.intersection(weekend).nextOpening(from: .epoch) == weekend.nextOpening(from: .epoch))
        #expect(try never.union(weekend).nextOpening(from: .epoch) == weekend.nextOpening(from: .epoch))
    }

    @Test func versionsAndFingerprintsOfCombinations() throws {
        let (a, b) = (try office("Europe/Helsinki"), try office("America/New_York"))
        #expect(try a.union(b).zoneDataVersion == "2025b")
        let host = try BusinessCalendar(zone: "x", week: .always).compiled(
            using: ZoneRules(tzif: TZifWriter.file(), name: "x", dataVersion: "2030a"))
        #expect(try a.union(host).zoneDataVersion == "2025b+2030a")
        let prints = [
            a.fingerprint, b.fingerprint, try a.union(b).fingerprint, try b.union(a).fingerprint,
            try a.intersection(b).fingerprint, try a.difference(b).fingerprint, try b.difference(a).fingerprint,
            try a.excluding([.epoch..<Instant(seconds: 1)]).fingerprint,
            try a.excluding([.epoch..<Instant(seconds: 2)]).fingerprint, OpenTime.always.fingerprint,
        ]
        #expect(Set(prints).count == prints.count)
    }

    @Test func windowsOfCombinations() throws {
        let time = try office("UTC")
        let week = at("2026-06-01T00:00:00Z")..<at("2026-06-08T00:00:00Z")
        let later = at("2030-06-01T00:00:00Z")..<at("2030-06-08T00:00:00Z")
        #expect(try OpenTime(ranges: [week]).window == week)
        #expect(
            try OpenTime(ranges: [week]).union(OpenTime(ranges: [later])).window == week.lowerBound..<later.upperBound)
        #expect(try time.excluding([later]).window == time.window)
        #expect(try OpenTime(ranges: [later]).union(time).window == time.window)
        let other = try BusinessCalendar(zone: "UTC", week: .always, overrides: ["2026-01-01": []]).compiled(
            from: "2026-06-01", to: "2028-01-01")
        #expect(try time.union(other).window == at("2026-06-01T00:00:00Z")..<at("2027-01-01T00:00:00Z"))
    }

    @Test func combinationsHaveALimit() throws {
        var time = try OpenTime(ranges: [.epoch..<Instant(seconds: 1)])
        for _ in 0..<10 { time = try time.union(time) }
        #expect(time.isOpen(.epoch))
        #expect(refusal { try time.union(time) }?.code == .tooLong)
        let ranges = [Range<Instant>](repeating: .epoch..<Instant(seconds: 1), count: Limits.listCount + 1)
        #expect(refusal { try OpenTime(ranges: ranges) }?.code == .tooLong)
        #expect(refusal { try OpenTime.always.excluding(ranges) }?.code == .tooLong)
    }
}
