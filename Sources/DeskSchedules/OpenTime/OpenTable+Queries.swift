extension OpenTable {
    /// Whether an instant lies in the window or at its end.
    func covers(_ instant: Int64) -> Bool {
        UInt64(bitPattern: instant &- start) <= length
    }

    /// Whether an instant lies in the window and not at its end.
    func holds(_ instant: Int64) -> Bool {
        UInt64(bitPattern: instant &- start) < length
    }

    /// The open time of the window before an instant whose distance from the start is below the limit of ``byStart``.
    @inlinable
    func quickOpen(before instant: Int64) -> Int64 {
        let node = nodes[byStart.node(UInt64(bitPattern: instant &- start))]
        return min(instant &- node.lag, node.after)
    }

    /// The node of an instant of the window or its end.
    func node(at instant: Int64) -> Int {
        byStart.search(UInt64(bitPattern: instant &- start))
    }

    /// The node of an amount of open time that is not negative and below ``total``.
    func node(open: Int64) -> Int {
        byOpen.search(UInt64(bitPattern: open))
    }

    /// The open time of the window before an instant of the window or its end.
    func open(before instant: Int64) -> Int64 {
        let node = nodes[node(at: instant)]
        return min(instant - node.lag, node.after)
    }

    /// Where the open interval of a node begins.
    func start(_ index: Int) -> Int64 {
        index == 0 ? start : nodes[index].lag + nodes[index - 1].after
    }

    /// Where the open interval of a node ends.
    func end(_ index: Int) -> Int64 {
        nodes[index].lag + nodes[index].after
    }

    /// Whether there is an open interval after the one of a node.
    func hasNext(_ index: Int) -> Bool {
        index + 2 < nodes.count
    }
}
