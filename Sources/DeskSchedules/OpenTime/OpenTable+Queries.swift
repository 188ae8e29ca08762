extension OpenTable {
    /// Whether an instant lies in the window or at its end.
    @inlinable
    func covers(_ instant: Int64) -> Bool {
        UInt64(bitPattern: instant &- start) <= length
    }

    /// Whether an instant lies in the window and not at its end.
    @inlinable
    func holds(_ instant: Int64) -> Bool {
        UInt64(bitPattern: instant &- start) < length
    }

    /// The last node that begins at or before an instant of the window.
    @inlinable
    func node(at instant: Int64) -> Int {
        var index = Int(byStart[Int(truncatingIfNeeded: UInt64(bitPattern: instant &- start) &>> startShift)])
        var step = startStep
        while step > 0 {
            index = nodes[index &+ step].start <= instant ? index &+ step : index
            step &>>= 1
        }
        return index
    }

    /// The last node with no more open time before it than this, which is not negative and below ``total``.
    @inlinable
    func node(open: Int64) -> Int {
        var index = Int(byOpen[Int(truncatingIfNeeded: UInt64(bitPattern: open) &>> openShift)])
        var step = openStep
        while step > 0 {
            index = nodes[index &+ step].before <= open ? index &+ step : index
            step &>>= 1
        }
        return index
    }

    /// The open time of the window before one of its instants.
    @inlinable
    func open(before instant: Int64) -> Int64 {
        let index = node(at: instant)
        let node = nodes[index]
        return min(node.before &+ (instant &- node.start), nodes[index &+ 1].before)
    }

    /// Whether an instant of the window, not its end, is open.
    @inlinable
    func isOpen(_ instant: Int64) -> Bool {
        let index = node(at: instant)
        let node = nodes[index]
        return instant &- node.start < nodes[index &+ 1].before &- node.before
    }

    /// The end of the open interval of a node.
    @inlinable
    func end(_ index: Int) -> Int64 {
        nodes[index].start &+ (nodes[index &+ 1].before &- nodes[index].before)
    }
}
