import DeskPrimitives
import DeskSchedules
import Testing

/// One or two whole years of each country, and the years in which its law or a single day was different.
@Suite struct CountryTests {
    private func dates(_ set: HolidaySet, _ year: Int) -> String {
        set.holidays(in: year).map { String($0.date.description.dropFirst(5)) + ($0.isObserved ? "*" : "") }
            .joined(separator: " ")
    }

    @Test func sweden() {
        #expect(
            dates(.sweden, 2026)
                == "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-20 10-31 12-25 12-26")
        let whitMonday: LocalDate = "2004-05-31"
        #expect(HolidaySet.sweden.holidays(on: whitMonday).count == 1)
        #expect(!dates(.sweden, 2004).contains("06-06") && dates(.sweden, 2005).contains("06-06"))
        #expect(!dates(.sweden, 2005).contains("05-16"))
        let sv = HolidaySet.sweden.holidays(on: "2026-05-14").first?.name.text(in: .swedish)
        #expect(sv == "Kristi himmelsfärdsdag")
    }

    @Test func estonia() throws {
        #expect(
            dates(.estonia, 2026) == "01-01 02-24 04-03 04-05 05-01 05-24 06-23 06-24 08-20 12-24 12-25 12-26")
        #expect(!dates(.estonia, 1997).contains("08-20") && !dates(.estonia, 2004).contains("12-24"))
        let name = try #require(HolidaySet.estonia.holidays(on: "2026-08-20").first?.name)
        #expect(name.text(in: try LanguageTag("et")) == "Taasiseseisvumispäev")
    }

    @Test func germany() throws {
        #expect(dates(.germany, 2026) == "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26")
        #expect(dates(.germany, 2017).contains("10-31") && !dates(.germany, 2018).contains("10-31"))
        #expect(dates(.germany, 1994).contains("11-16") && !dates(.germany, 1995).contains("11-2"))
        let name = try #require(HolidaySet.germany.holidays(on: "2026-05-25").first?.name)
        #expect(name.text(in: try LanguageTag("de")) == "Pfingstmontag")
    }

    @Test func englandAndWales() {
        #expect(dates(.englandAndWales, 2026) == "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28*")
        #expect(
            dates(.englandAndWales, 2022)
                == "01-01 01-03* 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27*")
        #expect(dates(.englandAndWales, 2021).hasSuffix("12-25 12-26 12-27* 12-28*"))
        #expect(dates(.englandAndWales, 2020).contains("05-08") && !dates(.englandAndWales, 2020).contains("05-04"))
        #expect(dates(.englandAndWales, 2023).contains("05-01 05-08 05-29"))
    }

    @Test func scotlandAndNorthernIreland() {
        #expect(
            dates(.scotland, 2026)
                == "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28*")
        #expect(dates(.scotland, 2022).hasPrefix("01-01 01-02 01-03* 01-04* 04-15 05-02 06-02 06-03"))
        #expect(dates(.scotland, 2023).hasPrefix("01-01 01-02 01-03* 04-07 05-01 05-08"))
        #expect(dates(.scotland, 2024).contains("12-02*") && !dates(.scotland, 2006).contains("11-30"))
        #expect(
            dates(.northernIreland, 2026)
                == "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13* 08-31 12-25 12-26 12-28*")
        #expect(dates(.northernIreland, 2024).contains("03-17 03-18*"))
    }

    @Test func unitedStates() {
        #expect(
            dates(.unitedStates, 2026)
                == "01-01 01-19 02-16 05-25 06-19 07-03* 07-04 09-07 10-12 11-11 11-26 12-25")
        #expect(dates(.unitedStates, 2021).hasSuffix("11-25 12-24* 12-25 12-31*"))
        #expect(dates(.unitedStates, 2021).contains("06-18* 06-19") && !dates(.unitedStates, 2020).contains("06-19"))
        #expect(dates(.unitedStates, 1976).contains("10-25") && !dates(.unitedStates, 1976).contains("11-11"))
    }

    @Test func everySetHasAName() throws {
        for set in NamedHolidays.allCases {
            let json = #"["\#(set.rawValue)"]"#
            let holidays = try decode(HolidaySet.self, json)
            #expect(try encode(holidays) == json)
            #expect(!holidays.holidays(in: 2026).isEmpty)
            for holiday in holidays.holidays(in: 2026) {
                #expect(holiday.name.text(in: .english) != holiday.name.text(in: .finnish))
            }
        }
    }
}
