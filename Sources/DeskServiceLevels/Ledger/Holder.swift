public import DeskPrimitives

/// With whom a case lies.
public enum Holder: Hashable, Sendable {
    /// It waits in a queue for somebody to take it; nil when it is in none.
    case queue(QueueID?)
    /// The desk's own people have it; nil when no team is named.
    case team(TeamID?)
    /// The person has to answer or do something.
    case customer
    /// A supplier has to act.
    case supplier
    /// Another party inside the organisation has to act.
    case `internal`
    /// It is settled.
    case done
}

extension Holder: Codable {
    private enum CodingKeys: String, CodingKey {
        case holder, queue, team
    }

    private enum Kind: String, Codable {
        case queue, team, customer, supplier, `internal`, done
    }

    /// Writes a flat object such as `{"holder": "team", "team": "billing"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .queue(let queue):
            try container.encode(Kind.queue, forKey: .holder)
            try container.encodeIfPresent(queue, forKey: .queue)
        case .team(let team):
            try container.encode(Kind.team, forKey: .holder)
            try container.encodeIfPresent(team, forKey: .team)
        case .customer: try container.encode(Kind.customer, forKey: .holder)
        case .supplier: try container.encode(Kind.supplier, forKey: .holder)
        case .internal: try container.encode(Kind.internal, forKey: .holder)
        case .done: try container.encode(Kind.done, forKey: .holder)
        }
    }

    /// Reads a flat object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .holder) {
        case .queue: self = .queue(try container.decodeIfPresent(QueueID.self, forKey: .queue))
        case .team: self = .team(try container.decodeIfPresent(TeamID.self, forKey: .team))
        case .customer: self = .customer
        case .supplier: self = .supplier
        case .internal: self = .internal
        case .done: self = .done
        }
    }
}
