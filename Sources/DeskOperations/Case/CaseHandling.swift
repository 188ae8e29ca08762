public import DeskPrimitives

/// A stretch of time in which one agent had a case.
public struct CaseHandling: Hashable, Sendable, Codable {
    /// Who.
    public let agent: AgentID
    /// In which team then.
    public let team: TeamID
    /// From when on.
    public let from: Instant
    /// Until when; nil while it goes on, or when it was settled.
    public internal(set) var until: Instant?
}

extension ServiceCase {
    /// Notes that an agent has the case from now on.
    mutating func handle(by agent: AgentID, in team: TeamID, at: Instant) {
        var stretches = handlings ?? []
        if let last = stretches.last, last.until == nil {
            guard last.agent != agent else { return }
            stretches[stretches.count - 1].until = at
        }
        stretches.append(CaseHandling(agent: agent, team: team, from: at))
        handlings = stretches
    }

    /// Notes that nobody has the case now.
    mutating func endHandling(at: Instant) {
        guard let stretches = handlings, let last = stretches.indices.last, stretches[last].until == nil else { return }
        handlings?[last].until = at
    }
}
