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
