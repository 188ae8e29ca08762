import DeskChannels
import DeskContacts
import DeskPrimitives

extension Person {
    /// The person's organisation, when there is one only.
    var soleOrganization: OrganizationID? { organizations.count == 1 ? organizations.first : nil }

    /// The person's first address on a kind of channel, as it was given.
    func address(for kind: ChannelKind) -> String? {
        let wanted: ContactPointKind
        switch kind {
        case .mail, .webForm: wanted = .mail
        case .voice, .textMessage: wanted = .phone
        case .chat, .bot, .socialPublic, .socialPrivate, .reviewSite: wanted = .handle
        case .counter: wanted = .ticket
        case .post: wanted = .postal
        }
        return points(of: wanted).first?.display
    }
}

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

extension CompiledPolicy {
    /// The channel and address on which a person can be asked how it was: the channel of the contact, or else the first of
    /// the policy's text-message or mail channels that reaches the person.
    func surveyCarrier(for person: Person, of channel: ContactChannel) -> (channel: ContactChannel, address: String)? {
        let others = document.channels.filter { $0.kind == .textMessage || $0.kind == .mail }
        for candidate in [channel] + others
        where candidate.kind.capabilities.canSendText && !candidate.kind.capabilities.isPublic {
            // Nobody is asked at an address of the desk's own.
            let isOwn = person.points.contains { ownAddresses.contains($0.point) }
            if !isOwn, let address = person.address(for: candidate.kind) { return (candidate, address) }
        }
        return nil
    }
}
