public import DeskChannels
import DeskOperations
public import DeskPrimitives

/// The worker that takes messages from the outbox to their channels' transports.
///
/// A message is claimed before it is sent and its outcome is committed after, so a crash in between sends it again under the
/// same ``MessageKey``, and a crash before loses nothing. A channel without a transport keeps its messages queued.
public struct Courier: DeskWorker {
    /// The desk.
    public let desk: Desk
    /// The transports by channel.
    public let transports: [ChannelID: any MessageTransport]
    /// How long to rest after a sweep that found nothing.
    public var pause: TimeSpan
    /// How long a claim keeps other couriers away from a message.
    public var lease: TimeSpan

    /// The most messages taken in one sweep.
    static let pageLimit = 256

    /// Creates a courier.
    public init(
        _ desk: Desk, transports: [ChannelID: any MessageTransport], pause: TimeSpan = .seconds(1),
        lease: TimeSpan = .minutes(2)
    ) {
        self.desk = desk
        self.transports = transports
        self.pause = pause
        self.lease = lease
    }

    /// Sends every message that is due.
    ///
    /// A transport that throws has said nothing about the message: it stays claimed and is tried again when the claim ends.
    @discardableResult
    public func sweep() async throws -> Int {
        let now = desk.clock.now()
        var done = 0
        for delivery in try await desk.records(
            OutboxDelivery.self, OutboxDelivery.due(by: now, limit: Self.pageLimit))
        {
            guard let transport = transports[delivery.message.channel],
                try await claim(delivery.message.key, until: now + lease)
            else { continue }
            done += 1
            guard let outcome = try? await transport.deliver(delivery.message) else { continue }
            try await desk.perform(.recordDelivery(delivery.message.key, outcome))
        }
        return done
    }

    private func claim(_ key: MessageKey, until: Instant) async throws -> Bool {
        do {
            try await desk.perform(.claimDelivery(key, until: until))
            return true
        } catch let refusal as Refusal where refusal.code == .wrongState || refusal.code == .unknownName {
            // Another courier has it, or it has come to its end.
            return false
        }
    }
}
