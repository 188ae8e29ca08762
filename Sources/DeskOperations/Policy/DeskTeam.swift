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

extension DeskTeam {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, unit
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(TeamID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
        unit = try object.decodeIfPresent(UnitID.self, forKey: .unit)
    }
}
