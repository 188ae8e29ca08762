import DeskChannels
import DeskContacts
public import DeskFeedback
public import DeskPrimitives
import DeskRouting

/// Whose answers are whose, and what belongs to what when scores are looked at.
extension CompiledPolicy {
    /// Who handled a case for whom, to be written down with the invitation.
    ///
    /// The organisation is known when the person belongs to one only; somebody who both uses and buys counts as a user.
    func node(of item: ServiceCase, _ person: Person) -> NodePath {
        var node = node(of: item)
        if item.handOvers > 0, document.feedback.scores.handedOverCountsForLast { node.agent = item.agent }
        if person.organizations.count == 1 { node.organization = person.organizations.first }
        node.audience =
            person.roles.contains(.endUser) ? .user : person.roles.contains(.buyer) ? .buyer : nil
        return node
    }

    /// The local day of an instant, counted from 1970-01-01: the day its contacts' answers count for.
    public func localDay(_ instant: Instant) -> Int { dayNumber(instant) }

    /// An agent as a node of scores, with the team and unit they are in.
    public func scoreNode(of agent: AgentID) -> FeedbackNode {
        let team: TeamID? = agents[agent]?.team
        return FeedbackNode(.agent, agent.rawValue, team: team, unit: team.flatMap { teams[$0]?.unit })
    }

    /// A team as a node of scores, with the unit it is in.
    public func scoreNode(of team: TeamID) -> FeedbackNode {
        FeedbackNode(.team, team.rawValue, unit: teams[team]?.unit)
    }

    /// The disjoint parts a node is shown in, in the order of the policy.
    ///
    /// A desk has units, or teams, channels or topics; a unit has teams; a team has agents; an organisation has buyers and
    /// users; everything else has no parts.
    ///
    /// - Parameter level: The level of the parts; the usual one when nil.
    /// - Throws: `Refusal` with code `outOfRange` for a level that the node has no parts of, `unknownName` for a node the
    ///   policy does not have.
    public func scoreParts(
        of node: FeedbackNode, by level: TallyRow.Level? = nil
    ) throws(Refusal) -> [FeedbackNode] {
        let parts: [FeedbackNode]
        switch (node.level, level) {
        case (.desk, nil), (.desk, .unit): parts = document.units.map { FeedbackNode(.unit, $0.id.rawValue) }
        case (.desk, .team): parts = document.teams.map { scoreNode(of: $0.id) }
        case (.desk, .channel): parts = document.channels.map { FeedbackNode(.channel, $0.id.rawValue) }
        case (.desk, .topic): parts = document.topics.map { FeedbackNode(.topic, $0.id.rawValue) }
        case (.desk, .audience): parts = Audience.allCases.map { FeedbackNode(.audience, $0.rawValue) }
        case (.unit, nil), (.unit, .team):
            try require(document.units.contains { $0.id.rawValue == node.id })
            parts = document.teams.filter { $0.unit?.rawValue == node.id }.map { scoreNode(of: $0.id) }
        case (.team, nil), (.team, .agent):
            try require(document.teams.contains { $0.id.rawValue == node.id })
            parts = document.agents.filter { $0.team.rawValue == node.id }.map { scoreNode(of: $0.id) }
        case (.organization, nil):
            parts = [FeedbackNode(.buyer, node.id), FeedbackNode(.user, node.id)]
        case (_, nil): parts = []
        default: throw Refusal(.outOfRange, "the node has no parts of this level", at: .field("level"))
        }
        return parts
    }

    private func require(_ isKnown: Bool) throws(Refusal) {
        guard isKnown else { throw Refusal(.unknownName, "the policy has no such node", at: .field("node")) }
    }
}
