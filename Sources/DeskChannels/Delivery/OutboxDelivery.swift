public import DeskPrimitives

/// A message on its way out: what is sent, how often it was tried, and what became of it.
///
/// Written in the same batch as the decision that sends it, so a message is neither lost nor sent for a decision that
/// was not kept. A courier reads those that are due, hands them to the ``MessageTransport``, and stores what
/// ``applying(_:at:)`` gives.
public struct OutboxDelivery: Hashable, Sendable, Codable {
    /// Where a delivery stands.
    public enum State: Hashable, Sendable, Codable {
        /// It is tried at `next`.
        case queued(next: Instant)
        /// The channel has taken it.
        case delivered(at: Instant, receipt: DeliveryReceipt)
        /// It will not go out; somebody has to reach the person another way.
        case undeliverable(reason: UndeliverableReason, at: Instant)
        /// It may have gone out; somebody has to look.
        case maybeSent(at: Instant)
    }

    /// The attempts after which "later" becomes undeliverable; with ``retrySpan(afterAttempts:)`` about two and a half
    /// days.
    public static let maximumAttempts = 20
    /// The most attempts that are counted; further ones are made and not counted.
    public static let countedAttempts = 1_000_000
    /// The longest wait between two attempts that a channel may ask for.
    public static let longestRetrySpan = TimeSpan.hours(24)

    /// What is sent.
    public let message: OutboundMessage
    /// When it was decided to send it.
    public let queuedAt: Instant
    /// How many attempts have ended.
    public let attempts: Int
    /// Where it stands.
    public let state: State
    /// What the network has reported about it.
    public private(set) var trace = DeliveryTrace()

    /// Queues a message to go out at once or not before an instant.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an instant outside the accepted years.
    public init(_ message: OutboundMessage, queuedAt: Instant, notBefore: Instant? = nil) throws(Refusal) {
        try Limits.check(queuedAt, at: .field("queuedAt"))
        if let notBefore { try Limits.check(notBefore, at: .field("notBefore")) }
        self.init(message, queuedAt, attempts: 0, .queued(next: max(queuedAt, notBefore ?? queuedAt)))
    }

    private init(
        _ message: OutboundMessage, _ queuedAt: Instant, attempts: Int, _ state: State,
        trace: DeliveryTrace = DeliveryTrace()
    ) {
        self.message = message
        self.queuedAt = queuedAt
        self.attempts = attempts
        self.state = state
        self.trace = trace
    }

    /// The wait after so many attempts that ended with "later": 1, 5, 15 and 60 minutes, then 4 hours each time.
    public static func retrySpan(afterAttempts attempts: Int) -> TimeSpan {
        switch attempts {
        case ...1: .minutes(1)
        case 2: .minutes(5)
        case 3: .minutes(15)
        case 4: .minutes(60)
        default: .minutes(240)
        }
    }

    /// The delivery after an attempt.
    ///
    /// A span the channel asks for is honoured from one second to ``longestRetrySpan``.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is no longer queued, `outOfRange` for an instant outside
    ///   the accepted years.
    public func applying(_ outcome: DeliveryOutcome, at now: Instant) throws(Refusal) -> OutboxDelivery {
        guard case .queued = state else {
            throw Refusal(.wrongState, "delivery \(message.key) is no longer queued", at: .field("state"))
        }
        try Limits.check(now, at: .field("at"))
        let tried = min(attempts + 1, Self.countedAttempts)
        switch outcome {
        case .delivered(let receipt):
            return OutboxDelivery(
                message, queuedAt, attempts: tried, .delivered(at: now, receipt: receipt), trace: trace)
        case .undeliverable(let reason):
            return OutboxDelivery(
                message, queuedAt, attempts: tried, .undeliverable(reason: reason, at: now), trace: trace)
        case .maybeSent:
            return OutboxDelivery(message, queuedAt, attempts: tried, .maybeSent(at: now), trace: trace)
        case .retryLater(let asked):
            guard tried < Self.maximumAttempts else {
                return OutboxDelivery(
                    message, queuedAt, attempts: tried, .undeliverable(reason: .attemptsExhausted, at: now),
                    trace: trace)
            }
            let span = asked.map { min(max($0, .seconds(1)), Self.longestRetrySpan) }
            let next = now.adding(span ?? Self.retrySpan(afterAttempts: tried)) ?? .latest
            return OutboxDelivery(message, queuedAt, attempts: tried, .queued(next: next), trace: trace)
        }
    }

