import DeskFeedback
import DeskInsight
import DeskOperations
import DeskPrimitives

/// What scores are read from.
extension Desk {
    /// A tree of scores with the organisations in it.
    struct ScoreReading {
        let tree: ScoreTree
        let customers: [FeedbackNode]
        let nodes: Set<FeedbackNode>

        func has(_ node: FeedbackNode) -> Bool { nodes.contains(node) }
    }

    var visibility: FeedbackVisibility { machine.policy.document.feedback.scores.visibility }

    /// Whether a node can only be read together with the customers: their own, and the sums over them.
    static func isCustomer(_ level: TallyRow.Level) -> Bool {
        level == .organization || level == .buyer || level == .user || level == .audience
    }

    /// All nodes over whole periods.
    ///
    /// A period that was closed shows what came late in steps of several answers.
    ///
    /// - Parameter customers: Whether the organisations are wanted too.
    func scoreReading(
        _ days: Range<Int>, for viewer: FeedbackViewer, customers: Bool
    ) async throws -> ScoreReading {
        let policy = machine.policy
        let periods = try policy.document.feedback.scores.periods.split(days)
        let organizations = customers ? try await self.organizations() : []
        let families = policy.scoreFamilies(organizations: organizations)
        let nodes = ScoreTree.Family.nodes(of: families)
        let lags = try await earlierLags()
        var sum: ScoreTree?
        for period in periods {
            var entries: [ScoreTree.Entry] = []
            for node in nodes {
                let rows = try await records(
                    TallyRow.self, TallyRow.query(level: node.level, node: node.id, days: period))
                entries.append(
                    ScoreTree.Entry(
                        node, rows.reduce(.zero) { $0 + $1.tally }, maturity: maturity(of: rows, lags),
                        bursts: rows.reduce(0) { $0 + $1.bursts }))
            }
            if let closed = try await closedPeriod(period) {
                let published = Dictionary(
                    nodes.map { ($0, closed.report.tally($0.level, $0.id)) }, uniquingKeysWith: { first, _ in first })
                entries = ScoreRelease.next(after: published, entries, families: families, k: visibility.privacy)
            }
            let tree = try ScoreTree(entries, families: families, viewer: viewer, rules: visibility)
            sum = try sum?.adding(tree) ?? tree
        }
        guard let sum else { throw Refusal(.outOfRange, "at least one period", at: .field("days")) }
        return ScoreReading(
            tree: sum, customers: organizations.map { FeedbackNode(.organization, $0.rawValue) }, nodes: Set(nodes))
    }

    /// The organisations that anything was ever counted for, in order.
    private func organizations() async throws -> [OrganizationID] {
        var names: Set<OrganizationID> = []
        for row in try await every(TallyRow.self, TallyRow.query(level: .organization)) {
            if let name = try? OrganizationID(row.key.node) { names.insert(name) }
        }
        return names.sorted()
    }

    func closedPeriod(_ days: Range<Int>) async throws -> ClosedPeriod? {
        try await load(RecordQuery(.records([ClosedPeriod.recordKey(of: days)]), limit: 1)).records.first?.body.value(
            as: ClosedPeriod.self)
    }

    /// How long an invitation can be answered.
    private var closing: TimeSpan { machine.policy.document.surveyPlan?.expiresAfter ?? .days(14) }

    /// How long answers took at the whole desk in the year before the invitations that are still open.
    private func earlierLags() async throws -> LagHistogram {
        let today = machine.policy.localDay(clock.now())
        let closingDays = Int(closing.microseconds / TimeSpan.days(1).microseconds) + 1
        let past = (today - closingDays - 365)..<(today - closingDays)
        return try await records(
            TallyRow.self, TallyRow.query(level: .desk, node: TallyRow.deskNode, days: past)
        ).reduce(LagHistogram.zero) { $0 + $1.tally.lags }
    }

    /// How many of the answers to expect have come, judged by how long answers took before.
    private func maturity(of rows: [TallyRow], _ lags: LagHistogram) -> Maturity {
        let today = machine.policy.localDay(clock.now())
        return Maturity(
            of: rows.map { row in
                (age: .days(Int64(max(today - row.key.day, 0))), count: row.tally.invited - row.tally.undeliverable)
            },
            lags: lags, closing: closing)
    }

    /// The first responses about contacts of some days.
    func responses(days: Range<Int>) async throws -> [SurveyResponse] {
        try await every(SurveyResponse.self, SurveyResponse.query(days: days))
    }

    /// The encounters that arrived on some local days.
    func encounters(days: Range<Int>) async throws -> [Encounter] {
        let day = TimeSpan.days(1).microseconds
        // A local day begins and ends within a day of the same day of the common time.
        let window =
            Instant(
                microseconds: Int64(days.lowerBound - 1) * day)..<Instant(
                microseconds: Int64(days.upperBound + 1) * day)
        return try await every(Encounter.self, Encounter.query(arrivedIn: window)).filter {
            days.contains(machine.policy.localDay($0.arrivedAt))
        }
    }

    /// All records of a query, page by page.
    func every<Content: RecordContent>(_ type: Content.Type, _ query: RecordQuery) async throws -> [Content] {
        var (found, query): ([Content], RecordQuery) = ([], query)
        query.limit = Limits.pageCount
        while true {
            let page = try await load(query)
            for record in page.records { found.append(try record.body.value(as: type)) }
            guard !page.isLast, let last = page.records.last, let cursor = last.cursor else { return found }
            query.after = cursor
        }
    }
}

extension NodePath {
    /// Whether an answer of this path counts at a node.
    func belongs(to node: FeedbackNode) -> Bool {
        let keys = (try? TallyRow.rows(for: self, day: 0)) ?? []
        return keys.contains { $0.level == node.level && $0.node == node.id }
    }
}
