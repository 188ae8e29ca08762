/// A stretch of the week in minutes since Monday 00:00, its end not included; it wraps past Sunday midnight when the start
/// is larger than the end.
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

    /// The minute of the week of a day, 0 (Monday) … 6 (Sunday), and a time on it.
    public static func minute(day: Int, hour: Int, minute: Int = 0) -> Int {
        let (dayMinutes, first) = day.multipliedReportingOverflow(by: 1_440)
        let (hourMinutes, second) = hour.multipliedReportingOverflow(by: 60)
        let (sum, third) = dayMinutes.addingReportingOverflow(hourMinutes)
        let (all, fourth) = sum.addingReportingOverflow(minute)
        return first || second || third || fourth ? -1 : all
    }

    /// The same hours on several days, such as 9 to 17 from Monday (0) to Friday (4).
    public static func daily(_ days: ClosedRange<Int>, from hour: Int, to endHour: Int) -> [WeekRange] {
        days.clamped(to: 0...6).map {
            WeekRange(minute(day: $0, hour: hour), minute(day: $0, hour: endHour))
        }
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
