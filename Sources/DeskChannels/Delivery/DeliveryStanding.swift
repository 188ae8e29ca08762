public import DeskPrimitives

/// Where a message stands when the desk's own knowledge and the network's reports are put together.
///
/// A report that it reached the person outweighs a failure, since another device may have failed; a failure outweighs that the
/// network had taken it, as when mail bounces later.
public enum DeliveryStanding: Hashable, Sendable {
    /// It is tried at an instant.
    case waiting(next: Instant)
    /// The network has it; how far it came.
    case underway(DeliveryStage)
    /// It has reached the person; whether it was opened.
    case arrived(isRead: Bool)
    /// It will not arrive; somebody has to reach the person another way.
    case undeliverable(UndeliverableReason)
    /// It may have gone out; somebody has to look.
    case doubtful
}

extension OutboxDelivery {
    /// Where the message stands.
    public var standing: DeliveryStanding {
        switch trace.furthest {
        case .read: return .arrived(isRead: true)
        case .delivered: return .arrived(isRead: false)
        case .sent, .accepted, nil: break
        }
        if let failure = trace.failure { return .undeliverable(failure) }
        if let stage = trace.furthest { return .underway(stage) }
        switch state {
        case .queued(let next): return .waiting(next: next)
        case .delivered: return .underway(.accepted)
        case .undeliverable(let reason, _): return .undeliverable(reason)
        case .maybeSent: return .doubtful
        }
    }

    /// Whether a courier should still send it: it is queued, and no report shows that the network has it.
    public var isToBeSent: Bool {
        guard case .queued = state else { return false }
        return trace.isEmpty
    }
}

extension DeliveryStanding: Explained {
    /// Where the message stands, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .waiting(let next):
            language.pick(en: "It is sent at \(next).", fi: "Se lähetetään \(next).")
        case .underway(.sent):
            language.pick(en: "It is on its way.", fi: "Se on matkalla.")
        case .underway:
            language.pick(en: "The network has taken it.", fi: "Verkko on ottanut sen vastaan.")
        case .arrived(isRead: true):
            language.pick(en: "The person has opened it.", fi: "Vastaanottaja on avannut sen.")
        case .arrived(isRead: false):
            language.pick(en: "It has reached the person.", fi: "Se on perillä.")
        case .undeliverable(let reason):
            language.pick(
                en: "It did not reach the person (\(reason)); reach them another way.",
                fi: "Se ei tavoittanut vastaanottajaa (\(reason)); ota yhteyttä toista kautta.")
        case .doubtful:
            language.pick(
                en: "It may have been sent; look before it is sent again.",
                fi: "Se on ehkä lähetetty; tarkista ennen kuin lähetät uudelleen.")
        }
    }
}
