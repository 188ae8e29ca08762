import DeskPrimitives

/// A calendar with its zone, made ready for computing the open intervals of any stretch of time.
final class CalendarSource: Sendable {
    /// Seconds of one local date; `end` may lie on the next.
    struct Span: Hashable, Sendable {
        var start: Int
        var end: Int
    }

    static let day = 86_400

    let zone: ZoneRules
    let week: [[Span]]
    let weekBreaks: [[Span]]
    let overrides: [Int: [Span]]
    let dateBreaks: [Int: [Span]]
    let holidays: HolidaySet
    let holidayCut: HolidayCut
    /// The open spans of a date of each weekday when neither it nor the date before is an exception.
    let regular: [[Span]]
    /// Dates with an override or break, ascending.
    let exceptionDays: [Int]

    init(_ calendar: BusinessCalendar, zone: ZoneRules) {
        self.zone = zone
        let spans = { (hours: DayHours) in hours.intervals.map { Span(start: $0.start, end: $0.end) } }
        let week = calendar.week.days.map(spans)
        let weekBreaks = calendar.breaks.days.map(spans)
        self.week = week
        self.weekBreaks = weekBreaks
        var overrides: [Int: [Span]] = [:]
        for (date, hours) in calendar.overrides { overrides[date.dayNumber] = spans(hours) }
        self.overrides = overrides
        var dateBreaks: [Int: [Span]] = [:]
        for (date, hours) in calendar.dateBreaks where !hours.isClosed { dateBreaks[date.dayNumber] = spans(hours) }
        self.dateBreaks = dateBreaks
        holidays = calendar.holidays
        holidayCut = calendar.holidayCut
        exceptionDays = Set(overrides.keys).union(dateBreaks.keys).sorted()
        regular = (0..<7).map { day in
            let before = (day + 6) % 7
            return Self.open(
                shifts: week[day], before: week[before], closed: weekBreaks[day], closedBefore: weekBreaks[before])
        }
    }

    /// The open spans of a date within 0 to 86,400, from what begins on it and on the date before.
    private static func open(shifts: [Span], before: [Span], closed: [Span], closedBefore: [Span]) -> [Span] {
        let onDate = { (own: [Span], previous: [Span]) -> [OpenInterval] in
            let all = own.map { OpenInterval(start: Int64($0.start), end: Int64(min($0.end, day))) }
                + previous.map { OpenInterval(start: Int64(max($0.start - day, 0)), end: Int64($0.end - day)) }
            return OpenIntervals.normalized(all)
        }
        return OpenIntervals.difference(onDate(shifts, before), onDate(closed, closedBefore))
            .map { Span(start: Int($0.start), end: Int($0.end)) }
    }

    /// What an exception makes of the shifts and closures that begin on a date.
    private struct Exception {
        var day: Int
        var shifts: [Span]
        var closed: [Span]
    }

    /// The exceptions of a range of day numbers, ascending, one for each day.
    private func exceptions(from first: Int, through last: Int) -> [Exception] {
        var result: [Exception] = []
        let occurrences = holidays.occurrences(from: first, through: last)
        var next = 0
        var index = exceptionDays.firstIndex(atOrAfter: first)
        while true {
            let own = index < exceptionDays.count && exceptionDays[index] <= last ? exceptionDays[index] : nil
            let holiday = next < occurrences.count ? occurrences[next].day : nil
            guard let day = [own, holiday].compactMap({ $0 }).min() else { return result }
            if own == day { index += 1 }
            let start = next
            while next < occurrences.count, occurrences[next].day == day { next += 1 }
            result.append(exception(on: day, holidays: occurrences[start..<next]))
        }
    }

    private func exception(on day: Int, holidays occurrences: ArraySlice<HolidaySet.Occurrence>) -> Exception {
        let weekday = Weekday(dayNumber: day).index
        var closed = weekBreaks[weekday] + (dateBreaks[day] ?? [])
        if let own = overrides[day] { return Exception(day: day, shifts: own, closed: closed) }
        var shifts: [Span]?
        var isClosed = false
        for occurrence in occurrences {
            switch holidays.rules[occurrence.rule].effect {
            case .closed:
                isClosed = true
            case .closedDuring(let hours):
                closed += hours.intervals.map { Span(start: $0.start, end: $0.end) }
            case .hours(let hours):
                // Of several replacements the first of the set counts.
                if shifts == nil { shifts = hours.intervals.map { Span(start: $0.start, end: $0.end) } }
            }
        }
        if isClosed {
            switch holidayCut {
            case .date: closed.append(Span(start: 0, end: Self.day))
            case .shiftStart: shifts = []
            }
        }
        return Exception(day: day, shifts: shifts ?? week[weekday], closed: closed)
    }

