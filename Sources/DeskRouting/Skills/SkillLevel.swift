public import DeskPrimitives

/// A skill that an agent has, and how well: 1 (basic) … 5 (expert).
///
/// In documents: `{"id": "fraud", "level": 4}`; `level` may be left out for 1.
public struct SkillLevel: Hashable, Sendable {
    /// The levels there are.
    public static let levels = 1...5

    /// The skill.
    public var skill: SkillID
    /// How well, 1 … 5.
    public var level: Int

    /// Creates a skill level; a level out of range is found by ``RosterCheck``.
    public init(_ skill: SkillID, _ level: Int = 1) {
        self.skill = skill
        self.level = level
    }
}

extension SkillLevel: Codable {
    private enum CodingKeys: String, CodingKey {
        case skill = "id"
        case level
    }

    /// Reads the object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        skill = try container.decode(SkillID.self, forKey: .skill)
        level = try container.decodeIfPresent(Int.self, forKey: .level) ?? 1
        guard Self.levels.contains(level) else {
            throw DecodingError.dataCorruptedError(
                forKey: .level, in: container, debugDescription: "a level is 1 to 5, not \(level)")
        }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(skill, forKey: .skill)
        try container.encode(level, forKey: .level)
    }
}
