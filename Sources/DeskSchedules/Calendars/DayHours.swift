public import DeskPrimitives

/// The hours of one date: sorted half-open intervals of wall-clock time.
///
/// Intervals that overlap or touch are one. One that ends at or before it starts, such as `22:00-06:00`, ends on the next
/// date and belongs to the date on which it starts. Encodes as a list such as `["08:00-12:00", "12:30-16:00"]`.
public struct DayHours: Hashable, Sendable {
    /// The most intervals one day may have.
    public static let maximumIntervals = 256

    /// The intervals in order; none overlaps another.
    public let intervals: [HoursInterval]

    /// Creates hours from intervals in any order.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumIntervals``.
    public init(_ intervals: [HoursInterval]) throws(Refusal) {
        guard intervals.count <= Self.maximumIntervals else {
            throw Refusal(.tooLong, "more than \(Self.maximumIntervals) intervals in a day")
        }
        self.init(joining: intervals)
    }

    init(joining intervals: [HoursInterval]) {
        var joined: [HoursInterval] = []
        for interval in intervals.sorted() {
            if let last = joined.last, interval.start <= last.end {
                joined[joined.count - 1] = HoursInterval(checkedStart: last.start, end: max(last.end, interval.end))
            } else {
                joined.append(interval)
            }
        }
        self.intervals = joined.flatMap(Self.writable)
    }

    /// Hours of a day and a night together may be too long to be written as one interval; then they are two that touch.
    private static func writable(_ interval: HoursInterval) -> [HoursInterval] {
        let isFullDay = interval.start == 0 && interval.end == 86_400
        guard interval.end - interval.start >= 86_400, !isFullDay else { return [interval] }
        // The second part must be shorter than a day and begin on the date: the first full hour for which it is.
        let hour = ((interval.end - 86_400) / 3_600 + 1) * 3_600
        let cut = min(hour, 86_399)
        return [
            HoursInterval(checkedStart: interval.start, end: cut), HoursInterval(checkedStart: cut, end: interval.end),
        ]
    }

    /// No hours at all.
    public static let closed = DayHours(joining: [])
    /// The whole date, `00:00-24:00`.
    public static let allDay = DayHours(joining: [HoursInterval(checkedStart: 0, end: 86_400)])

    /// Whether there are no hours.
    public var isClosed: Bool { intervals.isEmpty }

    /// The wall-clock time that the hours span, of a day without a change of the clock.
    public var length: TimeSpan { .seconds(intervals.reduce(0) { $0 + Int64($1.end - $1.start) }) }
}

extension DayHours: ExpressibleByArrayLiteral, CustomStringConvertible {
    /// Makes hours of intervals in source code; traps beyond ``maximumIntervals``.
    public init(arrayLiteral intervals: HoursInterval...) {
        precondition(intervals.count <= Self.maximumIntervals, "too many intervals in a day")
        self.init(joining: intervals)
    }

    /// The intervals with commas, such as `08:00-12:00, 12:30-16:00`.
    public var description: String { intervals.map(\.description).joined(separator: ", ") }
}

extension DayHours: Codable {
    /// Writes a list of intervals.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(intervals)
    }

    /// Reads a list of intervals in any order.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var intervals: [HoursInterval] = []
        while !container.isAtEnd {
            guard intervals.count < Self.maximumIntervals else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "more than \(Self.maximumIntervals) intervals in a day")
            }
            intervals.append(try container.decode(HoursInterval.self))
        }
        self.init(joining: intervals)
    }
}
