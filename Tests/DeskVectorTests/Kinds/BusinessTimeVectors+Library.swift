import ServiceDesk

extension BusinessTimeCase {
    /// Asks the library twice: within the window a calendar is compiled for, and outside of every window.
    ///
    /// Those are two ways to an answer, from a table and by walking the days; both must be right.
    func judge() throws -> VectorVerdict {
        let calendar = try schedule.calendar()
        let years = (max(at.year - 1, 1), min(at.year + 2, 9999))
        let start = try LocalDate(year: years.0, month: 1, day: 1)
        let end = try LocalDate(year: years.1, month: 1, day: 1)
        for (way, window) in [("", (start, end)), (" outside of the window", (start, start))] {
            var time = try calendar.compiled(from: window.0, to: window.1)
            if !pauses.isEmpty { time = try time.excluding(pauses) }
            var comparison = Comparison()
            comparison.compare(try answer(time), with: want)
            let differences = comparison.differences.map {
                Difference(field: $0.field + way, got: $0.got, want: $0.want)
            }
            if !differences.isEmpty { return .failed(differences) }
        }
        return .passed
    }

    private func answer(_ time: OpenTime) throws -> Answer {
        switch question {
        case .within(let until):
            return .object(["seconds": try Answer(open(time, until: until))])
        case .inHours:
            return .object(["open": .bool(time.isOpen(at))])
        case .nextOpen:
            return .object(["instant": Answer(time.nextOpening(from: at))])
        case .previousClose:
            return .object(["instant": Answer(time.previousClosing(before: at))])
        case .forward(let seconds):
            return .object([
                "earliest": Answer(time.adding(.seconds(seconds), to: at)),
                "latest": Answer(time.adding(.seconds(seconds), to: at, landing: .latest)),
            ])
        case .backward(let seconds):
            return .object([
                "nearest": Answer(time.subtracting(.seconds(seconds), from: at, landing: .nearest)),
                "farthest": Answer(time.subtracting(.seconds(seconds), from: at, landing: .farthest)),
            ])
        case .openIntervals(let count):
            return .object(["intervals": Answer(time.intervals(from: at).prefix(count))])
        case .openIntervalsBackward(let count):
            return .object(["intervals": Answer(time.intervalsBackward(from: at).prefix(count))])
        }
    }

    /// The measure of the open instants in `[at, until)`, which is empty when it ends before it starts.
    ///
    /// The library then answers with the negated amount, as it documents; that it does is checked here.
    private func open(_ time: OpenTime, until: Instant) throws(Difference) -> TimeSpan {
        let elapsed = time.elapsed(from: at, to: until)
        guard until < at else { return elapsed }
        let opposite = time.elapsed(from: until, to: at)
        guard elapsed.microseconds == -opposite.microseconds else {
            throw Difference(field: "seconds", got: "\(elapsed)", want: "the opposite of \(opposite)")
        }
        return .zero
    }
}

extension BusinessTimeSchedule {
    /// The schedule as the library has it.
    func calendar() throws -> BusinessCalendar {
        var week = WeekHours()
        for (day, hours) in zip(Weekday.allCases, self.week) { week[day] = try Self.dayHours(hours) }
        return BusinessCalendar(
            zone: zone, week: week, overrides: try Self.dates(overrides, at: "overrides"),
            holidays: try .dates(holidays.map { try Self.date($0, at: "holidays") }),
            dateBreaks: try Self.dates(breaks, at: "breaks"))
    }

    private static func dates(
        _ dated: [(date: String, hours: Hours)], at field: String
    ) throws -> [LocalDate: DayHours] {
        var dates: [LocalDate: DayHours] = [:]
        for (text, hours) in dated { dates[try date(text, at: field)] = try dayHours(hours) }
        return dates
    }

    private static func date(_ text: String, at field: String) throws(Difference) -> LocalDate {
        guard let date = LocalDate(text) else {
            throw Difference(field: "schedule.\(field)", got: text.escaped, want: "a date")
        }
        return date
    }

    private static func dayHours(_ hours: Hours) throws -> DayHours {
        try DayHours(
            hours.map {
                try HoursInterval(from: LocalTime(secondOfDay: $0.from), to: LocalTime(secondOfDay: $0.to))
            })
    }
}

extension Instant {
    fileprivate var year: Int { Int(description.prefix(4)) ?? 1 }
}

extension Answer {
    fileprivate init(_ instant: Instant?) {
        self = instant.map { .string($0.description) } ?? .null
    }

    fileprivate init(_ intervals: some Sequence<Range<Instant>>) {
        self = .list(intervals.map { .list([Answer($0.lowerBound), Answer($0.upperBound)]) })
    }

    /// Whole seconds; the library counts microseconds, and the answers of the format are whole.
    fileprivate init(_ span: TimeSpan) throws(Difference) {
        let (seconds, rest) = span.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        guard rest == 0 else { throw Difference(field: "seconds", got: "\(span)", want: "whole seconds") }
        self = .whole(seconds)
    }
}
