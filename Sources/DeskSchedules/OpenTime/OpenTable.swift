/// The open intervals of a window, with the open time before each, and two indexes into them.
///
/// A query is one look into an index and a fixed, small number of steps among neighbouring nodes. Times are microseconds.
@usableFromInline
struct OpenTable: Sendable {
    /// An open interval begins here; it is as long as the difference of `before` to the next node.
    @usableFromInline
    struct Node: Sendable {
        @usableFromInline let start: Int64
        @usableFromInline let before: Int64

        @usableFromInline
        init(start: Int64, before: Int64) {
            self.start = start
            self.before = before
        }
    }

    /// The window begins here.
    @usableFromInline let start: Int64
    /// The length of the window.
    @usableFromInline let length: UInt64
    /// All open time of the window.
    @usableFromInline let total: Int64
    /// A node of no length at the start of the window, the open intervals, then nodes behind the end of time.
    @usableFromInline let nodes: [Node]
    /// For each stretch of `1 << startShift` after `start`, the last node that begins at or before it.
    @usableFromInline let byStart: [UInt32]
    @usableFromInline let startShift: UInt64
    @usableFromInline let startStep: Int
    /// For each `1 << openShift` of open time, the last node with no more open time before it.
    @usableFromInline let byOpen: [UInt32]
    @usableFromInline let openShift: UInt64
    @usableFromInline let openStep: Int

    /// The most intervals a table holds; a window with more is made shorter.
    static let maximumIntervals = 262_144

    /// Makes the table of sorted, clipped intervals of the window.
    init(_ intervals: [OpenInterval], from start: Int64, to end: Int64) {
        var nodes: [Node] = []
        nodes.reserveCapacity(intervals.count + 4)
        nodes.append(Node(start: start, before: 0))
        var total: Int64 = 0
        var smallestStart = Int64.max
        var smallestOpen = Int64.max
        var lastStart: Int64?
        for interval in intervals {
            if let lastStart { smallestStart = min(smallestStart, interval.start - lastStart) }
            lastStart = interval.start
            nodes.append(Node(start: interval.start, before: total))
            let open = interval.end - interval.start
            smallestOpen = min(smallestOpen, open)
            total += open
        }
        let starts = Index(
            keys: nodes.map { $0.start - start }, range: UInt64(end - start), smallestGap: smallestStart)
        let opens = Index(keys: nodes.map(\.before), range: UInt64(total), smallestGap: smallestOpen)
        for _ in 0..<(2 * max(starts.step, opens.step, 1)) {
            nodes.append(Node(start: .max, before: total))
        }
        self.start = start
        self.length = UInt64(end - start)
        self.total = total
        self.nodes = nodes
        byStart = starts.table
        startShift = starts.shift
        startStep = starts.step
        byOpen = opens.table
        openShift = opens.shift
        openStep = opens.step
    }

    private struct Index {
        var table: [UInt32] = []
        var shift: UInt64 = 0
        var step = 0

        /// - Parameters:
        ///   - keys: Ascending, from 0.
        ///   - range: The largest key that is asked for.
        ///   - smallestGap: No two keys but the first two are nearer to one another; the first two stand at the start.
        init(keys: [Int64], range: UInt64, smallestGap: Int64) {
            // Stretches no longer than the smallest gap hold one key at most; but no more than eight for each key.
            let limit = UInt64(keys.count) * 8 + 64
            shift = smallestGap > 0 ? UInt64(63 - smallestGap.leadingZeroBitCount) : 0
            while range >> shift >= limit { shift += 1 }
            table.reserveCapacity(Int(range >> shift) + 1)
            var key = 0
            var ahead = 0
            var most = 0
            for stretch in 0...(range >> shift) {
                let from = Int64(stretch << shift)
                while key + 1 < keys.count, keys[key + 1] <= from { key += 1 }
                ahead = max(ahead, key)
                let last = from + ((1 << Int64(shift)) - 1)
                while ahead + 1 < keys.count, keys[ahead + 1] <= last { ahead += 1 }
                most = max(most, ahead - key)
                table.append(UInt32(key))
            }
            step = most == 0 ? 0 : 1 << (Int.bitWidth - 1 - most.leadingZeroBitCount)
        }
    }
}
