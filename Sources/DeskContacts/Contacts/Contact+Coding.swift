import DeskChannels
import DeskPrimitives

extension Contact: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, caseID, person, channel, receivingEnd, direction, occurredAt, receivedAt, subject, text, demand
        case language, topic, intakeKey, messageKeys, agent, attachments, leftFiles, point, externalID
    }

    /// Writes an object; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encodeIfPresent(caseID, forKey: .caseID)
        try object.encode(person, forKey: .person)
        try object.encode(channel, forKey: .channel)
        if !receivingEnd.isEmpty { try object.encode(receivingEnd, forKey: .receivingEnd) }
        try object.encode(direction, forKey: .direction)
        try object.encode(occurredAt, forKey: .occurredAt)
        try object.encode(receivedAt, forKey: .receivedAt)
        try object.encodeIfPresent(subject, forKey: .subject)
        try object.encode(text, forKey: .text)
        try object.encode(demand, forKey: .demand)
        try object.encodeIfPresent(language, forKey: .language)
        try object.encodeIfPresent(topic, forKey: .topic)
        try object.encodeIfPresent(intakeKey, forKey: .intakeKey)
        try object.encodeUnlessEmpty(messageKeys, forKey: .messageKeys)
        try object.encodeIfPresent(agent, forKey: .agent)
        try object.encodeUnlessEmpty(attachments, forKey: .attachments)
        try object.encodeIfPresent(point, forKey: .point)
        try object.encodeIfPresent(externalID, forKey: .externalID)
        try object.encodeUnlessEmpty(leftFiles, forKey: .leftFiles)
    }

    /// Reads what ``encode(to:)`` wrote, and checks it.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decode(ContactID.self, forKey: .id)
        let caseID = try object.decodeIfPresent(CaseID.self, forKey: .caseID)
        let person = try object.decode(PersonID.self, forKey: .person)
        let channel = try object.decode(ChannelID.self, forKey: .channel)
        let receivingEnd = try object.decodeIfPresent(String.self, forKey: .receivingEnd)
        let direction = try object.decode(ContactDirection.self, forKey: .direction)
        let occurredAt = try object.decode(Instant.self, forKey: .occurredAt)
        let receivedAt = try object.decode(Instant.self, forKey: .receivedAt)
        let subject = try object.decodeIfPresent(String.self, forKey: .subject)
        let text = try object.decode(String.self, forKey: .text)
        let demand = try object.decode(DemandFlag.self, forKey: .demand)
        let language = try object.decodeIfPresent(LanguageTag.self, forKey: .language)
        let topic = try object.decodeIfPresent(TopicID.self, forKey: .topic)
        let intakeKey = try object.decodeIfPresent(ByteKey.self, forKey: .intakeKey)
        let messageKeys = try object.decodeList(ByteKey.self, forKey: .messageKeys)
        let agent = try object.decodeIfPresent(AgentID.self, forKey: .agent)
        let attachments = try object.decodeList(AttachmentReference.self, forKey: .attachments)
        let point = try object.decodeIfPresent(ContactPoint.self, forKey: .point)
        let externalID = try object.decodeIfPresent(String.self, forKey: .externalID)
        let leftFiles = try object.decodeList(AttachmentLeft.self, forKey: .leftFiles)
        do throws(Refusal) {
            try Limits.check(count: leftFiles.count, atMost: Self.maximumLeftFiles, at: .field("leftFiles"))
            try self.init(
                id: id, caseID: caseID, person: person, channel: channel, receivingEnd: receivingEnd ?? "",
                direction: direction, occurredAt: occurredAt, receivedAt: receivedAt, subject: subject, text: text,
                demand: demand, language: language, topic: topic, intakeKey: intakeKey, messageKeys: messageKeys,
                agent: agent, attachments: attachments, point: point, externalID: externalID)
        } catch {
            throw decoder.failure(error)
        }
        self = leaving(leftFiles)
    }
}
