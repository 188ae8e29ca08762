public import DeskPrimitives

/// An agent who was looked at for a piece of work.
public struct OfferCandidate: Hashable, Sendable {
    /// The agent.
    public let agent: AgentID
    /// Why the agent does not get it; nil for one who could take it.
    public let exclusion: OfferExclusion?

    /// Creates a candidate.
    public init(_ agent: AgentID, exclusion: OfferExclusion? = nil) {
        self.agent = agent
        self.exclusion = exclusion
    }
}
