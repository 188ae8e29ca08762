import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct HolidayTests {
    private func dates(_ rule: String, _ years: ClosedRange<Int>) throws -> [String] {
        let set = try decode(HolidaySet.self, #"[{"on": "\#(rule)"}]"#)
        return years.flatMap { set.holidays(in: $0).map(\.date.description) }
    }

    @Test func easter() throws {
        // Western: US Naval Observatory. Eastern: in the Gregorian calendar.
        #expect(
            try dates("easter", 2020...2027) == [
                "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
                "2027-03-28",
            ])
        #expect(try dates("easter", 1818...1818) == ["1818-03-22"])
        #expect(try dates("easter", 1943...1943) == ["1943-04-25"])
        #expect(try dates("easter", 1954...1954) == ["1954-04-18"])
        #expect(try dates("easter", 1981...1981) == ["1981-04-19"])
        #expect(try dates("easter", 2285...2285) == ["2285-03-22"])
        #expect(
            try dates("orthodox-easter", 2020...2027) == [
                "2020-04-19", "2021-05-02", "2022-04-24", "2023-04-16", "2024-05-05", "2025-04-20", "2026-04-12",
                "2027-05-02",
            ])
    }

    @Test(arguments: [
        ("12-25", 2026, ["2026-12-25"]), ("02-29", 2024, ["2024-02-29"]), ("02-29", 2023, []),
        ("4th thu of nov", 2026, ["2026-11-26"]), ("last mon of may", 2026, ["2026-05-25"]),
        ("1st mon of sep", 2026, ["2026-09-07"]), ("5th fri of jan", 2026, ["2026-01-30"]),
        ("5th mon of feb", 2026, []), ("last sun of feb", 2026, ["2026-02-22"]),
        ("fri 06-19..06-25", 2026, ["2026-06-19"]), ("sat 10-31..11-06", 2026, ["2026-10-31"]),
        ("sat 10-31..11-06", 2025, ["2025-11-01"]), ("mon 01-10..01-12", 2026, ["2026-01-12"]),
        ("mon 01-10..01-11", 2026, []), ("thu 12-29..01-04", 2026, ["2026-12-31", "2026-01-01"]),
        ("easter-2", 2026, ["2026-04-03"]), ("easter+39", 2026, ["2026-05-14"]),
        ("orthodox-easter+1", 2026, ["2026-04-13"]), ("2026-05-15", 2026, ["2026-05-15"]), ("2026-05-15", 2027, []),
    ])
    func rules(_ rule: String, _ year: Int, _ expected: [String]) throws {
        #expect(try dates(rule, year...year) == expected.sorted())
    }

    @Test(arguments: [
        "", "13-01", "00-10", "02-30", "1-1", "6th mon of may", "0th mon of may", "last monday of may",
        "last mon of mai",
        "last mon may", "mon 06-19", "mon 06-19..", "mon 06-19..06-31", "easter+", "easter+201", "easter+1x",
        "easter 1", "easter+-1", "2026-02-30", "nonsense",
    ])
    func mistakes(_ rule: String) {
        #expect(mistake(HolidaySet.self, #"[{"on": "\#(rule)"}]"#)?.path == ["0", "on"], "\(rule)")
    }

    @Test func factoriesRefuseWhatDoesNotExist() {
        #expect(refusal { try HolidayOccurrence.fixed(month: 2, day: 30) }?.place == .field("on"))
        #expect(refusal { try HolidayOccurrence.fixed(month: .max, day: .min) }?.code == .outOfRange)
        #expect(refusal { try HolidayOccurrence.nth(0, .monday, month: 1) }?.code == .outOfRange)
        #expect(refusal { try HolidayOccurrence.nth(1, .monday, month: 13) }?.code == .outOfRange)
        #expect(refusal { try HolidayOccurrence.last(.monday, month: 0) }?.code == .outOfRange)
        #expect(refusal { try HolidayOccurrence.easter(.max) }?.code == .outOfRange)
        #expect(refusal { try HolidayOccurrence.first(.monday, from: (1, 32), through: (2, 1)) }?.code == .outOfRange)
        let many = (0...HolidayOccurrence.maximumDates).compactMap { LocalDate(dayNumber: $0) }
        #expect(refusal { try HolidayOccurrence.dates(many) }?.code == .tooLong)
        let element = HolidaySet.Element.named(.finland)
        #expect(refusal { try HolidaySet([HolidaySet.Element](repeating: element, count: 1_001)) }?.code == .tooLong)
    }

    @Test func observedDays() throws {
        func observed(_ shift: String, _ dates: String, _ year: Int) throws -> [String] {
            let rules = dates.split(separator: " ").map { #"{"on": "\#($0)", "observed": "\#(shift)"}"# }
            return try decode(HolidaySet.self, "[\(rules.joined(separator: ","))]").holidays(in: year)
                .filter(\.isObserved).map(\.date.description)
        }
        // 4 July 2026 is a Saturday, 4 July 2027 a Sunday.
        #expect(try observed("nearest-weekday", "07-04", 2026) == ["2026-07-03"])
        #expect(try observed("nearest-weekday", "07-04", 2027) == ["2027-07-05"])
        #expect(try observed("nearest-weekday", "07-04", 2025) == [])
        // New Year's Day 2022 is a Saturday and observed in the year before.
        #expect(try observed("nearest-weekday", "01-01", 2021) == ["2021-12-31"])
        #expect(try observed("sunday-to-monday", "07-04", 2026) == [])
        #expect(try observed("sunday-to-monday", "07-04", 2027) == ["2027-07-05"])
        // Christmas on Saturday and Boxing Day on Sunday; on Sunday and Monday.
        #expect(try observed("next-weekday", "12-25 12-26", 2021) == ["2021-12-27", "2021-12-28"])
        #expect(try observed("next-weekday", "12-25 12-26", 2022) == ["2022-12-27"])
        #expect(try observed("none", "07-04", 2026) == [])
    }

    @Test func rulesRoundTripThroughDocuments() throws {
        let json =
            #"["finland","2026-05-15",{"closedDuring":["12:00-24:00"],"from":1990,"name":{"en":"Eve","fi":"Aatto"},"on":"12-24"},{"hours":["09:00-12:00"],"observed":"nearest-weekday","on":"last mon of may","through":2030},{"on":["2026-01-02","2026-01-05"]}]"#
        let set = try decode(HolidaySet.self, json)
        #expect(try encode(set) == json)
        #expect(set.elements.count == 5)
        #expect(set.holidays(on: "2026-05-15").first?.name.text(in: .finnish) == "Vapaapäivä")
        #expect(set.holidays(in: 1989).contains { $0.date == "1989-12-24" } == false)
        #expect(set.holidays(in: 1990).contains { $0.date == "1990-12-24" })
        #expect(set.holidays(in: 2031).contains { $0.date == "2031-05-26" } == false)
        #expect(set.holidays(in: 0) == [] && set.holidays(in: .max) == [])
    }

    @Test func mistakesInSetsHaveAPlace() {
        #expect(mistake(HolidaySet.self, #"["finland", "narnia"]"#)?.path == ["1"])
        #expect(mistake(HolidaySet.self, #"["narnia"]"#)?.text.contains("finland-eves") == true)
        #expect(
            mistake(HolidaySet.self, #"[{"on": "12-25", "from": 2000, "through": 1999}]"#)?.path == ["0", "through"])
        #expect(
            mistake(HolidaySet.self, #"[{"on": "12-25", "hours": [], "closedDuring": []}]"#)?.path == ["0", "hours"])
        #expect(mistake(HolidaySet.self, #"[{"on": "12-25", "observed": "never"}]"#)?.path == ["0", "observed"])
    }
}
