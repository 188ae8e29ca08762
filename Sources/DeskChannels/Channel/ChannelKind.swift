/// What sort of channel it is: how people and the desk reach each other on it.
public enum ChannelKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Telephone calls.
    case voice
    /// Electronic mail.
    case mail
    /// Conversation in writing on the desk's own pages or application.
    case chat
    /// Text messages to a mobile telephone (SMS).
    case textMessage
    /// Forms on the desk's own pages; answers go out on another channel.
    case webForm
    /// Posts on a social network that everybody can read.
    case socialPublic
    /// Private messages on a social network or messenger.
    case socialPrivate
    /// Reviews on a site that everybody can read.
    case reviewSite
    /// A counter where people are met face to face.
    case counter
    /// Letters on paper.
    case post
    /// Conversation with a program that answers by itself.
    case bot

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
