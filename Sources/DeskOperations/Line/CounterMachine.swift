public import DeskPrimitives
public import DeskRouting

/// The machine of a counter that gives out numbers under one prefix.
public struct CounterMachine: RecordContent, Hashable {
    /// The counter's channel.
    public let channel: ChannelID
    /// Which number comes next.
    public internal(set) var tickets: CounterTickets

    /// The collection of machines.
    public static let collection = RecordCollection("counter")
    /// The key of the record.
    public var recordID: ByteKey { Self.key(channel, tickets.prefix) }

    static func key(_ channel: ChannelID, _ prefix: String) -> ByteKey {
        .composed {
            $0.append(channel)
            $0.append(prefix.utf8)
        }
    }
}
