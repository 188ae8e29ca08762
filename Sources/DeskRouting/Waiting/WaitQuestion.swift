public import DeskPrimitives

/// What is known about somebody who waits when they ask how long.
public struct WaitQuestion: Hashable, Sendable, Codable {
    /// Those who will be served before, callbacks that keep their place among them; at least 0.
    public var ahead: Int
    /// Agents who serve the line now, busy or free.
    public var agents: Int
    /// Agents who could take somebody at once.
    public var freeAgents: Int
    /// The time until the line closes; nil when it does not.
    public var closesIn: TimeSpan?

    /// Creates a question.
    public init(ahead: Int, agents: Int, freeAgents: Int = 0, closesIn: TimeSpan? = nil) {
        self.ahead = max(0, ahead)
        self.agents = max(0, agents)
        self.freeAgents = max(0, freeAgents)
        self.closesIn = closesIn
    }

    /// The place in the line, counted from 1.
    public var position: Int { ahead + 1 }
}
