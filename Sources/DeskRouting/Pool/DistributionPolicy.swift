public import DeskPrimitives

/// How work is given out.
///
/// In documents: `{"contacts": "urgencyThenWait", "urgencyPoint": "PT15M", "agents": ["bestProficiency",
/// "longestIdle"], "preferredAgentFor": "PT2M"}`; all of it may be left out, and `"strictUrgency": true` stands for no
/// ``urgencyPoint``.
public struct DistributionPolicy: Hashable, Sendable {
    /// How agents who could take the work are put in order: the first way that tells two of them apart decides, and in
    /// the end the smaller agent id.
    public var agents: [AgentOrder]
    /// For how long from its ``WorkItem/enqueuedAt`` work waits for its preferred agent, as long as that agent is
    /// available.
    public var preferredAgentFor: TimeSpan
    /// For how long after they last had to do with each other a person's next matter is for the same agent first.
    ///
    /// Zero for not at all. A case that is taken up again is for the agent who had it, however long that was ago.
    public var lastAgentWithin: TimeSpan
    /// For how long work is not offered again to an agent who declined it.
    public var declinedFor: TimeSpan
    /// For how long work is not offered again to an agent who did not answer.
    public var missedFor: TimeSpan
    /// In which order waiting work is served.
    public var contacts: ContactOrder
    /// How much waiting one point of urgency counts for; nil when urgency alone decides, and low urgency may starve.
    public var urgencyPoint: TimeSpan?
    /// How much more urgent a complaint is than its rule says, 0 … 100.
    public var complaintUrgency: Int
    /// What keeps the agents' work in one piece.
    public var focus: FocusPolicy

    /// How much more urgent a complaint is when nothing is said.
    public static let defaultComplaintUrgency = 10
    /// For how long a person's last agent is remembered when nothing is said.
    public static let defaultLastAgent = TimeSpan.days(3)
    /// What a point of urgency counts for when nothing is said: a difference of 50 points is half a day.
    public static let defaultUrgencyPoint = TimeSpan.minutes(15)
    /// The most that a point of urgency can count for.
    public static let longestUrgencyPoint = TimeSpan.days(3_650)

    /// Creates a policy.
    public init(
        agents: [AgentOrder] = [.longestIdle], preferredAgentFor: TimeSpan = .minutes(1),
        declinedFor: TimeSpan = .minutes(10), missedFor: TimeSpan = .minutes(2),
        contacts: ContactOrder = .urgencyThenWait,
        urgencyPoint: TimeSpan? = DistributionPolicy.defaultUrgencyPoint,
        focus: FocusPolicy = .none, lastAgentWithin: TimeSpan = DistributionPolicy.defaultLastAgent,
        complaintUrgency: Int = DistributionPolicy.defaultComplaintUrgency
    ) {
        self.complaintUrgency = min(max(complaintUrgency, 0), 100)
        self.focus = focus
        self.lastAgentWithin = lastAgentWithin
        self.agents = agents
        self.preferredAgentFor = preferredAgentFor
        self.declinedFor = declinedFor
        self.missedFor = missedFor
        self.contacts = contacts
        self.urgencyPoint = urgencyPoint.map { min(max($0, .zero), Self.longestUrgencyPoint) }
    }
}

extension DistributionPolicy {
    /// How agents are put in order for a piece of work: hard work goes to the best qualified before all else.
    func agents(forHard isHard: Bool) -> [AgentOrder] {
        isHard ? [.bestProficiency] + agents.filter { $0 != .bestProficiency } : agents
    }
}

extension DistributionPolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case agents
        case preferredAgentFor
        case lastAgentWithin
        case complaintUrgency
        case declinedFor
        case missedFor
        case contacts
        case urgencyPoint
        case strictUrgency
        case focus
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let usual = DistributionPolicy()
        agents = try container.decodeIfPresent([AgentOrder].self, forKey: .agents) ?? usual.agents
        guard Set(agents).count == agents.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .agents, in: container, debugDescription: "a way to choose stands here twice")
        }
        func span(_ key: CodingKeys, _ usual: TimeSpan) throws -> TimeSpan {
            let span = try container.decodeIfPresent(TimeSpan.self, forKey: key) ?? usual
            guard span >= .zero else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "a time is not negative")
            }
            return span
        }
        preferredAgentFor = try span(.preferredAgentFor, usual.preferredAgentFor)
        lastAgentWithin = try span(.lastAgentWithin, usual.lastAgentWithin)
        complaintUrgency =
            try container.decodeIfPresent(Int.self, forKey: .complaintUrgency) ?? usual.complaintUrgency
        guard (0...100).contains(complaintUrgency) else {
            throw DecodingError.dataCorruptedError(
                forKey: .complaintUrgency, in: container, debugDescription: "an urgency is 0 to 100")
        }
        declinedFor = try span(.declinedFor, usual.declinedFor)
        missedFor = try span(.missedFor, usual.missedFor)
        contacts = try container.decodeIfPresent(ContactOrder.self, forKey: .contacts) ?? usual.contacts
        focus = try container.decodeIfPresent(FocusPolicy.self, forKey: .focus) ?? .none
        let isStrict = try container.decodeIfPresent(Bool.self, forKey: .strictUrgency) ?? false
        urgencyPoint = isStrict ? nil : try span(.urgencyPoint, Self.defaultUrgencyPoint)
        guard urgencyPoint ?? .zero <= Self.longestUrgencyPoint else {
            throw DecodingError.dataCorruptedError(
                forKey: .urgencyPoint, in: container, debugDescription: "a point counts for at most ten years")
        }
    }

    /// Writes the whole object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(agents, forKey: .agents)
        try container.encode(preferredAgentFor, forKey: .preferredAgentFor)
        if lastAgentWithin != Self.defaultLastAgent { try container.encode(lastAgentWithin, forKey: .lastAgentWithin) }
        if complaintUrgency != Self.defaultComplaintUrgency {
            try container.encode(complaintUrgency, forKey: .complaintUrgency)
        }
        try container.encode(declinedFor, forKey: .declinedFor)
        try container.encode(missedFor, forKey: .missedFor)
        try container.encode(contacts, forKey: .contacts)
        if focus != .none { try container.encode(focus, forKey: .focus) }
        if let urgencyPoint {
            try container.encode(urgencyPoint, forKey: .urgencyPoint)
        } else {
            try container.encode(true, forKey: .strictUrgency)
        }
    }
}
