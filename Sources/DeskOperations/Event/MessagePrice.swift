public import DeskPrimitives

/// What a message that went out cost, by the price its channel had then.
public struct MessagePrice: Hashable, Sendable, Codable {
    /// The channel.
    public let channel: ChannelID
    /// In how many parts it went; 1 unless it is a text message.
    public let parts: Int
    /// What all parts cost, in millionths of a unit of the currency.
    public let amount: Int64
    /// The currency, as in ISO 4217.
    public let currency: String
}
