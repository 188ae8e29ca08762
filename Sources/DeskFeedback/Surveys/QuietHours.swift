public import DeskPrimitives
public import DeskSchedules

/// The part of the day in which nobody is invited, such as 21:00 to 08:00, in the desk's local time.
public struct QuietHours: Hashable, Sendable {
    /// The minute of the day, 0 … 1439, with which it begins.
    public let fromMinute: Int
    /// The minute of the day, 0 … 1439, at which it is over; the same as ``fromMinute`` when there are no quiet hours.
    public let untilMinute: Int

    /// Creates quiet hours from times such as `"21:00"` and `"08:00"`; the same time twice means none.
    ///
    /// - Throws: `Refusal` with code `malformed` for a text that is no time of the day.
    public init(from: String, until: String) throws(Refusal) {
        guard let fromMinute = Self.minute(from) else {
            throw Refusal(.malformed, "expected a time such as 21:00", at: .field("quietFrom"))
        }
        guard let untilMinute = Self.minute(until) else {
            throw Refusal(.malformed, "expected a time such as 08:00", at: .field("quietUntil"))
        }
        self.init(fromMinute: fromMinute, untilMinute: untilMinute)
    }

    private init(fromMinute: Int, untilMinute: Int) {
        self.fromMinute = fromMinute
        self.untilMinute = untilMinute
    }

    /// 21:00 to 08:00.
    public static let night = QuietHours(fromMinute: 21 * 60, untilMinute: 8 * 60)
    /// No quiet hours.
    public static let none = QuietHours(fromMinute: 0, untilMinute: 0)

    /// The beginning as text, such as `21:00`.
    public var from: String { Self.text(fromMinute) }
    /// The end as text, such as `08:00`.
    public var until: String { Self.text(untilMinute) }

    /// How many minutes to wait at a minute of the day: 0 outside the quiet hours.
    ///
    /// A minute outside 0 … 1439 is taken around the clock.
    public func minutesToWait(at minuteOfDay: Int) -> Int {
        let minute = Self.aroundTheClock(minuteOfDay % 1_440)
        let sinceStart = Self.aroundTheClock(minute - fromMinute)
        let length = Self.aroundTheClock(untilMinute - fromMinute)
        return sinceStart < length ? length - sinceStart : 0
    }

    /// The instant itself outside the quiet hours, else the first one at which the clocks of a zone show their end.
    public func end(at instant: Instant, in zone: ZoneRules) -> Instant {
        let reading = zone.wallClock(at: instant)
        let minute = reading.time.secondOfDay / 60
        guard minutesToWait(at: minute) > 0, let time = try? LocalTime(secondOfDay: untilMinute * 60) else {
            return instant
        }
        let day = untilMinute > minute ? reading.date.dayNumber : reading.date.dayNumber + 1
        guard let date = LocalDate(dayNumber: day) else { return instant }
        return max(instant, zone.firstInstant(of: date, time))
    }

    private static func aroundTheClock(_ minute: Int) -> Int { minute < 0 ? minute + 1_440 : minute }

    private static func minute(_ text: String) -> Int? {
        var reader = DigitReader(text)
        guard let hour = reader.number(digits: 2), hour <= 23, reader.take(":"),
            let minute = reader.number(digits: 2), minute <= 59, reader.isAtEnd
        else { return nil }
        return hour * 60 + minute
    }

    private static func text(_ minute: Int) -> String {
        let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return digits(minute / 60) + ":" + digits(minute % 60)
    }
}
