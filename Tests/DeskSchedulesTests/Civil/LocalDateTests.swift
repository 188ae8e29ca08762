import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct LocalDateTests {
    @Test func partsAndDayNumbers() throws {
        let date: LocalDate = "2026-03-01"
        #expect(date.year == 2026 && date.month == 3 && date.day == 1)
        #expect(date.dayNumber == 20_513)
        #expect(date.weekday == .sunday)
        #expect(try LocalDate(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(LocalDate(dayNumber: -1)?.description == "1969-12-31")
        #expect(LocalDate.earliest.description == "0001-01-01" && LocalDate.latest.description == "9999-12-31")
        #expect(LocalDate.earliest.weekday == .monday && LocalDate.latest.weekday == .friday)
    }

    @Test func countsDays() throws {
        let date: LocalDate = "2024-02-28"
        #expect(date.adding(days: 1)?.description == "2024-02-29")
        #expect(date.adding(days: 2)?.description == "2024-03-01")
        #expect(date.adding(days: -59)?.description == "2023-12-31")
        #expect(date.days(to: "2024-03-01") == 2)
        #expect(LocalDate.latest.adding(days: 1) == nil)
        #expect(LocalDate.earliest.adding(days: -1) == nil)
        #expect(date.adding(days: .max) == nil && date.adding(days: .min) == nil)
        #expect(LocalDate(dayNumber: .max) == nil && LocalDate(dayNumber: .min) == nil)
    }

    @Test func everyDateOfManyYearsComesBackFromItsText() throws {
        var number = LocalDate("1896-01-01" as String)?.dayNumber ?? 0
        var weekday = Weekday.wednesday
        while number < 30_000 {
            let date = try #require(LocalDate(dayNumber: number))
            #expect(LocalDate(date.description) == date)
            #expect(date.weekday == weekday)
            weekday = Weekday.allCases[weekday.isoNumber % 7]
            number += 1
        }
    }

    @Test(arguments: [
        "", "2026", "2026-3-01", "2026-03-1", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01",
        "2026-01-01T", " 2026-01-01", "2026/01/01", "20260101", "-026-01-01", "２０２６-01-01",
    ])
    func refusesText(_ text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test func refusesPartsWithTheirPlace() {
        #expect(
            refusal { try LocalDate(year: 0, month: 1, day: 1) }
                == Refusal(
                    .outOfRange, "the year lies outside 1 to 9999", at: .field("year")))
        #expect(refusal { try LocalDate(year: 2026, month: 13, day: 1) }?.place == .field("month"))
        #expect(refusal { try LocalDate(year: 2023, month: 2, day: 29) }?.place == .field("day"))
        #expect(refusal { try LocalDate(year: .max, month: .max, day: .max) }?.code == .outOfRange)
    }

    @Test func isAKeyAndAValueInDocuments() throws {
        let json = #"{"2026-03-01":"2026-03-02"}"#
        let map = try decode([LocalDate: LocalDate].self, json)
        #expect(map == ["2026-03-01": "2026-03-02"])
        #expect(try encode(map) == json)
        #expect(mistake([LocalDate].self, #"["2026-02-30"]"#)?.path == ["0"])
    }
}

@Suite struct LocalTimeTests {
    @Test func partsAndText() throws {
        #expect(try LocalTime(hour: 8, minute: 30).description == "08:30")
        #expect(try LocalTime(hour: 17, minute: 5, second: 30).description == "17:05:30")
        #expect(LocalTime("24:00" as String) == .endOfDay)
        #expect(LocalTime.endOfDay.description == "24:00" && LocalTime.endOfDay.secondOfDay == 86_400)
        #expect(LocalTime.midnight < .noon && LocalTime.noon < .endOfDay)
    }

    @Test(arguments: ["", "8:30", "08:60", "24:01", "24:00:01", "25:00", "08:30:60", "08:30:00.5", "0830", "08:30 "])
    func refusesText(_ text: String) {
        #expect(LocalTime(text) == nil)
    }

    @Test func refusesNumbers() {
        #expect(refusal { try LocalTime(hour: 24, minute: 1) }?.code == .outOfRange)
        #expect(refusal { try LocalTime(hour: -1) }?.code == .outOfRange)
        #expect(refusal { try LocalTime(secondOfDay: 86_401) }?.code == .outOfRange)
        #expect(refusal { try LocalTime(hour: .max, minute: .max, second: .max) }?.code == .outOfRange)
        #expect(mistake([LocalTime].self, #"["08:30","8.30"]"#)?.path == ["1"])
    }

    @Test func weekdaysAreWrittenShort() throws {
        #expect(try encode(Weekday.allCases) == #"["mon","tue","wed","thu","fri","sat","sun"]"#)
        #expect(Weekday.monday.isoNumber == 1 && Weekday.sunday.isoNumber == 7)
        #expect(Weekday.allCases == Weekday.allCases.sorted())
    }
}
