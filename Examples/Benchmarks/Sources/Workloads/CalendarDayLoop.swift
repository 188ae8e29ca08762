import Foundation

/// The peer of the schedules: the day loop that one writes with Foundation's `Calendar`, in its faster form.
public struct CalendarDayLoop: Sendable {
    private let calendar: Calendar
    private let holidays: Set<Int>
    private let dates: [Date]

    /// Takes the instants and holidays of the workload it is compared with.
    public init(_ workload: ScheduleWorkload) throws {
        guard let zone = TimeZone(identifier: "Europe/Helsinki") else { throw WorkloadError("Foundation has no zones") }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
        holidays = workload.holidays
        dates = workload.seconds.map { Date(timeIntervalSince1970: Double($0)) }
    }

    /// As ``ScheduleWorkload/addEightHours()`` for the first instants.
    public func addEightHours(first count: Int) -> Int64 {
        dates.prefix(count).reduce(0) { $0 &+ Int64(adding(8 * 3_600, to: $1)?.timeIntervalSince($1) ?? 0) }
    }

    /// As ``ScheduleWorkload/elapsedOverNinetyDays()`` for the first instants.
    public func elapsedOverNinetyDays(first count: Int) -> Int64 {
        dates.prefix(count).reduce(0) { $0 &+ Int64(elapsed(from: $1, to: $1.addingTimeInterval(90 * 86_400))) }
    }

    /// As ``ScheduleWorkload/isOpen()`` for the first instants.
    public func isOpen(first count: Int) -> Int64 {
        dates.prefix(count).reduce(0) { $0 &+ (isOpen($1) ? 1 : 0) }
    }

    // MARK: The questions

    private func adding(_ amount: TimeInterval, to start: Date) -> Date? {
        var rest = amount
        var day = calendar.startOfDay(for: start)
        for _ in 0..<3_660 {
            if let hours = hours(of: day) {
                let from = max(hours.lowerBound, start)
                let available = hours.upperBound.timeIntervalSince(from)
                if rest <= available { return from.addingTimeInterval(rest) }
                if available > 0 { rest -= available }
            }
            guard let next = calendar.date(byAdding: .day, value: 1, to: day) else { return nil }
            day = next
        }
        return nil
    }

    private func elapsed(from start: Date, to end: Date) -> TimeInterval {
        var sum: TimeInterval = 0
        var day = calendar.startOfDay(for: start)
        while day < end {
            if let hours = hours(of: day) {
                sum += max(0, min(hours.upperBound, end).timeIntervalSince(max(hours.lowerBound, start)))
            }
            guard let next = calendar.date(byAdding: .day, value: 1, to: day) else { return sum }
            day = next
        }
        return sum
    }

    private func isOpen(_ date: Date) -> Bool {
        let reading = calendar.dateComponents([.year, .month, .day, .weekday, .hour], from: date)
        guard isWorkday(reading), let hour = reading.hour else { return false }
        return (9..<17).contains(hour)
    }

    /// The open hours of a day; nil when it is closed.
    private func hours(of day: Date) -> Range<Date>? {
        var reading = calendar.dateComponents([.year, .month, .day, .weekday], from: day)
        guard isWorkday(reading) else { return nil }
        reading.weekday = nil
        reading.hour = 9
        guard let opening = calendar.date(from: reading) else { return nil }
        reading.hour = 17
        guard let closing = calendar.date(from: reading) else { return nil }
        return opening..<closing
    }

    private func isWorkday(_ reading: DateComponents) -> Bool {
        guard let weekday = reading.weekday, (2...6).contains(weekday), let year = reading.year,
            let month = reading.month, let day = reading.day
        else { return false }
        return !holidays.contains((year * 100 + month) * 100 + day)
    }
}
