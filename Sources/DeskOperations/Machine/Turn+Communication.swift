import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskSchedules

/// Briefings, announcements, what networks report about messages, and what is written in public.
extension Turn {
    // MARK: The board

    mutating func publish(_ briefing: Briefing) throws(DeskHalt) -> DeskResult {
        try checkNames(briefing.topics, briefing.channels)
        try requireNew(briefing.id)
        var board = try board()
        let now = now
        try checked { () throws(Refusal) in try board.publish(briefing, at: now) }
        workspace.save(board)
        emit(
            .briefingPublished(
                briefing.id, topics: briefing.topics, channels: briefing.channels, from: briefing.from,
                until: briefing.until))
        return .done
    }

    mutating func announce(_ announcement: Announcement) throws(DeskHalt) -> DeskResult {
        try checkNames(announcement.topics, announcement.channels)
        try requireNew(announcement.id)
        var board = try board()
        let now = now
        try checked { () throws(Refusal) in try board.publish(announcement, at: now) }
        workspace.save(board)
        emit(.announcementPublished(announcement.id, from: announcement.from, until: announcement.until))
        return .done
    }

    mutating func endBriefing(_ id: BriefingID) throws(DeskHalt) -> DeskResult {
        var board = try board()
        let now = now
        try checked { () throws(Refusal) in try board.end(id, at: now) }
        workspace.save(board)
        emit(.briefingEnded(id))
        return .done
    }

    mutating func board() throws(DeskHalt) -> BriefingBoard {
        try workspace.load(BriefingBoard.self, BriefingBoard.key.id) ?? BriefingBoard()
    }

    private func requireNew(_ id: BriefingID) throws(DeskHalt) {
        let known = policy.document.communication
        guard !known.briefings.contains(where: { $0.id == id }), !known.announcements.contains(where: { $0.id == id })
        else { throw .refused(Refusal(.duplicateName, "the policy has one of this name", at: .field("id"))) }
    }

    private func checkNames(_ topics: [TopicID], _ channels: [ChannelID]) throws(DeskHalt) {
        for topic in topics where policy.topics[topic] == nil {
            throw .refused(policy.unknown("topic", topic.rawValue, among: policy.topics.keys.map(\.rawValue)))
        }
        for channel in channels { _ = try requireChannel(channel) }
    }

    // MARK: Reports of networks

    mutating func reportDelivery(_ key: MessageKey, _ report: DeliveryReport) throws(DeskHalt) -> DeskResult {
        guard let delivery = try workspace.load(OutboxDelivery.self, key) else {
            throw .refused(Refusal(.unknownName, "no such message in the outbox", at: .field("key")))
        }
        return take(report, delivery)
    }

    mutating func reportDelivery(
        on channel: ChannelID, externalID: String, _ report: DeliveryReport
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireChannel(channel)
        try checked { () throws(Refusal) in
            try Limits.check(externalID, atMost: Limits.lineBytes, at: .field("externalID"))
        }
        let found = try workspace.find(OutboxDelivery.self, OutboxDelivery.known(as: externalID, on: channel))
        guard found.count == 1, let delivery = found.first else {
            throw .refused(
                Refusal(
                    .unknownName, found.isEmpty ? "no message has this name yet" : "several messages have this name",
                    at: .field("externalID")))
        }
        return take(report, delivery)
    }

    private mutating func take(_ report: DeliveryReport, _ delivery: OutboxDelivery) -> DeskResult {
        let updated = delivery.receiving(report)
        guard updated != delivery else { return .done }
        workspace.save(updated)
        if updated.standing != delivery.standing {
            emit(.messageReported(delivery.message.key, updated.standing.name), delivery.message.caseID)
        }
        notePrice(of: updated, before: delivery)
        return .done
    }

    mutating func settleDoubt(_ key: MessageKey, wasSent: Bool) throws(DeskHalt) -> DeskResult {
        guard let delivery = try workspace.load(OutboxDelivery.self, key) else {
            throw .refused(Refusal(.unknownName, "no such message in the outbox", at: .field("key")))
        }
        let now = now
        let updated = try checked { () throws(Refusal) in try delivery.settlingDoubt(wasSent: wasSent, at: now) }
        workspace.save(updated)
        emit(.messageReported(key, updated.standing.name), delivery.message.caseID)
        notePrice(of: updated, before: delivery)
        return .done
    }

    /// Writes down what a message cost once it is known to have gone out, where its channel takes a price for each.
    mutating func notePrice(of delivery: OutboxDelivery, before: OutboxDelivery) {
        let message = delivery.message
        guard delivery.hasGoneOut, !before.hasGoneOut, let channel = policy.channels[message.channel],
            let price = channel.cost, price.perMessage > 0
        else { return }
        let parts = channel.kind == .textMessage ? max(1, TextMessageSize(message.text).segments) : 1
        let amount = price.total(contacts: 0, messages: parts) ?? .max
        emit(
            .messagePriced(
                message.key,
                MessagePrice(channel: channel.id, parts: parts, amount: amount, currency: price.currency)),
            message.caseID)
    }

