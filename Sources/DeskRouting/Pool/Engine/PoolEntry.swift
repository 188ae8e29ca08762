import DeskPrimitives

/// A piece of work in the pool.
struct PoolEntry: Sendable {
    /// Where the work is while it waits.
    enum Spot: Sendable, Hashable {
        /// Nowhere: it does not wait.
        case none
        /// In the heap of its class.
        case line
        /// In its class, apart because some agents are excluded.
        case apart
        /// Kept for its preferred agent.
        case kept(agent: Int32)
    }

    var item: WorkItem
    /// Whether the slot is in use.
    var isThere = true
    var classIndex: Int32 = -1
    var spot = Spot.none
    /// Tells timers of an earlier stay in the slot, or an earlier pass, from those that count.
    var generation: Int32 = 0
    /// Whom it was for at first, by number.
    var preferred: Int32 = -1
    /// Who is offered or has it, by number.
    var holder: Int32 = -1
}

/// Work in a line: the number it is ordered by, and where it is kept.
struct PoolNode: Sendable {
    let key: Int64
    let since: Instant
    /// What decides between work of one key and one age.
    let rank: Int32
    let slot: Int32

    init(key: Int64, since: Instant, rank: Int32 = 0, slot: Int32) {
        self.key = key
        self.since = since
        self.rank = rank
        self.slot = slot
    }

    /// A place holder for what stands in no line.
    init(_ slot: Int32) { self.init(key: 0, since: .epoch, slot: slot) }

    @inline(__always)
    func precedes(_ other: PoolNode, _ entries: [PoolEntry]) -> Bool {
        if key != other.key { return key < other.key }
        if since != other.since { return since < other.since }
        if rank != other.rank { return rank < other.rank }
        return entries[Int(slot)].item.id < entries[Int(other.slot)].item.id
    }
}
