/// One step of an automated path.
public struct AutomationStep: Hashable, Sendable, Codable {
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
