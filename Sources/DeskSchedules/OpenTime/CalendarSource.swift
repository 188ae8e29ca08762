import DeskPrimitives

/// A calendar with its zone, made ready for computing the open intervals of any stretch of time.
final class CalendarSource: Sendable {
    /// Seconds of one local date; `end` may lie on the next.
    struct DaySpan: Hashable, Sendable {
        var start: Int
        var end: Int
    }

    static let day = 86_400

    let zone: ZoneRules
    let week: [[DaySpan]]
    let weekBreaks: [[DaySpan]]
    let overrides: [Int: [DaySpan]]
    let dateBreaks: [Int: [DaySpan]]
    let holidays: HolidaySet
    let holidayCut: HolidayCut
    /// The open spans of a date of each weekday when neither it nor the date before is an exception, one after another,
    /// and where each weekday's begin.
    let regular: [DaySpan]
    let regularStarts: [Int]
    /// Whether something begins on one date and ends on the next.
    let isOvernight: Bool
    /// Dates with an override or break, ascending.
    let exceptionDays: [Int]

    init(_ calendar: BusinessCalendar, zone: ZoneRules) {
        self.zone = zone
        let spans = { (hours: DayHours) in hours.intervals.map { DaySpan(start: $0.start, end: $0.end) } }
        let week = calendar.week.days.map(spans)
        let weekBreaks = calendar.breaks.days.map(spans)
        self.week = week
        self.weekBreaks = weekBreaks
        var overrides: [Int: [DaySpan]] = [:]
        for (date, hours) in calendar.overrides { overrides[date.dayNumber] = spans(hours) }
        self.overrides = overrides
        var dateBreaks: [Int: [DaySpan]] = [:]
        for (date, hours) in calendar.dateBreaks where !hours.isClosed { dateBreaks[date.dayNumber] = spans(hours) }
        self.dateBreaks = dateBreaks
        holidays = calendar.holidays
        holidayCut = calendar.holidayCut
        exceptionDays = Set(overrides.keys).union(dateBreaks.keys).sorted()
        var regular: [DaySpan] = []
        var starts = [0]
        for day in 0..<7 {
            let before = (day + 6) % 7
            regular += Self.open(
                shifts: week[day], before: week[before], closed: weekBreaks[day], closedBefore: weekBreaks[before])
            starts.append(regular.count)
        }
        self.regular = regular
        regularStarts = starts
        let effects = calendar.holidays.rules.flatMap { rule in
            switch rule.effect {
            case .closed: [DaySpan]()
            case .closedDuring(let hours), .hours(let hours): spans(hours)
            }
        }
        isOvernight =
            [week.joined(), weekBreaks.joined()].contains { $0.contains { $0.end > Self.day } }
            || overrides.values.contains { $0.contains { $0.end > Self.day } }
            || dateBreaks.values.contains { $0.contains { $0.end > Self.day } }
            || effects.contains { $0.end > Self.day }
    }

    /// The open spans of a date within 0 to 86,400, from what begins on it and on the date before.
    private static func open(shifts: [DaySpan], before: [DaySpan], closed: [DaySpan], closedBefore: [DaySpan])
        -> [DaySpan]
    {
        let onDate = { (own: [DaySpan], previous: [DaySpan]) -> [OpenInterval] in
            let all =
                own.map { OpenInterval(start: Int64($0.start), end: Int64(min($0.end, day))) }
                + previous.map { OpenInterval(start: Int64(max($0.start - day, 0)), end: Int64($0.end - day)) }
            return OpenIntervals.normalized(all)
        }
        return OpenIntervals.difference(onDate(shifts, before), onDate(closed, closedBefore))
            .map { DaySpan(start: Int($0.start), end: Int($0.end)) }
    }

    /// What an exception makes of the shifts and closures that begin on a date.
    private struct Exception {
        var day: Int
        var shifts: [DaySpan]
        var closed: [DaySpan]
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
        var shifts: [DaySpan]?
        var isClosed = false
        for occurrence in occurrences {
            switch holidays.rules[occurrence.rule].effect {
            case .closed:
                isClosed = true
            case .closedDuring(let hours):
                closed += hours.intervals.map { DaySpan(start: $0.start, end: $0.end) }
            case .hours(let hours):
                // Of several replacements the first of the set counts.
                if shifts == nil { shifts = hours.intervals.map { DaySpan(start: $0.start, end: $0.end) } }
            }
        }
        if isClosed {
            switch holidayCut {
            case .date: closed.append(DaySpan(start: 0, end: Self.day))
            case .shiftStart: shifts = []
            }
        }
        return Exception(day: day, shifts: shifts ?? week[weekday], closed: closed)
    }

