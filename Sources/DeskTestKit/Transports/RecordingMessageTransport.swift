public import DeskChannels

/// A message transport that keeps what it was given and answers as it is told.
public actor RecordingMessageTransport: MessageTransport {
    /// The messages of all attempts, in their order; the same message again for each attempt.
    public private(set) var sent: [OutboundMessage] = []
    private var outcomes: [DeliveryOutcome]

    /// Creates a transport.
    ///
    /// - Parameter outcomes: What the first attempts end with; every later one is delivered.
    public init(_ outcomes: [DeliveryOutcome] = []) { self.outcomes = outcomes.reversed() }

    /// Keeps the message and gives the next outcome.
    public func deliver(_ message: OutboundMessage) -> DeliveryOutcome {
        sent.append(message)
        return outcomes.popLast() ?? .delivered(DeliveryReceipt())
    }
}
