public import DeskPrimitives

/// Who may see the scores of what, with the reason either way.
///
/// Being allowed is not being shown: a number must pass its ``DisplayGate`` and ``Suppression`` too, and these are the same for
/// every viewer, so nobody can put together what two viewers see.
public struct FeedbackVisibility: Hashable, Sendable, Codable {
    /// The fewest answers from which any number is shown.
    public let privacy: Int
    /// The fewest answers from which a single agent's number is shown.
    public let coach: Int
    /// Whether directors and unit leaders see single agents as well; usually only their team leader does.
    public let leadersSeeAgents: Bool

    /// Creates rules.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a privacy gate below 3, or a coach gate below the privacy gate.
    public init(privacy: Int = 5, coach: Int = 10, leadersSeeAgents: Bool = false) throws(Refusal) {
        guard (3...1_000).contains(privacy) else {
            throw Refusal(.outOfRange, "at least 3 answers, at most 1,000", at: .field("privacy"))
        }
        guard coach >= privacy, coach <= 100_000 else {
            throw Refusal(.outOfRange, "not below the privacy gate", at: .field("coach"))
        }
        self.init(checked: privacy, coach, leadersSeeAgents)
    }

    private init(checked privacy: Int, _ coach: Int, _ leadersSeeAgents: Bool) {
        self.privacy = privacy
        self.coach = coach
        self.leadersSeeAgents = leadersSeeAgents
    }

    /// Five answers for anything, ten for an agent, whom only the own team leader sees.
    public static let standard = FeedbackVisibility(checked: 5, 10, false)

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case privacy, coach, leadersSeeAgents
    }

    /// Reads and checks rules; what is left out is as in ``standard``.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let privacy = try object.decodeIfPresent(Int.self, forKey: .privacy) ?? Self.standard.privacy
        let coach = try object.decodeIfPresent(Int.self, forKey: .coach) ?? max(Self.standard.coach, privacy)
        let leaders = try object.decodeIfPresent(Bool.self, forKey: .leadersSeeAgents) ?? false
        self = try decoder.checked { () throws(Refusal) in
            try FeedbackVisibility(privacy: privacy, coach: coach, leadersSeeAgents: leaders)
        }
    }

    /// Decides whether somebody may see the scores of a node.
    public func decide(_ viewer: FeedbackViewer, sees node: FeedbackNode) -> VisibilityDecision {
        VisibilityDecision(
            viewer: viewer, node: node, reason: reason(viewer, node),
            gate: node.level == .agent ? DisplayGate(.coach, needed: coach) : DisplayGate(.privacy, needed: privacy))
    }

    private func reason(_ viewer: FeedbackViewer, _ node: FeedbackNode) -> VisibilityDecision.Reason {
        // The whole desk is everybody's who works there; one customer's person is nobody's.
        if node.level == .person { return .singlePerson }
        if case .customer(let organization) = viewer {
            switch node.level {
            case .organization, .buyer, .user: return node.id == organization.rawValue ? .own : .otherCustomer
            default: return .insideTheDesk
            }
        }
        if node.level == .desk { return .whole }
        switch viewer {
        case .agent(let agent, let team):
            switch node.level {
            case .agent: return node.id == agent.rawValue ? .own : .colleague
            case .team: return team?.rawValue == node.id ? .own : .notOwn
            default: return .notOwn
            }
        case .teamLeader(let teams):
            switch node.level {
            case .agent: return node.team.map { teams.contains($0) } == true ? .led : .notLed
            case .team: return teams.contains { $0.rawValue == node.id } ? .led : .notLed
            case .unit, .channel, .topic, .audience: return .whole
            default: return .notOwn
            }
        case .unitLeader(let units):
            switch node.level {
            case .agent:
                guard node.unit.map({ units.contains($0) }) == true else { return .notLed }
                return leadersSeeAgents ? .led : .singleAgent
            case .team: return node.unit.map { units.contains($0) } == true ? .led : .notLed
            case .unit: return units.contains { $0.rawValue == node.id } ? .led : .notLed
            case .channel, .topic, .audience: return .whole
            default: return .notOwn
            }
        case .director:
            return node.level == .agent ? (leadersSeeAgents ? .led : .singleAgent) : .led
        case .topicOwner(let topics):
            switch node.level {
            case .topic: return topics.contains { $0.rawValue == node.id } ? .led : .notLed
            case .channel, .audience: return .whole
            default: return .notOwn
            }
        case .customer: return .insideTheDesk
        }
    }
}
