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

    /// Queues a message to go out at once or not before an instant.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an instant outside the accepted years.
    public init(_ message: OutboundMessage, queuedAt: Instant, notBefore: Instant? = nil) throws(Refusal) {
        try Limits.check(queuedAt, at: .field("queuedAt"))
        if let notBefore { try Limits.check(notBefore, at: .field("notBefore")) }
        self.init(message, queuedAt, attempts: 0, .queued(next: max(queuedAt, notBefore ?? queuedAt)))
    }

    private init(_ message: OutboundMessage, _ queuedAt: Instant, attempts: Int, _ state: State) {
        self.message = message
        self.queuedAt = queuedAt
        self.attempts = attempts
        self.state = state
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
        let tried = attempts + 1
        switch outcome {
        case .delivered(let receipt):
            return OutboxDelivery(message, queuedAt, attempts: tried, .delivered(at: now, receipt: receipt))
        case .undeliverable(let reason):
            return OutboxDelivery(message, queuedAt, attempts: tried, .undeliverable(reason: reason, at: now))
        case .maybeSent:
            return OutboxDelivery(message, queuedAt, attempts: tried, .maybeSent(at: now))
        case .retryLater(let asked):
            guard tried < Self.maximumAttempts else {
                return OutboxDelivery(
                    message, queuedAt, attempts: tried, .undeliverable(reason: .attemptsExhausted, at: now))
            }
            let span = asked.map { min(max($0, .seconds(1)), Self.longestRetrySpan) }
            let next = now.adding(span ?? Self.retrySpan(afterAttempts: tried)) ?? .latest
            return OutboxDelivery(message, queuedAt, attempts: tried, .queued(next: next))
        }
    }

    /// The delivery with other couriers kept away from it until an instant, at which it is due again if nothing was heard.
    ///
    /// Written under the revision that was read, so of two couriers one gets it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is no longer queued or not due yet.
    public func claimed(until: Instant, at now: Instant) throws(Refusal) -> OutboxDelivery {
        guard case .queued(let next) = state, next <= now, until > now else {
            throw Refusal(.wrongState, "delivery \(message.key) is not due", at: .field("state"))
        }
        try Limits.check(until, at: .field("until"))
        return OutboxDelivery(message, queuedAt, attempts: attempts, .queued(next: until))
    }
}
