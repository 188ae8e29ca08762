public import DeskPrimitives

// The answers that the table of the window cannot give: exact, computed from the source piece by piece. Each walk ends
// at the latest where the source says that nothing is open any more, or at the edge of the accepted years.
extension OpenTime {
    /// The number of a bit that says whether an instant is open, which need not be in the window.
    @usableFromInline
    func quantumAnywhere(_ instant: Instant) -> UInt64 {
        let table = core.table
        let isOpen =
            table.holds(instant.microseconds)
            ? instant.microseconds < table.end(table.node(at: instant.microseconds))
            : core.source.contains(instant.microseconds)
        return table.bits.quantum(isOpen: isOpen)
    }

    @usableFromInline
    func elapsedAnywhere(from start: Instant, to end: Instant) -> TimeSpan {
        if end < start {
            return -elapsedAnywhere(from: end, to: start)
        }
        return TimeSpan(microseconds: measure(from: start.microseconds, to: end.microseconds))
    }

    @usableFromInline
    func addingAnywhere(_ span: TimeSpan, to instant: Instant, landing: Landing) -> Instant? {
        guard instant.isAccepted else { return nil }
        if span.microseconds < 0 {
            guard span.microseconds > .min else { return nil }
            return subtracting(-span, from: instant, landing: landing)
        }
        if span == .zero, landing == .earliest { return instant }
        return forward(span.microseconds, from: instant.microseconds, latest: landing == .latest)
    }

    @usableFromInline
    func subtractingAnywhere(_ span: TimeSpan, from instant: Instant, landing: Landing) -> Instant? {
        guard instant.isAccepted else { return nil }
        if span.microseconds < 0 {
            guard span.microseconds > .min else { return nil }
            return adding(-span, to: instant, landing: landing)
        }
        if span == .zero, landing == .earliest { return instant }
        return backward(span.microseconds, from: instant.microseconds, latest: landing == .latest)
    }

    /// The open time between two instants in order.
    private func measure(from start: Int64, to end: Int64) -> Int64 {
        guard let reach = core.source.reach else { return 0 }
        var total: Int64 = 0
        var at = max(start, reach.start)
        let end = min(end, reach.end)
        var walk = Walk(core.table)
        while at < end {
            if let inside = walk.inside(at) {
                let stop = min(end, inside)
                total += core.table.open(before: stop) - core.table.open(before: at)
                at = stop
            } else {
                let stop = walk.stop(after: at, limit: end)
                for interval in core.source.intervals(from: at, to: stop) { total += interval.end - interval.start }
                at = stop
            }
        }
        return total
    }

    /// The instant at which an amount of open time is used up, or nil; with `latest` the last such instant.
    func forward(_ amount: Int64, from start: Int64, latest: Bool) -> Instant? {
        guard let reach = core.source.reach else { return nil }
        var left = amount
        var at = max(start, reach.start)
        // There is never more open time than time.
        guard at < reach.end, left <= reach.end - at else { return nil }
        var walk = Walk(core.table)
        while at < reach.end {
            let stop: Int64
            if let inside = walk.inside(at) {
                let open = core.table.total - core.table.open(before: at)
                stop = inside
                if latest ? open <= left : open < left {
                    left -= open
                    at = stop
                    continue
                }
                let goal = core.table.open(before: at) + left
                let node = core.table.nodes[core.table.node(open: latest ? goal : goal - 1)]
                return Instant(microseconds: goal + node.lag)
            }
            stop = walk.stop(after: at, limit: reach.end)
            for interval in core.source.intervals(from: at, to: stop) {
                let open = interval.end - interval.start
                if latest ? open > left : open >= left { return Instant(microseconds: interval.start + left) }
                left -= open
            }
            at = stop
        }
        return nil
    }

