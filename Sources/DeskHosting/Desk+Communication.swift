public import DeskChannels
import DeskInsight
public import DeskOperations
public import DeskPrimitives

/// What agents are shown with a contact, and the reports about channels.
extension Desk {
    /// What was published while the desk runs.
    public func briefingBoard() async throws -> BriefingBoard {
        let page = try await store.load(RecordQuery(.records([BriefingBoard.key]), limit: 1))
        return try page.records.first?.body.value(as: BriefingBoard.self) ?? BriefingBoard()
    }

    /// The briefings that hold for a case now.
    public func briefings(for item: ServiceCase) async throws -> [Briefing] {
        machine.policy.briefings(
            topic: item.topic, channel: item.lastChannel, at: clock.now(), board: try await briefingBoard())
    }

    /// The topics people contacted the desk about in a window without a briefing that held then.
    ///
    /// Every contact is held against the briefings that were in force when it came: those of the policy of that time, and
    /// those that had been published by then and not ended, as the journal tells. A briefing that ended since, or whose
    /// name another one has taken, counts for its time.
    ///
    /// - Parameter minimum: How many uncovered contacts a topic needs to be reported; at least 1 counts.
    /// - Complexity: O(events).
    public func briefingGaps(in window: Range<Instant>, minimum: Int = 1) async throws -> [BriefingGap] {
        // Journals of an earlier library do not say for which channels a briefing was; the board does while it knows it.
        let board = try await briefingBoard().briefings
        var coverage = BriefingCoverage(briefings: [])
        var position = JournalPosition.start
        while true {
            let events = try await events(after: position, limit: Limits.pageCount)
            guard let last = events.last else { return coverage.gaps(minimum: minimum) }
            for item in events {
                let at = item.event.at
                switch item.event.fact {
                case .briefingPublished(let id, let topics, let channels, let from, let until):
                    let known = board.first { $0.id == id && $0.topics == topics && $0.from == from }
                    coverage.publish(
                        id, topics: topics, channels: channels ?? known?.channels ?? [], from: from, until: until,
                        at: at)
                case .briefingEnded(let id): coverage.end(id, at: at)
                case .contactReceived(let contact) where window.contains(at):
                    coverage.add(
                        topic: contact.topic, channel: contact.channel, at: at,
                        knowing: machines.machine(at: at).policy.document.communication.briefings)
                default: break
                }
            }
            position = last.position
        }
    }

    /// What each channel brought, took and gave in a window: what came and what became of it, what the settled cases that came
    /// in it took and gave, and how agents' work on them was split.
    ///
    /// Reports of windows that do not overlap, and of several desks, add up: `PortfolioReport.adding`.
    ///
    /// - Complexity: O(events + cases log cases).
    public func portfolio(in window: Range<Instant>) async throws -> PortfolioReport {
        var sums = PortfolioSums(in: window)
        let policy = machine.policy
        for row in try await all(Encounter.self, Encounter.query(arrivedIn: window)) { sums.add(row, policy: policy) }
        var position = JournalPosition.start
        while true {
            let events = try await events(after: position, limit: Limits.pageCount)
            guard let last = events.last else { return PortfolioReport(sums) }
            for item in events { sums.add(item.event, at: item.position) }
            position = last.position
        }
    }

    /// How cases fared with each template used in a window, as it is and adapted.
    public func templateComparisons(in window: Range<Instant>) async throws -> [TemplateComparison] {
        let uses = try await all(TemplateUse.self, TemplateUse.query(in: window))
        let keys = Set(uses.map(\.caseID)).sorted().map { Encounter.recordKey(of: EncounterID(case: $0)) }
        var rows: [Encounter] = []
        var start = 0
        while start < keys.count {
            let some = Array(keys[start..<min(start + Limits.pageCount, keys.count)])
            rows += try await records(Encounter.self, RecordQuery(.records(some), limit: some.count))
            start += some.count
        }
        return TemplateComparison.of(uses, rows)
    }

    /// Everything an index query finds, page by page.
    private func all<Content: RecordContent>(_ type: Content.Type, _ query: RecordQuery) async throws -> [Content] {
        var query = query
        var found: [Content] = []
        while true {
            let page = try await store.load(query)
            for record in page.records { found.append(try record.body.value(as: type)) }
            guard !page.isLast, let cursor = page.records.last?.cursor else { return found }
            query.after = cursor
        }
    }
}
