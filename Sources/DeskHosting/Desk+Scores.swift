public import DeskFeedback
import DeskInsight
import DeskOperations
public import DeskPrimitives
import DeskRouting

/// Looking at scores: for whom they are, with their uncertainty, and never in an order.
///
/// Days are local days of the contacts, counted from 1970-01-01.
extension Desk {
    /// What was answered at a node about the contacts of some days: counts without any gate, for computations.
    ///
    /// Show it to nobody; ``scores(of:by:days:for:)`` is for that.
    public func tally(_ level: TallyRow.Level, _ node: String, days: Range<Int>) async throws -> Tally {
        let query = try TallyRow.query(level: level, node: node, days: days)
        return try await records(TallyRow.self, query).reduce(.zero) { $0 + $1.tally }
    }

    /// A node and its parts as one viewer may see them.
    ///
    /// - Parameters:
    ///   - node: The whole.
    ///   - level: The level of its parts; the usual one when nil.
    ///   - days: The days.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `outOfRange` or `unknownName` for a node without such parts.
    public func scores(
        of node: FeedbackNode, by level: TallyRow.Level? = nil, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> ScoreBoard {
        var parts: [(node: FeedbackNode, tally: Tally)] = []
        for part in try machine.policy.scoreParts(of: node, by: level) {
            parts.append((node: part, tally: try await tally(part.level, part.id, days: days)))
        }
        let whole = try await tally(node.level, node.id, days: days)
        return ScoreBoard(
            whole: (node: node, tally: whole), parts: parts, viewer: viewer,
            rules: machine.policy.document.feedback.scores.visibility)
    }

    /// The agents of a team against what their contacts let expect, as far as the viewer may see them.
    ///
    /// Kinds of contacts are topic by channel. Cases that were handed over are left out and counted.
    ///
    /// - Parameter window: When the contacts arrived.
    /// - Throws: `Refusal` with code `notAllowed` when the viewer may see no agent of the team, `unknownName` for a team the
    ///   policy does not have.
    public func comparison(
        of team: TeamID, arrived window: Range<Instant>, for viewer: FeedbackViewer
    ) async throws -> FairComparison.Shown {
        let policy = machine.policy
        let rules = policy.document.feedback.scores.visibility
        guard policy.teams[team] != nil else {
            throw Refusal(.unknownName, "the policy has no such team", at: .field("team"))
        }
        let members = policy.document.agents.filter { $0.team == team }.map(\.id)
        let allowed = members.filter { rules.decide(viewer, sees: policy.scoreNode(of: $0)).isAllowed }
        guard !allowed.isEmpty else {
            throw Refusal(.notAllowed, "the comparison is not for this viewer", at: .field("viewer"))
        }
        let rows = try await encounters(arrived: window).filter { $0.team == team && $0.scores.service != nil }
        let kinds = Set(rows.map { Kind($0) }).sorted()
        var entries: [FairComparison.Entry] = []
        for agent in members {
            let own = rows.filter { $0.agent == agent }
            let counted = own.filter { $0.handOvers == 0 }
            let strata = kinds.map { kind in
                let answers = counted.filter { Kind($0) == kind }
                return ScoreSum(answers.count { ($0.scores.service ?? 0) >= 4 }, of: answers.count)
            }
            let pace = try await record(AgentAnswerPace.self, agent)?.pace
            entries.append(
                FairComparison.Entry(
                    agent, strata: strata, handedOver: own.count - counted.count,
                    isInfluenced: pace?.burstAt.map { window.contains($0) } ?? false))
        }
        let comparison = try FairComparison(
            entries, privacy: DisplayGate(.privacy, needed: rules.privacy))
        return comparison.shown(to: allowed)
    }

    /// A score by period with its control limits; periods whose answers are still to come make no signal.
    ///
    /// - Parameters:
    ///   - node: The node.
    ///   - periods: The days of each period.
    ///   - baseline: The periods of which the centre is made; all that are mature when nil.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `notAllowed` when the viewer may not see the node, and as `ControlChart`.
    public func scoreChart(
        of node: FeedbackNode, periods: [Range<Int>], baseline: Range<Int>? = nil, for viewer: FeedbackViewer
    ) async throws -> ControlChart {
        let decision = machine.policy.document.feedback.scores.visibility.decide(viewer, sees: node)
        guard decision.isAllowed else {
            throw Refusal(.notAllowed, decision.sentence(in: .english), at: .field("viewer"))
        }
        var (counts, mature): ([NetPromoterCounts], [Bool]) = ([], [])
        for days in periods {
            let rows = try await records(
                TallyRow.self, TallyRow.query(level: node.level, node: node.id, days: days))
            let tally = rows.reduce(Tally.zero) { $0 + $1.tally }
            // A period too small to be shown is a gap in the chart.
            counts.append(decision.gate.withholds(tally.netPromoterCounts.n) == nil ? tally.netPromoterCounts : .zero)
            mature.append(try await maturity(of: rows, at: node).isMature)
        }
        return try ControlChart.netPromoterScore(counts, baseline: baseline, mature: mature)
    }

    /// How many of the answers to expect have come, judged by how long answers took at the whole desk before.
    private func maturity(of rows: [TallyRow], at node: FeedbackNode) async throws -> Maturity {
        let closing = machine.policy.document.surveyPlan?.expiresAfter ?? .days(14)
        let today = machine.policy.localDay(clock.now())
        let closingDays = Int(closing.microseconds / TimeSpan.days(1).microseconds) + 1
        let past = (today - closingDays - 365)..<(today - closingDays)
        let lags = try await records(
            TallyRow.self, TallyRow.query(level: .desk, node: TallyRow.deskNode, days: past)
        ).reduce(LagHistogram.zero) { $0 + $1.tally.lags }
        return Maturity(
            of: rows.map { row in
                (age: .days(Int64(max(today - row.key.day, 0))), count: row.tally.invited - row.tally.undeliverable)
            },
            lags: lags, closing: closing)
    }

    /// What a period says of a node when it is closed, to be kept by the host and held against what is known later.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for days that are not accepted.
    public func periodReport(of nodes: [FeedbackNode], days: Range<Int>) async throws -> PeriodReport {
        var lines: [PeriodReport.Line] = []
        for node in nodes {
            lines.append(PeriodReport.Line(node.level, node.id, try await tally(node.level, node.id, days: days)))
        }
        return try PeriodReport(days: days, closedAt: clock.now(), lines: lines)
    }

    /// What was reported of a node beside what is known of the same days now.
    public func restatement(of report: PeriodReport, _ node: FeedbackNode) async throws -> Restatement {
        Restatement(
            asReported: report.tally(node.level, node.id),
            restated: try await tally(node.level, node.id, days: report.days))
    }

    /// Every encounter that arrived in a window, page by page.
    func encounters(arrived window: Range<Instant>) async throws -> [Encounter] {
        var rows: [Encounter] = []
        var from = window.lowerBound
        while from < window.upperBound {
            let page = try await records(Encounter.self, Encounter.query(arrivedIn: from..<window.upperBound))
            let known = Set(rows.suffix(Limits.pageCount).filter { $0.arrivedAt >= from }.map(\.id))
            let fresh = page.filter { !known.contains($0.id) }
            rows += fresh
            guard !fresh.isEmpty, let last = page.last, page.count >= Limits.pageCount else { break }
            from = last.arrivedAt
        }
        return rows
    }
}

/// A kind of contact: its topic and channel.
private struct Kind: Hashable, Comparable {
    let topic: TopicID?
    let channel: ChannelID

    init(_ row: Encounter) {
        topic = row.topic
        channel = row.channel
    }

    static func < (a: Kind, b: Kind) -> Bool {
        (a.topic?.rawValue ?? "", a.channel) < (b.topic?.rawValue ?? "", b.channel)
    }
}
