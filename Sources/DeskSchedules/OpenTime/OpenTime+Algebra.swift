public import DeskPrimitives

extension OpenTime {
    /// Open when at least one of the two is: a team whose shifts follow each other, in any zones.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond 1,024 parts.
    public func union(_ other: OpenTime) throws(Refusal) -> OpenTime {
        try combined(with: other, .union)
    }

    /// Open when both are: what a customer's contract leaves of a desk's hours.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond 1,024 parts.
    public func intersection(_ other: OpenTime) throws(Refusal) -> OpenTime {
        try combined(with: other, .intersection)
    }

    /// Open when this one is and the other is not.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond 1,024 parts.
    public func difference(_ other: OpenTime) throws(Refusal) -> OpenTime {
        try combined(with: other, .difference)
    }

    /// Without these stretches of time, which may overlap and need no order.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond `Limits.listCount` ranges.
    public func excluding(_ ranges: [Range<Instant>]) throws(Refusal) -> OpenTime {
        try difference(OpenTime(ranges: ranges))
    }

    /// Within one stretch of time alone.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond 1,024 parts.
    public func limited(to range: Range<Instant>) throws(Refusal) -> OpenTime {
        try intersection(OpenTime(ranges: [range]))
    }

    /// Open in these stretches of time, which may overlap and need no order.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond `Limits.listCount` ranges.
    public init(ranges: [Range<Instant>]) throws(Refusal) {
        guard ranges.count <= Limits.listCount else {
            throw Refusal(.tooLong, "more than \(Limits.listCount) ranges of time")
        }
        let intervals = OpenIntervals.clip(
            OpenIntervals.normalized(
                ranges.map { OpenInterval(start: $0.lowerBound.microseconds, end: $0.upperBound.microseconds) }),
            from: OpenSource.everything.start, to: OpenSource.everything.end)
        var hash = Fingerprint()
        hash.add(0x72)
        for interval in intervals {
            hash.add(interval.start)
            hash.add(interval.end)
        }
        self.init(
            OpenSource(intervals), from: intervals.first?.start ?? 0, to: intervals.last?.end ?? 0,
            zoneDataVersion: "", fingerprint: hash.value)
    }

    private func combined(with other: OpenTime, _ combination: OpenSource.Step) throws(Refusal) -> OpenTime {
        guard core.source.steps.count + other.core.source.steps.count < 2 * OpenSource.maximumParts else {
            throw Refusal(.tooLong, "more than \(OpenSource.maximumParts) parts in one combination")
        }
        var hash = Fingerprint()
        switch combination {
        case .union: hash.add(1)
        case .intersection: hash.add(2)
        default: hash.add(3)
        }
        hash.add(Int64(bitPattern: fingerprint))
        hash.add(Int64(bitPattern: other.fingerprint))
        let versions = Set(
            (zoneDataVersion.split(separator: "+") + other.zoneDataVersion.split(separator: "+")).map(String.init))
        let (start, end) = commonWindow(other)
        return OpenTime(
            OpenSource(core.source, other.core.source, combination), from: start, to: end,
            zoneDataVersion: versions.sorted().joined(separator: "+"), fingerprint: hash.value)
    }

    /// The window of a combination: the calendar's when the other has only ranges, the one of both where two calendars
    /// have one, the narrower when they do not meet.
    private func commonWindow(_ other: OpenTime) -> (Int64, Int64) {
        let (a, b) = (core.table, other.core.table)
        let (endOfA, endOfB) = (a.start + Int64(a.length), b.start + Int64(b.length))
        switch (core.source.isDated, other.core.source.isDated) {
        case (true, true): return (min(a.start, b.start), max(endOfA, endOfB))
        case (true, false): return (b.start, endOfB)
        case (false, true): return (a.start, endOfA)
        case (false, false): break
        }
        let start = max(a.start, b.start)
        let end = min(endOfA, endOfB)
        if start < end { return (start, end) }
        return a.length <= b.length ? (a.start, endOfA) : (b.start, endOfB)
    }
}
