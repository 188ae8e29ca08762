public import DeskPrimitives

/// Something a person can choose while waiting.
///
/// In documents: `{"id": "chat", "kind": "otherChannel", "channel": "chat", "text": {"en": "Chat with us"}}`.
public struct WaitingOption: Hashable, Sendable {
    /// The name for records and counts.
    public let id: String
    /// What it is.
    public let kind: Kind
    /// What the person is offered, in words.
    public let text: LocalizedText

    /// What can be chosen.
    public enum Kind: Hashable, Sendable {
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

extension WaitingOption: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case kind
        case channel
        case text
    }

    private enum Name: String, Codable {
        case music, podcast, silence, callback, otherChannel
    }

    /// Reads the object.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind: Kind =
            switch try container.decode(Name.self, forKey: .kind) {
            case .music: .music
            case .podcast: .podcast
            case .silence: .silence
            case .callback: .callback
            case .otherChannel: .otherChannel(try container.decode(ChannelID.self, forKey: .channel))
            }
        self.init(
            id: try container.decode(String.self, forKey: .id), kind: kind,
            text: try container.decode(LocalizedText.self, forKey: .text))
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        switch kind {
        case .music: try container.encode(Name.music, forKey: .kind)
        case .podcast: try container.encode(Name.podcast, forKey: .kind)
        case .silence: try container.encode(Name.silence, forKey: .kind)
        case .callback: try container.encode(Name.callback, forKey: .kind)
        case .otherChannel(let channel):
            try container.encode(Name.otherChannel, forKey: .kind)
            try container.encode(channel, forKey: .channel)
        }
        try container.encode(text, forKey: .text)
    }
}
