import DeskPrimitives
import DeskRouting
import DeskSchedules
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
}