    /// The delivery with other couriers kept away from it until an instant, at which it is due again if nothing was heard.
    ///
    /// Written under the revision that was read, so of two couriers one gets it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is no longer queued or not due yet.
    public func claimed(until: Instant, at now: Instant) throws(Refusal) -> OutboxDelivery {
        guard case .queued(let next) = state, trace.isEmpty, next <= now, until > now else {
            throw Refusal(.wrongState, "delivery \(message.key) is not due", at: .field("state"))
        }
        try Limits.check(until, at: .field("until"))
        return OutboxDelivery(message, queuedAt, attempts: attempts, .queued(next: until), trace: trace)
    }

    /// The delivery given up before an attempt, as when its channel may not be written to any more.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not to be sent any more, `outOfRange` for an instant outside the
    ///   accepted years.
    public func abandoned(_ reason: UndeliverableReason, at now: Instant) throws(Refusal) -> OutboxDelivery {
        guard isToBeSent else {
            throw Refusal(.wrongState, "delivery \(message.key) is no longer queued", at: .field("state"))
        }
        try Limits.check(now, at: .field("at"))
        return OutboxDelivery(
            message, queuedAt, attempts: attempts, .undeliverable(reason: reason, at: now), trace: trace)
    }

    /// The delivery with a report of the network taken in, whatever its state and whatever came before.
    ///
    /// Reports and the outcome of the attempt commute: in any order, with any repetitions, they give the same delivery.
    public func receiving(_ report: DeliveryReport) -> OutboxDelivery {
        var result = self
        result.trace.add(report)
        return result
    }

    /// The delivery after somebody has looked whether a doubtful message had gone out.
    ///
    /// One that had not is queued again under the same key.
    ///
    /// - Throws: `Refusal` with code `wrongState` unless there is a doubt, `outOfRange` for an instant outside the accepted
    ///   years.
    public func settlingDoubt(wasSent: Bool, at now: Instant) throws(Refusal) -> OutboxDelivery {
        guard standing == .doubtful else {
            throw Refusal(.wrongState, "nobody doubts delivery \(message.key)", at: .field("state"))
        }
        guard wasSent else {
            try Limits.check(now, at: .field("at"))
            return OutboxDelivery(message, queuedAt, attempts: attempts, .queued(next: now), trace: trace)
        }
        return receiving(try DeliveryReport(.reached(.accepted), at: now))
    }

    private enum CodingKeys: String, CodingKey { case message, queuedAt, attempts, state, trace }

    /// Reads a record; those of older versions have no trace.
    ///
    /// Attempts outside 0 … ``countedAttempts`` are an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        message = try object.decode(OutboundMessage.self, forKey: .message)
        queuedAt = try object.decode(Instant.self, forKey: .queuedAt)
        attempts = try object.decode(Int.self, forKey: .attempts)
        state = try object.decode(State.self, forKey: .state)
        trace = try object.decodeIfPresent(DeliveryTrace.self, forKey: .trace) ?? DeliveryTrace()
        guard (0...Self.countedAttempts).contains(attempts) else {
            throw decoder.failure(
                Refusal(.outOfRange, "attempts are 0 to \(Self.countedAttempts)", at: .field("attempts")))
        }
    }

    /// Writes a record; a trace only when something was reported.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(message, forKey: .message)
        try object.encode(queuedAt, forKey: .queuedAt)
        try object.encode(attempts, forKey: .attempts)
        try object.encode(state, forKey: .state)
        if !trace.isEmpty { try object.encode(trace, forKey: .trace) }
    }
}
