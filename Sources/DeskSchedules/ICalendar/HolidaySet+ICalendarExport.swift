public import DeskPrimitives

extension HolidaySet {
    /// Writes the holidays of some years as an iCalendar text (RFC 5545) that calendar programs and
    /// ``init(iCalendar:)-([UInt8])`` read.
    ///
    /// What RFC 5545 can say as a yearly recurrence is one, the rest (Easter, observed days, listed dates) is written out
    /// as dates. Reading it again gives the same holidays in these years; hours that a holiday has or leaves, and names in
    /// further languages, are in properties of our own that others skip.
    ///
    /// - Parameters:
    ///   - years: The years; at most 400.
    ///   - language: The language of the names that all programs show.
    ///   - stamp: When the text is made, which RFC 5545 asks every event to say.
    /// - Throws: `Refusal` with code `outOfRange` for years outside 1 … 9999, `tooLong` beyond 400 of them.
    public func iCalendar(
        years: ClosedRange<Int>, in language: LanguageTag, stamp: Instant
    ) throws(Refusal) -> String {
        guard years.lowerBound >= 1, years.upperBound <= 9_999 else {
            throw Refusal(.outOfRange, "the years lie outside 1 to 9999", at: .field("years"))
        }
        guard years.count <= 400 else { throw Refusal(.tooLong, "more than 400 years", at: .field("years")) }
        try Limits.check(stamp, at: .field("stamp"))
        var writer = ICalendarWriter(language: language, stamp: stamp)
        let first = CivilDate.days(year: years.lowerBound, month: 1, day: 1)
        let last = CivilDate.days(year: years.upperBound, month: 12, day: 31)
        var dates = [[Int]](repeating: [], count: rules.count)
        for occurrence in occurrences(from: first, through: last) { dates[occurrence.rule].append(occurrence.day) }
        for (number, rule) in rules.enumerated() {
            guard let start = dates[number].first, let end = dates[number].last else { continue }
            let recurrence = rule.observed == .none ? ICalendarWriter.recurrence(rule.occurrence.form) : nil
            writer.event(rule, number: number, from: start, through: end, recurrence: recurrence, dates: dates[number])
        }
        return writer.finished()
    }
}

/// Writes events line by line.
private struct ICalendarWriter {
    private var text: String
    private let language: LanguageTag
    private let stamp: String

    init(language: LanguageTag, stamp: Instant) {
        self.language = language
        let digits = String(stamp.description.filter { $0 != "-" && $0 != ":" }.prefix(15))
        self.stamp = digits + "Z"
        text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//swift-service-desk//DeskSchedules//EN\r\n"
    }

    func finished() -> String { text + "END:VCALENDAR\r\n" }

    mutating func event(
        _ rule: HolidayRule, number: Int, from start: Int, through end: Int, recurrence: String?, dates: [Int]
    ) {
        line("BEGIN:VEVENT")
        var hash = Fingerprint()
        hash.add(rule.occurrence)
        hash.add(start)
        hash.add(end)
        line("UID:\(number)-\(hash.value)@swift-service-desk")
        line("DTSTAMP:\(stamp)")
        line("DTSTART;VALUE=DATE:\(Self.compact(start))")
        if let recurrence {
            if end > start { line("RRULE:FREQ=YEARLY;\(recurrence);UNTIL=\(Self.compact(end))") }
        } else {
            // A line is folded anyway, but not every program takes very long ones.
            for rest in stride(from: 1, to: dates.count, by: 50) {
                let some = dates[rest..<min(rest + 50, dates.count)]
                line("RDATE;VALUE=DATE:\(some.map(Self.compact).joined(separator: ","))")
            }
        }
        let shown = rule.name.texts[language] != nil ? language : nil
        let tag = shown ?? rule.name.texts.keys.min { a, b in (a == .english ? 0 : 1, a) < (b == .english ? 0 : 1, b) }
        for (language, name) in rule.name.texts.sorted(by: { $0.key < $1.key }) {
            let property = language == tag ? "SUMMARY" : ICalendarNames.name
            line("\(property);LANGUAGE=\(language):\(Self.escaped(name))")
        }
        switch rule.effect {
        case .closed: break
        case .closedDuring(let hours): line("\(ICalendarNames.closedDuring):\(Self.list(hours))")
        case .hours(let hours): line("\(ICalendarNames.hours):\(Self.list(hours))")
        }
        line("TRANSP:TRANSPARENT")
        line("END:VEVENT")
    }

    private static func list(_ hours: DayHours) -> String { hours.intervals.map(\.description).joined(separator: ",") }

    /// The parts of an RRULE that say the same as a form, nil where there are none.
    static func recurrence(_ form: HolidayOccurrence.Form) -> String? {
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        switch form {
        case .fixed(let date): return "BYMONTH=\(date.month);BYMONTHDAY=\(date.day)"
        case .nth(let count, let day, let month): return "BYMONTH=\(month);BYDAY=\(count ?? -1)\(days[day.index])"
        case .window(let day, let from, let through):
            guard from.month == through.month, from.day + 6 == through.day, from.month != 2 else { return nil }
            let list = (from.day...through.day).map(String.init).joined(separator: ",")
            return "BYMONTH=\(from.month);BYDAY=\(days[day.index]);BYMONTHDAY=\(list)"
        case .easter, .dates: return nil
        }
    }

    private static func compact(_ day: Int) -> String {
        let (year, month, date) = CivilDate.civil(days: day)
        var text = ""
        CivilDate.append(year, digits: 4, to: &text)
        CivilDate.append(month, digits: 2, to: &text)
        CivilDate.append(date, digits: 2, to: &text)
        return text
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n": result += "\\n"
            default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// Writes a line in pieces of at most 75 bytes, never cutting a character.
    private mutating func line(_ content: String) {
        var width = 0
        for scalar in content.unicodeScalars {
            let size = UTF8.width(scalar)
            if width + size > 75 {
                text += "\r\n "
                width = 1
            }
            text.unicodeScalars.append(scalar)
            width += size
        }
        text += "\r\n"
    }
}
