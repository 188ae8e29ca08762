import DeskPrimitives
import DeskRouting

/// The work that a dispatch looks at: all that waits, or of long lines the beginning of every kind.
struct DispatchLine {
    /// The work.
    var items: [WorkItem] = []
    /// The last that is known of each kind of which more waits.
    var ends: Set<CaseID> = []
    /// How much waits in each queue, as far as it was counted.
    var lengths: [QueueID: Int] = [:]

    /// The line without what is held back.
    func keeping(_ isKept: (WorkItem) -> Bool) -> DispatchLine {
        var line = self
        line.items = items.filter(isKept)
        return line
    }

    /// Adds the beginnings of kinds.
    ///
    /// What was read of a kind already is its oldest too, so that its end lies where more of it
    /// was read.
    mutating func add(_ found: [WorkItem]) {
        var last: [LineKind: WorkItem] = [:]
        var known: Set<CaseID> = []
        for work in items {
            known.insert(work.id)
            let kind = LineKind(work)
            if let other = last[kind], (other.enqueuedAt, other.id) > (work.enqueuedAt, work.id) { continue }
            last[kind] = work
        }
        for work in found where ends.contains(work.id) {
            guard let other = last[LineKind(work)], (other.enqueuedAt, other.id) > (work.enqueuedAt, work.id) else {
                continue
            }
            ends.remove(work.id)
            ends.insert(other.id)
        }
        items += found.filter { !known.contains($0.id) }
    }
}

/// A kind of work in one queue.
private struct LineKind: Hashable {
    let queue: QueueID
    let kind: UInt64

    init(_ work: WorkItem) {
        queue = work.queue
        kind = work.kind
    }
}
