import DeskPrimitives

/// The proof that a channel has taken a message.
public struct DeliveryReceipt: Hashable, Sendable, Codable {
    /// The channel's own name of the message, by which answers refer to it; at most `Limits.lineBytes`.
    public let externalID: String?

    /// Creates a receipt.
    ///
    /// A name longer than `Limits.lineBytes` is left out instead of refused: the message has been sent, and a receipt
    /// that fails would send it again.
    public init(externalID: String? = nil) {
        self.externalID = externalID.flatMap { $0.isEmpty || $0.utf8.count > Limits.lineBytes ? nil : $0 }
    }
}

extension DeliveryReceipt {
    private enum CodingKeys: String, CodingKey { case externalID }

    /// Reads an object; a name that is too long is left out, as one that a channel gives is.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        self.init(externalID: try object.decodeIfPresent(String.self, forKey: .externalID))
    }
}
