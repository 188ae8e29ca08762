public import DeskPrimitives

/// Who belonged to which team, and which team to which unit, from which day on.
///
/// A change is a new line and never an edit of an old one, so answers keep the team of their day when people move.
public struct OrganizationHistory: Hashable, Sendable, Codable {
    /// An agent in a team from a day on; nil when the agent left.
    public struct AgentLine: Hashable, Sendable, Codable {
        /// The agent.
        public let agent: AgentID
        /// The team; nil for none.
        public let team: TeamID?
        /// The first local day, counted from 1970-01-01.
        public let from: Int

        /// Creates a line.
        public init(_ agent: AgentID, in team: TeamID?, from: Int) {
            self.agent = agent
            self.team = team
            self.from = from
        }
    }

    /// A team in a unit from a day on; nil when it belongs to none.
    public struct TeamLine: Hashable, Sendable, Codable {
        /// The team.
        public let team: TeamID
        /// The unit; nil for none.
        public let unit: UnitID?
        /// The first local day, counted from 1970-01-01.
        public let from: Int

        /// Creates a line.
        public init(_ team: TeamID, in unit: UnitID?, from: Int) {
            self.team = team
            self.unit = unit
            self.from = from
        }
    }

    /// The lines of agents, by agent and day.
    public let agents: [AgentLine]
    /// The lines of teams, by team and day.
    public let teams: [TeamLine]

    /// Creates a history of lines in any order.
    ///
    /// - Throws: `Refusal` with code `duplicateName` for two lines of one agent or team from one day, `outOfRange` for a day
    ///   outside the years 1 … 9999, `tooLong` beyond `Limits.listCount`.
    public init(agents: [AgentLine], teams: [TeamLine] = []) throws(Refusal) {
        guard agents.count <= Limits.listCount else { throw Refusal(.tooLong, "too many lines", at: .field("agents")) }
        guard teams.count <= Limits.listCount else { throw Refusal(.tooLong, "too many lines", at: .field("teams")) }
        for (number, line) in agents.enumerated() {
            guard TallyRow.acceptedDays.contains(line.from) else {
                throw Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("agents").index(number))
            }
        }
        for (number, line) in teams.enumerated() {
            guard TallyRow.acceptedDays.contains(line.from) else {
                throw Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("teams").index(number))
            }
        }
        self.agents = agents.sorted { ($0.agent, $0.from) < ($1.agent, $1.from) }
        self.teams = teams.sorted { ($0.team, $0.from) < ($1.team, $1.from) }
        for (a, b) in zip(self.agents, self.agents.dropFirst()) where a.agent == b.agent && a.from == b.from {
            throw Refusal(.duplicateName, "\(a.agent) has two teams from one day", at: .field("agents"))
        }
        for (a, b) in zip(self.teams, self.teams.dropFirst()) where a.team == b.team && a.from == b.from {
            throw Refusal(.duplicateName, "\(a.team) has two units from one day", at: .field("teams"))
        }
    }

    /// Reads and checks a history.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(["agents", "teams"])
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let agents = try container.decode([AgentLine].self, forKey: .agents)
        let teams = try container.decodeIfPresent([TeamLine].self, forKey: .teams) ?? []
        self = try decoder.checked { () throws(Refusal) in try OrganizationHistory(agents: agents, teams: teams) }
    }

    /// The team of an agent on a day.
    ///
    /// - Complexity: O(log n).
    public func team(of agent: AgentID, on day: Int) -> TeamID? {
        let line = Self.last(agents) { ($0.agent, $0.from) <= (agent, day) }
        return line?.agent == agent ? line?.team : nil
    }

    /// The unit of a team on a day.
    ///
    /// - Complexity: O(log n).
    public func unit(of team: TeamID, on day: Int) -> UnitID? {
        let line = Self.last(teams) { ($0.team, $0.from) <= (team, day) }
        return line?.team == team ? line?.unit : nil
    }

    /// The agents of a team on a day, in order.
    ///
    /// - Complexity: O(n).
    public func members(of team: TeamID, on day: Int) -> [AgentID] {
        Set(agents.map(\.agent)).filter { self.team(of: $0, on: day) == team }.sorted()
    }

    /// The last line for which a test holds that holds for a beginning of the lines.
    private static func last<Line>(_ lines: [Line], where test: (Line) -> Bool) -> Line? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if test(lines[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? lines[low - 1] : nil
    }
}

/// What a team's number is made of.
public enum TeamView: Hashable, Sendable {
    /// The contacts the team handled, whoever is in it now. This is the team's score.
    case asItWas
    /// The contacts its members of one day handled, in whatever team they were then: a labelled view, not the team's score.
    case membersOn(day: Int)
}

extension AnswerLedger {
    /// What was answered about a team's contacts of some days, in one view or the other.
    public func tally(
        of team: TeamID, days: Range<Int>, view: TeamView, in history: OrganizationHistory
    ) -> Tally {
        switch view {
        case .asItWas: tally(.team, team.rawValue, days: days)
        case .membersOn(let day):
            history.members(of: team, on: day).reduce(Tally.zero) { sum, agent in
                sum + tally(.agent, agent.rawValue, days: days)
            }
        }
    }
}