    /// The mirror image of ``forward(_:from:latest:)``.
    func backward(_ amount: Int64, from end: Int64, latest: Bool) -> Instant? {
        guard let reach = core.source.reach else { return nil }
        var left = amount
        var at = min(end, reach.end)
        guard at > reach.start, left <= at - reach.start else { return nil }
        var walk = Walk(core.table)
        while at > reach.start {
            if let inside = walk.insideBackward(at) {
                let open = core.table.open(before: at)
                if latest ? open <= left : open < left {
                    left -= open
                    at = inside
                    continue
                }
                let goal = open - left
                let node = core.table.nodes[core.table.node(open: latest ? goal - 1 : goal)]
                return Instant(microseconds: goal + node.lag)
            }
            let stop = walk.stop(before: at, limit: reach.start)
            for interval in core.source.intervals(from: stop, to: at).reversed() {
                let open = interval.end - interval.start
                if latest ? open > left : open >= left { return Instant(microseconds: interval.end - left) }
                left -= open
            }
            at = stop
        }
        return nil
    }

    /// Cuts a walk along the time line into the window and pieces of growing length outside it.
    private struct Walk {
        private static let firstPiece: Int64 = 16 * 86_400_000_000
        private static let longestPiece: Int64 = 4_096 * 86_400_000_000

        private let start: Int64
        private let end: Int64
        private var piece = firstPiece

        init(_ table: OpenTable) {
            start = table.start
            end = table.start + Int64(table.length)
        }

        /// The end of the window when an instant lies in it before its end.
        func inside(_ at: Int64) -> Int64? { at >= start && at < end ? end : nil }
        /// The start of the window when an instant lies in it after its start.
        func insideBackward(_ at: Int64) -> Int64? { at > start && at <= end ? start : nil }

        mutating func stop(after at: Int64, limit: Int64) -> Int64 {
            defer { piece = min(piece * 4, Self.longestPiece) }
            let stop = min(at + piece, limit)
            return at < start && start < end ? min(stop, start) : stop
        }

        mutating func stop(before at: Int64, limit: Int64) -> Int64 {
            defer { piece = min(piece * 4, Self.longestPiece) }
            let stop = max(at - piece, limit)
            return at > end && start < end ? max(stop, end) : stop
        }
    }
}

extension OpenTime {
    /// The end of the maximal open interval that holds an open instant.
    func closingAfter(_ instant: Instant) -> Instant? {
        var at = instant.microseconds
        let table = core.table
        let windowEnd = table.start + Int64(table.length)
        guard let reach = core.source.reach else { return nil }
        var walk = Walk(table)
        while at < reach.end {
            if walk.inside(at) != nil {
                let end = table.end(table.node(at: at))
                // Closed at once: the interval ended where the piece before did.
                if end <= at { return Instant(microseconds: at) }
                at = end
                if end < windowEnd { return Instant(microseconds: end) }
                continue
            }
            let stop = walk.stop(after: at, limit: reach.end)
            guard let first = core.source.intervals(from: at, to: stop).first, first.start == at else {
                return Instant(microseconds: at)
            }
            at = first.end
            if at < stop { return Instant(microseconds: at) }
        }
        return Instant(microseconds: at)
    }

    /// The start of the maximal open interval that ends at or after an instant just before which it is open.
    func openingBefore(_ instant: Instant) -> Instant? {
        var at = instant.microseconds
        let table = core.table
        guard let reach = core.source.reach else { return nil }
        var walk = Walk(table)
        while at > reach.start {
            if walk.insideBackward(at) != nil {
                let index = table.node(at: at - 1)
                if table.end(index) < at { return Instant(microseconds: at) }
                at = table.start(index)
                if at > table.start { return Instant(microseconds: at) }
                continue
            }
            let stop = walk.stop(before: at, limit: reach.start)
            guard let last = core.source.intervals(from: stop, to: at).last, last.end == at else {
                return Instant(microseconds: at)
            }
            at = last.start
            if at > stop { return Instant(microseconds: at) }
        }
        return Instant(microseconds: at)
    }
}
