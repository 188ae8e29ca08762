import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Messages to people: composed here, kept in the outbox, delivered by the courier.
extension Turn {
    /// Sends a text of the desk itself in answer to a contact, where the channel can carry one to the person.
    ///
    /// Somebody at a counter or on the telephone is told by the agent instead.
    mutating func answer(
        _ contact: Contact, to person: Person, on channel: ContactChannel, kind: OutboundMessage.Kind,
        text: LocalizedText
    ) throws(DeskHalt) {
        guard mayAnswer, contact.demand != .automatic, channel.kind.capabilities.canSendText,
            let route = try route(to: person, on: channel, about: nil)
        else { return }
        let language = contact.language ?? person.language ?? policy.language
        guard try mayAddOne(to: person, at: route.point, subject: contact.subject, about: contact.caseID) else {
            return
        }
        try send(
            kind, to: person, route, on: channel,
            subject: subject(route, on: channel, caseID: contact.caseID, topic: contact.topic, language),
            text: channel.cut(text.text(in: language)), language: language, caseID: contact.caseID)
    }

    /// Whether the desk may send one more message by itself, which is then counted; if not, a fact says why.
    ///
    /// Counted by person, by address, whoever the desk takes for its holder, and by case. To an address of the desk's own
    /// nothing is ever sent.
    ///
    /// - Parameter comesOnce: Whether an agent's work or an answer brings it about once, so that it counts and is not held.
    mutating func mayAddOne(
        to person: Person, at point: ContactPoint, subject: String?, about caseID: CaseID?, comesOnce: Bool = false
    ) throws(DeskHalt) -> Bool {
        guard !policy.ownAddresses.contains(point) else {
            emit(.automaticMessageHeld(.address, .ownAddress), caseID)
            return false
        }
        let cap = policy.document.communication.automaticMessages
        var logs = [AutomaticMessageLog(of: person.id), AutomaticMessageLog(of: point, digest: digest)]
        if let caseID { logs.append(AutomaticMessageLog(of: caseID)) }
        try workspace.prefetch(logs.map(\.recordKey))
        for (number, log) in logs.enumerated() {
            logs[number] = try workspace.load(AutomaticMessageLog.self, log.recordID) ?? log
        }
        let key = AutomaticMessageLog.subjectKey(subject, digest: digest)
        if !comesOnce, case .hold(let scope, let reason) = cap.decide(subject: key, logs: logs, at: now) {
            emit(.automaticMessageHeld(scope, reason), caseID)
            return false
        }
        for log in logs { workspace.save(log.recording(subject: key, at: now, under: cap)) }
        return true
    }

    /// Puts a message into the outbox.
    ///
    /// What belongs to a case is known by its Message-ID from then on: with the contact it answers, or with one of its own.
    ///
    /// - Parameter own: The contact that is written down for the message itself, by whoever sends it.
    /// - Returns: The key of the message's own id.
    @discardableResult
    mutating func send(
        _ kind: OutboundMessage.Kind, to person: Person, _ route: ReplyRoute, on channel: ContactChannel,
        subject: String?, text: String, language: LanguageTag, caseID: CaseID?, notBefore: Instant? = nil,
        template: TemplateID? = nil, files: [AttachmentReference] = [], own: ContactID? = nil
    ) throws(DeskHalt) -> ByteKey {
        let anchor = caseID == nil ? nil : own ?? route.anchor?.id
        let delivery = try checked { () throws(Refusal) in
            let key = try MessageKey("\(request.id)-\(workspace.eventCount)")
            let message = try OutboundMessage(
                key: key, on: channel, person: person.id, address: route.address, kind: kind, subject: subject,
                text: text, language: language, inReplyTo: route.answered?.externalID, caseID: caseID,
                attachments: files, template: template, messageID: OwnMessageID.make(for: key, digest: digest),
                contact: anchor)
            return try OutboxDelivery(message, queuedAt: now, notBefore: notBefore)
        }
        workspace.save(delivery)
        let messageKey = Contact.messageKey(delivery.message.messageID, digest: digest)
        if own == nil, let anchor { try keep(messageKey, with: anchor) }
        emit(.messageQueued(delivery.message.key, kind.rawValue), caseID)
        return messageKey
    }

    /// Sends a text of the desk itself about a case over its last channel, where that can carry one to the person.
    mutating func message(_ text: String, to person: Person, about item: ServiceCase) throws(DeskHalt) {
        guard let channel = policy.channels[item.lastChannel], channel.kind.capabilities.canSendText,
            let route = try route(to: person, on: channel, about: item)
        else { return }
        let language = item.language ?? person.language ?? policy.language
        guard try mayAddOne(to: person, at: route.point, subject: nil, about: item.id) else { return }
        try send(
            .notice, to: person, route, on: channel,
            subject: subject(route, on: channel, caseID: item.id, topic: item.topic, language),
            text: channel.cut(text), language: language, caseID: item.id)
    }

