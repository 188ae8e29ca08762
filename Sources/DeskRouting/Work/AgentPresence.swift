/// Whether an agent can be offered work.
public enum AgentPresence: String, Hashable, Sendable, Codable, CaseIterable {
    /// At work and open for offers.
    case available
    /// At work, not open for offers: a break, a meeting, finishing something.
    case away
    /// Not at work.
    case offline
}
