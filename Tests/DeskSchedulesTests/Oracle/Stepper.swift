import DeskPrimitives
import DeskSchedules

/// The meaning of a calendar, said again in the plainest way: for one instant, from its wall-clock reading.
///
/// Shares with the library only the offset of the zone and the dates of holidays.
struct PlainCalendar {
    let calendar: BusinessCalendar
    let rules: ZoneRules
    private let holidays: [LocalDate: [Holiday]]

    init(_ calendar: BusinessCalendar, _ rules: ZoneRules, years: ClosedRange<Int>) {
        self.calendar = calendar
        self.rules = rules
        holidays = Dictionary(grouping: years.flatMap { calendar.holidays.holidays(in: $0) }, by: \.date)
    }

    func isOpen(_ instant: Instant) -> Bool {
        let reading = rules.wallClock(at: instant)
        let second = reading.time.secondOfDay
        let own = (date: reading.date, second: second)
        let night = (date: reading.date.adding(days: -1) ?? reading.date, second: second + 86_400)
        return [own, night].contains { isShift($0.date, $0.second) }
            && ![own, night].contains { isBreak($0.date, $0.second) || isHoliday($0.date, $0.second) }
    }

    private func holds(_ hours: DayHours?, _ second: Int) -> Bool {
        guard let hours else { return false }
        return hours.intervals.contains { interval in
            let from = interval.opening.secondOfDay
            let to = interval.closing.secondOfDay + (interval.isOvernight ? 86_400 : 0)
            return from <= second && second < to
        }
    }

    private func isShift(_ date: LocalDate, _ second: Int) -> Bool {
        if let own = calendar.overrides[date] { return holds(own, second) }
        let today = holidays[date] ?? []
        if calendar.holidayCut == .shiftStart, today.contains(where: { $0.effect == .closed }) { return false }
        for holiday in today {
            if case .hours(let hours) = holiday.effect { return holds(hours, second) }
        }
        return holds(calendar.week[date.weekday], second)
    }

    private func isBreak(_ date: LocalDate, _ second: Int) -> Bool {
        holds(calendar.breaks[date.weekday], second) || holds(calendar.dateBreaks[date], second)
    }

    private func isHoliday(_ date: LocalDate, _ second: Int) -> Bool {
        guard calendar.overrides[date] == nil else { return false }
        return (holidays[date] ?? []).contains { holiday in
            switch holiday.effect {
            case .closed: calendar.holidayCut == .date && second < 86_400
            case .closedDuring(let hours): holds(hours, second)
            case .hours: false
            }
        }
    }
}

/// Open time counted step by step on a line of equal grains, of which each is open or closed as a whole.
struct Stepper {
    let start: Instant
    let grain: Int64
    let isOpen: [Bool]

    /// - Parameter grain: In seconds.
    init(from start: Instant, steps: Int, grain: Int, _ isOpen: (Instant) -> Bool) {
        self.start = start
        self.grain = Int64(grain) * 1_000_000
        self.isOpen = (0..<steps).map { isOpen(start + .seconds(Int64($0 * grain))) }
    }

    var end: Instant { start + TimeSpan(microseconds: grain * Int64(isOpen.count)) }

    private func instant(_ step: Int) -> Instant { start + TimeSpan(microseconds: grain * Int64(step)) }

    func elapsed(from a: Instant, to b: Instant) -> TimeSpan {
        var total = TimeSpan.zero
        for step in isOpen.indices where isOpen[step] {
            let from = max(instant(step), a)
            let to = min(instant(step + 1), b)
            if from < to { total += to - from }
        }
        return total
    }

    func isOpen(at t: Instant) -> Bool {
        isOpen[Int((t - start).microseconds / grain)]
    }

    /// The first instant from `t` with an amount of open time since; nil when the line is too short.
    func adding(_ span: TimeSpan, to t: Instant, latest: Bool) -> Instant? {
        var left = span
        if left == .zero, !latest { return t }
        for step in isOpen.indices where isOpen[step] {
            let from = max(instant(step), t)
            let open = instant(step + 1) - from
            guard open > .zero else { continue }
            if latest ? open > left : open >= left { return from + left }
            left -= open
        }
        return nil
    }

    func subtracting(_ span: TimeSpan, from t: Instant, latest: Bool) -> Instant? {
        var left = span
        if left == .zero, !latest { return t }
        for step in isOpen.indices.reversed() where isOpen[step] {
            let to = min(instant(step + 1), t)
            let open = to - instant(step)
            guard open > .zero else { continue }
            if latest ? open > left : open >= left { return to - left }
            left -= open
        }
        return nil
    }

    /// The open intervals of the line from an instant on, without the one that touches its end.
    func intervals(from t: Instant) -> [Range<Instant>] {
        var result: [Range<Instant>] = []
        for step in isOpen.indices where isOpen[step] {
            let (from, to) = (max(instant(step), t), instant(step + 1))
            guard from < to else { continue }
            if let last = result.last, last.upperBound == from {
                result[result.count - 1] = last.lowerBound..<to
            } else {
                result.append(from..<to)
            }
        }
        if result.last?.upperBound == end { result.removeLast() }
        return result
    }

    /// The open intervals of the line before an instant, the latest first, without the one that touches its start.
    func intervalsBackward(from t: Instant) -> [Range<Instant>] {
        var result: [Range<Instant>] = []
        for step in isOpen.indices.reversed() where isOpen[step] {
            let (from, to) = (instant(step), min(instant(step + 1), t))
            guard from < to else { continue }
            if let last = result.last, last.lowerBound == to {
                result[result.count - 1] = from..<last.upperBound
            } else {
                result.append(from..<to)
            }
        }
        if result.last?.lowerBound == start { result.removeLast() }
        return result
    }
}
