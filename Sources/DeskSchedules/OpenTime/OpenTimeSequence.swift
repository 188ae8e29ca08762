public import DeskPrimitives

/// The open intervals of an ``OpenTime`` one after the other, computed as they are asked for.
///
/// Intervals are maximal and half-open; those that touch, also across midnight, are one. The first is cut at the instant
/// the sequence starts from.
public struct OpenTimeSequence: Sequence, Sendable {
    let time: OpenTime
    let start: Instant
    let isBackward: Bool

    /// Goes through the intervals.
    public struct Iterator: IteratorProtocol, Sendable {
        let time: OpenTime
        let isBackward: Bool
        var at: Instant?

        /// The next interval, or nil when there are no more.
        public mutating func next() -> Range<Instant>? {
            guard let from = at else { return nil }
            if isBackward {
                guard let end = time.previousClosing(before: from), let start = time.openingBefore(end) else {
                    at = nil
                    return nil
                }
                at = start
                return start..<end
            }
            guard let start = time.nextOpening(from: from), let end = time.closingAfter(start) else {
                at = nil
                return nil
            }
            at = end
            return start..<end
        }
    }

    /// Starts again from the first interval.
    public func makeIterator() -> Iterator {
        Iterator(time: time, isBackward: isBackward, at: start)
    }
}

extension OpenTime {
    /// The open intervals that end after an instant, in order, the first cut at it.
    public func intervals(from instant: Instant) -> OpenTimeSequence {
        OpenTimeSequence(time: self, start: instant, isBackward: false)
    }

    /// The open intervals that begin before an instant, the latest first and cut at it.
    public func intervalsBackward(from instant: Instant) -> OpenTimeSequence {
        OpenTimeSequence(time: self, start: instant, isBackward: true)
    }

    /// The open intervals within a range, cut at its ends.
    public func intervals(in range: Range<Instant>) -> some Sequence<Range<Instant>> {
        intervals(from: range.lowerBound).lazy
            .prefix { $0.lowerBound < range.upperBound }
            .map { $0.clamped(to: range) }
    }
}
