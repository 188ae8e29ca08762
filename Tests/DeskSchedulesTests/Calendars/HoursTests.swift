import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct HoursTests {
    @Test func intervalsReadAndWrite() throws {
        let day: HoursInterval = "08:00-16:30"
        #expect(day.opening == "08:00" && day.closing == "16:30" && !day.isOvernight)
        let night: HoursInterval = "22:00-06:00"
        #expect(night.isOvernight && night.description == "22:00-06:00" && night.closing == "06:00")
        #expect(try HoursInterval(from: "08:00", to: .midnight).description == "08:00-24:00")
        #expect(try HoursInterval(from: .midnight, to: .endOfDay).description == "00:00-24:00")
        #expect(HoursInterval("17:05:30-18:00" as String)?.description == "17:05:30-18:00")
    }

    @Test func intervalsThatAreNone() {
        #expect(
            refusal { try HoursInterval(from: "09:00", to: "09:00") }
                == Refusal(.malformed, "hours that begin and end at the same time"))
        #expect(refusal { try HoursInterval(from: .endOfDay, to: "06:00") }?.code == .outOfRange)
        for text in ["", "08:00", "08:00-", "8-16", "08:00-16:00-20:00", "08:00–16:00", "24:00-24:00", "08:00-25:00"] {
            #expect(HoursInterval(text) == nil, "\(text)")
        }
    }

    @Test func overlappingAndTouchingHoursAreOne() throws {
        #expect(try DayHours(["13:00-17:00", "09:00-12:00"]).description == "09:00-12:00, 13:00-17:00")
        #expect(try DayHours(["09:00-17:00", "10:00-12:00"]).description == "09:00-17:00")
        #expect(try DayHours(["09:00-12:00", "12:00-17:00"]).description == "09:00-17:00")
        #expect(try DayHours(["09:00-17:00", "16:00-06:00"]).description == "09:00-06:00")
        #expect(try DayHours(["00:00-24:00", "10:00-12:00"]) == .allDay)
    }

    @Test func hoursOfMoreThanADayStayWritable() throws {
        let long = try DayHours(["09:00-21:00", "20:00-10:00"])
        #expect(long.description == "09:00-11:00, 11:00-10:00")
        #expect(long.length == .hours(25))
        let full = try DayHours(["00:00-24:00", "20:00-06:00"])
        #expect(full.length == .hours(30))
        #expect(try decode(DayHours.self, encode(full)) == full)
        #expect(try DayHours(["23:59:59-23:59:58", "00:00-24:00"]).length == .seconds(172_798))
    }

    @Test func randomHoursKeepTheirMeaningAndTheirText() throws {
        var draw = RandomCalendars(seed: 5)
        for seed in 0..<cases(500) {
            let intervals = (0..<draw.random.int(0...6)).compactMap { _ in draw.interval(grain: 1_800, overnight: true)
            }
            let hours = try DayHours(intervals)
            let covers = { (list: [HoursInterval], second: Int) in
                list.contains {
                    $0.opening.secondOfDay <= second
                        && second < $0.closing.secondOfDay + ($0.isOvernight ? 86_400 : 0)
                }
            }
            for second in stride(from: 0, to: 172_800, by: 900) {
                #expect(covers(hours.intervals, second) == covers(intervals, second), "case \(seed), second \(second)")
            }
            #expect(try decode(DayHours.self, encode(hours)) == hours, "case \(seed)")
        }
    }

    @Test func tooManyIntervalsAreRefused() throws {
        let intervals = try (0..<DayHours.maximumIntervals + 1).map {
            try HoursInterval(from: LocalTime(secondOfDay: $0 * 200), to: LocalTime(secondOfDay: $0 * 200 + 100))
        }
        #expect(refusal { try DayHours(intervals) }?.code == .tooLong)
        #expect(try DayHours(intervals.dropLast()).intervals.count == DayHours.maximumIntervals)
        let json = try encode(intervals)
        #expect(mistake(DayHours.self, json)?.text.contains("256") == true)
    }

    @Test func weeksReadDaysAndRanges() throws {
        let week = try decode(
            WeekHours.self, #"{"mon-thu": ["08:00-16:00"], "fri": ["08:00-14:00"], "sun": []}"#)
        #expect(week[.wednesday] == ["08:00-16:00"] && week[.friday] == ["08:00-14:00"] && week[.saturday].isClosed)
        #expect(try encode(week) == #"{"fri":["08:00-14:00"],"mon-thu":["08:00-16:00"]}"#)
        #expect(try decode(WeekHours.self, encode(week)) == week)
        #expect(try encode(WeekHours.always) == #"{"mon-sun":["00:00-24:00"]}"#)
        #expect(try encode(WeekHours.closed) == "{}")
        #expect(WeekHours.mondayToFriday(["08:00-16:00"])[.saturday].isClosed)
    }

    @Test func mistakesInWeeksHaveAPlace() {
        #expect(mistake(WeekHours.self, #"{"mon-fri": [], "wed": []}"#)?.text == "wed is given twice")
        #expect(mistake(WeekHours.self, #"{"monday": []}"#)?.text == "expected a day or days such as mon or mon-fri")
        #expect(mistake(WeekHours.self, #"{"fri-mon": []}"#) != nil)
        #expect(mistake(WeekHours.self, #"{"mon-fri-sun": []}"#) != nil)
        #expect(mistake(WeekHours.self, #"{"tue": ["08:00-16:00", "9-10"]}"#)?.path == ["tue", "1"])
        #expect(
            mistake(WeekHours.self, #"{"tue": ["09:00-09:00"]}"#)?.text == "hours that begin and end at the same time")
    }
}
