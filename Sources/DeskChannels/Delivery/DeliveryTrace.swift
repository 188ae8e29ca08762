public import DeskPrimitives

/// How far a message has come, as its network reports it.
public enum DeliveryStage: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    /// The network has taken it.
    case accepted
    /// It is on its way to the person's device or mailbox.
    case sent
    /// It has reached the device or mailbox.
    case delivered
    /// The person has opened it.
    case read

    /// An earlier stage sorts first.
    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .accepted: 0
        case .sent: 1
        case .delivered: 2
        case .read: 3
        }
    }
}

/// One report of a network about a message, which may come late, twice, and before an earlier one.
public struct DeliveryReport: Hashable, Sendable, Codable {
    /// What a report says.
    public enum News: Hashable, Sendable, Codable {
        /// The message has come so far.
        case reached(DeliveryStage)
        /// The message will not arrive.
        case failed(UndeliverableReason)
    }

    /// What it says.
    public let news: News
    /// When that happened, by the network's clock.
    public let at: Instant

    /// Creates a report.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an instant outside the accepted years.
    public init(_ news: News, at: Instant) throws(Refusal) {
        try Limits.check(at, at: .field("at"))
        self.news = news
        self.at = at
    }
}

/// Everything the network has reported about a message.
///
/// For each stage and for a failure it keeps the earliest report, so traces are a lattice: taking in reports is commutative,
/// associative and idempotent, and any order of any repetitions of the same reports gives the same trace.
public struct DeliveryTrace: Hashable, Sendable, Codable {
    /// When the network took it.
    public private(set) var accepted: Instant?
    /// When it went on its way.
    public private(set) var sent: Instant?
    /// When it reached the device or mailbox.
    public private(set) var delivered: Instant?
    /// When the person opened it.
    public private(set) var read: Instant?
    /// When it failed.
    public private(set) var failed: Instant?
    /// Why it failed, of several reasons of one instant the first by name.
    public private(set) var failure: UndeliverableReason?

    /// Creates a trace without reports.
    public init() {}

    /// Whether nothing was reported yet.
    public var isEmpty: Bool { furthest == nil && failed == nil }

    /// The furthest stage that was reported.
    public var furthest: DeliveryStage? {
        if read != nil { return .read }
        if delivered != nil { return .delivered }
        if sent != nil { return .sent }
        return accepted == nil ? nil : .accepted
    }

    /// Takes in a report.
    public mutating func add(_ report: DeliveryReport) {
        let at = report.at
        switch report.news {
        case .reached(.accepted): accepted = min(accepted ?? at, at)
        case .reached(.sent): sent = min(sent ?? at, at)
        case .reached(.delivered): delivered = min(delivered ?? at, at)
        case .reached(.read): read = min(read ?? at, at)
        case .failed(let reason): fail(reason, at)
        }
    }

    private mutating func fail(_ reason: UndeliverableReason, _ at: Instant) {
        if let failed, let failure, (failed, failure.rawValue) <= (at, reason.rawValue) { return }
        (failed, failure) = (at, reason)
    }

    /// The trace of the reports of both.
    public func merged(with other: DeliveryTrace) -> DeliveryTrace {
        func earlier(_ a: Instant?, _ b: Instant?) -> Instant? {
            guard let a, let b else { return a ?? b }
            return min(a, b)
        }
        var result = self
        result.accepted = earlier(accepted, other.accepted)
        result.sent = earlier(sent, other.sent)
        result.delivered = earlier(delivered, other.delivered)
        result.read = earlier(read, other.read)
        if let failed = other.failed, let failure = other.failure { result.fail(failure, failed) }
        return result
    }
}
