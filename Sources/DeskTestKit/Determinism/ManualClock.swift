public import DeskPrimitives

/// A clock that stands still until a test moves it; safe to read and move from any thread, copies show the same time.
public struct ManualClock: WallClock {
    private let time: ExclusiveValue<Instant>

    /// Creates a clock that shows an instant.
    public init(_ start: Instant = .epoch) {
        time = ExclusiveValue(start)
    }

    /// The time the clock shows.
    public func now() -> Instant { time.withValue { $0 } }

    /// Moves the clock, forwards or backwards, and gives the new time; it stops at the first or last accepted instant.
    @discardableResult
    public func advance(by span: TimeSpan) -> Instant {
        time.withValue { now in
            now = now.adding(span) ?? (span < .zero ? .earliest : .latest)
            return now
        }
    }

    /// Sets the clock to an instant, earlier or later, as a correction of a wrong clock would.
    public func set(to instant: Instant) {
        time.withValue { $0 = instant }
    }
}
