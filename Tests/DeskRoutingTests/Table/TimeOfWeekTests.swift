import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskTestKit
import Testing

/// Times of week are read off the wall clocks of a zone, also where the clocks change.
@Suite struct TimeOfWeekTests {
    private func table(_ ranges: [WeekRange], zone: String) throws -> RoutingTable {
        try RoutingTable(
            attributes: [RoutingAttribute("hour", .timeOfWeek(zone: zone))],
            rules: [
                RoutingRule("open", when: [RoutingCondition("hour", .within(ranges))], then: RoutingOutcome(queue: "q"))
            ])
    }

    private func isOpen(_ table: RoutingTable, _ text: String) throws -> Bool {
        let instant = try #require(Instant(text))
        return try !table.decide(["hour": .instant(instant)]).rules.isEmpty
    }

    @Test func officeHoursFollowTheClocks() throws {
        let table = try table(WeekRange.on([.monday, .friday], from: "09:00", to: "17:00"), zone: "Europe/Helsinki")
        // Winter, UTC+2; the clocks went forward on Sunday, 29 March 2026.
        #expect(try !isOpen(table, "2026-03-27T06:59:59Z"))
        #expect(try isOpen(table, "2026-03-27T07:00:00Z"))
        #expect(try isOpen(table, "2026-03-27T14:59:59Z"))
        #expect(try !isOpen(table, "2026-03-27T15:00:00Z"))
        // Summer, UTC+3.
        #expect(try !isOpen(table, "2026-03-30T05:59:59Z"))
        #expect(try isOpen(table, "2026-03-30T06:00:00Z"))
        #expect(try !isOpen(table, "2026-03-30T14:00:00Z"))
    }

    @Test func theHourThatIsSkippedIsNeverReached() throws {
        // 03:00 becomes 04:00 on the night to Sunday, 29 March 2026.
        let table = try table(WeekRange.on([.sunday], from: "03:00", to: "04:00"), zone: "Europe/Helsinki")
        #expect(try !isOpen(table, "2026-03-29T00:59:59Z"))
        #expect(try !isOpen(table, "2026-03-29T01:00:00Z"))
        #expect(try isOpen(table, "2026-03-22T01:30:00Z"))
    }

    @Test func theHourThatComesTwiceCountsTwice() throws {
        // 04:00 becomes 03:00 on the night to Sunday, 25 October 2026.
        let table = try table(WeekRange.on([.sunday], from: "03:00", to: "04:00"), zone: "Europe/Helsinki")
        #expect(try !isOpen(table, "2026-10-24T23:59:59Z"))
        #expect(try isOpen(table, "2026-10-25T00:30:00Z"))
        #expect(try isOpen(table, "2026-10-25T01:30:00Z"))
        #expect(try !isOpen(table, "2026-10-25T02:00:00Z"))
    }

    @Test func theWeekBeginsOnMondayInTheZone() throws {
        let wrap = try table([WeekRange(10_020, 60)], zone: "America/New_York")
        #expect(try isOpen(wrap, "2026-03-02T04:00:00Z"))
        #expect(try !isOpen(wrap, "2026-03-02T03:59:59Z"))
        #expect(try isOpen(wrap, "2026-03-02T05:59:59Z"))
        #expect(try !isOpen(wrap, "2026-03-02T06:00:00Z"))
        let monday = try table([WeekRange(0, 1)], zone: "UTC")
        #expect(try isOpen(monday, "0001-01-01T00:00:30Z"))
        #expect(try isOpen(monday, "1970-01-05T00:00:00Z"))
        #expect(try !isOpen(monday, "1969-12-28T23:59:59.999999Z"))
        #expect(try isOpen(monday, "1969-12-29T00:00:00Z"))
    }

    @Test func minutesOfTheWeekAreTakenAsTheyAre() throws {
        let table = try table([WeekRange(540, 1_020)], zone: "Europe/Helsinki")
        #expect(try table.decide(["hour": .minuteOfWeek(540)]).rules == ["open"])
        #expect(try table.decide(["hour": .minuteOfWeek(1_020)]).rules == [])
    }

    /// Zones with the instants at which their clocks changed in 2026, in seconds east of Greenwich, from the tz database.
    private static let zones: [(name: String, before: Int64, changes: [(at: String, offset: Int64)])] = [
        ("UTC", 0, []),
        ("Europe/Helsinki", 7_200, [("2026-03-29T01:00:00Z", 10_800), ("2026-10-25T01:00:00Z", 7_200)]),
        ("America/New_York", -18_000, [("2026-03-08T07:00:00Z", -14_400), ("2026-11-01T06:00:00Z", -18_000)]),
        // Half an hour, and the other way round.
        ("Australia/Lord_Howe", 39_600, [("2026-04-04T15:00:00Z", 37_800), ("2026-10-03T15:30:00Z", 39_600)]),
    ]

    @Test(
        "Any instant of a year, near the changes of the clocks above all, is in a range exactly when the clocks say so")
    func everyInstantOfAYear() throws {
        let start = try #require(Instant("2026-01-01T00:00:00Z"))
        for (zone, before, changes) in Self.zones {
            let instants = try changes.map { (at: try #require(Instant($0.at)), offset: $0.offset) }
            for round in 0..<Samples.cases(40) {
                let seed = UInt64(round) &* 179_424_673 &+ UInt64(zone.utf8.count)
                var random = SeededGenerator(seed: seed)
                // Ranges with and without the end of the week in them.
                let ranges = (0..<random.integer(in: 1...3)).map { _ in
                    let first = random.integer(in: 0...10_079)
                    let last = (first + random.integer(in: 1...3_000)) % 10_080
                    return WeekRange(first, last)
                }
                let table = try table(ranges, zone: zone)
                for _ in 0..<60 {
                    var instant = start + .seconds(random.integer(in: 0...31_535_999))
                    if let change = random.pick(instants), random.chance(1, in: 2) {
                        instant = change.at + .seconds(random.integer(in: -7_200...7_200))
                    }
                    let offset = instants.last { $0.at <= instant }?.offset ?? before
                    // 1970 began on a Thursday, three days after a Monday.
                    let minute = (instant.microseconds / 1_000_000 + offset + 3 * 86_400) % 604_800 / 60
                    let isWithin = ranges.contains { range in
                        let (from, to) = (Int64(range.start), Int64(range.end))
                        return from < to ? minute >= from && minute < to : minute >= from || minute < to
                    }
                    let found = try !table.decide(["hour": .instant(instant)]).rules.isEmpty
                    #expect(found == isWithin, "\(zone), seed \(seed), \(instant), minute \(minute), \(ranges)")
                }
            }
        }
    }
}
