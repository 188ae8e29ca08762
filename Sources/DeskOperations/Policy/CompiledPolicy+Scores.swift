import DeskChannels
import DeskContacts
public import DeskFeedback
public import DeskPrimitives
import DeskRouting

/// Whose answers are whose, and what belongs to what when scores are looked at.
extension CompiledPolicy {
    /// Who handled a case for whom, to be written down with the invitation.
    ///
    /// The agent is the one the policy's attribution names. The organisation is that of the case, or else the person's when
    /// there is one only; somebody who both uses and buys counts as a user.
    func node(of item: ServiceCase, _ person: Person) -> NodePath {
        var node = node(of: item)
        node.agent = attribution(of: item)?.agent ?? node.agent
        node.person = item.person
        node.organization = item.service?.organization ?? person.soleOrganization
        node.audience =
            person.roles.contains(.endUser) ? .user : person.roles.contains(.buyer) ? .buyer : nil
        return node
    }

    /// Whose answer it is when several agents had a case; nil where nobody wrote down who had it when.
    func attribution(of item: ServiceCase) -> Attribution? {
        guard let stretches = item.handlings, !stretches.isEmpty else { return nil }
        let end = item.resolvedAt ?? item.lastActivityAt
        return Attribution(
            stretches.map { Attribution.Stretch($0.agent, in: $0.team, for: max($0.until ?? end, $0.from) - $0.from) },
            rule: document.feedback.scores.attribution)
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
        case (.desk, .organization): parts = []
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

    /// How all nodes of scores add up, each family after the one in which its whole is a part.
    ///
    /// - Parameter organizations: The organisations that have answers; the policy does not know them.
    public func scoreFamilies(organizations: [OrganizationID] = []) -> [ScoreTree.Family] {
        let desk = FeedbackNode.desk
        let units = document.units.map { FeedbackNode(.unit, $0.id.rawValue) }
        let known = Set(units.map(\.id))
        let teams = document.teams.map { scoreNode(of: $0.id) }
        let free = teams.filter { team in team.unit.map { !known.contains($0.rawValue) } ?? true }
        let agents = document.agents.map { scoreNode(of: $0.id) }
        var families = [ScoreTree.Family(desk, units + free)]
        for unit in units {
            families.append(ScoreTree.Family(unit, teams.filter { $0.unit?.rawValue == unit.id }))
        }
        for team in teams {
            families.append(ScoreTree.Family(team, agents.filter { $0.team?.rawValue == team.id }))
        }
        families.append(ScoreTree.Family(desk, document.channels.map { FeedbackNode(.channel, $0.id.rawValue) }))
        families.append(ScoreTree.Family(desk, document.topics.map { FeedbackNode(.topic, $0.id.rawValue) }))
        families.append(ScoreTree.Family(desk, Audience.allCases.map { FeedbackNode(.audience, $0.rawValue) }))
        guard !organizations.isEmpty else { return families }
        let customers = organizations.map { FeedbackNode(.organization, $0.rawValue) }
        families.append(ScoreTree.Family(desk, customers))
        for customer in customers {
            families.append(
                ScoreTree.Family(customer, [FeedbackNode(.buyer, customer.id), FeedbackNode(.user, customer.id)]))
        }
        return families
    }

    /// A node with the team and unit the policy gives it, so that it is found in ``scoreFamilies(organizations:)``.
    public func scoreNode(_ node: FeedbackNode) -> FeedbackNode {
        switch node.level {
        case .agent: (try? AgentID(node.id)).map { scoreNode(of: $0) } ?? node
        case .team: (try? TeamID(node.id)).map { scoreNode(of: $0) } ?? node
        default: FeedbackNode(node.level, node.id)
        }
    }

    private func require(_ isKnown: Bool) throws(Refusal) {
        guard isKnown else { throw Refusal(.unknownName, "the policy has no such node", at: .field("node")) }
    }
}
