import DeskPrimitives

/// Which agents have a skill at a level or above, and which are in a team: a row of bits for each that was asked for.
///
/// A new kind of work finds those who can take it by putting rows together instead of asking every agent.
struct SkillRows: Sendable {
    /// By skill, the rows of levels 1 … 5.
    private var skills: [SkillID: [MemberBits]] = [:]
    private var teams: [TeamID: MemberBits] = [:]

    /// Makes the rows that a requirement needs.
    ///
    /// - Complexity: O(agents × skills) for a skill or team that was not asked for before, nothing otherwise
    mutating func prepare(_ requirement: [SkillRequirement], _ wanted: [TeamID], _ agents: [PoolAgent]) {
        for asked in requirement where skills[asked.skill] == nil {
            var rows = Array(repeating: MemberBits(), count: SkillLevel.levels.count)
            for index in agents.indices { Self.set(agents[index].agent.level(of: asked.skill), index, in: &rows) }
            skills[asked.skill] = rows
        }
        for team in wanted where teams[team] == nil {
            var row = MemberBits()
            for index in agents.indices where agents[index].agent.team == team { row[index] = true }
            teams[team] = row
        }
    }

    /// The agents of some teams who meet a requirement; its rows are there.
    func able(_ requirement: [SkillRequirement], _ wanted: [TeamID]) -> MemberBits {
        var able = MemberBits()
        for team in wanted { if let row = teams[team] { able.formUnion(row) } }
        for asked in requirement {
            let level = max(asked.atLeast, SkillLevel.levels.lowerBound)
            guard level <= SkillLevel.levels.upperBound, let rows = skills[asked.skill] else { return MemberBits() }
            able.formIntersection(rows[level - 1])
        }
        return able
    }

    /// Takes an agent's skills and team out of the rows, or puts them in.
    mutating func change(_ index: Int, _ agent: Agent, to isIn: Bool) {
        for level in agent.skills where skills[level.skill] != nil {
            // Of a skill that stands twice the first counts, as it does everywhere.
            let known = isIn ? agent.level(of: level.skill) : 0
            Self.set(known, index, in: &skills[level.skill, default: []])
        }
        if teams[agent.team] != nil { teams[agent.team, default: MemberBits()][index] = isIn }
    }

    private static func set(_ level: Int, _ index: Int, in rows: inout [MemberBits]) {
        for row in rows.indices { rows[row][index] = level > row }
    }
}
