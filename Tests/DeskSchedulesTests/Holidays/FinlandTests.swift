import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct FinlandTests {
    private func lines(_ set: HolidaySet, _ year: Int) -> [String] {
        set.holidays(in: year).map { "\($0.date) \($0.name.text(in: .finnish))" }
    }

    @Test func year2026() {
        #expect(
            lines(.finland, 2026) == [
                "2026-01-01 Uudenvuodenpäivä", "2026-01-06 Loppiainen", "2026-04-03 Pitkäperjantai",
                "2026-04-05 Pääsiäispäivä", "2026-04-06 Toinen pääsiäispäivä", "2026-05-01 Vappu",
                "2026-05-14 Helatorstai", "2026-05-24 Helluntaipäivä", "2026-06-20 Juhannuspäivä",
                "2026-10-31 Pyhäinpäivä", "2026-12-06 Itsenäisyyspäivä", "2026-12-25 Joulupäivä",
                "2026-12-26 Tapaninpäivä",
            ])
        #expect(lines(.finlandEves, 2026) == ["2026-06-19 Juhannusaatto", "2026-12-24 Jouluaatto"])
    }

    @Test func englishNames() {
        #expect(
            HolidaySet.finland.holidays(in: 2026).map { $0.name.text(in: .english) } == [
                "New Year's Day", "Epiphany", "Good Friday", "Easter Sunday", "Easter Monday", "May Day",
                "Ascension Day", "Whit Sunday", "Midsummer Day", "All Saints' Day", "Independence Day",
                "Christmas Day", "St Stephen's Day",
            ])
    }

    /// Epiphany and Ascension Day were kept on Saturdays from 1973 to 1990.
    @Test(arguments: [
        (1972, "1972-01-06", "1972-05-11"), (1973, "1973-01-06", "1973-05-26"), (1974, "1974-01-12", "1974-05-18"),
        (1980, "1980-01-12", "1980-05-10"), (1985, "1985-01-12", "1985-05-11"), (1990, "1990-01-06", "1990-05-19"),
        (1991, "1991-01-06", "1991-05-09"), (1992, "1992-01-06", "1992-05-28"),
    ])
    func movedToSaturday(_ year: Int, _ epiphany: String, _ ascension: String) {
        let all = lines(.finland, year)
        #expect(all.contains("\(epiphany) Loppiainen"))
        #expect(all.contains("\(ascension) Helatorstai"))
        #expect(all.filter { $0.hasSuffix("Loppiainen") || $0.hasSuffix("Helatorstai") }.count == 2)
    }

    @Test func everyYearHasThirteenOnTheRightWeekdays() throws {
        for year in 1_970...2_100 {
            let all = HolidaySet.finland.holidays(in: year)
            #expect(all.count == 13, "\(year)")
            for holiday in all {
                let weekday = holiday.date.weekday
                switch holiday.name.text(in: .finnish) {
                case "Pitkäperjantai": #expect(weekday == .friday)
                case "Pääsiäispäivä", "Helluntaipäivä": #expect(weekday == .sunday)
                case "Toinen pääsiäispäivä": #expect(weekday == .monday)
                case "Juhannuspäivä", "Pyhäinpäivä": #expect(weekday == .saturday)
                case "Helatorstai": #expect(weekday == ((1_973...1_990).contains(year) ? .saturday : .thursday))
                default: break
                }
            }
            let eve = try #require(HolidaySet.finlandEves.holidays(in: year).first)
            let midsummer = try #require(all.first { $0.name.text(in: .english) == "Midsummer Day" })
            #expect(eve.date.adding(days: 1) == midsummer.date)
        }
    }
}
