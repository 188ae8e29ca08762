public import DeskRouting

/// Agents' screens that keep what they were shown and what was withdrawn from them.
public actor RecordingOfferTransport: OfferTransport {
    /// The offers shown, in their order.
    public private(set) var shown: [Offer] = []
    /// The offers withdrawn, in their order.
    public private(set) var withdrawn: [Offer] = []

    /// Creates screens that show nothing yet.
    public init() {}

    /// Keeps the offer as shown.
    public func show(_ offer: Offer) { shown.append(offer) }

    /// Keeps the offer as withdrawn.
    public func withdraw(_ offer: Offer) { withdrawn.append(offer) }
}
