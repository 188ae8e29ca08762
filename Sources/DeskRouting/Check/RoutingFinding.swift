public import DeskPrimitives

/// Something in a table, a queue or the roster that is wrong or probably not meant, found before use.
public struct RoutingFinding: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable {
        /// It works, but probably not as meant.
        case warning
        /// Somebody will wait for nothing.
        case error

        public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
    }

    /// How bad it is.
    public let severity: Severity
    /// What it is, with its data.
    public let matter: Matter
    /// Where it stands.
    public let place: Place

    /// Creates a finding.
    public init(_ severity: Severity, _ matter: Matter, at place: Place) {
        self.severity = severity
        self.matter = matter
        self.place = place
    }

    /// The same finding as seen from an outer place.
    public func within(_ outer: Place) -> RoutingFinding {
        RoutingFinding(severity, matter, at: place.within(outer))
    }

    /// What a finding is about.
    public enum Matter: Hashable, Sendable {
        /// A negative test on an optional attribute: a contact without it never passes.
        case negativeTestSkipsMissing(attribute: String)
        /// `missing` or `orMissing` on an attribute that is never missing.
        case neverMissing(attribute: String)
        /// Contacts that no rule matches have nowhere to go.
        case nothingOtherwise
        /// A queue that the table names and nobody declared.
        case unknownQueue(QueueID)
        /// A queue that no team serves.
        case queueWithoutTeam(QueueID)
        /// A queue whose teams have no agent.
        case queueWithoutAgent(QueueID)
        /// A queue that escalates to an agent nobody declared.
        case unknownEscalation(QueueID, AgentID)
        /// Two queues or two agents with one name.
        case duplicate(String)
        /// A skill level of an agent that is out of range, or a skill named twice.
        case invalidSkill(AgentID, SkillID)
        /// An agent who is declared to hold less than one unit, or more than anybody could.
        case invalidCapacity(AgentID, Int)
        /// An agent whose team serves no queue.
        case agentWithoutQueue(AgentID)
        /// What a rule asks for nobody in the teams of its queue has. `nearly` lists, in order, those who lack one
        /// skill.
        case nobodyQualifies(QueueID, [SkillRequirement], nearly: [NearlyQualified])
    }
}
