public import DeskPrimitives

/// An agent who lacks one skill only of what a rule asks for.
public struct NearlyQualified: Hashable, Sendable {
    /// The agent.
    public let agent: AgentID
    /// What is asked.
    public let lacks: SkillRequirement
    /// The level the agent has, 0 for none.
    public let has: Int

    /// Creates the entry.
    public init(_ agent: AgentID, lacks: SkillRequirement, has: Int) {
        self.agent = agent
        self.lacks = lacks
        self.has = has
    }
}
