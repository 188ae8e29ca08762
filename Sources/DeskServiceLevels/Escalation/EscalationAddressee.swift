public import DeskPrimitives

/// Who is told when a step of an escalation ladder is taken.
public enum EscalationAddressee: Hashable, Sendable {
    /// Whoever owns the case; the team while nobody does.
    case owner
    /// The team that has the case; the queue while none does.
    case team
    /// A person up the line.
    case agent(AgentID)
}

extension EscalationAddressee: Codable {
    /// Reads `"owner"`, `"team"` or `{"agent": "anna"}`.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            switch name {
            case "owner": self = .owner
            case "team": self = .team
            default:
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: decoder.codingPath, debugDescription: "expected owner, team or an agent"))
            }
            return
        }
        try decoder.refuseUnknownMembers([CodingKeys.agent.stringValue])
        self = .agent(try decoder.container(keyedBy: CodingKeys.self).decode(AgentID.self, forKey: .agent))
    }

    private enum CodingKeys: String, CodingKey {
        case agent
    }

    /// Writes the form that ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .owner, .team:
            var container = encoder.singleValueContainer()
            try container.encode(self == .owner ? "owner" : "team")
        case .agent(let agent):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(agent, forKey: .agent)
        }
    }

    /// Who that is in a sentence.
    public func name(in language: LanguageTag) -> String {
        switch self {
        case .owner: language.pick(en: "the owner", fi: "vastuuhenkilö")
        case .team: language.pick(en: "the team", fi: "tiimi")
        case .agent(let agent): agent.rawValue
        }
    }
}
