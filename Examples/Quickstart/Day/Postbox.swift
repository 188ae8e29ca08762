import DeskTestKit
import ServiceDesk

/// The networks on which messages go out: it keeps what was sent, and for five minutes in the morning it is busy.
actor Postbox: MessageTransport {
    private let clock: ManualClock
    private let busy: Range<Instant>
    private var fresh: [OutboundMessage] = []
    /// How often each message was taken, by the key it keeps on every attempt.
    private(set) var taken: [MessageKey: Int] = [:]
    /// How often the courier was sent away.
    private(set) var retries = 0

    init(clock: ManualClock, busy: Range<Instant>) {
        self.clock = clock
        self.busy = busy
    }

    func deliver(_ message: OutboundMessage) -> DeliveryOutcome {
        guard !busy.contains(clock.now()) else {
            retries += 1
            return .retryLater(after: .minutes(1))
        }
        taken[message.key, default: 0] += 1
        fresh.append(message)
        return .delivered(DeliveryReceipt(externalID: Self.messageID(of: message)))
    }

    /// The Message-ID of a mail, to which an answer refers.
    static func messageID(of message: OutboundMessage) -> String { "<\(message.messageID)@lehtola.example>" }

    /// What has reached people since the last look.
    func takeFresh() -> [OutboundMessage] {
        defer { fresh = [] }
        return fresh
    }
}
