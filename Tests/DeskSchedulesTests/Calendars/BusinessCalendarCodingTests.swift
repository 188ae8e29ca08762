import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct BusinessCalendarCodingTests {
    private let json = """
        {"zone": "Europe/Helsinki", "week": {"mon-fri": ["08:00-16:00"], "sat": ["22:00-02:00"]},
         "overrides": {"2026-12-23": ["08:00-12:00"], "2026-12-28": []},
         "holidays": ["finland", "finland-eves", {"name": {"en": "Founding day"}, "on": "1st fri of jun"}],
         "breaks": {"mon-fri": ["11:00-11:30"], "2026-03-02": ["14:00-15:00"]}, "holidayCut": "shift-start"}
        """

    @Test func readsAndWrites() throws {
        let calendar = try decode(BusinessCalendar.self, json)
        #expect(calendar.zone == "Europe/Helsinki" && calendar.holidayCut == .shiftStart)
        #expect(calendar.week[.saturday] == ["22:00-02:00"])
        #expect(calendar.overrides["2026-12-28"] == DayHours.closed && calendar.overrides.count == 2)
        #expect(calendar.breaks[.tuesday] == ["11:00-11:30"] && calendar.dateBreaks["2026-03-02"] == ["14:00-15:00"])
        #expect(calendar.holidays.elements.count == 3)
        let text = try encode(calendar)
        #expect(try decode(BusinessCalendar.self, text) == calendar)
        #expect(
            text
                == #"{"breaks":{"2026-03-02":["14:00-15:00"],"mon-fri":["11:00-11:30"]},"holidayCut":"shift-start","holidays":["finland","finland-eves",{"name":{"en":"Founding day"},"on":"1st fri of jun"}],"overrides":{"2026-12-23":["08:00-12:00"],"2026-12-28":[]},"week":{"mon-fri":["08:00-16:00"],"sat":["22:00-02:00"]},"zone":"Europe/Helsinki"}"#
        )
    }

    @Test func onlyTheZoneMustBeThere() throws {
        let calendar = try decode(BusinessCalendar.self, #"{"zone": "UTC"}"#)
        #expect(calendar == BusinessCalendar(zone: "UTC"))
        #expect(try encode(calendar) == #"{"week":{},"zone":"UTC"}"#)
        #expect(throws: DecodingError.self) { try decode(BusinessCalendar.self, "{}") }
        #expect(try encode(BusinessCalendar.always) == #"{"week":{"mon-sun":["00:00-24:00"]},"zone":"UTC"}"#)
    }

    @Test(arguments: [
        (#"{"zone": "UTC", "week": {"mon": ["16:00"]}}"#, ["week", "mon", "0"]),
        (#"{"zone": "UTC", "overrides": {"2026-12-24": ["8-12"]}}"#, ["overrides", "2026-12-24", "0"]),
        (#"{"zone": "UTC", "breaks": {"noon": []}}"#, ["breaks", "noon"]),
        (#"{"zone": "UTC", "breaks": {"mon-fri": [], "mon": []}}"#, ["breaks", "mon-fri"]),
        (#"{"zone": "UTC", "holidays": ["2026-02-30"]}"#, ["holidays", "0"]),
        (#"{"zone": "UTC", "holidayCut": "never"}"#, ["holidayCut"]),
    ])
    func mistakesHaveAPlace(_ json: String, _ path: [String]) {
        let found = mistake(BusinessCalendar.self, json)?.path
        #expect(found == path, "\(json)")
    }

    @Test func aDateThatIsNoneIsNoKey() {
        #expect(throws: DecodingError.self) {
            try decode(BusinessCalendar.self, #"{"zone": "UTC", "overrides": {"2026-02-30": []}}"#)
        }
    }
}
