public import DeskPrimitives

/// Something in a table, a queue or the roster that is wrong or probably not meant, found before use.
public struct RoutingFinding: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable {
        /// It works and may be meant; worth a look.
        case notice
        /// It works, but probably not as meant.
        case warning
        /// Somebody will wait for nothing.
        case error

        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .notice: 0
            case .warning: 1
            case .error: 2
            }
        }
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

        // The analysis of a table.

        /// A rule that no contact can match, because nothing passes what it asks of some attributes.
        case ruleNeverMatches(String, [String])
        /// A rule that others before it leave nothing to.
        case ruleNeverApplies(String, shadowedBy: [String])
        /// Two rules with different queues of which only the order says which one a contact gets, such as this one.
        case rulesClash(String, String, example: RoutingFacts)
        /// A contact that no rule matches, where the table does not say what then.
        case gap(RoutingFacts)
        /// Whether there is such a contact was not found out within the budget.
        case gapNotDecided
        /// Whether a rule ever applies was not found out within the budget.
        case ruleNotDecided(String)

        // Dead ends.

        /// A queue whose calendar is never open.
        case queueNeverOpen(QueueID, CalendarID)
        /// A rule that can only fire while its queue is closed.
        case closedWheneverItFires(rule: String, QueueID)
        /// A step of relaxing after which nobody more can take the work. Steps are counted from 1.
        case relaxationDoesNotWiden(QueueID, step: Int)
        /// A step of relaxing after which some can no longer take the work.
        case relaxationNarrows(QueueID, step: Int, loses: [AgentID])
        /// Nobody can take the work after the last step, and nothing else happens then. Step 0 is the rule itself.
        case lastStepNeverEnds(QueueID, step: Int)
        /// The last of these steps of an automated path, the way to it first, leads to no person and no end.
        case noHumanExit([String])
        /// Steps that lead to each other, with no time and no count that leads out.
        case endlessLoop([String])
        /// A step of an automated path that leads to one nobody declared.
        case unknownStep(String, String)
        /// Queues that overflow one into the next and the last into the first: work goes round and stays in the end.
        case overflowLoop([QueueID])
        /// An automated path that hands over to a queue in which nobody can take such a contact, of which `needs` is asked
        /// for. `nearly` lists those who lack one skill.
        case exitWithoutPerson(
            String, QueueID, needs: [SkillRequirement], nearly: [NearlyQualified], example: RoutingFacts)
    }
}
