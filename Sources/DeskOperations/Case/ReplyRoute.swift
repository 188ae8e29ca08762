import DeskChannels
import DeskContacts
import DeskPrimitives

/// Where a message goes on a channel, and what it answers.
struct ReplyRoute {
    /// The address of the person.
    let point: ContactPoint
    /// The last contact on the channel from there; nil when nothing came from there.
    var answered: Contact?
    /// The contact with which the message's names are kept, so that answers to it find the case.
    var anchor: Contact?
    /// The subject line of the matter, without the marks of answers that this message needs.
    var subject: String?

    /// The address as the network takes it.
    var address: String { point.address }
}

extension ChannelKind {
    /// Under what sort of address people are reached on a channel of this kind.
    var pointKind: ContactPointKind {
        switch self {
        case .mail, .webForm: .mail
        case .voice, .textMessage: .phone
        case .chat, .bot, .socialPublic, .socialPrivate, .reviewSite: .handle
        case .counter: .ticket
        case .post: .postal
        }
    }
}

extension ContactChannel {
    /// Whether an address is one that the channel reaches: of its sort and, where the policy names its network, of that.
    func reaches(_ point: ContactPoint) -> Bool {
        guard point.kind == kind.pointKind else { return false }
        guard point.kind == .handle, let network else { return true }
        return point.network == network
    }
}

extension Person {
    /// The person's organisation, when there is one only.
    var soleOrganization: OrganizationID? { organizations.count == 1 ? organizations.first : nil }

    /// The address on a channel that has been known longest.
    ///
    /// A name on a network is taken only for that network: where neither the policy nor what arrived tells which network
    /// the channel is, a person with names on several is reached under none, since the same name may be a stranger's there.
    ///
    /// - Parameter network: The network from which people wrote on the channel, for one whose policy does not say.
    func firstPoint(on channel: ContactChannel, network: String?) -> ContactPoint? {
        let fitting = points.lazy.map(\.point).filter { channel.reaches($0) }
        guard let first = fitting.first, first.kind == .handle, channel.network == nil else { return fitting.first }
        guard let network else {
            return fitting.allSatisfy { $0.network == first.network } ? first : nil
        }
        return fitting.first { $0.network == network }
    }
}
