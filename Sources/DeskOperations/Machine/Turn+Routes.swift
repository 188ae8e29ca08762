import DeskChannels
import DeskContacts
import DeskPrimitives

/// The way a message takes: to the address the person wrote from, in answer to what was written.
extension Turn {
    /// How many of the last contacts of a case are looked at for the address the person wrote from.
    private static let routeContacts = 64

    /// The way of a message on a channel; nil where the channel does not reach the person.
    ///
    /// It goes to where the last contact of the matter on the channel came from while the person holds that address,
    /// else to the first address there. What is just being taken in is the last contact; without a case it is the only one.
    mutating func route(
        to person: Person, on channel: ContactChannel, about item: ServiceCase?
    ) throws(DeskHalt) -> ReplyRoute? {
        if let incoming, incoming.channel == channel.id, let point = incoming.point, person.holds(point),
            channel.reaches(point)
        {
            return ReplyRoute(point: point, answered: incoming, anchor: incoming, subject: incoming.subject)
        }
        var arrived: [Contact] = []
        if let item {
            let queries = try workspace.family(of: item).map(Self.lastContacts(of:))
            try workspace.prefetch([], queries)
            for query in queries {
                arrived += try workspace.find(Contact.self, query).filter { $0.direction == .inbound }
            }
            if queries.count > 1 { arrived.sort { ContactPlace(of: $1) < ContactPlace(of: $0) } }
        } else if let incoming {
            arrived = [incoming]
        }
        let here = arrived.filter { $0.channel == channel.id }
        let held = here.first { contact in
            contact.point.map { channel.reaches($0) && person.holds($0) } ?? false
        }
        let network = here.lazy.compactMap { $0.point?.network }.first
        guard let point = held?.point ?? person.firstPoint(on: channel, network: network) else { return nil }
        // Records of an earlier library do not tell the address.
        let answered = held ?? here.first { $0.point == nil && $0.person == person.id }
        let subject = [answered].compactMap { $0?.subject } + arrived.lazy.compactMap(\.subject)
        return ReplyRoute(
            point: point, answered: answered, anchor: answered ?? here.first ?? arrived.first,
            subject: subject.first { !$0.isEmpty })
    }

    /// The way of a message about a case of which the name is known.
    mutating func route(
        to person: Person, on channel: ContactChannel, aboutCase id: CaseID?
    ) throws(DeskHalt) -> ReplyRoute? {
        try route(
            to: person, on: channel,
            about: id.flatMap { (id) throws(DeskHalt) in
                try workspace.load(ServiceCase.self, id)
            })
    }

    /// The way of the answer to one contact.
    mutating func route(
        to person: Person, on channel: ContactChannel, toContact contact: Contact
    ) throws(DeskHalt) -> ReplyRoute? {
        let before = incoming
        incoming = contact
        defer { incoming = before }
        return try route(to: person, on: channel, about: nil)
    }

    /// The query for the contacts that tell the way of a message about a case.
    static func lastContacts(of id: CaseID) -> RecordQuery {
        Contact.ofCase(id, order: .descending, limit: routeContacts)
    }

    /// The subject line of a message: that of the matter it answers or else its topic, with the tag of the case; nil on a
    /// channel without such lines.
    func subject(
        _ route: ReplyRoute, on channel: ContactChannel, caseID: CaseID?, topic: TopicID?, _ language: LanguageTag
    ) -> String? {
        guard channel.kind.hasSubject else { return nil }
        guard route.subject?.isEmpty ?? true, let caseID, let topic = topic.flatMap({ policy.topics[$0] }) else {
            return CaseTag.answer(to: route.subject, about: caseID)
        }
        return CaseTag.subject(topic.name.text(in: language), for: caseID)
    }

    /// Keeps the names of a message with a contact, so that answers to the message find the contact's case.
    mutating func keep(_ messageKey: ByteKey, with anchor: ContactID) throws(DeskHalt) {
        if incoming?.id == anchor {
            // It is still to be saved.
            incomingKeys.append(messageKey)
        } else if let contact = try workspace.load(Contact.self, anchor) {
            workspace.save(contact.referred(by: messageKey))
        }
    }

    /// What is being taken in, with the names of what the desk has sent in answer to it.
    func withAnswers(_ contact: Contact) -> Contact {
        incomingKeys.reduce(contact) { $0.referred(by: $1) }
    }
}
