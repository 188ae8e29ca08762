public import DeskPrimitives

/// A set of open instants, made ready for queries: a compiled calendar, or a combination of several.
///
/// Business time between two instants is the open time between them, so all queries agree with each other and with
/// ``isOpen(_:)``. Within the window it was compiled for every query takes constant time and allocates nothing; outside
/// it the answers are the same, only slower. Instants outside the years 1 to 9999 are never open. Immutable, a single
/// reference, free to copy and to share.
public struct OpenTime: Sendable {
    @usableFromInline let core: Core

    @usableFromInline
    final class Core: Sendable {
        @usableFromInline let table: OpenTable
        let source: OpenSource
        let zoneDataVersion: String
        let fingerprint: UInt64

        init(table: OpenTable, source: OpenSource, zoneDataVersion: String, fingerprint: UInt64) {
            self.table = table
            self.source = source
            self.zoneDataVersion = zoneDataVersion
            self.fingerprint = fingerprint
        }
    }

    /// Open at every instant.
    public static let always: OpenTime = {
        let range = OpenSource.everything
        return OpenTime(
            OpenSource([range]), from: range.start, to: range.end, zoneDataVersion: "", fingerprint: 0x616C_7761_7973)
    }()

    /// The release of the time zone data that went into it, joined with `+` when there are several; empty when none did.
    public var zoneDataVersion: String { core.zoneDataVersion }

    /// A hash of the configuration: the same for the same calendar and zone data, on every platform and in every run.
    public var fingerprint: UInt64 { core.fingerprint }

    /// The window within which queries take constant time.
    public var window: Range<Instant> {
        let table = core.table
        return Instant(microseconds: table.start)..<Instant(microseconds: table.start + Int64(table.length))
    }

    /// Computes the table of a window, which is made shorter when it holds too many intervals.
    init(_ source: OpenSource, from start: Int64, to end: Int64, zoneDataVersion: String, fingerprint: UInt64) {
        var end = max(start, end)
        var intervals = source.intervals(from: start, to: end)
        if intervals.count > OpenTable.maximumIntervals {
            end = intervals[OpenTable.maximumIntervals - 1].end
            intervals.removeSubrange(OpenTable.maximumIntervals...)
        }
        core = Core(
            table: OpenTable(intervals, from: start, to: end), source: source, zoneDataVersion: zoneDataVersion,
            fingerprint: fingerprint)
    }

    /// Whether an instant is open.
    @inlinable
    public func isOpen(_ instant: Instant) -> Bool {
        let table = core.table
        let offset = UInt64(bitPattern: instant.microseconds &- table.start)
        // Both ways give the number of a bit, so that no branch hangs on the answer, which random instants would mispredict.
        let quantum = offset < table.bits.limit ? table.bits.quantum(offset) : quantumAnywhere(instant)
        return table.bits[quantum]
    }

    /// The open time from one instant to another, negative when the second is earlier.
    @inlinable
    public func elapsed(from start: Instant, to end: Instant) -> TimeSpan {
        let table = core.table
        let limit = table.byStart.limit
        if UInt64(bitPattern: start.microseconds &- table.start) < limit,
            UInt64(bitPattern: end.microseconds &- table.start) < limit
        {
            return TimeSpan(
                microseconds: table.quickOpen(before: end.microseconds) &- table.quickOpen(before: start.microseconds))
        }
        return elapsedAnywhere(from: start, to: end)
    }

    /// The instant at which an amount of open time after an instant is used up.
    ///
    /// - Parameters:
    ///   - span: The open time; negative counts back, zero is reached at once.
    ///   - instant: Where the count starts.
    ///   - landing: Which instant counts when the amount ends exactly at a closing: that one, or the next opening.
    /// - Returns: nil when there is not so much open time up to the year 9999.
    @inlinable
    public func adding(_ span: TimeSpan, to instant: Instant, landing: Landing = .earliest) -> Instant? {
        let table = core.table
        if span.microseconds > 0, UInt64(bitPattern: instant.microseconds &- table.start) < table.byStart.limit {
            // Both terms are not negative, so the sum fits an unsigned number.
            let goal =
                UInt64(bitPattern: table.quickOpen(before: instant.microseconds))
                &+ UInt64(bitPattern: span.microseconds)
            let key = landing == .earliest ? goal &- 1 : goal
            if key < UInt64(bitPattern: table.total), key < table.byOpen.limit {
                return Instant(microseconds: Int64(bitPattern: goal) &+ table.nodes[table.byOpen.node(key)].lag)
            }
        }
        return addingAnywhere(span, to: instant, landing: landing)
    }

    /// The instant from which an amount of open time is used up at an instant.
    ///
    /// - Parameters:
    ///   - span: The open time; negative counts forward, zero is reached at once.
    ///   - instant: Where the count ends.
    ///   - landing: Which instant counts when the amount begins exactly at an opening: that one (``Landing/earliest``,
    ///     the nearest), or the closing before it (``Landing/latest``, the farthest).
    /// - Returns: nil when there is not so much open time from the year 1 on.
    @inlinable
    public func subtracting(_ span: TimeSpan, from instant: Instant, landing: Landing = .earliest) -> Instant? {
        let table = core.table
        if span.microseconds > 0, UInt64(bitPattern: instant.microseconds &- table.start) < table.byStart.limit {
            let goal = table.quickOpen(before: instant.microseconds) &- span.microseconds
            let key = landing == .earliest ? goal : goal &- 1
            // A negative key is a large unsigned number.
            if UInt64(bitPattern: key) < table.byOpen.limit {
                return Instant(microseconds: goal &+ table.nodes[table.byOpen.node(UInt64(bitPattern: key))].lag)
            }
        }
        return subtractingAnywhere(span, from: instant, landing: landing)
    }

    /// The first open instant at or after an instant: itself when it is open; nil when nothing opens again.
    public func nextOpening(from instant: Instant) -> Instant? {
        let table = core.table
        if table.holds(instant.microseconds) {
            let index = table.node(at: instant.microseconds)
            if instant.microseconds < table.end(index) { return instant }
            if table.hasNext(index) { return Instant(microseconds: table.start(index + 1)) }
        }
        return forward(0, from: max(instant, .earliest).microseconds, latest: true)
    }

    /// The last instant at or before an instant just before which it was open: itself when it was, else the end of the
    /// open time before it; nil when nothing was open before.
    public func previousClosing(before instant: Instant) -> Instant? {
        let table = core.table
        if table.covers(instant.microseconds), instant.microseconds > table.start {
            let index = table.node(at: instant.microseconds - 1)
            let end = table.end(index)
            if instant.microseconds <= end { return instant }
            if index > 0 { return Instant(microseconds: end) }
        }
        return backward(0, from: min(instant, .latest).microseconds, latest: true)
    }
}
