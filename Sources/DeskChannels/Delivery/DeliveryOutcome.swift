public import DeskPrimitives

/// What became of one attempt to deliver a message.
public enum DeliveryOutcome: Hashable, Sendable {
    /// The channel has taken it.
    case delivered(DeliveryReceipt)
    /// Not now; try again after a span, or after the desk's own one when nil.
    case retryLater(after: TimeSpan?)
    /// It will never go out.
    case undeliverable(UndeliverableReason)
    /// It may or may not have gone out, and trying again could show it twice.
    case maybeSent
}
