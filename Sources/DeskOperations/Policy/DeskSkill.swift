public import DeskPrimitives

/// Something agents can be able to do, on levels 1 to 5.
public struct DeskSkill: Hashable, Sendable, Codable {
    /// The skill's own name.
    public var id: SkillID
    /// What people call it.
    public var name: LocalizedText

    /// Creates a skill.
    public init(_ id: SkillID, _ name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

extension DeskSkill {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(SkillID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
    }
}
