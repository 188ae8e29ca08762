public import DeskPrimitives

/// A ticket being called.
public struct CounterCall: Hashable, Sendable, Codable {
    /// How often a number is called before its holder counts as gone.
    public static let callLimit = 3
    /// How long lies between two calls at least.
    public static let pause = TimeSpan.seconds(30)

    /// The ticket.
    public let ticket: CounterTicket
    /// Where its holder is to come to.
    public let desk: AgentID
    /// The calls so far.
    public private(set) var calls: [Instant]
    /// When the holder came.
    public private(set) var cameAt: Instant?

    /// Calls a ticket for the first time.
    public init(_ ticket: CounterTicket, to desk: AgentID, at now: Instant) {
        self.ticket = ticket
        self.desk = desk
        calls = [now]
    }

    /// Calls it again.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the holder has come or was called often enough, `outOfOrder` when the
    ///   last call was just now.
    public func calling(at now: Instant) throws(Refusal) -> CounterCall {
        guard cameAt == nil else { throw Refusal(.wrongState, "the holder has come", at: .field("ticket")) }
        guard calls.count < Self.callLimit else {
            throw Refusal(.wrongState, "called \(calls.count) times", at: .field("ticket"))
        }
        guard let last = calls.last, now - last >= Self.pause else {
            throw Refusal(.outOfOrder, "called less than 30 seconds ago", at: .field("at"))
        }
        var next = self
        next.calls.append(now)
        return next
    }

    /// The holder comes.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the holder has come before.
    public func coming(at now: Instant) throws(Refusal) -> CounterCall {
        guard cameAt == nil else { throw Refusal(.wrongState, "the holder has come", at: .field("ticket")) }
        var next = self
        next.cameAt = now
        return next
    }

    /// Whether the holder counts as gone: called as often as is done, and not come a pause later.
    public func isGone(at now: Instant) -> Bool {
        guard cameAt == nil, calls.count >= Self.callLimit, let last = calls.last else { return false }
        return now - last >= Self.pause
    }
}