    /// The open intervals between two instants in microseconds, both within the accepted years.
    func intervals(from start: Int64, to end: Int64) -> [OpenInterval] {
        guard start < end else { return [] }
        let firstSecond = start.dividedDown(by: 1_000_000)
        let endSecond = (end - 1).dividedDown(by: 1_000_000) + 1
        let runs = zone.runs(from: firstSecond, to: endSecond)
        // No offset is longer than 26 hours, so two dates more on each side are enough.
        let firstDay = Int(firstSecond.dividedDown(by: 86_400)) - 3
        let lastDay = Int(endSecond.dividedDown(by: 86_400)) + 3
        let exceptions = exceptions(from: firstDay, through: lastDay)
        var result: [OpenInterval] = []
        result.reserveCapacity((lastDay - firstDay) * (1 + (regular.map(\.count).max() ?? 0)))
        for run in runs {
            append(run, exceptions: exceptions, to: &result)
        }
        if let first = result.first, first.start < start { result[0].start = start }
        if let last = result.last, last.end > end { result[result.count - 1].end = end }
        return result
    }

    private func append(_ run: ZoneRun, exceptions: [Exception], to result: inout [OpenInterval]) {
        let localStart = run.start + Int64(run.offset)
        let localEnd = run.end + Int64(run.offset)
        var day = Int(localStart.dividedDown(by: 86_400))
        let lastDay = Int((localEnd - 1).dividedDown(by: 86_400))
        var weekday = Weekday(dayNumber: day).index
        // The first exception whose day or next day is not before the date.
        var next = exceptions.partition { $0.day + 1 >= day }
        while day <= lastDay {
            let special = next < exceptions.count && exceptions[next].day <= day
            let spans = special ? open(day, exceptions, next) : regular[weekday]
            let midnight = Int64(day) * 86_400
            let isEdge = midnight < localStart || midnight + 86_400 > localEnd
            for span in spans {
                var start = midnight + Int64(span.start)
                var end = midnight + Int64(span.end)
                if isEdge {
                    start = max(start, localStart)
                    end = min(end, localEnd)
                    if start >= end { continue }
                }
                start = (start - Int64(run.offset)) * 1_000_000
                end = (end - Int64(run.offset)) * 1_000_000
                let last = result.count - 1
                if last >= 0, result[last].end == start {
                    result[last].end = end
                } else {
                    result.append(OpenInterval(start: start, end: end))
                }
            }
            day += 1
            weekday = weekday == 6 ? 0 : weekday + 1
            while next < exceptions.count, exceptions[next].day + 1 < day { next += 1 }
        }
    }

    /// The open spans of a date that is an exception or follows one; `next` is the first of the two that is there.
    private func open(_ day: Int, _ exceptions: [Exception], _ next: Int) -> [Span] {
        var index = next
        let before: Exception
        if exceptions[index].day == day - 1 {
            before = exceptions[index]
            index += 1
        } else {
            before = plain(day - 1)
        }
        let own = index < exceptions.count && exceptions[index].day == day ? exceptions[index] : plain(day)
        return Self.open(
            shifts: own.shifts, before: before.shifts, closed: own.closed, closedBefore: before.closed)
    }

    private func plain(_ day: Int) -> Exception {
        let weekday = Weekday(dayNumber: day).index
        return Exception(day: day, shifts: week[weekday], closed: weekBreaks[weekday])
    }

    /// Whether an instant in microseconds, within the accepted years, is open.
    func contains(_ instant: Int64) -> Bool {
        let second = instant.dividedDown(by: 1_000_000)
        let local = second + Int64(zone.offset(atSecond: second))
        let day = Int(local.dividedDown(by: 86_400))
        let time = Int(local - Int64(day) * 86_400)
        let exceptions = exceptions(from: day - 1, through: day)
        let spans = exceptions.isEmpty ? regular[Weekday(dayNumber: day).index] : open(day, exceptions, 0)
        return spans.contains { $0.start <= time && time < $0.end }
    }

    /// Outside these instants the calendar is never open; nil when it is never open at all.
    var reach: OpenInterval? {
        let opensOnHolidays = holidays.rules.contains { rule in
            if case .hours(let hours) = rule.effect { return !hours.isClosed }
            return false
        }
        if week.contains(where: { !$0.isEmpty }) || opensOnHolidays { return OpenSource.everything }
        let days = overrides.filter { !$0.value.isEmpty }.keys
        guard let first = days.min(), let last = days.max() else { return nil }
        return OpenInterval(
            start: max(Int64(first - 3) * 86_400_000_000, OpenSource.everything.start),
            end: min(Int64(last + 4) * 86_400_000_000, OpenSource.everything.end))
    }

    /// Whether the calendar is open all the time, whatever the zone.
    var isAlways: Bool {
        exceptionDays.isEmpty && holidays.rules.isEmpty
            && regular.allSatisfy { $0 == [Span(start: 0, end: Self.day)] }
    }
}

extension Array {
    /// The index of the first element for which a condition holds that holds for all after it.
    func partition(_ isAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
