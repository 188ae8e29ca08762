public import DeskPrimitives

/// A team of agents.
public struct DeskTeam: Hashable, Sendable, Codable {
    /// The team's own name.
    public var id: TeamID
    /// What people call it.
    public var name: LocalizedText
    /// The unit it belongs to.
    public var unit: UnitID?

    /// Creates a team.
    public init(_ id: TeamID, _ name: LocalizedText, unit: UnitID? = nil) {
        self.id = id
        self.name = name
        self.unit = unit
    }
}
