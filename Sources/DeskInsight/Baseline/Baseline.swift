import DeskFeedback
public import DeskPrimitives

/// What the state is: volumes, waits, effort, kept targets and promises, and experience over a window of arrivals, as a
/// whole and by channel, topic, team, agent and organisation.
///
/// Groups are ordered by volume, the largest first, then by identifier; never by a score. A score that too few
/// answered is not shown, and neither is one from which it could be computed: among the parts of the whole, and among
/// the agents of a team.
public struct Baseline: Hashable, Sendable, Codable {
    /// The time of arrival that counts.
    public let window: Range<Instant>
    /// From how many answers on a score is shown, and how sure the intervals are.
    public let gates: BaselineGates
    /// All encounters.
    public let overall: BaselineFigures
    /// By the channel of arrival.
    public let byChannel: [BaselineGroup<ChannelSubject>]
    /// By what it was about.
    public let byTopic: [BaselineGroup<TopicSubject>]
    /// By the team that handled it.
    public let byTeam: [BaselineGroup<TeamSubject>]
    /// By the agent who owned it.
    public let byAgent: [BaselineGroup<AgentSubject>]
    /// By the organisation of the person.
    public let byOrganization: [BaselineGroup<OrganizationSubject>]

    /// The state of a window.
    ///
    /// - Parameters:
    ///   - encounters: In any order; those that arrived outside the window are left out.
    ///   - window: The time of arrival that counts. The volume of a day is counted in spans of 24 hours from its
    ///     start, so start it at a local midnight.
    ///   - gates: From how many answers on a score is shown, and how sure the intervals are.
    /// - Throws: `Refusal` with code `outOfRange` for a window outside the years 1 … 9999, and what
    ///   ``Encounter/validate()`` throws, at the place of the encounter.
    /// - Complexity: O(n log n).
    public init(
        encounters: some Sequence<Encounter>, window: Range<Instant>, gates: BaselineGates = BaselineGates()
    ) throws(Refusal) {
        var sum = try BaselineSum(window: window)
        var number = 0
        for encounter in encounters {
            do throws(Refusal) {
                try sum.add(encounter)
            } catch {
                throw error.within(Place.field("encounters").index(number))
            }
            number += 1
        }
        self.init(sum, gates: gates)
    }

    /// The state of encounters that were gathered before.
    public init(_ sum: BaselineSum, gates: BaselineGates = BaselineGates()) {
        let window = sum.window
        let wholeDays = (window.upperBound - window.lowerBound).microseconds / 86_400_000_000
        self.window = window
        self.gates = gates
        overall = sum.overall.figures(wholeDays: wholeDays, gates: gates)
        let parts = PartsOfWhole(wholeDays: wholeDays, gates: gates)
        byChannel = parts.groups(sum.channels)
        byTopic = parts.groups(sum.topics)
        byOrganization = parts.groups(sum.organizations)
        byTeam = parts.groups(sum.teams)
        byAgent = parts.agents(sum.agents, inTeams: sum.agentsInTeams, teams: sum.teams)
    }
}

/// Makes the groups of one dimension, which together are the whole.
private struct PartsOfWhole {
    let wholeDays: Int64
    let gates: BaselineGates

    func groups<Subject>(_ figures: [Identifier<Subject>?: EncounterFigures]) -> [BaselineGroup<Subject>] {
        let ordered = inOrder(figures)
        let hidden = BaselineScores.hidden(ordered.map(\.figures.tally), gates: gates)
        return zip(ordered, hidden).map { part, hidden in
            BaselineGroup(
                id: part.id, figures: part.figures.figures(wholeDays: wholeDays, hidden: hidden, gates: gates))
        }
    }

    /// Agents are parts of their teams and of the whole: what is hidden in one of them is hidden, and so is every
    /// agent of a team whose own score is hidden, which the agents together would give away.
    func agents(
        _ figures: [AgentID?: EncounterFigures], inTeams: [TeamID?: [AgentID?: Tally]],
        teams: [TeamID?: EncounterFigures]
    ) -> [BaselineGroup<AgentSubject>] {
        let ordered = inOrder(figures)
        var hidden: [AgentID?: Set<BaselineScores.Measure>] = [:]
        for (part, measures) in zip(ordered, BaselineScores.hidden(ordered.map(\.figures.tally), gates: gates)) {
            hidden[part.id] = measures
        }
        let orderedTeams = inOrder(teams)
        let hiddenTeams = BaselineScores.hidden(orderedTeams.map(\.figures.tally), gates: gates)
        for (team, teamMeasures) in zip(orderedTeams, hiddenTeams) {
            let members = (inTeams[team.id] ?? [:]).sorted { Self.precedes($0.key, $1.key) }
            for (member, measures) in zip(members, BaselineScores.hidden(members.map(\.value), gates: gates)) {
                hidden[member.key, default: []].formUnion(measures.union(teamMeasures))
            }
        }
        return ordered.map { part in
            BaselineGroup(
                id: part.id,
                figures: part.figures.figures(
                    wholeDays: wholeDays, hidden: hidden[part.id] ?? [], gates: gates, isAgent: part.id != nil))
        }
    }

    private func inOrder<Subject>(
        _ figures: [Identifier<Subject>?: EncounterFigures]
    ) -> [(id: Identifier<Subject>?, figures: EncounterFigures)] {
        figures.map { (id: $0.key, figures: $0.value) }.sorted { a, b in
            a.figures.n == b.figures.n ? Self.precedes(a.id, b.id) : a.figures.n > b.figures.n
        }
    }

    /// By identifier, those without one last.
    private static func precedes<Subject>(_ a: Identifier<Subject>?, _ b: Identifier<Subject>?) -> Bool {
        guard let a else { return false }
        guard let b else { return true }
        return a < b
    }
}
