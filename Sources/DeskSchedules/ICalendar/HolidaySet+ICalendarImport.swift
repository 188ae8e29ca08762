public import DeskPrimitives

extension HolidaySet {
    /// Reads the holidays of an iCalendar text (RFC 5545), such as a feed of public holidays.
    ///
    /// Every event of whole days is a closed holiday; one with times on one date is closed during them; `SUMMARY` is the
    /// name. Recurrences are yearly (BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, INTERVAL, COUNT, UNTIL) with RDATE and EXDATE.
    /// One that a ``HolidayRule`` can say becomes one and goes on for ever; any other is written out to dates, to
    /// ``ICalendarLimits/lastYear`` at most. Cancelled events and other components are skipped.
    ///
    /// - Throws: `Refusal` at the line of the mistake, with code `malformed`, `outOfRange`, or `tooLong` beyond one of
    ///   ``ICalendarLimits``.
    /// - Complexity: O(bytes + events × years).
    public init(iCalendar bytes: [UInt8]) throws(Refusal) {
        var reader = ICalendarReader()
        for line in try ICalendarLines.read(bytes) { try reader.take(line) }
        self.init(checked: try reader.finished())
    }

    /// Reads the holidays of an iCalendar text; see ``init(iCalendar:)-([UInt8])``.
    ///
    /// - Throws: `Refusal` at the line of the mistake.
    public init(iCalendar text: String) throws(Refusal) {
        try self.init(iCalendar: Array(text.utf8))
    }
}

/// Puts lines together to components, and events to holidays.
private struct ICalendarReader {
    private var open: [String] = []
    private var event: ICalendarEvent?
    private var elements: [HolidaySet.Element] = []
    private var events = 0
    private var budget = ICalendarLimits.occurrences
    private var sawCalendar = false
    private var lastLine = 1

    mutating func take(_ line: ICalendarLine) throws(Refusal) {
        lastLine = line.number
        switch line.name {
        case "BEGIN":
            let name = line.value.uppercased()
            guard open.count < 8 else { throw Refusal(.tooLong, "components within components", at: line.place) }
            guard !open.isEmpty || name == "VCALENDAR" else {
                throw Refusal(.malformed, "expected BEGIN:VCALENDAR", at: line.place)
            }
            sawCalendar = true
            open.append(name)
            guard name == "VEVENT" else { return }
            guard event == nil else { throw Refusal(.malformed, "an event within an event", at: line.place) }
            events += 1
            guard events <= ICalendarLimits.events else {
                throw Refusal(.tooLong, "more than \(ICalendarLimits.events) events", at: line.place)
            }
            event = ICalendarEvent(at: line.place)
        case "END":
            guard open.last == line.value.uppercased() else {
                throw Refusal(.malformed, "END of what did not begin", at: line.place)
            }
            open.removeLast()
            if line.value.uppercased() == "VEVENT", let event {
                elements += try rules(of: event)
                self.event = nil
            }
        default:
            guard !open.isEmpty else { throw Refusal(.malformed, "expected BEGIN:VCALENDAR", at: line.place) }
            // Alarms within an event have properties of the same names.
            if open.last == "VEVENT" { try event?.take(line) }
        }
    }

    func finished() throws(Refusal) -> [HolidaySet.Element] {
        guard sawCalendar, open.isEmpty else {
            throw Refusal(.malformed, "the text ends before its components do", at: .line(lastLine))
        }
        guard elements.count <= HolidaySet.maximumElements else {
            throw Refusal(.tooLong, "more than \(HolidaySet.maximumElements) holidays", at: .line(lastLine))
        }
        return elements
    }

    // MARK: Events

