import DeskPrimitives

/// The yearly subset of an RRULE (RFC 5545, section 3.3.10): BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, INTERVAL, COUNT, UNTIL.
struct ICalendarRecurrence {
    var interval = 1
    var count: Int?
    var until: LocalDate?
    var months: [Int] = []
    var monthDays: [Int] = []
    var weekdays: [(count: Int?, day: Weekday)] = []
    var positions: [Int] = []

    private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    init(_ text: String) throws(Refusal) {
        var seen: Set<String> = []
        for part in text.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw Refusal(.malformed, "expected parts such as FREQ=YEARLY") }
            let (key, value) = (pair[0].uppercased(), pair[1].uppercased())
            guard seen.insert(key).inserted else { throw Refusal(.malformed, "\(key) is given twice") }
            switch key {
            case "FREQ":
                guard value == "YEARLY" else { throw Refusal(.malformed, "only yearly recurrences are taken") }
            case "INTERVAL": interval = try Self.numbers(value, 1...1_000, key)[0]
            case "COUNT": count = try Self.numbers(value, 1...ICalendarLimits.occurrences, key)[0]
            case "UNTIL":
                guard let date = LocalDate(Self.dashed(value.prefix(8))) else {
                    throw Refusal(.malformed, "expected a date such as UNTIL=20301231")
                }
                until = date
            case "BYMONTH": months = try Self.numbers(value, 1...12, key)
            case "BYMONTHDAY": monthDays = try Self.numbers(value, -31...31, key)
            case "BYSETPOS": positions = try Self.numbers(value, -366...366, key)
            case "BYDAY": weekdays = try Self.weekdays(value)
            case "WKST": break
            default: throw Refusal(.malformed, "\(key) is not taken in a holiday")
            }
        }
        guard seen.contains("FREQ") else { throw Refusal(.malformed, "FREQ is missing") }
        guard count == nil || until == nil else { throw Refusal(.malformed, "COUNT and UNTIL exclude each other") }
    }

    private static func dashed(_ text: Substring) -> String {
        guard text.utf8.count == 8 else { return "" }
        return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    }

    private static func numbers(_ text: String, _ range: ClosedRange<Int>, _ key: String) throws(Refusal) -> [Int] {
        var result: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard part.utf8.count <= 6, let number = Int(part), range.contains(number), number != 0 else {
                throw Refusal(.malformed, "\(key) has a number that does not fit")
            }
            result.append(number)
        }
        guard (1...400).contains(result.count) else { throw Refusal(.malformed, "\(key) has no fitting numbers") }
        return result
    }

    private static func weekdays(_ text: String) throws(Refusal) -> [(count: Int?, day: Weekday)] {
        var result: [(Int?, Weekday)] = []
        for part in text.split(separator: ",") {
            guard let index = days.firstIndex(of: String(part.suffix(2))) else {
                throw Refusal(.malformed, "BYDAY has a day that there is not")
            }
            let number = part.dropLast(2)
            guard number.isEmpty || Int(number).map({ $0 != 0 && abs($0) <= 53 }) == true else {
                throw Refusal(.malformed, "BYDAY has a number that does not fit")
            }
            result.append((Int(number), Weekday.allCases[index]))
        }
        guard (1...400).contains(result.count) else { throw Refusal(.malformed, "BYDAY has no days") }
        return result
    }

    /// The dates of one year, ascending; those of the start when no part says another.
    func days(in year: Int, start: LocalDate) -> [Int] {
        var found: Set<Int> = []
        let isBare = months.isEmpty && monthDays.isEmpty && weekdays.isEmpty
        // RFC 5545: what the rule leaves open comes from the start; days of the week without a month are of the year.
        let months =
            self.months.isEmpty ? (monthDays.isEmpty && weekdays.isEmpty ? [start.month] : Array(1...12)) : self.months
        let ofYear = self.months.isEmpty && monthDays.isEmpty && !weekdays.isEmpty
        if ofYear {
            let first = CivilDate.days(year: year, month: 1, day: 1)
            add(first, CivilDate.days(year: year + 1, month: 1, day: 1) - first, to: &found)
        } else {
            for month in months {
                let first = CivilDate.days(year: year, month: month, day: 1)
                let length = CivilDate.daysInMonth(year: year, month: month)
                let days = monthDays.isEmpty && (isBare || weekdays.isEmpty) ? [start.day] : monthDays
                if days.isEmpty {
                    add(first, length, to: &found)
                } else {
                    for day in days {
                        let place = day > 0 ? day - 1 : length + day
                        guard place >= 0, place < length else { continue }
                        let weekday = Weekday(dayNumber: first + place)
                        if weekdays.isEmpty || weekdays.contains(where: { $0.day == weekday }) {
                            found.insert(first + place)
                        }
                    }
                }
            }
        }
        let sorted = found.sorted()
        guard !positions.isEmpty else { return sorted }
        let chosen = positions.compactMap { position -> Int? in
            let index = position > 0 ? position - 1 : sorted.count + position
            return sorted.indices.contains(index) ? sorted[index] : nil
        }
        return Set(chosen).sorted()
    }

    /// The days of the week of a month or year that begins at a day.
    private func add(_ first: Int, _ length: Int, to found: inout Set<Int>) {
        for (count, day) in weekdays {
            let offset = (day.index - Weekday(dayNumber: first).index + 7) % 7
            let all = Array(stride(from: first + offset, to: first + length, by: 7))
            if let count {
                let index = count > 0 ? count - 1 : all.count + count
                if all.indices.contains(index) { found.insert(all[index]) }
            } else {
                found.formUnion(all)
            }
        }
    }

    /// The occurrence that says the same for ever, where there is one.
    func form(start: LocalDate) -> HolidayOccurrence.Form? {
        guard interval == 1, count == nil, positions.isEmpty, months.count <= 1 else { return nil }
        let month = months.first
        if weekdays.isEmpty, monthDays.isEmpty || (monthDays.count == 1 && month != nil) {
            let day = monthDays.first ?? start.day
            let month = month ?? start.month
            guard day > 0, day <= CivilDate.daysInMonth(year: 2_000, month: month) else { return nil }
            return .fixed(.init(checked: month, day))
        }
        guard let month, weekdays.count == 1 else { return nil }
        let (count, day) = weekdays[0]
        if monthDays.isEmpty, let count, count == -1 || (1...5).contains(count) {
            return .nth(count == -1 ? nil : count, day, month: month)
        }
        // “Saturday, the 20th to 26th”: a week of days holds the weekday exactly once.
        let sorted = monthDays.sorted()
        guard count == nil, sorted.count == 7, let first = sorted.first, first > 0,
            sorted == Array(first...(first + 6)),
            first + 6 <= CivilDate.daysInMonth(year: 2_001, month: month)
        else { return nil }
        return .window(day, from: .init(checked: month, first), through: .init(checked: month, first + 6))
    }
}
