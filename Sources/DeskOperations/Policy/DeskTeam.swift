public import DeskPrimitives

/// A team of agents.
public struct DeskTeam: Hashable, Sendable, Codable {
    /// The team's own name.
    public var id: TeamID
    /// What people call it.
    public var name: LocalizedText
    /// The unit it belongs to.
    public var unit: UnitID?
    /// Who is told what nobody else would see: persons in doubt, and messages on which nobody works.
    public var leaders: [AgentID]

    /// Creates a team.
    public init(_ id: TeamID, _ name: LocalizedText, unit: UnitID? = nil, leaders: [AgentID] = []) {
        self.id = id
        self.name = name
        self.unit = unit
        self.leaders = leaders
    }
}

extension DeskTeam {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, unit, leaders
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(TeamID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
        unit = try object.decodeIfPresent(UnitID.self, forKey: .unit)
        leaders = try object.decodeIfPresent([AgentID].self, forKey: .leaders) ?? []
    }

    /// Writes an object; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encode(name, forKey: .name)
        try object.encodeIfPresent(unit, forKey: .unit)
        if !leaders.isEmpty { try object.encode(leaders, forKey: .leaders) }
    }
}
