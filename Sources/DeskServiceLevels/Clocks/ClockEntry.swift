public import DeskPrimitives

/// One event of a clock with its time.
///
/// Entries sort as they are folded: by time; at one instant resumptions and reopenings first, then changes of the target,
/// agreed due times, pauses, stops and cancellations, so that stop beats pause and pause beats start.
public struct ClockEntry: Hashable, Comparable, Sendable {
    /// When it happened.
    public let at: Instant
    /// What happened.
    public let event: ClockEvent

    /// Creates an entry.
    public init(at: Instant, event: ClockEvent) {
        self.at = at
        self.event = event
    }

    public static func < (a: Self, b: Self) -> Bool {
        if a.at != b.at { return a.at < b.at }
        if a.event.rank != b.event.rank { return a.event.rank < b.event.rank }
        let (left, right) = (a.event.detail, b.event.detail)
        return left.text == right.text ? left.number < right.number : left.text < right.text
    }
}

extension ClockEntry: Codable {
    private enum CodingKeys: String, CodingKey {
        case at
    }

    /// Writes the time into the object of the event.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try event.encode(to: encoder)
    }

    /// Reads the time and the event from one object.
    public init(from decoder: any Decoder) throws {
        at = try decoder.container(keyedBy: CodingKeys.self).decode(Instant.self, forKey: .at)
        event = try ClockEvent(from: decoder)
    }
}
