public import DeskPrimitives

/// Something a person can choose while waiting.
public struct WaitingOption: Hashable, Sendable, Codable {
    /// The name for records and counts.
    public let id: String
    /// What it is.
    public let kind: Kind
    /// What the person is offered, in words.
    public let text: LocalizedText

    /// What can be chosen.
    public enum Kind: Hashable, Sendable, Codable {
        /// Wait with music.
        case music
        /// Wait with something to listen to.
        case podcast
        /// Wait in silence.
        case silence
        /// Hang up and be called back, with the place kept.
        case callback
        /// Go on over another channel.
        case otherChannel(ChannelID)
    }

    /// Creates an option.
    public init(id: String, kind: Kind, text: LocalizedText) {
        self.id = id
        self.kind = kind
        self.text = text
    }
}
