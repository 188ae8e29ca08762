import DeskPrimitives
import DeskSchedules
import Testing

/// Holidays from and to iCalendar: the yearly subset of RFC 5545, its limits, and where mistakes are.
@Suite struct ICalendarTests {
    private func calendar(_ lines: String...) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"]).joined(separator: "\r\n") + "\r\n"
    }

    private func event(_ lines: String...) -> String {
        calendar((["BEGIN:VEVENT"] + lines + ["END:VEVENT"]).joined(separator: "\r\n"))
    }

    private func dates(_ text: String, _ years: ClosedRange<Int>) throws -> [String] {
        let set = try HolidaySet(iCalendar: text)
        return years.flatMap { set.holidays(in: $0).map(\.date.description) }
    }

    @Test func plainEventsNamesAndFolding() throws {
        let set = try HolidaySet(
            iCalendar: event(
                "SUMMARY;LANGUAGE=fi:Toimiston kevät", " juhla\\, puoli päivää", "DTSTART;VALUE=DATE:20260515",
                "DTEND;VALUE=DATE:20260517", "X-OTHER;ODD=\"a;b:c\":anything"))
        #expect(set.holidays(in: 2026).map(\.date.description) == ["2026-05-15", "2026-05-16"])
        #expect(set.holidays(in: 2026).first?.name.text(in: .finnish) == "Toimiston kevätjuhla, puoli päivää")
        // A byte-order mark, bare line feeds and a folded character are fine.
        let odd =
            [0xEF, 0xBB, 0xBF]
            + Array(
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260515\nDURATION:P1W\nSUMMARY:A".utf8)
        let whole = odd + [0xC3] + Array("\n ".utf8) + [0xA4] + Array("\nEND:VEVENT\nEND:VCALENDAR".utf8)
        let read = try HolidaySet(iCalendar: whole)
        #expect(read.holidays(in: 2026).count == 7 && read.holidays(in: 2026)[0].name.text(in: .english) == "Aä")
    }

    @Test func recurrencesThatRulesCanSayGoOnForEver() throws {
        for (start, rule, year, expected) in [
            ("19901224", "FREQ=YEARLY", 2_500, "2500-12-24"),
            ("19901224", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", 2_500, "2500-12-24"),
            ("20201126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 2_026, "2026-11-26"),
            ("20200525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", 2_026, "2026-05-25"),
            ("20200620", "FREQ=YEARLY;BYMONTH=6;BYDAY=SA;BYMONTHDAY=20,21,22,23,24,25,26", 2_026, "2026-06-20"),
        ] {
            let set = try HolidaySet(iCalendar: event("DTSTART;VALUE=DATE:\(start)", "RRULE:\(rule)"))
            #expect(set.holidays(in: year).map(\.date.description) == [expected], "\(rule)")
            #expect(set.holidays(in: 1_989).isEmpty, "\(rule)")
        }
    }

    @Test func otherRecurrencesAreWrittenOut() throws {
        let start = "DTSTART;VALUE=DATE:20200101"
        #expect(
            try dates(event(start, "RRULE:FREQ=YEARLY;INTERVAL=4;COUNT=3"), 2_000...2_100) == [
                "2020-01-01", "2024-01-01", "2028-01-01",
            ])
        #expect(
            try dates(event(start, "RRULE:FREQ=YEARLY;UNTIL=20220101T000000Z"), 2_000...2_100) == [
                "2020-01-01", "2021-01-01", "2022-01-01",
            ])
        #expect(
            try dates(event(start, "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20210101"), 2_019...2_023) == [
                "2020-01-01", "2022-01-01", "2023-01-01",
            ])
        #expect(
            try dates(event(start, "RDATE;VALUE=DATE:20200410,20210402", "RDATE:20220415"), 2_020...2_022) == [
                "2020-01-01", "2020-04-10", "2021-04-02", "2022-04-15",
            ])
        // The last working day of the year, and the Friday before the second Sunday of May.
        #expect(
            try dates(
                event(
                    "DTSTART;VALUE=DATE:20201231",
                    "RRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"), 2_020...2_030) == [
                    "2020-12-31", "2021-12-31", "2022-12-30",
                ])
        #expect(
            try dates(event("DTSTART;VALUE=DATE:20200229", "RRULE:FREQ=YEARLY;COUNT=2"), 2_020...2_030) == [
                "2020-02-29", "2024-02-29",
            ])
        #expect(
            try dates(event("DTSTART;VALUE=DATE:20200103", "RRULE:FREQ=YEARLY;BYDAY=1FR;COUNT=2"), 2_020...2_030) == [
                "2020-01-03", "2021-01-01",
            ])
        #expect(
            try dates(
                event("DTSTART;VALUE=DATE:20200131", "RRULE:FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=-1;COUNT=3"),
                2_020...2_030)
                == ["2020-01-31", "2020-03-31", "2021-01-31"])
    }

    @Test func partsOfDaysAreClosedDuringThem() throws {
        let set = try HolidaySet(
            iCalendar: event("SUMMARY:Eve", "DTSTART:20261223T120000", "DTEND:20261224T000000", "RRULE:FREQ=YEARLY"))
        #expect(set.holidays(on: "2031-12-23").first?.effect == .closedDuring(["12:00-24:00"]))
        let desk = BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]), holidays: set)
        let time = try desk.compiled()
        #expect(time.elapsed(from: at("2026-12-22T22:00:00Z"), to: at("2026-12-23T22:00:00Z")) == .hours(4))
    }

    @Test func whatIsSkipped() throws {
        let text = calendar(
            "BEGIN:VTIMEZONE", "TZID:Odd", "BEGIN:DAYLIGHT", "DTSTART:19700329T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU",
            "END:DAYLIGHT", "END:VTIMEZONE", "BEGIN:VEVENT", "DTSTART:20260101", "STATUS:CANCELLED", "END:VEVENT",
            "BEGIN:VEVENT", "DTSTART:20260102", "BEGIN:VALARM", "DTSTART:nonsense", "END:VALARM", "END:VEVENT")
        #expect(try dates(text, 2_026...2_026) == ["2026-01-02"])
        #expect(try HolidaySet(iCalendar: calendar()) == .none)
    }

    @Test(arguments: [
        ("DTSTART:2026-01-01", "malformed at line 4: expected a date such as 20261224"),
        ("DTSTART:20260230", "outOfRange at line 4: the month has no such day"),
        (
            "DTSTART:20260101T120000Z",
            "malformed at line 4: a holiday is a date on the wall; times of UTC are not taken"
        ),
        ("DTSTART:20260102\r\nDTEND:20260101", "outOfRange at line 3: an event that ends before it starts"),
        ("DTSTART:20260102\r\nDTEND:20270102", "tooLong at line 3: an event of more than 31 days"),
        (
            "DTSTART:20260102T120000\r\nDTEND:20260102T110000",
            "outOfRange at line 3: an event with times ends after it starts and within a day"
        ),
        ("SUMMARY:no start", "malformed at line 3: an event without a start"),
        ("DTSTART:20260101\r\nRRULE:FREQ=SECONDLY", "malformed at line 5: only yearly recurrences are taken"),
        ("DTSTART:20260101\r\nRRULE:FREQ=YEARLY;BYHOUR=1", "malformed at line 5: BYHOUR is not taken in a holiday"),
        (
            "DTSTART:20260101\r\nRRULE:FREQ=YEARLY;BYMONTH=13",
            "malformed at line 5: BYMONTH has a number that does not fit"
        ),
        ("DTSTART:20260101\r\nRRULE:COUNT=3", "malformed at line 5: FREQ is missing"),
        (
            "DTSTART:20260101\r\nRRULE:FREQ=YEARLY;COUNT=99999999999999999999",
            "malformed at line 5: COUNT has a number that does not fit"
        ),
        ("no colon", "malformed at line 4, column 3: expected “:”"),
        (":value", "malformed at line 4, column 1: expected a name"),
        ("A;B=\"c:d", "malformed at line 4, column 5: a quotation mark is not closed"),
    ])
    func mistakesHaveAPlace(_ lines: String, _ expected: String) {
        #expect(refusal { try HolidaySet(iCalendar: self.event(lines)) }?.description == expected)
    }

    @Test func structureIsChecked() {
        for text in [
            "", "END:VCALENDAR", "BEGIN:VEVENT", "X:1", " folded", "BEGIN:VCALENDAR\r\nEND:VEVENT",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260101", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nBEGIN:VEVENT",
        ] {
            #expect(refusal { try HolidaySet(iCalendar: text) }?.code == .malformed, "\(text)")
        }
    }

    @Test func limits() {
        let many = String(repeating: "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n", count: ICalendarLimits.events + 1)
        #expect(refusal { try HolidaySet(iCalendar: "BEGIN:VCALENDAR\n" + many) }?.code == .tooLong)
        let long = "BEGIN:VCALENDAR\nX:" + String(repeating: "a\n ", count: ICalendarLimits.lineBytes)
        #expect(refusal { try HolidaySet(iCalendar: long) }?.code == .tooLong)
        let lines = String(repeating: "\n", count: ICalendarLimits.lines + 1)
        #expect(refusal { try HolidaySet(iCalendar: lines) }?.code == .tooLong)
        let bytes = [UInt8](repeating: 10, count: ICalendarLimits.bytes + 1)
        #expect(refusal { try HolidaySet(iCalendar: bytes) }?.code == .tooLong)
        // A recurrence of every day of every year ends at the budget of dates.
        let endless = event("DTSTART:00010101", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")
        #expect(refusal { try HolidaySet(iCalendar: endless) }?.place == .line(5))
        let deep = String(repeating: "BEGIN:VCALENDAR\n", count: 20)
        #expect(refusal { try HolidaySet(iCalendar: deep) }?.code == .tooLong)
    }

    @Test(arguments: NamedHolidays.allCases)
    func everySetSurvivesTheWayThere(_ name: NamedHolidays) throws {
        let set = try HolidaySet([.named(name)])
        let text = try set.iCalendar(years: 1_990...2_060, in: .finnish, stamp: at("2026-01-01T00:00:00Z"))
        let back = try HolidaySet(iCalendar: text)
        for year in 1_990...2_060 {
            let said = { (set: HolidaySet) in
                Set(set.holidays(in: year).map { "\($0.date) \($0.name.texts) \($0.effect)" })
            }
            #expect(set.holidays(in: year).map(\.date) == back.holidays(in: year).map(\.date), "\(name) \(year)")
            #expect(
                Set(set.holidays(in: year).map(\.name)) == Set(back.holidays(in: year).map(\.name)), "\(name) \(year)")
            #expect(said(set).count == said(back).count)
        }
        #expect(back.holidays(in: 2_061).isEmpty && back.holidays(in: 1_989).isEmpty)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(text.contains("SUMMARY;LANGUAGE=fi:"))
    }

    @Test func hoursAndNamesSurviveTheWayThere() throws {
        let json =
            #"[{"closedDuring":["12:00-24:00"],"name":{"en":"Eve; of, all\\","fi":"Aatto"},"on":"12-24"},{"hours":["09:00-12:00","13:00-14:00"],"name":{"sv":"Halvdag"},"on":"last mon of may"},{"hours":[],"on":["2026-01-02","2026-01-05"]}]"#
        let set = try decode(HolidaySet.self, json)
        let text = try set.iCalendar(years: 2_020...2_030, in: .english, stamp: .epoch)
        let back = try HolidaySet(iCalendar: text)
        for year in 2_019...2_031 {
            let wanted = (2_020...2_030).contains(year) ? set.holidays(in: year) : []
            #expect(back.holidays(in: year) == wanted, "\(year)")
        }
        #expect(refusal { try set.iCalendar(years: 0...1, in: .english, stamp: .epoch) }?.place == .field("years"))
        #expect(refusal { try set.iCalendar(years: 1...500, in: .english, stamp: .epoch) }?.code == .tooLong)
    }

    @Test func damagedTextsNeverTrap() throws {
        let whole = Array(
            try HolidaySet([.named(.englandAndWales)]).iCalendar(
                years: 1_990...2_010, in: .english, stamp: .epoch
            ).utf8)
        var random = SplitMix64(seed: 77)
        var refused = 0
        let count = cases(600)
        for _ in 0..<count {
            var text = whole
            for _ in 0..<random.int(1...8) { text[random.int(0...(text.count - 1))] = UInt8(random.int(0...255)) }
            if random.chance(20) { text.removeSubrange(random.int(0...200)..<random.int(201...text.count)) }
            do {
                let set = try HolidaySet(iCalendar: text)
                #expect(set.holidays(in: 2_000).count <= 366 * set.elements.count)
            } catch {
                refused += 1
                #expect(error.place.description.hasPrefix("line "), "\(error)")
            }
        }
        #expect(refused > count / 10)
    }
}
