public import DeskPrimitives

/// How much came on a channel in some time, and what became of it.
///
/// Contacts and cases are counted apart: several contacts can be about one case, and some about none.
public struct ChannelVolume: Hashable, Sendable, Codable {
    /// The channel.
    public let channel: ChannelID
    /// Contacts that came.
    public internal(set) var arrived = 0
    /// Those of them that were about a case there was already.
    public internal(set) var joined = 0
    /// Those that were shown the way to another channel.
    public internal(set) var invitedElsewhere = 0
    /// Those that were declined, with where help is.
    public internal(set) var declined = 0
    /// Those that asked for what the service does not cover.
    public internal(set) var outside = 0
    /// Those that were praise or criticism and no request.
    public internal(set) var feedback = 0
    /// Cases that were opened, the channel being the one they came on.
    public internal(set) var opened = 0
    /// Cases that were settled and were so still at the end, whenever they came.
    public internal(set) var settled = 0
    /// Cases that were not settled at the end, whenever they came.
    public internal(set) var open = 0
    /// Messages with a price that were sent, a text message for each of its parts.
    public internal(set) var messages = 0

    /// Creates empty counts.
    public init(_ channel: ChannelID) { self.channel = channel }

    mutating func add(_ other: ChannelVolume) {
        arrived += other.arrived
        joined += other.joined
        invitedElsewhere += other.invitedElsewhere
        declined += other.declined
        outside += other.outside
        feedback += other.feedback
        opened += other.opened
        settled += other.settled
        open += other.open
        messages += other.messages
    }
}
