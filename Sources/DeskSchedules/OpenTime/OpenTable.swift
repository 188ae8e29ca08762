/// The open intervals of a window and three indexes into them, for answers in constant time.
///
/// Times are microseconds. A node stands for an open interval and the closed time after it. It keeps two numbers, from
/// which everything follows for an instant `t` at or after its start: the open time before `t` is `min(t - lag, after)`,
/// and the instant at which an amount `g` of open time is used up is `g + lag`.
@usableFromInline
struct OpenTable: Sendable {
    @usableFromInline
    struct Node: Sendable {
        /// The start of the interval less the open time of the window before it.
        @usableFromInline let lag: Int64
        /// The open time of the window up to the end of the interval.
        @usableFromInline let after: Int64

        @inlinable
        init(lag: Int64, after: Int64) {
            self.lag = lag
            self.after = after
        }
    }

    /// The window begins here.
    @usableFromInline let start: Int64
    /// The length of the window.
    @usableFromInline let length: UInt64
    /// All open time of the window.
    @usableFromInline let total: Int64
    /// A node of no length at the start of the window, the open intervals, and one at the end of the window.
    @usableFromInline let nodes: [Node]
    /// From an instant, less the start of the window, to its node.
    @usableFromInline let byStart: NodeIndex
    /// From open time to its node.
    @usableFromInline let byOpen: NodeIndex
    /// From an instant, less the start of the window, to whether it is open.
    @usableFromInline let bits: OpenBits

    /// The most intervals a table holds; a window with more is made shorter.
    static let maximumIntervals = NodeIndex.maximumNodes - 2

    /// Makes the table of sorted, clipped intervals of the window.
    init(_ intervals: [OpenInterval], from start: Int64, to end: Int64) {
        var nodes: [Node] = []
        nodes.reserveCapacity(intervals.count + 2)
        var starts: [Int64] = []
        starts.reserveCapacity(intervals.count + 1)
        var opens: [Int64] = []
        opens.reserveCapacity(intervals.count + 1)
        nodes.append(Node(lag: start, after: 0))
        starts.append(0)
        opens.append(0)
        var total: Int64 = 0
        for interval in intervals {
            let lag = interval.start - total
            starts.append(interval.start - start)
            opens.append(total)
            total += interval.end - interval.start
            nodes.append(Node(lag: lag, after: total))
        }
        nodes.append(Node(lag: end - total, after: total))
        self.start = start
        self.length = UInt64(end - start)
        self.total = total
        self.nodes = nodes
        byStart = NodeIndex(keys: starts, through: UInt64(end - start))
        byOpen = NodeIndex(keys: opens, through: UInt64(total))
        bits = OpenBits(intervals, from: start, to: end)
    }
}
