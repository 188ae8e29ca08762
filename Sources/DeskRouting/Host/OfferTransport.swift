/// Shows offers on agents' screens: what a host implements that gives out work.
///
/// The desk has written the offer down before it calls, and looks at the answer of the agent, not at the transport's:
/// an offer that nobody sees runs out and goes to somebody else. So the transport need not be reliable, only honest.
///
/// ## Implementation guidance
/// Both calls come at least once and may come again, late, or in the wrong order: a withdrawal before its offer, an
/// offer that is over. Key what is shown by case and agent, keep the largest ``Offer/pass`` seen, and ignore a call
/// with a smaller one; do not show an offer whose ``Offer/expires`` has passed. Return when the offer is handed on (to
/// a socket, to a push service); do not wait for the agent. The agent's answer goes back as a command of its own, with
/// the pass it answers. Throw when it could not be handed on; the call is repeated until the offer is over. What is
/// shown about a case comes from the case: an offer holds no personal data, so it may pass through a push service.
public protocol OfferTransport: Sendable {
    /// Puts an offer before its agent.
    func show(_ offer: Offer) async throws

    /// Takes an offer off the agent's screen: it was answered elsewhere, withdrawn or ran out.
    func withdraw(_ offer: Offer) async throws
}
