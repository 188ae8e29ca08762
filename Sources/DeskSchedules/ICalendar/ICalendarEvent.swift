import DeskPrimitives

/// What of a VEVENT matters for holidays.
struct ICalendarEvent {
    let place: Place
    var names: [LanguageTag: String] = [:]
    var start: (date: LocalDate, time: LocalTime?)?
    var end: (date: LocalDate, time: LocalTime?)?
    var days: Int?
    var rule: (text: String, place: Place)?
    var added: [LocalDate] = []
    var excluded: Set<Int> = []
    var hours: DayHours?
    var closedDuring: DayHours?
    var isCancelled = false

    init(at place: Place) { self.place = place }

    mutating func take(_ line: ICalendarLine) throws(Refusal) {
        do throws(Refusal) {
            switch line.name {
            case "SUMMARY", ICalendarNames.name:
                let tag = line.parameters["LANGUAGE"].flatMap { try? LanguageTag($0) } ?? .english
                let text = Self.unescaped(line.value)
                try Limits.check(text, atMost: Limits.lineBytes, at: .root)
                if !text.isEmpty, names[tag] == nil { names[tag] = text }
            case "DTSTART": start = try Self.moment(line.value, line.parameters)
            case "DTEND": end = try Self.moment(line.value, line.parameters)
            case "DURATION": days = try Self.durationDays(line.value)
            case "RRULE":
                guard rule == nil else { throw Refusal(.malformed, "a second recurrence rule") }
                rule = (line.value, line.place)
            case "RDATE": added += try Self.dates(line)
            case "EXDATE":
                for date in try Self.dates(line) { excluded.insert(date.dayNumber) }
            case "EXRULE": throw Refusal(.malformed, "EXRULE is no longer part of iCalendar")
            case "STATUS": isCancelled = line.value.uppercased() == "CANCELLED"
            case ICalendarNames.hours: hours = try Self.dayHours(line.value)
            case ICalendarNames.closedDuring: closedDuring = try Self.dayHours(line.value)
            default: break
            }
            guard added.count <= ICalendarLimits.occurrences, excluded.count <= ICalendarLimits.occurrences else {
                throw Refusal(.tooLong, "more than \(ICalendarLimits.occurrences) dates")
            }
        } catch {
            throw error.place == .root ? error.within(line.place) : error
        }
    }

    /// `20261224`, or `20261224T120000` on the wall clock of the calendar that the set will belong to.
    private static func moment(
        _ text: String, _ parameters: [String: String]
    ) throws(Refusal) -> (date: LocalDate, time: LocalTime?) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), let month = reader.number(digits: 2),
            let day = reader.number(digits: 2)
        else { throw Refusal(.malformed, "expected a date such as 20261224") }
        let date: LocalDate
        do throws(Refusal) {
            date = try LocalDate(year: year, month: month, day: day)
        } catch {
            throw Refusal(error.code, error.detail)
        }
        if reader.isAtEnd { return (date, nil) }
        guard reader.take("T"), let hour = reader.number(digits: 2), let minute = reader.number(digits: 2),
            let second = reader.number(digits: 2)
        else { throw Refusal(.malformed, "expected a date such as 20261224 or 20261224T120000") }
        guard reader.isAtEnd else {
            throw Refusal(.malformed, "a holiday is a date on the wall; times of UTC are not taken")
        }
        guard let time = try? LocalTime(hour: hour, minute: minute, second: min(second, 59)), time < .endOfDay else {
            throw Refusal(.outOfRange, "no such time of day")
        }
        return (date, time)
    }

    private static func dates(_ line: ICalendarLine) throws(Refusal) -> [LocalDate] {
        guard line.parameters["VALUE"]?.uppercased() != "PERIOD" else {
            throw Refusal(.malformed, "periods are not taken, only dates")
        }
        var result: [LocalDate] = []
        for part in line.value.split(separator: ",") {
            result.append(try moment(String(part), line.parameters).date)
        }
        return result
    }

    /// `P1D` or `P1W`.
    private static func durationDays(_ text: String) throws(Refusal) -> Int {
        let body = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard body.hasPrefix("P"), let unit = body.last, unit == "D" || unit == "W",
            let count = Int(body.dropFirst().dropLast()), (1...ICalendarLimits.eventDays).contains(count)
        else { throw Refusal(.malformed, "expected a duration of whole days such as P1D") }
        return unit == "W" ? count * 7 : count
    }

    private static func dayHours(_ text: String) throws(Refusal) -> DayHours {
        var intervals: [HoursInterval] = []
        for part in text.split(separator: ",") { intervals.append(try HoursInterval(reading: String(part))) }
        return try DayHours(intervals)
    }

    static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                result.unicodeScalars.append(scalar == "n" || scalar == "N" ? " " : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar.value >= 0x20, scalar.value != 0x7F {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// The properties of our own, without which not every ``HolidayRule`` could be written.
enum ICalendarNames {
    /// A name in a further language.
    static let name = "X-SERVICE-DESK-NAME"
    /// The hours of the date.
    static let hours = "X-SERVICE-DESK-HOURS"
    /// The hours in which the date is closed.
    static let closedDuring = "X-SERVICE-DESK-CLOSED-DURING"
}
