import ServiceDesk

/// What is going to happen, in the order of time; of one instant, what was scheduled first comes first.
struct EventQueue<Event> {
    private struct Entry {
        let at: Instant
        let number: Int
        let event: Event

        func precedes(_ other: Entry) -> Bool { at == other.at ? number < other.number : at < other.at }
    }

    // A binary heap: the earliest entry stands first, and no entry stands before its parent in time.
    private var heap: [Entry] = []
    private var scheduled = 0

    /// Puts something on the calendar.
    mutating func schedule(_ event: Event, at instant: Instant) {
        scheduled += 1
        heap.append(Entry(at: instant, number: scheduled, event: event))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the next thing off the calendar.
    mutating func next() -> (at: Instant, event: Event)? {
        guard let first = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
            guard let child = children.min(by: { heap[$0].precedes(heap[$1]) }), heap[child].precedes(heap[parent])
            else { return (first.at, first.event) }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
