public import DeskPrimitives

/// What a service sheet says about one way to reach the desk.
///
/// Channels are described in a room of their own; this is what of them the customer needs to know.
public struct ServiceSheetChannel: Hashable, Sendable {
    /// The name in the policy.
    public let id: ChannelID
    /// What people call it.
    public let name: LocalizedText
    /// The desk's own addresses or numbers on it.
    public let receivingEnds: [String]
    /// The calendar of its opening hours; nil when it is always open.
    public let hours: CalendarID?
    /// What else is to be known: what becomes of a contact outside hours, what not to write.
    public let notes: [LocalizedText]

    /// Creates a channel.
    public init(
        id: ChannelID, name: LocalizedText, receivingEnds: [String] = [], hours: CalendarID? = nil,
        notes: [LocalizedText] = []
    ) {
        self.id = id
        self.name = name
        self.receivingEnds = receivingEnds
        self.hours = hours
        self.notes = notes
    }
}
