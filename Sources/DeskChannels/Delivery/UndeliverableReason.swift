/// Why a message will never go out; more may come.
///
/// A fixed set of codes without the provider's own words, since these tend to repeat the address.
public struct UndeliverableReason: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name of the reason.
    public let rawValue: String
    private init(_ rawValue: String) { self.rawValue = rawValue }
    public var description: String { rawValue }

    /// There is nobody at the address.
    public static let unknownAddress = UndeliverableReason("unknownAddress")
    /// The person or the person's provider does not take messages from the desk.
    public static let refusedByRecipient = UndeliverableReason("refusedByRecipient")
    /// The channel does not take this content.
    public static let contentRefused = UndeliverableReason("contentRefused")
    /// The time in which the channel lets the desk write has passed.
    public static let replyWindowClosed = UndeliverableReason("replyWindowClosed")
    /// The host has no transport for the channel.
    public static let noTransport = UndeliverableReason("noTransport")
    /// Every attempt ended with "later".
    public static let attemptsExhausted = UndeliverableReason("attemptsExhausted")

    /// Writes the bare name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Reads the bare name.
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
}
