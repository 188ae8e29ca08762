public import DeskPrimitives

/// How far a piece of work is on its way to somebody who does it.
public enum WorkState: Hashable, Sendable {
    /// It waits in its queue.
    case waiting
    /// It is offered to an agent, who can accept before `expires`.
    case offered(to: AgentID, since: Instant, expires: Instant)
    /// An agent works on it.
    case assigned(to: AgentID, since: Instant)
    /// Nothing is left to do.
    case done(at: Instant)

    /// The name in records: `waiting`, `offered`, `assigned` or `done`.
    public var name: String {
        switch self {
        case .waiting: "waiting"
        case .offered: "offered"
        case .assigned: "assigned"
        case .done: "done"
        }
    }

    /// The agent it is offered or assigned to.
    public var agent: AgentID? {
        switch self {
        case .offered(let agent, _, _), .assigned(let agent, _): agent
        case .waiting, .done: nil
        }
    }
}

extension WorkState: Codable {
    private enum CodingKeys: String, CodingKey {
        case name = "is"
        case agent
        case since
        case expires
    }

    /// Reads the object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .name) {
        case "waiting": self = .waiting
        case "offered":
            self = .offered(
                to: try container.decode(AgentID.self, forKey: .agent),
                since: try container.decode(Instant.self, forKey: .since),
                expires: try container.decode(Instant.self, forKey: .expires))
        case "assigned":
            self = .assigned(
                to: try container.decode(AgentID.self, forKey: .agent),
                since: try container.decode(Instant.self, forKey: .since))
        case "done": self = .done(at: try container.decode(Instant.self, forKey: .since))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container, debugDescription: "expected waiting, offered, assigned or done")
        }
    }

    /// Writes an object such as `{"is": "assigned", "agent": "a1", "since": …}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        switch self {
        case .waiting: break
        case .offered(let agent, let since, let expires):
            try container.encode(agent, forKey: .agent)
            try container.encode(since, forKey: .since)
            try container.encode(expires, forKey: .expires)
        case .assigned(let agent, let since):
            try container.encode(agent, forKey: .agent)
            try container.encode(since, forKey: .since)
        case .done(let instant): try container.encode(instant, forKey: .since)
        }
    }
}
