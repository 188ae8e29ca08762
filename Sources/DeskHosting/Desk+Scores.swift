public import DeskFeedback
import DeskInsight
import DeskOperations
public import DeskPrimitives
import DeskRouting

/// Looking at scores: for whom they are, with their uncertainty, and never in an order.
///
/// Days are local days of the contacts, counted from 1970-01-01, and always whole periods of the policy.
extension Desk {
    /// A node and its parts as one viewer may see them.
    ///
    /// - Parameters:
    ///   - node: The whole.
    ///   - level: The level of its parts; the usual one when nil.
    ///   - days: One period or several side by side.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `outOfRange` at `days` for what are no whole periods, at `level` for a node without such
    ///   parts, `unknownName` for a node that the desk does not have.
    /// - Complexity: O(nodes × days): what is hidden is decided over the whole desk.
    public func scores(
        of node: FeedbackNode, by level: TallyRow.Level? = nil, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> ScoreBoard {
        let node = machine.policy.scoreNode(node)
        let isCustomers = level == .organization || level == .audience || Self.isCustomer(node.level)
        let reading = try await scoreReading(days, for: viewer, customers: isCustomers)
        let parts =
            node == .desk && level == .organization
            ? reading.customers : try machine.policy.scoreParts(of: node, by: level)
        guard reading.has(node) else {
            // An organisation of which nobody has answered has no numbers, and that is no mistake.
            guard Self.isCustomer(node.level) else {
                throw Refusal(.unknownName, "the desk has no such node", at: .field("node"))
            }
            let empty = try ScoreTree(
                ([node] + parts).map { ScoreTree.Entry($0, .zero) }, families: [], viewer: viewer, rules: visibility)
            return try ScoreBoard(empty, whole: node, parts: parts)
        }
        return try ScoreBoard(reading.tree, whole: node, parts: parts)
    }

    /// What was answered at a node, as counts, for somebody who may see all its numbers.
    ///
    /// - Throws: `Refusal` with code `notAllowed` when the node is not for the viewer or one of its numbers is hidden, and as
    ///   ``scores(of:by:days:for:)``.
    public func tally(of node: FeedbackNode, days: Range<Int>, for viewer: FeedbackViewer) async throws -> Tally {
        let node = machine.policy.scoreNode(node)
        return try await scoreReading(days, for: viewer, customers: Self.isCustomer(node.level)).tree.tally(node)
    }

    /// The agents of a team against what their contacts let expect, as far as the viewer may see them.
    ///
    /// Kinds of contacts are topic by channel. Cases that were handed over count for the agent the policy's attribution names;
    /// those for whom it names nobody are left out and counted.
    ///
    /// - Throws: `Refusal` with code `notAllowed` when the viewer may see no agent of the team, `unknownName` for a team the
    ///   policy does not have, `outOfRange` for what are no whole periods.
    public func comparison(
        of team: TeamID, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> FairComparison.Shown {
        let policy = machine.policy
        guard policy.teams[team] != nil else {
            throw Refusal(.unknownName, "the policy has no such team", at: .field("team"))
        }
        _ = try policy.document.feedback.scores.periods.split(days)
        let members = policy.document.agents.filter { $0.team == team }.map(\.id)
        let allowed = members.filter { visibility.decide(viewer, sees: policy.scoreNode(of: $0)).isAllowed }
        guard !allowed.isEmpty else {
            throw Refusal(.notAllowed, "the comparison is not for this viewer", at: .field("viewer"))
        }
        var answers: [(agent: AgentID?, last: AgentID?, kind: Kind, isContent: Bool)] = []
        for response in try await responses(days: days) where response.node.team == team {
            guard let service = ScoreSet(response).service else { continue }
            let last = response.node.agent == nil ? try await encounter(of: response.case)?.agent : nil
            answers.append((response.node.agent, last, Kind(response.node), service >= 4))
        }
        let kinds = Set(answers.map(\.kind)).sorted()
        var entries: [FairComparison.Entry] = []
        for agent in members {
            let own = answers.filter { $0.agent == agent }
            let strata = kinds.map { kind in
                let answers = own.filter { $0.kind == kind }
                return ScoreSum(answers.count { $0.isContent }, of: answers.count)
            }
            let pace = try await record(AgentAnswerPace.self, agent)?.pace
            entries.append(
                FairComparison.Entry(
                    agent, strata: strata, handedOver: answers.count { $0.agent == nil && $0.last == agent },
                    isInfluenced: pace?.burstAt.map { days.contains(policy.localDay($0)) } ?? false))
        }
        let comparison = try FairComparison(
            entries, privacy: DisplayGate(.privacy, needed: visibility.privacy))
        return comparison.shown(to: allowed)
    }

    /// A score by period with its control limits; periods whose answers are still to come make no signal, and a period whose
    /// number is not shown is a gap.
    ///
    /// - Parameters:
    ///   - node: The node.
    ///   - periods: The days of each point: one period of the policy, or several side by side.
    ///   - baseline: The points of which the centre is made; all that are mature when nil.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `notAllowed` when the viewer may not see the node, and as `ControlChart`.
    public func scoreChart(
        of node: FeedbackNode, periods: [Range<Int>], baseline: Range<Int>? = nil, for viewer: FeedbackViewer
    ) async throws -> ControlChart {
        let node = machine.policy.scoreNode(node)
        let decision = visibility.decide(viewer, sees: node)
        guard decision.isAllowed else {
            throw Refusal(.notAllowed, decision.sentence(in: .english), at: .field("viewer"))
        }
        var (counts, mature): ([NetPromoterCounts], [Bool]) = ([], [])
        for days in periods {
            let tree = try await scoreReading(days, for: viewer, customers: Self.isCustomer(node.level)).tree
            let row = try tree.row(node)
            let isShown = row.estimate(.netPromoterScore)?.value != nil
            counts.append(
                isShown ? try tree.tally(node, answering: [.netPromoterScore]).netPromoterCounts : .zero)
            mature.append(row.asked?.maturity?.isMature ?? false)
        }
        return try ControlChart.netPromoterScore(counts, baseline: baseline, mature: mature)
    }

    /// What changed at a node from one time to another: the interval, what of it is another mix of contacts, whether other
    /// people answer, and whether enough of the answers have come.
    ///
    /// - Throws: `Refusal` with code `notAllowed` when one of the two scores is not shown to the viewer, and as
    ///   ``scores(of:by:days:for:)``.
    public func change(
        of node: FeedbackNode, from before: Range<Int>, to after: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> PeriodChange {
        let node = machine.policy.scoreNode(node)
        var sides: [(total: Tally, kinds: [Kind: Tally], maturity: Maturity?)] = []
        for days in [before, after] {
            let tree = try await scoreReading(days, for: viewer, customers: Self.isCustomer(node.level)).tree
            let total = try tree.tally(node, answering: [.netPromoterScore])
            var kinds: [Kind: Tally] = [:]
            for response in try await responses(days: days) where response.node.belongs(to: node) {
                kinds[Kind(response.node), default: .zero] += Tally(response)
            }
            sides.append((total, kinds, try tree.row(node).asked?.maturity))
        }
        let kinds = Set(sides[0].kinds.keys).union(sides[1].kinds.keys).sorted()
        var strata = kinds.map { kind in
            PeriodChange.Stratum(
                before: sides[0].kinds[kind] ?? .zero, after: sides[1].kinds[kind] ?? .zero)
        }
        // Those who were asked and did not answer are of no kind that anybody wrote down with the answers.
        let counted = sides.map { side in side.kinds.values.reduce(Tally.zero, +) }
        strata.append(
            PeriodChange.Stratum(before: sides[0].total - counted[0], after: sides[1].total - counted[1]))
        return PeriodChange(
            strata, maturity: sides[1].maturity ?? Maturity(of: [], lags: .zero, closing: .days(1)),
            gate: DisplayGate(.privacy, needed: visibility.privacy))
    }

    /// Every encounter of a case that an answer may belong to.
    private func encounter(of id: CaseID) async throws -> Encounter? {
        let key = Encounter.recordKey(of: EncounterID(case: id))
        return try await load(RecordQuery(.records([key]), limit: 1)).records.first?.body.value(as: Encounter.self)
    }
}

/// A kind of contact: its topic and channel.
private struct Kind: Hashable, Comparable {
    let topic: TopicID?
    let channel: ChannelID

    init(_ node: NodePath) {
        topic = node.topic
        channel = node.channel
    }

    static func < (a: Kind, b: Kind) -> Bool {
        (a.topic?.rawValue ?? "", a.channel) < (b.topic?.rawValue ?? "", b.channel)
    }
}
