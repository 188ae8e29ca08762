/// A point in time, counted in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Leap seconds are not counted (POSIX time). Instants the library accepts lie between the years 1 and 9999
/// (``earliest`` … ``latest``); every decoder and every command checks that, so the arithmetic on accepted values
/// cannot overflow. The plain operators trap on overflow like those of `Int64`; use ``adding(_:)`` on unchecked input.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    public var microseconds: Int64

    /// Creates an instant from a count of microseconds.
    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates an instant from whole seconds since 1970-01-01T00:00:00Z.
    ///
    /// - Precondition: the count lies within ±9.2 × 10¹² seconds.
    @inlinable
    public init(seconds: Int64) {
        self.microseconds = seconds * 1_000_000
    }

    /// Midnight at the start of 1970 in UTC.
    public static let epoch = Instant(microseconds: 0)
    /// The first instant the library accepts, 0001-01-01T00:00:00Z.
    public static let earliest = Instant(microseconds: -62_135_596_800_000_000)
    /// The last instant the library accepts, 9999-12-31T23:59:59.999999Z.
    public static let latest = Instant(microseconds: 253_402_300_799_999_999)

    /// Whole seconds since 1970, rounded towards the past.
    @inlinable
    public var secondsRoundedDown: Int64 {
        let quotient = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
    }

    /// Whether the instant lies within the years 1 … 9999.
    public var isAccepted: Bool { self >= .earliest && self <= .latest }

    /// Returns the instant a span later, or nil when it would leave the accepted years.
    public func adding(_ span: TimeSpan) -> Instant? {
        let (sum, overflow) = microseconds.addingReportingOverflow(span.microseconds)
        guard !overflow else { return nil }
        let result = Instant(microseconds: sum)
        return result.isAccepted ? result : nil
    }

    @inlinable
    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    /// The instant a span after another; traps on overflow.
    @inlinable
    public static func + (instant: Instant, span: TimeSpan) -> Instant {
        Instant(microseconds: instant.microseconds + span.microseconds)
    }

    /// The instant a span before another; traps on overflow.
    @inlinable
    public static func - (instant: Instant, span: TimeSpan) -> Instant {
        Instant(microseconds: instant.microseconds - span.microseconds)
    }

    /// The span from one instant to another; traps on overflow.
    @inlinable
    public static func - (end: Instant, start: Instant) -> TimeSpan {
        TimeSpan(microseconds: end.microseconds - start.microseconds)
    }
}
