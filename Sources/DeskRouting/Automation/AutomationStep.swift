import DeskPrimitives

/// One step of an automated path.
public struct AutomationStep: Hashable, Sendable {
    /// What a step does, each rung of the ladder taking over more of the matter.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Tells the person something.
        case inform
        /// Reports how their matter stands.
        case report
        /// Settles the matter, when the person agrees that it is settled.
        case resolve
    }

    /// The name within the path.
    public let id: String
    /// What it does.
    public let kind: Kind
    /// The step after it when it has worked; nil when the path ends there.
    public let next: String?
    /// The step to go to when the person wants to have it again or otherwise; nil for a person of the desk.
    public let otherwise: String?

    /// Creates a step.
    public init(id: String, kind: Kind, next: String? = nil, otherwise: String? = nil) {
        self.id = id
        self.kind = kind
        self.next = next
        self.otherwise = otherwise
    }
}

extension AutomationStep: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case kind
        case next
        case otherwise
    }

    /// Reads the object.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id), kind: try container.decode(Kind.self, forKey: .kind),
            next: try container.decodeIfPresent(String.self, forKey: .next),
            otherwise: try container.decodeIfPresent(String.self, forKey: .otherwise))
    }
}
