public import DeskFeedback
import DeskOperations
public import DeskPrimitives
import DeskRouting

/// Periods that were closed, teams as they are now, and the proof of the sums.
extension Desk {
    /// What was reported of a node when its period was closed, beside what is known now, as one viewer may see it.
    ///
    /// - Throws: `Refusal` with code `wrongState` at `days` for a period that was not closed, and as
    ///   ``scores(of:by:days:for:)``.
    public func restatement(
        of node: FeedbackNode, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> ScoreRestatement {
        let node = machine.policy.scoreNode(node)
        _ = try machine.policy.document.feedback.scores.periods.split(days)
        guard let closed = try await closedPeriod(days) else {
            throw Refusal(.wrongState, "the period was not closed", at: .field("days"))
        }
        let reading = try await scoreReading(days, for: viewer, customers: Self.isCustomer(node.level))
        let families = machine.policy.scoreFamilies(
            organizations: reading.customers.compactMap { try? OrganizationID($0.id) })
        let reported = try ScoreTree(
            ScoreTree.Family.nodes(of: families).map {
                ScoreTree.Entry($0, closed.report.tally($0.level, $0.id))
            }, families: families, viewer: viewer, rules: visibility)
        return ScoreRestatement(
            asReported: try reported.row(node), restated: try reading.tree.row(node),
            closedAt: closed.report.closedAt)
    }

    /// What the agents who are in a team on one day have been answered, in whatever team they were then: a labelled view, and
    /// not the team's score.
    ///
    /// - Parameters:
    ///   - team: The team.
    ///   - day: The day of the membership.
    ///   - days: The periods of the contacts.
    ///   - viewer: Who looks; somebody for whom every member with answers is shown, as the sum would tell of the others.
    /// - Throws: `Refusal` with code `notAllowed` for every other viewer, `unknownName` for a team the policy does not have,
    ///   and as ``scores(of:by:days:for:)``.
    public func scores(
        ofMembersOf team: TeamID, on day: Int, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> TeamMembersScore {
        let policy = machine.policy
        guard policy.teams[team] != nil else {
            throw Refusal(.unknownName, "the policy has no such team", at: .field("team"))
        }
        let members =
            policy.document.feedback.scores.history?.members(of: team, on: day)
            ?? policy.document.agents.filter { $0.team == team }.map(\.id).sorted()
        let tree = try await scoreReading(days, for: viewer, customers: false).tree
        var sum = Tally.zero
        for member in members { sum += try tree.tally(policy.scoreNode(of: member)) }
        return TeamMembersScore(
            team: team, day: day, members: members, sum, gate: DisplayGate(.privacy, needed: visibility.privacy))
    }

    /// Counts the answers about contacts of some days anew and says whether the running counts agree.
    ///
    /// It tells no score, so it is for everybody who keeps the desk running.
    ///
    /// - Complexity: O(answers × log answers).
    public func auditScores(days: Range<Int>) async throws -> ScoreAudit {
        var rows: [TallyRow] = []
        for level in TallyRow.Level.allCases {
            rows += try await every(TallyRow.self, TallyRow.query(level: level)).filter { days.contains($0.key.day) }
        }
        return try ScoreAudit(
            invitations: try await every(SurveyInvitation.self, SurveyInvitation.query(days: days)),
            responses: try await responses(days: days), rows: rows)
    }
}
