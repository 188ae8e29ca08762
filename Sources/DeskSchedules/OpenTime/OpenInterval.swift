/// A half-open stretch of microseconds since 1970.
@usableFromInline
struct OpenInterval: Hashable, Sendable {
    @usableFromInline var start: Int64
    @usableFromInline var end: Int64

    @usableFromInline
    init(start: Int64, end: Int64) {
        self.start = start
        self.end = end
    }
}

/// Set operations on intervals that are sorted, not empty, and neither overlap nor touch; so are the results.
enum OpenIntervals {
    static func union(_ a: [OpenInterval], _ b: [OpenInterval]) -> [OpenInterval] {
        if a.isEmpty { return b }
        if b.isEmpty { return a }
        var result: [OpenInterval] = []
        result.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            let next: OpenInterval
            if j >= b.count || (i < a.count && a[i].start <= b[j].start) {
                next = a[i]
                i += 1
            } else {
                next = b[j]
                j += 1
            }
            if let last = result.last, next.start <= last.end {
                result[result.count - 1].end = max(last.end, next.end)
            } else {
                result.append(next)
            }
        }
        return result
    }

    static func intersection(_ a: [OpenInterval], _ b: [OpenInterval]) -> [OpenInterval] {
        var result: [OpenInterval] = []
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            let start = max(a[i].start, b[j].start)
            let end = min(a[i].end, b[j].end)
            if start < end { result.append(OpenInterval(start: start, end: end)) }
            if a[i].end <= b[j].end { i += 1 } else { j += 1 }
        }
        return result
    }

    static func difference(_ a: [OpenInterval], _ b: [OpenInterval]) -> [OpenInterval] {
        if b.isEmpty { return a }
        var result: [OpenInterval] = []
        var j = 0
        for interval in a {
            var start = interval.start
            while j < b.count, b[j].end <= start { j += 1 }
            var k = j
            while k < b.count, b[k].start < interval.end {
                if b[k].start > start { result.append(OpenInterval(start: start, end: b[k].start)) }
                start = max(start, b[k].end)
                k += 1
            }
            if start < interval.end { result.append(OpenInterval(start: start, end: interval.end)) }
        }
        return result
    }

    /// The part within a range.
    static func clip(_ a: [OpenInterval], from start: Int64, to end: Int64) -> [OpenInterval] {
        var (low, high) = (0, a.count)
        while low < high {
            let middle = (low + high) / 2
            if a[middle].end <= start { low = middle + 1 } else { high = middle }
        }
        var result: [OpenInterval] = []
        for interval in a[low...] {
            guard interval.start < end else { break }
            let clipped = OpenInterval(start: max(interval.start, start), end: min(interval.end, end))
            if clipped.start < clipped.end { result.append(clipped) }
        }
        return result
    }

    /// Whether an instant lies in one of the intervals.
    static func contain(_ a: [OpenInterval], _ instant: Int64) -> Bool {
        var (low, high) = (0, a.count)
        while low < high {
            let middle = (low + high) / 2
            if a[middle].end <= instant { low = middle + 1 } else { high = middle }
        }
        return low < a.count && a[low].start <= instant
    }

    /// Any intervals as sorted ones that neither overlap nor touch; empty ones are dropped.
    static func normalized(_ a: [OpenInterval]) -> [OpenInterval] {
        var result: [OpenInterval] = []
        for next in a.filter({ $0.start < $0.end }).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = result.last, next.start <= last.end {
                result[result.count - 1].end = max(last.end, next.end)
            } else {
                result.append(next)
            }
        }
        return result
    }
}
