public import DeskPrimitives

/// One step in which work that waits is opened to more people.
///
/// A step can only widen: it drops skills, lowers levels and adds teams; there is no way to ask for more. In documents:
/// `{"after": "PT20S", "drop": ["fraud"], "lower": [{"id": "english", "min": 1}], "teams": ["back"]}`.
public struct RelaxationStep: Hashable, Sendable {
    /// How long after the contact came into line the step is taken; earlier when nobody who could take it is there.
    public var after: TimeSpan
    /// Skills that are no longer asked for.
    public var drop: [SkillID]
    /// Levels that will do from here on; one that is higher than what was asked for changes nothing.
    public var lower: [SkillRequirement]
    /// Teams that serve from here on, besides those of the queue.
    public var teams: [TeamID]

    /// Creates a step.
    public init(after: TimeSpan, drop: [SkillID] = [], lower: [SkillRequirement] = [], teams: [TeamID] = []) {
        self.after = after
        self.drop = drop
        self.lower = lower
        self.teams = teams
    }

    /// What is asked for after the step; never more than before.
    func applied(to requirement: [SkillRequirement]) -> [SkillRequirement] {
        requirement.compactMap { asked in
            guard !drop.contains(asked.skill) else { return nil }
            let lowered = lower.first { $0.skill == asked.skill }?.atLeast ?? asked.atLeast
            return SkillRequirement(asked.skill, atLeast: min(asked.atLeast, lowered))
        }
    }
}

extension RelaxationStep: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case after, drop, lower, teams
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        after = try object.decode(TimeSpan.self, forKey: .after)
        drop = try object.decodeIfPresent([SkillID].self, forKey: .drop) ?? []
        lower = try object.decodeIfPresent([SkillRequirement].self, forKey: .lower) ?? []
        teams = try object.decodeIfPresent([TeamID].self, forKey: .teams) ?? []
    }

    /// Writes the object without empty lists.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(after, forKey: .after)
        if !drop.isEmpty { try object.encode(drop, forKey: .drop) }
        if !lower.isEmpty { try object.encode(lower, forKey: .lower) }
        if !teams.isEmpty { try object.encode(teams, forKey: .teams) }
    }
}
