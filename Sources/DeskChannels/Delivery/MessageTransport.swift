/// What a host puts between the desk and the networks: it sends one message.
///
/// ## What a transport promises
/// 1. **At least once, with a stable key.** The same message may be handed over again, on any machine, after a crash, a
///    time-out or an error. Its ``OutboundMessage/key`` and ``OutboundMessage/messageID`` are the same every time: give
///    the key to the provider as idempotency key, or build the `Message-ID`, so that the person sees one message.
/// 2. **Answers are values.** An address that does not exist or a provider that is busy is a ``DeliveryOutcome``. Throw
///    only when the outcome is not known and repeating is harmless; the courier then tries again later.
/// 3. **Honest doubt.** Where the provider has no idempotency key and the connection broke after the message was handed
///    over, answer ``DeliveryOutcome/maybeSent``: an agent is shown the doubt, and nothing is repeated silently.
/// 4. **No half messages.** Either the whole text goes out or none of it.
///
/// ## Implementation guidance
/// - **Mail**: the `Message-ID` is ``OutboundMessage/messageID`` with the host's own domain behind it
///   (`<desk.4f1c…@desk.example>`); an answer to it finds the case. Put ``OutboundMessage/inReplyTo``, in angle brackets,
///   into `In-Reply-To` and `References`. Where the provider gives a message another id than that, answer it in the
///   receipt. Answer `delivered` when the next server has taken it, `retryLater` for 4xx replies, `undeliverable` for 5xx
///   replies.
/// - **Providers with a web interface** (text messages, messengers): pass the key as idempotency key; map 429 and 5xx
///   to `retryLater` with the provider's `Retry-After`, 4xx to `undeliverable`. Answer `maybeSent` after a time-out
///   only where there is no such key.
/// - **Tests and dry runs**: record the message and answer `delivered`.
///
/// Set a time limit on every call: the lease of the courier that waits for it runs out otherwise. Never write an
/// address or a text to a log.
public protocol MessageTransport: Sendable {
    /// Sends a message.
    ///
    /// - Parameter message: What to send, where, under which key.
    /// - Returns: What became of it.
    func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome
}