    private mutating func rules(of event: ICalendarEvent) throws(Refusal) -> [HolidaySet.Element] {
        guard !event.isCancelled else { return [] }
        guard let start = event.start else { throw Refusal(.malformed, "an event without a start", at: event.place) }
        let (days, effect) = try extent(of: event, start: start)
        let name = event.names.isEmpty ? HolidayRule.plainName : try text(event)
        var elements: [HolidaySet.Element] = []
        func add(_ form: HolidayOccurrence.Form, _ years: ClosedRange<Int> = HolidayRule.allYears) {
            elements.append(
                .rule(HolidayRule(name, on: HolidayOccurrence(form: form), effect: effect, years: years)))
        }
        var dates = Set(event.added.map(\.dayNumber)).union([start.date.dayNumber])
        if let (ruleText, place) = event.rule {
            let rule: ICalendarRecurrence
            do throws(Refusal) {
                rule = try ICalendarRecurrence(ruleText)
            } catch {
                throw error.within(place)
            }
            if days == 1, event.added.isEmpty, event.excluded.isEmpty, let form = rule.form(start: start.date),
                let years = years(of: form, rule, start: start.date)
            {
                add(form, years)
                return elements
            }
            dates.formUnion(try expanded(rule, from: start.date, at: place))
        }
        dates.subtract(event.excluded)
        let all = Set(dates.flatMap { day in (0..<days).map { day + $0 } }).filter { LocalDate(dayNumber: $0) != nil }
        budget -= all.count
        guard budget >= 0 else {
            throw Refusal(.tooLong, "more than \(ICalendarLimits.occurrences) dates in all", at: event.place)
        }
        if !all.isEmpty { add(.dates(all.sorted())) }
        return elements
    }

    private func text(_ event: ICalendarEvent) throws(Refusal) -> LocalizedText {
        do throws(Refusal) {
            return try LocalizedText(event.names)
        } catch {
            throw error.within(event.place)
        }
    }

    /// How many days an event takes and what it does to them.
    private func extent(
        of event: ICalendarEvent, start: (date: LocalDate, time: LocalTime?)
    ) throws(Refusal) -> (days: Int, effect: HolidayEffect) {
        guard let time = start.time else {
            let days = event.days ?? event.end.map { start.date.days(to: $0.date) } ?? 1
            guard event.end?.time == nil else {
                throw Refusal(.malformed, "a date that ends at a time", at: event.place)
            }
            guard days >= 1 else { throw Refusal(.outOfRange, "an event that ends before it starts", at: event.place) }
            guard days <= ICalendarLimits.eventDays else {
                throw Refusal(.tooLong, "an event of more than \(ICalendarLimits.eventDays) days", at: event.place)
            }
            if let hours = event.hours { return (days, .hours(hours)) }
            return (days, event.closedDuring.map { .closedDuring($0) } ?? .closed)
        }
        guard let end = event.end, let endTime = end.time else {
            throw Refusal(.malformed, "an event with a time needs an end with a time", at: event.place)
        }
        let next = start.date.days(to: end.date)
        guard next == 0 ? time < endTime : next == 1 && endTime <= time else {
            throw Refusal(
                next < 0 || next == 0 ? .outOfRange : .tooLong,
                "an event with times ends after it starts and within a day", at: event.place)
        }
        let closing = next == 1 && endTime == .midnight ? LocalTime.endOfDay : endTime
        do throws(Refusal) {
            return (1, .closedDuring(try DayHours([try HoursInterval(from: time, to: closing)])))
        } catch {
            throw error.within(event.place)
        }
    }

    /// The years of a rule that begins at a date; nil when a year of it would have to be cut in two.
    private func years(
        of form: HolidayOccurrence.Form, _ rule: ICalendarRecurrence, start: LocalDate
    ) -> ClosedRange<Int>? {
        let occurrence = HolidayOccurrence(form: form)
        // The start counts as the first occurrence whatever the rule says, so they must be the same.
        guard occurrence.dayNumber(in: start.year) == start.dayNumber else { return nil }
        guard let until = rule.until else { return start.year...HolidayRule.allYears.upperBound }
        guard until >= start else { return start.year...start.year }
        let isIn = occurrence.dayNumber(in: until.year).map { $0 <= until.dayNumber } ?? true
        return start.year...max(start.year, isIn ? until.year : until.year - 1)
    }

    private func expanded(
        _ rule: ICalendarRecurrence, from start: LocalDate, at place: Place
    ) throws(Refusal) -> Set<Int> {
        var found: Set<Int> = [start.dayNumber]
        let last = min(rule.until?.year ?? ICalendarLimits.lastYear, max(ICalendarLimits.lastYear, start.year))
        var year = start.year
        while year <= last {
            for day in rule.days(in: year, start: start) where day > start.dayNumber {
                if let until = rule.until, day > until.dayNumber { return found }
                if let count = rule.count, found.count >= count { return found }
                found.insert(day)
            }
            guard found.count <= budget else {
                throw Refusal(.tooLong, "more than \(ICalendarLimits.occurrences) dates in all", at: place)
            }
            year += rule.interval
        }
        return found
    }
}
