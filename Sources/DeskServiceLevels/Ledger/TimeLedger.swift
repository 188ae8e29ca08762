public import DeskPrimitives
public import DeskSchedules

/// Where the time of a case, or of many, went: every microsecond in exactly one bucket.
///
/// The spans add up to the time between the two instants exactly, and ledgers add up bucket by bucket. Time in a queue and
/// with the desk's own people counts while the calendar is open; the rest of it is ``Bucket/closed``. Time with others
/// counts around the clock: they keep hours of their own.
public struct TimeLedger: Hashable, Sendable {
    /// Where time goes.
    public enum Bucket: Hashable, Sendable {
        /// Waiting in a queue during open hours.
        case queue(QueueID?)
        /// With the desk's own people during open hours.
        case team(TeamID?)
        /// Waiting for the person.
        case customer
        /// Waiting for a supplier.
        case supplier
        /// Waiting for another party inside the organisation.
        case `internal`
        /// In a queue or with the desk's own people outside open hours.
        case closed
        /// Settled.
        case done
    }

    /// A bucket and what is in it.
    public struct Share: Hashable, Sendable, Codable {
        /// The bucket.
        public let bucket: Bucket
        /// The time in it, more than nothing.
        public let span: TimeSpan

        /// Creates a share.
        public init(bucket: Bucket, span: TimeSpan) {
            self.bucket = bucket
            self.span = span
        }
    }

    /// The buckets that hold any time, in the order of the buckets.
    public let shares: [Share]
    /// The sum of all of them.
    public let total: TimeSpan

    /// No time at all.
    public static let empty = TimeLedger(shares: [], total: .zero)

    private init(shares: [Share], total: TimeSpan) {
        self.shares = shares
        self.total = total
    }

    /// Puts spans into their buckets; empty ones are left out.
    private init(summing spans: [Share]) throws(Refusal) {
        var shares: [Share] = []
        var total = TimeSpan.zero
        for share in spans.sorted(by: { $0.bucket < $1.bucket }) where share.span > .zero {
            guard let grown = total.adding(share.span) else {
                throw Refusal(.outOfRange, "more time than a ledger can hold, 292,271 years")
            }
            total = grown
            if let last = shares.last, last.bucket == share.bucket {
                shares[shares.count - 1] = Share(bucket: share.bucket, span: last.span + share.span)
            } else {
                shares.append(share)
            }
        }
        self.init(shares: shares, total: total)
    }

    /// The ledger of a case between two instants.
    ///
    /// - Parameters:
    ///   - timeline: who held the case from when on, in any order; of entries at one instant the later one in the list
    ///     counts. Before its first entry the case waited in no queue, `queue(nil)`.
    ///   - start: the first instant counted.
    ///   - end: the instant after the last one counted.
    ///   - open: the desk's open hours.
    /// - Throws: `Refusal` with code `outOfRange` for instants outside the accepted years or an end before the start,
    ///   `tooLong` beyond `Limits.listCount` entries.
    /// - Complexity: O(n log n) in the number of entries.
    public static func make(
        timeline: [HolderChange], from start: Instant, to end: Instant, in open: OpenTime
    ) throws(Refusal) -> TimeLedger {
        try Limits.check(start, at: .field("from"))
        try Limits.check(end, at: .field("to"))
        guard start <= end else { throw Refusal(.outOfRange, "the end lies before the start", at: .field("to")) }
        guard timeline.count <= Limits.listCount else {
            throw Refusal(.tooLong, "at most \(Limits.listCount) entries are taken", at: .field("timeline"))
        }
        let changes = timeline.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        var spans: [Share] = []
        var holder = Holder.queue(nil)
        var since = start
        for (_, change) in changes where change.at < end {
            if change.at > since {
                append(holder, from: since, to: change.at, in: open, to: &spans)
                since = change.at
            }
            holder = change.holder
        }
        append(holder, from: since, to: end, in: open, to: &spans)
        return try TimeLedger(summing: spans)
    }

    private static func append(
        _ holder: Holder, from start: Instant, to end: Instant, in open: OpenTime, to spans: inout [Share]
    ) {
        let wall = end - start
        let worked: (Bucket) -> [Share] = { bucket in
            let counted = min(max(open.elapsed(from: start, to: end), .zero), wall)
            return [Share(bucket: bucket, span: counted), Share(bucket: .closed, span: wall - counted)]
        }
        switch holder {
        case .queue(let queue): spans += worked(.queue(queue))
        case .team(let team): spans += worked(.team(team))
        case .customer: spans.append(Share(bucket: .customer, span: wall))
        case .supplier: spans.append(Share(bucket: .supplier, span: wall))
        case .internal: spans.append(Share(bucket: .internal, span: wall))
        case .done: spans.append(Share(bucket: .done, span: wall))
        }
    }

    /// The time in a bucket.
    ///
    /// - Complexity: O(buckets).
    public func span(in bucket: Bucket) -> TimeSpan {
        shares.first { $0.bucket == bucket }?.span ?? .zero
    }

    /// The time in all queues during open hours.
    public var queued: TimeSpan {
        sum {
            if case .queue = $0 { true } else { false }
        }
    }

    /// The time with all of the desk's own teams during open hours.
    public var ours: TimeSpan {
        sum {
            if case .team = $0 { true } else { false }
        }
    }

    private func sum(of isWanted: (Bucket) -> Bool) -> TimeSpan {
        shares.reduce(TimeSpan.zero) { isWanted($1.bucket) ? $0 + $1.span : $0 }
    }

    /// The ledger of both together.
    ///
    /// - Throws: `Refusal` with code `outOfRange` beyond 292,271 years in all.
    public static func + (a: TimeLedger, b: TimeLedger) throws(Refusal) -> TimeLedger {
        try TimeLedger(summing: a.shares + b.shares)
    }
}

extension TimeLedger: Codable {
    /// Writes the bare list of shares.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(shares)
    }

    /// Reads a list of shares in any order; refuses negative spans and sums that are too large.
    public init(from decoder: any Decoder) throws {
        let shares = try decoder.singleValueContainer().decode([Share].self)
        do throws(Refusal) {
            for (index, share) in shares.enumerated() where share.span < .zero {
                throw Refusal(.outOfRange, "less than no time", at: Place([.index(index)]))
            }
            try self.init(summing: shares)
        } catch {
            throw decoder.failure(error)
        }
    }
}
