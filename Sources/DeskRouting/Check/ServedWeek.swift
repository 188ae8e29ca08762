import DeskPrimitives
import DeskSchedules

/// The minutes of the week, on the wall clocks of a zone, at which some open time is ever open.
///
/// All of what was compiled counts, special days included, so a minute that is missing is closed every week.
struct ServedWeek {
    /// So many intervals are looked at; open times of more are taken as open in every minute.
    static let intervalLimit = 20_000

    private var isOpen = [Bool](repeating: false, count: WeekRange.minutesPerWeek)

    init(_ time: OpenTime, in zone: ZoneRules) {
        var count = 0
        for interval in time.intervals(in: time.window) {
            count += 1
            let length = interval.upperBound - interval.lowerBound
            guard count <= Self.intervalLimit, length < .days(7) else {
                isOpen = Array(repeating: true, count: WeekRange.minutesPerWeek)
                return
            }
            let last = Instant(microseconds: interval.upperBound.microseconds - 1)
            var minute = WeekRange.minute(at: interval.lowerBound, in: zone)
            let end = WeekRange.minute(at: last, in: zone)
            isOpen[minute] = true
            while minute != end {
                minute = (minute + 1) % WeekRange.minutesPerWeek
                isOpen[minute] = true
            }
        }
    }

    /// Whether it is open at some minute of some ranges.
    func meets(_ spans: [ClosedRange<Int64>]) -> Bool {
        spans.contains { span in
            span.clamped(to: 0...Int64(WeekRange.minutesPerWeek - 1)).contains { isOpen[Int($0)] }
        }
    }
}
