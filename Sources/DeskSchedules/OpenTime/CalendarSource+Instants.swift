extension CalendarSource {
    /// Whether an instant in microseconds, within the accepted years, is open.
    func contains(_ instant: Int64) -> Bool {
        let second = instant.dividedDown(by: 1_000_000)
        let local = second + Int64(zone.offset(atSecond: second))
        let day = Int(local.dividedDown(by: 86_400))
        let time = Int(local - Int64(day) * 86_400)
        let specials = self.specials(from: day, through: day)
        if let index = specials.days.firstIndex(of: day) {
            return specials.spans[specials.starts[index]..<specials.starts[index + 1]]
                .contains { $0.start <= time && time < $0.end }
        }
        let weekday = Weekday(dayNumber: day).index
        return regular[regularStarts[weekday]..<regularStarts[weekday + 1]]
            .contains { $0.start <= time && time < $0.end }
    }

    /// Whether the calendar is open all the time, whatever the zone.
    var isAlways: Bool {
        exceptionDays.isEmpty && holidays.rules.isEmpty
            && regular == [DaySpan](repeating: DaySpan(start: 0, end: Self.day), count: 7)
    }
}