    /// The dates whose hours are not those of the week, with their open spans.
    struct Specials {
        var days: [Int] = []
        /// The regular spans, then those of the dates.
        var spans: [DaySpan]
        /// Where the spans of each date begin; one more than there are days.
        var starts: [Int]

        init(regular: [DaySpan]) {
            spans = regular
            starts = [regular.count]
        }

        mutating func append(_ day: Int, _ own: [DaySpan]) {
            days.append(day)
            spans += own
            starts.append(spans.count)
        }
    }

    func specials(from first: Int, through last: Int) -> Specials {
        var result = Specials(regular: regular)
        let exceptions = exceptions(from: first - 1, through: last)
        for (index, own) in exceptions.enumerated() {
            if !isOvernight {
                // Nothing of a date reaches into another, and most holidays are closed all day.
                if own.closed.contains(where: { $0.start == 0 && $0.end == Self.day }) || own.shifts.isEmpty {
                    result.append(own.day, [])
                } else {
                    result.append(
                        own.day, Self.open(shifts: own.shifts, before: [], closed: own.closed, closedBefore: []))
                }
                continue
            }
            let before =
                index > 0 && exceptions[index - 1].day == own.day - 1 ? exceptions[index - 1] : plain(own.day - 1)
            result.append(own.day, open(own, after: before))
            if index + 1 >= exceptions.count || exceptions[index + 1].day != own.day + 1 {
                result.append(own.day + 1, open(plain(own.day + 1), after: own))
            }
        }
        return result
    }

    private func open(_ own: Exception, after before: Exception) -> [DaySpan] {
        Self.open(shifts: own.shifts, before: before.shifts, closed: own.closed, closedBefore: before.closed)
    }

    private func plain(_ day: Int) -> Exception {
        let weekday = Weekday(dayNumber: day).index
        return Exception(day: day, shifts: week[weekday], closed: weekBreaks[weekday])
    }

    /// The open intervals between two instants in microseconds, both within the accepted years.
    func intervals(from start: Int64, to end: Int64) -> [OpenInterval] {
        guard start < end else { return [] }
        let firstSecond = start.dividedDown(by: 1_000_000)
        let endSecond = (end - 1).dividedDown(by: 1_000_000) + 1
        // No offset is longer than 26 hours, so two dates more on each side are enough.
        let firstDay = Int(firstSecond.dividedDown(by: 86_400)) - 2
        let lastDay = Int(endSecond.dividedDown(by: 86_400)) + 2
        let specials = specials(from: firstDay, through: lastDay)
        var result: [OpenInterval] = []
        result.reserveCapacity((lastDay - firstDay + 7) * (regular.count + 6) / 7)
        for run in zone.runs(from: firstSecond, to: endSecond) {
            append(run, specials, to: &result)
        }
        if let first = result.first, first.start < start { result[0].start = start }
        if let last = result.last, last.end > end { result[result.count - 1].end = end }
        return result
    }

    private func append(_ run: ZoneRun, _ specials: Specials, to result: inout [OpenInterval]) {
        let localStart = run.start + Int64(run.offset)
        let localEnd = run.end + Int64(run.offset)
        var day = Int(localStart.dividedDown(by: 86_400))
        let lastDay = Int((localEnd - 1).dividedDown(by: 86_400))
        var weekday = Weekday(dayNumber: day).index
        var next = specials.days.firstIndex(atOrAfter: day)
        var nextDay = next < specials.days.count ? specials.days[next] : Int.max
        var lastEnd = result.last?.end ?? Int64.min
        let spans = specials.spans
        while day <= lastDay {
            let isSpecial = day == nextDay
            let from = isSpecial ? specials.starts[next] : regularStarts[weekday]
            let to = isSpecial ? specials.starts[next + 1] : regularStarts[weekday + 1]
            if isSpecial {
                next += 1
                nextDay = next < specials.days.count ? specials.days[next] : Int.max
            }
            let midnight = Int64(day) * 86_400
            for index in from..<to {
                // Within the date the run may begin or end.
                let start = max(midnight + Int64(spans[index].start), localStart)
                let end = min(midnight + Int64(spans[index].end), localEnd)
                if start >= end { continue }
                let opening = (start - Int64(run.offset)) * 1_000_000
                let closing = (end - Int64(run.offset)) * 1_000_000
                if opening == lastEnd {
                    result[result.count - 1].end = closing
                } else {
                    result.append(OpenInterval(start: opening, end: closing))
                }
                lastEnd = closing
            }
            day += 1
            weekday = weekday == 6 ? 0 : weekday + 1
        }
    }
}
