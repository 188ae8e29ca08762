public import DeskSchedules

/// A stretch of the week in minutes since Monday 00:00, its end not included; it wraps past Sunday midnight when the
/// start is larger than the end.
///
/// In documents a pair, `[540, 1020]`.
public struct WeekRange: Hashable, Sendable {
    /// Minutes in a week.
    public static let minutesPerWeek = 10_080

    /// The first minute, 0 … 10,079.
    public var start: Int
    /// The minute it ends before, 0 … 10,080; never equal to the start.
    public var end: Int

    /// Creates a range; a table refuses one outside the week or without a minute.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// The same hours on some days, in whole minutes, such as 09:00 to 17:00; hours that end no later than they begin
    /// end on the next day.
    public static func on(_ days: [Weekday], from start: LocalTime, to end: LocalTime) -> [WeekRange] {
        days.map { day in
            let first = minute(day, start)
            let last = minute(day, end) + (end <= start ? 1_440 : 0)
            return WeekRange(first % minutesPerWeek, last > minutesPerWeek ? last - minutesPerWeek : last)
        }
    }

    /// The minute of the week of a time on a day, 0 … 10,080.
    public static func minute(_ day: Weekday, _ time: LocalTime) -> Int {
        (day.isoNumber - 1) * 1_440 + time.secondOfDay / 60
    }

    /// Whether the range can stand in a rule.
    var isValid: Bool {
        (0..<Self.minutesPerWeek).contains(start) && (0...Self.minutesPerWeek).contains(end) && start != end
    }

    /// One or two closed ranges that do not wrap.
    var unwrapped: [ClosedRange<Int64>] {
        guard isValid else { return [] }
        if start < end { return [Int64(start)...Int64(end - 1)] }
        let late = Int64(start)...Int64(Self.minutesPerWeek - 1)
        return end == 0 ? [late] : [0...Int64(end - 1), late]
    }
}

extension WeekRange: Encodable {
    /// Writes the pair.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(start)
        try container.encode(end)
    }
}
