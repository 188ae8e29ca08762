import DeskPrimitives
import DeskRouting

/// Finds what waiting work to look at in lines that are too long to be read: the beginning of every kind of work.
///
/// Whoever cannot take the first of a kind cannot take the rest, and under every order of contacts the first of a kind comes
/// before the rest. So nobody is stranded behind others however long the line is, and a turn reads as much as there are
/// kinds. (Agents who are kept from work for a while are so from some of a kind longer than from the rest: of that they get
/// what lies far behind when the time for the first is over.) The kinds are found by their numbers: the range of numbers is cut into spans, of each the beginning is read, and
/// what lies behind the last kind seen is cut again, until every span is read to its end.
struct LineScan {
    /// Lines up to this length are read whole.
    static let wholeLine = 256
    /// How much of a kind is read, at the most, beyond what all kinds of a span have together.
    static let headLimit = 16
    /// The most work read in a turn.
    ///
    /// Where more kinds wait, each turn leaves out others.
    static let budget = 8_192
    /// How many spans a line is cut into at first, and what is behind a kind later.
    static let firstCut: UInt64 = 16
    static let laterCut: UInt64 = 4
    /// The most rounds of reading.
    static let roundLimit = 10

    /// What was found.
    struct Found {
        /// The work.
        var items: [WorkItem] = []
        /// The last of each kind of which more waits than was read.
        ///
        /// When it is given out, what comes behind it in line is not
        /// known, and so nothing may be given out that comes after it.
        var ends: Set<CaseID> = []
    }

    private struct Span {
        let queue: QueueID
        let first: UInt64
        let last: UInt64

        /// The span in parts of about the same size.
        func cut(into parts: UInt64) -> [Span] {
            let step = (last - first) / parts
            guard step > 0 else { return [self] }
            return (0..<parts).map { part in
                let start = first + part * step
                return Span(queue: queue, first: start, last: part == parts - 1 ? last : start + step - 1)
            }
        }

        func query(newestFirst: Bool) -> RecordQuery {
            WorkItem.waiting(in: queue, kinds: first, through: last, newestFirst: newestFirst, limit: headLimit)
        }
    }

    /// Reads the beginnings of the kinds of work that wait in some queues.
    static func heads(
        of queues: [QueueID], newestFirst: Bool, in workspace: inout Workspace, at now: Instant
    ) throws(DeskHalt) -> Found {
        var found = Found()
        var spans = queues.flatMap { Span(queue: $0, first: 0, last: .max).cut(into: firstCut) }
        for _ in 0..<roundLimit where !spans.isEmpty && found.items.count < budget {
            let most = max(1, (budget - found.items.count) / headLimit)
            if spans.count > most {
                let start = Int(now.microseconds / 1_000_000 % Int64(spans.count))
                spans = Array((spans[abs(start)...] + spans[..<abs(start)]).prefix(most))
            }
            let pages = try workspace.find(
                WorkItem.self, all: spans.map { $0.query(newestFirst: newestFirst) })
            var rest: [Span] = []
            for (span, read) in zip(spans, pages) {
                found.items += read
                guard read.count >= headLimit, let last = read.last else { continue }
                found.ends.insert(last.id)
                let kind = last.kind
                if newestFirst, kind > span.first {
                    rest += Span(queue: span.queue, first: span.first, last: kind - 1).cut(into: laterCut)
                } else if !newestFirst, kind < span.last {
                    rest += Span(queue: span.queue, first: kind + 1, last: span.last).cut(into: laterCut)
                }
            }
            spans = rest
        }
        return found
    }
}
