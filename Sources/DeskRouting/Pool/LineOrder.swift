import DeskPrimitives

/// The order in which work that waits in some queues is looked at, each case once.
///
/// Under most policies it is fixed from the beginning. Under ``ContactOrder/queueRatio`` the queue whose line exceeds its
/// share the most comes next, and a line gets shorter with every piece of work that is given out.
struct LineOrder {
    /// A queue under ``ContactOrder/queueRatio``.
    private struct Line {
        var order: [Int]
        var next = 0
        var length: Int
        let share: Int
    }

    private let items: [WorkItem]
    private let policy: DistributionPolicy
    private var order: [Int] = []
    private var position = 0
    /// By queue id; empty where the order is fixed.
    private var lines: [Line] = []
    private var last: Int?
    private var placedBefore = 0

    init(
        _ items: [WorkItem], of queues: [QueueID: WorkQueue], lengths: [QueueID: Int], _ policy: DistributionPolicy,
        at now: Instant
    ) {
        self.items = items
        self.policy = policy
        var order = items.indices.filter { items[$0].state == .waiting && queues[items[$0].queue] != nil }
        func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
            if policy.contacts == .serviceClock {
                let (x, y) = (a.delaySlope(at: now), b.delaySlope(at: now))
                if x != y { return x > y }
            }
            return a.isServedBefore(b, policy)
        }
        let isSorted = zip(order, order.dropFirst()).allSatisfy { !precedes(items[$1], items[$0]) }
        if !isSorted { order.sort { precedes(items[$0], items[$1]) } }
        var seen: Set<CaseID> = []
        order = order.filter { seen.insert(items[$0].id).inserted }
        guard policy.contacts == .queueRatio, queues.count > 1 else {
            self.order = order
            return
        }
        for id in queues.keys.sorted() {
            let own = order.filter { items[$0].queue == id }
            guard !own.isEmpty else { continue }
            lines.append(
                Line(order: own, length: max(lengths[id] ?? 0, own.count), share: max(0, queues[id]?.share ?? 1)))
        }
    }

    /// Where the next piece of work stands among the items; nil when all have been looked at.
    ///
    /// - Parameter placed: How many pieces of work were given out so far.
    mutating func next(placed: Int) -> Int? {
        guard !lines.isEmpty else {
            guard position < order.count else { return nil }
            position += 1
            return order[position - 1]
        }
        if let last, placed > placedBefore { lines[last].length -= 1 }
        placedBefore = placed
        var best: Int?
        for number in lines.indices where lines[number].next < lines[number].order.count {
            guard let other = best else {
                best = number
                continue
            }
            if isServedBefore(number, other) { best = number }
        }
        guard let best else { return nil }
        last = best
        lines[best].next += 1
        return lines[best].order[lines[best].next - 1]
    }

    private func isServedBefore(_ a: Int, _ b: Int) -> Bool {
        // length(a) / share(a) > length(b) / share(b), crosswise.
        let left = lines[a].length * lines[b].share
        let right = lines[b].length * lines[a].share
        if left != right { return left > right }
        return items[lines[a].order[lines[a].next]].isServedBefore(items[lines[b].order[lines[b].next]], policy)
    }
}
