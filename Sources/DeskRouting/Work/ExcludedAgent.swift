public import DeskPrimitives

/// An agent to whom a piece of work is not offered for a while, because they declined it or did not answer.
public struct ExcludedAgent: Hashable, Sendable, Codable {
    /// The agent.
    public let agent: AgentID
    /// From this instant on the work can be offered to the agent again.
    public let until: Instant

    /// Creates an exclusion.
    public init(agent: AgentID, until: Instant) {
        self.agent = agent
        self.until = until
    }
}
