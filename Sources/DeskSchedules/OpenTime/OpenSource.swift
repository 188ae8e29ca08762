import DeskPrimitives

/// What an ``OpenTime`` is made of: calendars and ranges, combined; the exact answer for any instant.
///
/// A program in postfix order, so that evaluating even a long combination does not nest.
struct OpenSource: Sendable {
    enum Step: Sendable {
        case calendar(CalendarSource)
        /// Sorted, neither overlapping nor touching.
        case ranges([OpenInterval])
        case union
        case intersection
        case difference
    }

    /// All instants that are accepted.
    static let everything = OpenInterval(start: Instant.earliest.microseconds, end: Instant.latest.microseconds)
    /// The most parts a combination may have.
    static let maximumParts = 1_024

    let steps: [Step]
    /// Outside this nothing is ever open; nil when nothing is open at all.
    let reach: OpenInterval?
    private let combined: OpenBounds?

    init(_ calendar: CalendarSource) {
        steps = [calendar.isAlways ? .ranges([Self.everything]) : .calendar(calendar)]
        reach = calendar.reach
        combined = nil
    }

    init(_ ranges: [OpenInterval]) {
        steps = [.ranges(ranges)]
        combined = nil
        if let first = ranges.first, let last = ranges.last {
            reach = OpenInterval(start: first.start, end: last.end)
        } else {
            reach = nil
        }
    }

    init(_ a: OpenSource, _ b: OpenSource, _ combination: Step) {
        steps = a.steps + b.steps + [combination]
        let bounds: OpenBounds
        let both: OpenInterval?
        switch (combination, a.reach, b.reach) {
        case (.union, let first, let second):
            bounds = a.bounds.union(b.bounds)
            both = OpenBounds(dated: first).union(OpenBounds(dated: second)).dated
        case (.intersection, let first?, let second?):
            bounds = a.bounds.intersection(b.bounds)
            both = Self.meet(first, second)
        case (.difference, let reach, _):
            bounds = a.bounds
            both = reach
        default:
            bounds = OpenBounds()
            both = nil
        }
        combined = bounds
        // Without weekly hours in common only what is dated can be open.
        if bounds.weekly.isEmpty {
            reach = if let both, let dated = bounds.dated { Self.meet(both, dated) } else { nil }
        } else {
            reach = both
        }
    }

    /// What bounds the whole, kept for combinations and computed for a single part when one is made of it.
    private var bounds: OpenBounds { combined ?? steps.last?.bounds ?? OpenBounds() }

    private static func meet(_ a: OpenInterval, _ b: OpenInterval) -> OpenInterval? {
        let start = max(a.start, b.start)
        let end = min(a.end, b.end)
        return start < end ? OpenInterval(start: start, end: end) : nil
    }

    /// Whether it is made of ranges alone, which are the same work whatever the window.
    var isDated: Bool {
        steps.allSatisfy { step in
            if case .calendar = step { false } else { true }
        }
    }

    /// The open intervals between two instants in microseconds, clipped to them and to the accepted years.
    func intervals(from start: Int64, to end: Int64) -> [OpenInterval] {
        let start = max(start, Self.everything.start)
        let end = min(end, Self.everything.end)
        guard start < end else { return [] }
        var stack: [[OpenInterval]] = []
        for step in steps {
            switch step {
            case .calendar(let calendar): stack.append(calendar.intervals(from: start, to: end))
            case .ranges(let ranges): stack.append(OpenIntervals.clip(ranges, from: start, to: end))
            case .union: Self.combine(&stack, OpenIntervals.union)
            case .intersection: Self.combine(&stack, OpenIntervals.intersection)
            case .difference: Self.combine(&stack, OpenIntervals.difference)
            }
        }
        return stack.popLast() ?? []
    }

    /// Whether an instant in microseconds is open.
    func contains(_ instant: Int64) -> Bool {
        // The last accepted microsecond belongs to what is open just before it.
        let instant = instant == Self.everything.end ? instant - 1 : instant
        guard instant >= Self.everything.start, instant < Self.everything.end else { return false }
        var stack: [Bool] = []
        for step in steps {
            switch step {
            case .calendar(let calendar): stack.append(calendar.contains(instant))
            case .ranges(let ranges): stack.append(OpenIntervals.contain(ranges, instant))
            case .union: Self.combine(&stack) { $0 || $1 }
            case .intersection: Self.combine(&stack) { $0 && $1 }
            case .difference: Self.combine(&stack) { $0 && !$1 }
            }
        }
        return stack.popLast() ?? false
    }

    private static func combine<Value>(_ stack: inout [Value], _ operation: (Value, Value) -> Value) {
        guard let second = stack.popLast(), let first = stack.popLast() else { return }
        stack.append(operation(first, second))
    }
}
