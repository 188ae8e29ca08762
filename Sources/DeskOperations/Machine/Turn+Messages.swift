import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskServiceLevels

/// Messages to people: composed here, kept in the outbox, delivered by the courier.
extension Turn {
    /// Sends a text of the desk itself in answer to a contact, where its channel can carry one and the person has an
    /// address on it. Somebody at a counter or on the telephone is told by the agent instead.
    mutating func answer(
        _ contact: Contact, to person: Person, on channel: ContactChannel, kind: MessageKind, text: LocalizedText
    ) throws(DeskHalt) {
        guard contact.demand != .automatic, channel.kind.capabilities.canSendText,
            let address = person.address(for: channel.kind)
        else { return }
        let language = contact.language ?? person.language ?? policy.language
        try send(
            kind, to: person, address: address, on: channel, subject: contact.subject,
            text: text.text(in: language), language: language, caseID: contact.caseID)
    }

    /// Puts a message into the outbox.
    mutating func send(
        _ kind: MessageKind, to person: Person, address: String, on channel: ContactChannel, subject: String?,
        text: String, language: LanguageTag, caseID: CaseID?
    ) throws(DeskHalt) {
        let tag = caseID.map { CaseTag.text(for: $0) }
        let subject = [subject, tag].compactMap { $0 }.joined(separator: " ")
        let message = try checked { () throws(Refusal) in
            try OutboundMessage(
                key: MessageKey("\(request.id)-\(workspace.eventCount)"), channel: channel, person: person.id,
                address: address, kind: kind, subject: subject.isEmpty ? nil : subject, text: text,
                language: language, caseID: caseID)
        }
        workspace.save(OutboxDelivery(message, queuedAt: now))
        emit(.messageQueued(message.key, kind), caseID)
    }

    mutating func reply(_ id: CaseID, by agentID: AgentID, text: String) throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in try Limits.check(text, atMost: Limits.textBytes, at: .field("text")) }
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        guard let channel = policy.channels[item.lastChannel] else {
            throw .refused(
                policy.unknown("channel", item.lastChannel.rawValue, among: policy.channels.keys.map(\.rawValue)))
        }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let language = item.language ?? person.language ?? policy.language
        var keys: [ByteKey] = []
        if channel.kind.capabilities.canSendText {
            guard let address = person.address(for: channel.kind) else {
                throw .refused(
                    Refusal(.notAllowed, "the person has no address on channel \(channel.id)", at: .field("case")))
            }
            let key = "\(request.id)-\(workspace.eventCount)"
            keys = [Contact.messageKey(key, digest: digest)]
            try send(
                .reply, to: person, address: address, on: channel, subject: nil, text: text, language: language,
                caseID: item.id)
        }
        workspace.save(
            Contact(
                id: try derived("r"), caseID: item.id, person: item.person, channel: channel.id, receivingEnd: "",
                direction: .outbound, occurredAt: at, receivedAt: at, subject: nil, text: text,
                demand: .courtesy, language: language, topic: item.topic, intakeKey: nil, messageKeys: keys,
                agent: agent.id))
        let isFirst = item.firstReplyAt == nil
        if isFirst { item.firstReplyAt = at }
        if item.status == .new { item.status = .open }
        item.contacts += 1
        try apply(.stop, to: [.firstReply, .nextReply, .acknowledgement], of: &item, at: at)
        emit(.replied(agent.id, channel: channel.id, isFirst: isFirst), item.id, at: at)
        save(item, at: at)
        return .done
    }

    mutating func note(_ id: CaseID, by agentID: AgentID, text: String) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let (item, at) = try open(id)
        let note = try checked { () throws(Refusal) in
            try InternalNote(caseID: item.id, author: agent.id, text: text, at: at)
        }
        workspace.save(CaseNote(id: try derived("n"), note: note))
        emit(.noted(agent.id), item.id, at: at)
        save(item, at: at)
        return .done
    }

    mutating func recordDelivery(_ key: MessageKey, _ outcome: DeliveryOutcome) throws(DeskHalt) -> DeskResult {
        guard let delivery = try workspace.load(OutboxDelivery.self, OutboxDelivery.recordID(of: key)) else {
            throw .refused(Refusal(.unknownName, "no such message in the outbox", at: .field("key")))
        }
        let updated = try checked { () throws(Refusal) in try delivery.applying(outcome, at: now) }
        workspace.save(updated)
        if let end = updated.endName { emit(.messageEnded(key, end), updated.message.caseID) }
        return .done
    }
}
