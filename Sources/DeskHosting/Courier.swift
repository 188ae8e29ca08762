public import DeskChannels
import DeskOperations
public import DeskPrimitives

/// The worker that takes messages from the outbox to their channels' transports.
///
/// A message is claimed before it is sent and its outcome is committed after, so a crash in between sends it again under the
/// same `MessageKey`, and a crash before loses nothing. A channel without a transport keeps its messages queued.
public struct Courier: DeskWorker {
    /// The desk.
    public let desk: Desk
    /// The transports by channel.
    public let transports: [ChannelID: any MessageTransport]
    /// How long to rest after a sweep that found nothing.
    public var pause: TimeSpan
    /// How long a claim keeps other couriers away from a message.
    public var lease: TimeSpan

    /// The most messages read at once.
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
        var query = OutboxDelivery.due(by: desk.clock.now(), limit: Self.pageLimit)
        var done = 0
        while true {
            try Task.checkCancellation()
            let page = try await desk.store.load(query)
            for record in page.records {
                if try await send(record.body.value(as: OutboxDelivery.self).message) { done += 1 }
            }
            // On to the next page, whatever could not be sent here: nothing keeps back what lies behind it.
            guard !page.isLast, let cursor = page.records.last?.cursor else { return done }
            query.after = cursor
        }
    }

    /// Sends a message unless it has no transport here or another courier has it.
    private func send(_ message: OutboundMessage) async throws -> Bool {
        let until = desk.clock.now().adding(lease) ?? .latest
        guard let transport = transports[message.channel], try await claim(message.key, until: until) else {
            return false
        }
        guard let outcome = try? await transport.deliver(message) else { return true }
        do {
            try await desk.perform(.recordDelivery(message.key, outcome))
        } catch let refusal as Refusal where refusal.code == .wrongState || refusal.code == .unknownName {
            // It took longer than the claim, and another courier has brought the message to its end.
        }
        return true
    }

    private func claim(_ key: MessageKey, until: Instant) async throws -> Bool {
        do {
            // A message whose channel may not be written to any more comes to its end with the claim.
            return try await desk.perform(.claimDelivery(key, until: until)) == .done
        } catch let refusal as Refusal where refusal.code == .wrongState || refusal.code == .unknownName {
            // Another courier has it, or it has come to its end.
            return false
        }
    }
}
