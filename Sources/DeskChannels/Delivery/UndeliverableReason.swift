/// Why a message will never go out; later versions may have more.
///
/// A fixed set of codes without the provider's own words, since these tend to repeat the address.
public struct UndeliverableReason: RawRepresentable, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible
{
    /// The name of the reason.
    public let rawValue: String
    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// The one of a name; nil for a name that this version does not have.
    public init?(rawValue: String) {
        guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
        self.rawValue = rawValue
    }

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

    /// All of them, a closed set in every version.
    public static let allCases: [UndeliverableReason] = [
        .unknownAddress, .refusedByRecipient, .contentRefused, .replyWindowClosed, .noTransport, .attemptsExhausted,
    ]

    /// Writes the bare name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Reads the bare name; another one than those of this version is an error that lists them.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
