import ServiceDesk

/// The agents' screens: they show what is offered until it is taken, refused or over.
actor Screens: OfferTransport {
    private var fresh: [Offer] = []
    /// Offers that were shown, by agent.
    private(set) var shown: [AgentID: Int] = [:]
    /// Offers that were taken off a screen.
    private(set) var withdrawn = 0

    func show(_ offer: Offer) {
        fresh.append(offer)
        shown[offer.agent, default: 0] += 1
    }

    func withdraw(_ offer: Offer) {
        fresh.removeAll { $0 == offer }
        withdrawn += 1
    }

    /// What has come onto the screens since the last look.
    func takeFresh() -> [Offer] {
        defer { fresh = [] }
        return fresh
    }
}
