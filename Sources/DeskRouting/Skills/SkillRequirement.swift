public import DeskPrimitives

/// A skill that somebody must have at a level at least, 1 (basic) … 5 (expert).
///
/// In documents: `{"id": "fraud", "min": 3}`; `min` may be left out for 1.
public struct SkillRequirement: Hashable, Sendable {
    /// The skill.
    public var skill: SkillID
    /// The lowest level that will do, 1 … 5.
    public var atLeast: Int

    /// Creates a requirement; tables and work items refuse a level out of range.
    public init(_ skill: SkillID, atLeast: Int = 1) {
        self.skill = skill
        self.atLeast = atLeast
    }

    /// Every mistake in a list of requirements.
    static func mistakes(_ list: [SkillRequirement], at place: @autoclosure () -> Place) -> [Refusal] {
        guard list.count <= RoutingTable.skillCount else {
            return [Refusal(.tooLong, "more than \(RoutingTable.skillCount) skills", at: place())]
        }
        var found: [Refusal] = []
        // Short lists, and most are, are compared pair by pair: a set would ask for memory each time work is made.
        var seen: Set<SkillID> = []
        let isShort = list.count <= 8
        for (number, requirement) in list.enumerated() {
            if !SkillLevel.levels.contains(requirement.atLeast) {
                found.append(
                    Refusal(
                        .outOfRange, "a level is 1 to 5, not \(requirement.atLeast)",
                        at: place().index(number).field("min")))
            }
            let isAgain =
                isShort
                ? list[..<number].contains { $0.skill == requirement.skill }
                : !seen.insert(requirement.skill).inserted
            if isAgain {
                found.append(
                    Refusal(
                        .duplicateName, "the skill “\(requirement.skill)” stands here twice",
                        at: place().index(number).field("id")))
            }
        }
        return found
    }
}

extension SkillRequirement: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case skill = "id"
        case atLeast = "min"
    }

    /// Reads the object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        skill = try container.decode(SkillID.self, forKey: .skill)
        atLeast = try container.decodeIfPresent(Int.self, forKey: .atLeast) ?? 1
        guard SkillLevel.levels.contains(atLeast) else {
            throw DecodingError.dataCorruptedError(
                forKey: .atLeast, in: container, debugDescription: "a level is 1 to 5, not \(atLeast)")
        }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(skill, forKey: .skill)
        try container.encode(atLeast, forKey: .atLeast)
    }
}
