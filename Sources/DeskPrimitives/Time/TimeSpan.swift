/// A length of time in whole microseconds; negative spans point to the past.
public struct TimeSpan: Hashable, Comparable, Sendable {
    /// The length in microseconds.
    public var microseconds: Int64

    /// Creates a span from a count of microseconds.
    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// No time at all.
    public static let zero = TimeSpan(microseconds: 0)

    /// A span of milliseconds; traps on overflow.
    @inlinable
    public static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(microseconds: count * 1_000) }
    /// A span of seconds; traps on overflow.
    @inlinable
    public static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(microseconds: count * 1_000_000) }
    /// A span of minutes of 60 seconds; traps on overflow.
    @inlinable
    public static func minutes(_ count: Int64) -> TimeSpan { TimeSpan(microseconds: count * 60_000_000) }
    /// A span of hours of 60 minutes; traps on overflow.
    @inlinable
    public static func hours(_ count: Int64) -> TimeSpan { TimeSpan(microseconds: count * 3_600_000_000) }
    /// A span of days of exactly 24 hours, whatever the calendar says; traps on overflow.
    @inlinable
    public static func days(_ count: Int64) -> TimeSpan { TimeSpan(microseconds: count * 86_400_000_000) }

    /// Whole seconds, rounded towards zero.
    @inlinable
    public var wholeSeconds: Int64 { microseconds / 1_000_000 }

    /// The sum, or nil when it overflows.
    public func adding(_ other: TimeSpan) -> TimeSpan? {
        let (sum, overflow) = microseconds.addingReportingOverflow(other.microseconds)
        return overflow ? nil : TimeSpan(microseconds: sum)
    }

    @inlinable
    public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }
    /// The sum of two spans; traps on overflow.
    @inlinable
    public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: a.microseconds + b.microseconds)
    }
    /// The difference of two spans; traps on overflow.
    @inlinable
    public static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: a.microseconds - b.microseconds)
    }
    /// The span a whole number of times; traps on overflow.
    @inlinable
    public static func * (span: TimeSpan, factor: Int64) -> TimeSpan {
        TimeSpan(microseconds: span.microseconds * factor)
    }
    /// Adds a span in place; traps on overflow.
    @inlinable
    public static func += (a: inout TimeSpan, b: TimeSpan) { a = a + b }
    /// Subtracts a span in place; traps on overflow.
    @inlinable
    public static func -= (a: inout TimeSpan, b: TimeSpan) { a = a - b }
    /// The span with its direction turned round.
    @inlinable
    public static prefix func - (span: TimeSpan) -> TimeSpan { TimeSpan(microseconds: -span.microseconds) }
}