    mutating func reply(
        _ id: CaseID, by agentID: AgentID, text: String, template: AnswerTemplate? = nil,
        files: [AttachmentReference] = []
    ) throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in try Limits.check(text, atMost: Limits.textBytes, at: .field("text")) }
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        guard let channel = policy.channels[item.lastChannel] else {
            throw .refused(
                policy.unknown("channel", item.lastChannel.rawValue, among: policy.channels.keys.map(\.rawValue)))
        }
        try requireHarmless(text, on: channel)
        try checked { () throws(Refusal) in try channel.capabilities.attachments.check(files, at: .field("files")) }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let language = item.language ?? person.language ?? policy.language
        let contactID: ContactID = try derived("r")
        var keys: [ByteKey] = []
        var (point, line): (ContactPoint?, String?)
        if channel.kind.capabilities.canSendText {
            guard let route = try route(to: person, on: channel, about: item) else {
                throw .refused(
                    Refusal(.notAllowed, "the person has no address on channel \(channel.id)", at: .field("case")))
            }
            try requireWindow(channel, to: person, at: route.point, template: template)
            line = subject(route, on: channel, caseID: item.id, topic: item.topic, language)
            point = route.point
            let approved = template.flatMap { $0.approvedOn.contains(channel.id) ? $0.id : nil }
            let parts = try checked { () throws(Refusal) in try channel.parts(of: text) }
            for (number, part) in parts.enumerated() {
                // Files go with the first of several messages; what a network approved it approved in one piece.
                let key = try send(
                    .reply, to: person, route, on: channel, subject: line, text: part, language: language,
                    caseID: item.id, template: parts.count == 1 ? approved : nil, files: number == 0 ? files : [],
                    own: contactID)
                if keys.count < Contact.maximumMessageKeys { keys.append(key) }
            }
        }
        let (sentTo, subject) = (point, line)
        let (owner, topic) = (item.person, item.topic)
        workspace.save(
            try checked { () throws(Refusal) in
                try Contact(
                    id: contactID, caseID: id, person: owner, channel: channel.id, direction: .outbound,
                    occurredAt: at, receivedAt: at, subject: subject, text: text, demand: .courtesy, language: language,
                    topic: topic, messageKeys: keys, agent: agent.id, attachments: files, point: sentTo)
            })
        try gotAnswer(item)
        let isFirst = item.firstReplyAt == nil
        item.contacts += 1
        try noteReply(on: &item, at: at)
        emit(.replied(agent.id, channel: channel.id, isFirst: isFirst), item.id, at: at)
        save(item, at: at)
        return .done
    }

    /// What an agent's words to the person mean for a case and its clocks.
    mutating func noteReply(on item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        item.firstReplyAt = item.firstReplyAt ?? at
        if item.status == .new { item.status = .open }
        try apply(
            .stop, to: [.firstReply, .nextReply, .periodicUpdate, .acknowledgement, .namedOwner], of: &item, at: at)
        tellEnds(of: &item, at: at)
        retireExchanges(&item, at: at)
        try policy.startPeriodicUpdate(on: &item, at: at)
    }

    mutating func note(_ id: CaseID, by agentID: AgentID, text: String) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let (item, at) = try open(id)
        let noteID: NoteID = try derived("n")
        let note = try checked { () throws(Refusal) in
            try InternalNote(id: noteID, caseID: item.id, author: agent.id, text: text, at: at)
        }
        workspace.save(CaseNote(id: noteID, note: note))
        emit(.noted(agent.id), item.id, at: at)
        save(item, at: at)
        return .done
    }

    mutating func claimDelivery(_ key: MessageKey, until: Instant) throws(DeskHalt) -> DeskResult {
        guard let delivery = try workspace.load(OutboxDelivery.self, key) else {
            throw .refused(Refusal(.unknownName, "no such message in the outbox", at: .field("key")))
        }
        let claimed = try checked { () throws(Refusal) in try delivery.claimed(until: until, at: now) }
        if let closed = try closedWindow(of: delivery.message) {
            let ended = try checked { () throws(Refusal) in try delivery.abandoned(.replyWindowClosed, at: now) }
            workspace.save(ended)
            emit(.messageNotSent(key, closed), delivery.message.caseID)
            emit(.messageEnded(key, "undeliverable"), delivery.message.caseID)
            try markUndeliverable(delivery.message)
            return .notSent(key, .replyWindowClosed)
        }
        workspace.save(claimed)
        return .done
    }

    /// The reply window a message may not go out in any more: it closed while the message waited, and the message is no
    /// template that the network takes all the same.
    private mutating func closedWindow(of message: OutboundMessage) throws(DeskHalt) -> ReplyWindowDecision? {
        guard let channel = policy.channels[message.channel], channel.capabilities.replyWindow != nil,
            let person = try standingPerson(message.person)
        else { return nil }
        let decision = try replyWindow(of: channel, person: person, at: message.address)
        switch decision.outcome {
        case .free: return nil
        case .templateOnly:
            let template = policy.document.communication.templates.first { $0.id == message.template }
            return template?.approvedOn.contains(channel.id) == true ? nil : decision
        case .closed: return decision
        }
    }

    mutating func recordDelivery(_ key: MessageKey, _ outcome: DeliveryOutcome) throws(DeskHalt) -> DeskResult {
        guard let delivery = try workspace.load(OutboxDelivery.self, key) else {
            throw .refused(Refusal(.unknownName, "no such message in the outbox", at: .field("key")))
        }
        let updated = try checked { () throws(Refusal) in try delivery.applying(outcome, at: now) }
        workspace.save(updated)
        if case .delivered(_, let receipt) = updated.state { try noteName(receipt.externalID, of: updated.message) }
        if let end = updated.endName { emit(.messageEnded(key, end), updated.message.caseID) }
        if case .undeliverable = updated.state { try markUndeliverable(updated.message) }
        notePrice(of: updated, before: delivery)
        return .done
    }

    /// Keeps the name a network gave to a message with the contact by which answers to the message find their case.
    private mutating func noteName(_ externalID: String?, of message: OutboundMessage) throws(DeskHalt) {
        guard let externalID, let anchor = message.contact else { return }
        try keep(Contact.messageKey(externalID, digest: digest), with: anchor)
    }
}