    // MARK: Mentions

    /// Writes down what stands in public and who reads it.
    mutating func noteMention(
        _ contact: Contact, _ mention: PublicMention?, on channel: ContactChannel
    ) throws(DeskHalt) {
        let rules = policy.document.communication
        guard channel.kind == .reviewSite || mention != nil && channel.capabilities.isPublic, !rules.readers.isEmpty
        else { return }
        // In turn as far as names spread evenly, and the same reader whenever the request is repeated.
        let number = contact.id.rawValue.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        let reader = rules.readers[Int(number % UInt64(rules.readers.count))]
        let due = policy.openTime(channel.hours).adding(rules.readWithin, to: now) ?? .latest
        let now = now
        let made = try checked { () throws(Refusal) -> Mention in
            let score = try mention.flatMap { mention throws(Refusal) -> Int? in
                guard let stars = mention.stars else { return nil }
                return try Mention.score(stars: stars, of: mention.mostStars)
            }
            return try Mention(
                contact: contact.id, channel: channel.id, subject: mention?.subject ?? .service, score: score,
                reader: reader, arrivedAt: now, due: due)
        }
        workspace.save(made)
        emit(.mentionArrived(contact.id, channel.id, reader: reader, score: made.score))
    }

    mutating func assignMention(_ id: ContactID, to agentID: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        let mention: Mention = try workspace.require(Mention.self, id, "contact")
        workspace.save(try checked { () throws(Refusal) in try mention.assigned(to: agentID) })
        emit(.mentionAssigned(id, agentID))
        return .done
    }

    mutating func readMention(
        _ id: ContactID, by agentID: AgentID, _ outcome: MentionReading, score: Int?
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let mention: Mention = try workspace.require(Mention.self, id, "contact")
        let end: Mention.Outcome
        switch outcome {
        case .lesson(let text): end = .lesson(text)
        case .nothing(let text): end = .nothing(text)
        case .answer(let text): end = .answered(try answerMention(mention, by: agent.id, text))
        }
        let now = max(now, mention.arrivedAt)
        let read = try checked { () throws(Refusal) in try mention.read(end, score: score, at: now) }
        workspace.save(read)
        emit(.mentionRead(id, agent.id, outcome: end.name, score: read.score))
        return .done
    }

    /// Tells the reader and the leaders of the reader's team once that a mention was not read by its date.
    mutating func mentionDue(_ id: ContactID) throws(DeskHalt) -> DeskResult {
        let mention: Mention = try workspace.require(Mention.self, id, "contact")
        let overdue = mention.sayingOverdue(at: now)
        guard overdue != mention else { return .done }
        workspace.save(overdue)
        emit(.mentionOverdue(id, reader: mention.reader), at: mention.due)
        return .done
    }

    /// Answers where everybody can read it; personal data in the answer is masked.
    private mutating func answerMention(
        _ mention: Mention, by agent: AgentID, _ text: String
    ) throws(DeskHalt) -> MessageKey {
        let channel = try requireChannel(mention.channel)
        let contact: Contact = try workspace.require(Contact.self, mention.contact, "contact")
        let person: Person = try workspace.require(Person.self, contact.person, "person")
        guard let route = try route(to: person, on: channel, toContact: contact) else {
            throw .refused(
                Refusal(.notAllowed, "the person has no address on channel \(channel.id)", at: .field("contact")))
        }
        let language = contact.language ?? person.language ?? policy.language
        let key = try checked { () throws(Refusal) in try MessageKey("\(request.id)-\(workspace.eventCount)") }
        try send(
            .reply, to: person, route, on: channel, subject: nil,
            text: PersonalDataMask(language: language).mask(text).text, language: language, caseID: nil)
        return key
    }
}

extension OutboxDelivery {
    /// Whether the channel is known to have taken it, whatever became of it afterwards.
    fileprivate var hasGoneOut: Bool {
        if case .delivered = state { return true }
        switch standing {
        case .underway, .arrived: return true
        case .waiting, .undeliverable, .doubtful: return false
        }
    }
}

extension DeliveryStanding {
    /// The name in events.
    var name: String {
        switch self {
        case .waiting: "waiting"
        case .underway(let stage): stage.rawValue
        case .arrived(let isRead): isRead ? "read" : "delivered"
        case .undeliverable: "undeliverable"
        case .doubtful: "maybeSent"
        }
    }
}
