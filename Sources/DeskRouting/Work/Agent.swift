public import DeskPrimitives

/// Somebody who handles contacts: the team, the skills, how much at a time.
///
/// In documents: `{"id": "a1", "name": "Aino", "team": "t1", "skills": [{"id": "fraud", "level": 4}], "languages":
/// ["fi"]}`.
public struct Agent: Hashable, Sendable {
    /// How much an agent can hold at a time when nothing is said: one piece of work of 100 units.
    public static let defaultCapacity = 100
    /// The most skills or languages of an agent in a document.
    public static let skillCount = 1_000
    /// How much an agent can be declared to hold.
    public static let capacities = 1...100_000

    /// The name for records.
    public var id: AgentID
    /// The name for people.
    public var name: String
    /// The team.
    public var team: TeamID
    /// What the agent can do, each skill once.
    public var skills: [SkillLevel]
    /// What the agent speaks, the best first.
    public var languages: [LanguageTag]
    /// How many units of work the agent can hold at a time.
    public var capacityUnits: Int
    /// When the agent works.
    public var calendar: CalendarID?

    /// Creates an agent.
    public init(
        id: AgentID, name: String, team: TeamID, skills: [SkillLevel] = [], languages: [LanguageTag] = [],
        capacityUnits: Int = defaultCapacity, calendar: CalendarID? = nil
    ) {
        self.id = id
        self.name = name
        self.team = team
        self.skills = skills
        self.languages = languages
        self.capacityUnits = capacityUnits
        self.calendar = calendar
    }

    /// How well the agent has a skill, 0 for not at all.
    public func level(of skill: SkillID) -> Int {
        skills.first { $0.skill == skill }?.level ?? 0
    }

    /// What the agent lacks of a requirement, in its order.
    public func lacking(_ requirement: [SkillRequirement]) -> [SkillRequirement] {
        requirement.filter { level(of: $0.skill) < $0.atLeast }
    }
}

extension Agent: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case name
        case team
        case skills
        case languages
        case capacityUnits
        case calendar
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(AgentID.self, forKey: .id)
        self.init(
            id: id,
            name: try container.decodeIfPresent(String.self, forKey: .name) ?? id.rawValue,
            team: try container.decode(TeamID.self, forKey: .team),
            skills: try container.decodeIfPresent([SkillLevel].self, forKey: .skills) ?? [],
            languages: try container.decodeIfPresent([LanguageTag].self, forKey: .languages) ?? [],
            capacityUnits: try container.decodeIfPresent(Int.self, forKey: .capacityUnits) ?? Self.defaultCapacity,
            calendar: try container.decodeIfPresent(CalendarID.self, forKey: .calendar))
        guard name.utf8.count <= Limits.lineBytes else {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container, debugDescription: "a name is at most \(Limits.lineBytes) bytes")
        }
        guard Self.capacities.contains(capacityUnits) else {
            throw DecodingError.dataCorruptedError(
                forKey: .capacityUnits, in: container, debugDescription: "a capacity is 1 to 100000 units")
        }
        guard skills.count <= Self.skillCount, languages.count <= Self.skillCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .skills, in: container,
                debugDescription: "an agent has at most \(Self.skillCount) skills and as many languages")
        }
        guard Set(skills.map(\.skill)).count == skills.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .skills, in: container, debugDescription: "a skill stands here twice")
        }
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(team, forKey: .team)
        if !skills.isEmpty { try container.encode(skills, forKey: .skills) }
        if !languages.isEmpty { try container.encode(languages, forKey: .languages) }
        if capacityUnits != Self.defaultCapacity { try container.encode(capacityUnits, forKey: .capacityUnits) }
        try container.encodeIfPresent(calendar, forKey: .calendar)
    }
}
