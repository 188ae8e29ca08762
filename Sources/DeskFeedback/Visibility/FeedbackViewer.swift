public import DeskPrimitives

/// Who looks at scores, as far as it matters for what they may see.
public enum FeedbackViewer: Hashable, Sendable, Codable {
    /// One who serves: sees themselves and how their team and the desk do.
    case agent(AgentID, team: TeamID?)
    /// Leads teams: sees them, their agents and how the desk does.
    case teamLeader([TeamID])
    /// Leads units: sees them, their teams and how the desk does.
    case unitLeader([UnitID])
    /// Leads the desk: sees everything but single agents and single customers.
    case director
    /// Owns topics: sees them and how the desk does.
    case topicOwner([TopicID])
    /// Speaks for a customer: sees that customer's own scores and nothing of who served.
    case customer(OrganizationID)
}

/// A node with what it belongs to, so that a decision needs no look-up.
public struct FeedbackNode: Hashable, Sendable, Codable {
    /// The kind of node.
    public let level: TallyRow.Level
    /// The identifier of the node.
    public let id: String
    /// The team of an agent.
    public let team: TeamID?
    /// The unit of a team or an agent.
    public let unit: UnitID?

    /// Creates a node.
    public init(_ level: TallyRow.Level, _ id: String, team: TeamID? = nil, unit: UnitID? = nil) {
        self.level = level
        self.id = id
        self.team = team
        self.unit = unit
    }

    /// The whole desk.
    public static let desk = FeedbackNode(.desk, TallyRow.deskNode)
}
