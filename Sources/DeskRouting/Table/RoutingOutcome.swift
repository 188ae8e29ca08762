public import DeskPrimitives

/// What becomes of a contact: the queue, what whoever takes it must be able to do, and how soon.
///
/// In documents: `{"queue": "vip", "skills": [{"id": "fraud", "min": 3}], "urgency": 90}`; skills and urgency may be
/// left out.
public struct RoutingOutcome: Hashable, Sendable {
    /// The urgency when none is given.
    public static let defaultUrgency = 50
    /// The urgencies there are; a higher one is served sooner.
    public static let urgencies = 0...100

    /// Where it waits.
    public var queue: QueueID
    /// What whoever takes it must be able to do, at most ``RoutingTable/skillCount``, each skill once.
    public var skills: [SkillRequirement]
    /// How soon it is served, 0 … 100, higher is sooner.
    public var urgency: Int

    /// Creates an outcome; tables and work items refuse one that is out of range.
    public init(queue: QueueID, skills: [SkillRequirement] = [], urgency: Int = defaultUrgency) {
        self.queue = queue
        self.skills = skills
        self.urgency = urgency
    }

    /// Every mistake in the outcome, places relative to it.
    func mistakes() -> [Refusal] {
        var found = SkillRequirement.mistakes(skills, at: .field("skills"))
        if !Self.urgencies.contains(urgency) {
            found.append(Refusal(.outOfRange, "an urgency is 0 to 100, not \(urgency)", at: .field("urgency")))
        }
        return found
    }
}

extension RoutingOutcome: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case queue
        case skills
        case urgency
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        queue = try container.decode(QueueID.self, forKey: .queue)
        skills = try container.decodeIfPresent([SkillRequirement].self, forKey: .skills) ?? []
        urgency = try container.decodeIfPresent(Int.self, forKey: .urgency) ?? Self.defaultUrgency
        if let first = mistakes().first {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + AnyKey.path(first.place), debugDescription: first.detail))
        }
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(queue, forKey: .queue)
        if !skills.isEmpty { try container.encode(skills, forKey: .skills) }
        if urgency != Self.defaultUrgency { try container.encode(urgency, forKey: .urgency) }
    }
}
