import DeskPrimitives

/// Something that falls due in the pool.
struct PoolTimer: Sendable {
    enum Kind: UInt8, Sendable {
        /// An offer ends.
        case offer
        /// Work is no longer kept for its preferred agent.
        case kept
        /// Work is opened to more people, or its relaxation ends.
        case ring
        /// Something that kept work from an agent is over.
        case agent
    }

    let at: Instant
    let kind: Kind
    /// The slot of an entry, or the number of an agent.
    let index: Int32
    let generation: Int32
    /// The order in which it was set, so that timers of one instant fire in a stated order.
    let number: UInt64
}

/// What falls due in the pool, the earliest first.
struct PoolTimers: Sendable {
    private var heap: [PoolTimer] = []
    private var count: UInt64 = 0

    var first: PoolTimer? { heap.first }

    private static func precedes(_ a: PoolTimer, _ b: PoolTimer) -> Bool {
        a.at != b.at ? a.at < b.at : a.number < b.number
    }

    mutating func set(_ kind: PoolTimer.Kind, _ index: Int32, at: Instant, generation: Int32 = 0) {
        count += 1
        heap.append(PoolTimer(at: at, kind: kind, index: index, generation: generation, number: count))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popFirst() -> PoolTimer? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var best = parent * 2 + 1
            guard best < heap.count else { break }
            if best + 1 < heap.count, Self.precedes(heap[best + 1], heap[best]) { best += 1 }
            guard Self.precedes(heap[best], heap[parent]) else { break }
            heap.swapAt(best, parent)
            parent = best
        }
        return first
    }
}
