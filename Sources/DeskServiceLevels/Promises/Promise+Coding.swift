import DeskPrimitives

extension Promise: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, caseID, person, agent, text, madeAt, due, source, remindBefore, state, renegotiations, team, topic
        case remindersGiven, remindAt
    }

    /// Writes the promise; empty lists are left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(person, forKey: .person)
        try container.encode(agent, forKey: .agent)
        try container.encode(text, forKey: .text)
        try container.encode(madeAt, forKey: .madeAt)
        try container.encode(due, forKey: .due)
        try container.encode(source, forKey: .source)
        if !remindBefore.isEmpty { try container.encode(remindBefore, forKey: .remindBefore) }
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(team, forKey: .team)
        try container.encodeIfPresent(topic, forKey: .topic)
        if remindersGiven > 0 { try container.encode(remindersGiven, forKey: .remindersGiven) }
        try container.encodeIfPresent(remindAt, forKey: .remindAt)
        if !renegotiations.isEmpty { try container.encode(renegotiations, forKey: .renegotiations) }
    }

    /// Reads and checks a promise; a scrubbed one has an empty text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(PromiseID.self, forKey: .id)
        let caseID = try container.decode(CaseID.self, forKey: .caseID)
        let person = try container.decode(PersonID.self, forKey: .person)
        let agent = try container.decode(AgentID.self, forKey: .agent)
        let text = try container.decode(String.self, forKey: .text)
        let madeAt = try container.decode(Instant.self, forKey: .madeAt)
        let due = try container.decode(Instant.self, forKey: .due)
        let source = try container.decode(PromiseSource.self, forKey: .source)
        let remindBefore = try container.decodeIfPresent([TimeSpan].self, forKey: .remindBefore) ?? []
        let team = try container.decodeIfPresent(TeamID.self, forKey: .team)
        let topic = try container.decodeIfPresent(TopicID.self, forKey: .topic)
        let remindersGiven = try container.decodeIfPresent(Int.self, forKey: .remindersGiven) ?? 0
        let remindAt = try container.decodeIfPresent(Instant.self, forKey: .remindAt)
        let renegotiations = try container.decodeIfPresent([Renegotiation].self, forKey: .renegotiations) ?? []
        do throws(Refusal) {
            try self.init(
                id: id, caseID: caseID, person: person, agent: agent, text: text.isEmpty ? "-" : text, madeAt: madeAt,
                due: due, source: source, remindBefore: remindBefore, team: team, topic: topic)
            guard renegotiations.count <= Self.renegotiationLimit else {
                throw Refusal(.tooLong, "too many renegotiations", at: .field("renegotiations"))
            }
        } catch {
            throw decoder.failure(error)
        }
        self.text = text
        self.renegotiations = renegotiations
        self.remindersGiven = max(remindersGiven, 0)
        self.remindAt = remindAt
        state = try container.decode(PromiseState.self, forKey: .state)
    }
}
