import DeskChannels
import DeskContacts
import DeskPrimitives

extension ServiceCase {
    /// How the case stands to a contact that might belong to it.
    var threadStanding: ThreadCandidate.Standing {
        switch status {
        case .new, .open, .pending: .open
        case .resolved: .resolved(at: resolvedAt ?? lastActivityAt)
        case .closed: .closed(at: closedAt ?? lastActivityAt)
        }
    }
}

extension OutboxDelivery {
    /// How the way of the message ended; nil while it goes on.
    var endName: String? {
        switch state {
        case .queued: nil
        case .delivered: "delivered"
        case .undeliverable: "undeliverable"
        case .maybeSent: "maybeSent"
        }
    }
}
