import DeskFeedback
import DeskPrimitives

/// Closing a period of scores.
extension Turn {
    /// Writes down what a period says of every part of the desk, once, when it is over.
    mutating func closePeriod(_ day: Int, _ organizations: [OrganizationID]) throws(DeskHalt) -> DeskResult {
        let policy = policy
        _ = try checked { () throws(Refusal) in
            guard organizations.count <= Limits.listCount else {
                throw Refusal(.tooLong, "too many organisations", at: .field("organizations"))
            }
            return try TallyRow.Key(level: .desk, node: TallyRow.deskNode, day: day)
        }
        let days = policy.document.feedback.scores.periods.period(of: day)
        guard policy.dayNumber(now) >= days.upperBound else {
            throw .refused(Refusal(.outOfOrder, "the period is not over", at: .field("day")))
        }
        let key = ClosedPeriod.recordKey(of: days)
        guard try workspace.load(ClosedPeriod.self, key.id) == nil else {
            throw .refused(Refusal(.duplicateName, "the period was closed before", at: .field("day")))
        }
        let families = policy.scoreFamilies(organizations: Set(organizations).sorted())
        let nodes = ScoreTree.Family.nodes(of: families)
        let queries = try checked { () throws(Refusal) in
            var queries: [RecordQuery] = []
            for node in nodes { queries.append(try TallyRow.query(level: node.level, node: node.id, days: days)) }
            return queries
        }
        try workspace.prefetch([], queries)
        var lines: [PeriodReport.Line] = []
        for (node, query) in zip(nodes, queries) {
            let tally = try workspace.find(TallyRow.self, query).reduce(Tally.zero) { $0 + $1.tally }
            if tally != .zero { lines.append(PeriodReport.Line(node.level, node.id, tally)) }
        }
        let (all, now) = (lines, now)
        let report = try checked { () throws(Refusal) in try PeriodReport(days: days, closedAt: now, lines: all) }
        workspace.save(ClosedPeriod(report))
        emit(.feedback(.periodClosed(firstDay: days.lowerBound, endDay: days.upperBound)))
        return .done
    }

    /// Marks the rows an answer counts in when it came with others faster than people answer.
    mutating func markBurst(of invitation: SurveyInvitation) throws(DeskHalt) {
        guard invitation.phase == .initial else { return }
        let keys = try checked { () throws(Refusal) in
            try TallyRow.rows(for: invitation.node, day: invitation.day)
        }
        try workspace.prefetch(keys.map { TallyRow.recordKey(of: $0) })
        for key in keys {
            var row = try workspace.load(TallyRow.self, TallyRow.recordKey(of: key).id) ?? TallyRow(key: key)
            row.noteBurst()
            workspace.save(row)
        }
    }
}
