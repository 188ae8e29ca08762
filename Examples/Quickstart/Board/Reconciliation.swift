import DeskTestKit
import ServiceDesk

/// The end-of-day check: nothing lost, nothing doubled, and every figure on the board the same when it is counted again
/// from the journal.
struct Reconciliation {
    /// What was compared.
    private(set) var checks = 0
    /// What does not agree, in words.
    private(set) var differences: [String] = []

    /// Compares two counts of one thing that were made in two ways.
    private mutating func compare<Value: Equatable>(_ what: String, _ one: Value, _ other: Value) {
        checks += 1
        if one != other { differences.append("\(what): counted in two ways it is \(one) and \(other)") }
    }

    /// Checks the day.
    static func of(_ day: TownDay, _ board: Board) async throws -> Reconciliation {
        var check = Reconciliation()
        check.contacts(board)
        try await check.work(board, day.desk)
        check.figures(board)
        check.targets(board)
        check.promises(board)
        check.surveys(board)
        try await check.offers(board, day.screens)
        try await check.messages(board, day.postbox)
        try await check.replies(board, day.desk)
        return check
    }

    // MARK: Contacts

    private mutating func contacts(_ board: Board) {
        let journal = board.journal
        compare("contacts received", journal.contacts.count, board.handedIn.contacts)
        for channel in board.policy.document.channels {
            compare(
                "contacts on \(channel.id)", journal.contacts(on: channel.id), board.handedIn.byChannel[channel.id] ?? 0
            )
        }
        for contact in journal.contacts where contact.fates.count != 1 {
            compare("fates of contact \(contact.contact)", contact.fates.count, 1)
        }
        compare("contacts with a fate", journal.contacts.count { $0.fates.count == 1 }, journal.contacts.count)
        compare("names of contacts", Set(journal.contacts.map(\.contact)).count, journal.contacts.count)
        compare("cases opened by contacts", journal.contacts(.openedCase), journal.cases.count)
        compare("contacts in the desk's own report", board.report.contacts, journal.contacts.count)
    }

    // MARK: Work

    /// Every case has exactly one piece of work, and the two agree about where it is.
    private mutating func work(_ board: Board, _ desk: Desk) async throws {
        compare("cases stored", board.cases.count, board.journal.cases.count)
        compare("cases in the desk's own report", board.report.cases, board.journal.cases.count)
        let keys = board.cases.map { RecordKey(WorkItem.collection, $0.id) }
        let works = try await desk.records(WorkItem.self, RecordQuery(.records(keys)))
        compare("pieces of work", works.count, board.cases.count)
        for (item, work) in zip(board.cases, works) {
            let standing: String
            switch (item.status, work.state) {
            case (.resolved, .done): standing = "resolved"
            case (.closed, .done): standing = "closed"
            case (.pending, .assigned): standing = "pending"
            case (.open, .assigned): standing = "open"
            case (.new, .waiting), (.open, .waiting), (.new, .offered), (.open, .offered): standing = "waiting"
            default: standing = "\(item.status.name) with work \(work.state.name)"
            }
            if standing != board.journal.standing[item.id] || work.id != item.id {
                compare("standing of \(item.id)", standing, board.journal.standing[item.id] ?? "unknown")
            }
            let isLeftStanding = work.state == .waiting && board.policy.channels[item.channel]?.kind == .voice
            if isLeftStanding { compare("callers left waiting", item.id.rawValue, "none") }
            let ledger = try board.time.ledger(of: item, board.policy)
            let span = (item.resolvedAt ?? board.time.window.upperBound) - item.openedAt
            if ledger.total != span { compare("ledger of \(item.id)", ledger.total, span) }
        }
        compare("cases compared one by one", works.count, board.journal.standing.count)
    }

    // MARK: Figures

    private mutating func figures(_ board: Board) {
        let journal = board.journal
        compare("settled cases", board.baseline.overall.n, journal.settledTargets.count)
        compare("hand-overs", board.report.handOvers, journal.handOvers)
        compare("hand-overs in cases", board.cases.reduce(0) { $0 + $1.handOvers }, journal.handOvers)
        compare("reopenings", board.report.reopens, journal.reopens)
        compare("channel moves", board.cases.reduce(0) { $0 + $1.channelMoves }, journal.channelMoves)
        for wait in board.waits where !wait.isForReply {
            let waits = journal.cases.filter { item in
                item.channel == wait.channel && journal.settledTargets[item.id] != nil
                    && board.policy.channels[item.channel].map { board.policy.isOpen($0, at: item.openedAt) } == true
            }.compactMap { journal.waits[$0.id] }.sorted()
            compare("waits on \(wait.channel)", wait.median.n, waits.count)
            compare("median wait on \(wait.channel)", wait.median.value, Self.quantile(50, waits))
            compare("nine tenths of waits on \(wait.channel)", wait.p90.value, Self.quantile(90, waits))
        }
    }

    /// The nearest rank.
    private static func quantile(_ percent: Int, _ sorted: [TimeSpan]) -> TimeSpan? {
        sorted.isEmpty ? nil : sorted[max((sorted.count * percent + 99) / 100, 1) - 1]
    }

    private mutating func targets(_ board: Board) {
        let journal = board.journal
        for target in board.targets {
            compare("missed: \(target.metric.rawValue)", target.missed, journal.missed[target.metric] ?? 0)
        }
        compare("targets missed", board.targetsMissed, journal.missed.values.reduce(0, +))
        compare(
            "cases with every target kept", board.report.targetsKept, journal.cases.count - journal.missedCases.count)
        let settled = board.encounters.reduce((0, 0)) { ($0.0 + $1.targetsMet, $0.1 + $1.targetsMissed) }
        let told = journal.settledTargets.values.reduce((0, 0)) { ($0.0 + $1.met, $0.1 + $1.missed) }
        compare("targets met by settled cases", settled.0, told.0)
        compare("targets missed by settled cases", settled.1, told.1)
    }

    private mutating func promises(_ board: Board) {
        let (tally, count) = (board.promises, board.journal.promises)
        let settled = count.kept.union(count.keptLate)
        compare("promises kept", tally.kept, count.kept.subtracting(count.renegotiatedLate).count)
        compare(
            "promises kept late", tally.late,
            count.keptLate.union(count.renegotiatedLate.intersection(count.kept)).count)
        compare("promises overdue", tally.broken, count.overdue.subtracting(settled).count)
        compare("promises agreed anew in time", tally.renegotiatedInTime, count.renegotiatedInTime.count)
        compare("promises agreed anew too late", tally.renegotiatedLate, count.renegotiatedLate.count)
        compare(
            "promises made", tally.open + tally.kept + tally.late + tally.broken + tally.withdrawn, count.made.count)
    }

    private mutating func surveys(_ board: Board) {
        compare("surveys sent", board.responses.invited, board.journal.surveysSent)
        compare(
            "surveys answered", board.responses.complete + board.responses.partial, board.journal.surveysAnswered)
        compare("answers in encounters", board.encounters.count { !$0.scores.isEmpty }, board.journal.surveysAnswered)
        if let desk = board.deskScores {
            compare("ratings of the service", desk.service.n, board.journal.surveysAnswered)
        }
    }

    // MARK: Ways out

    private mutating func offers(_ board: Board, _ screens: Screens) async throws {
        let shown = await screens.shown
        for row in board.agents {
            let count = row.count
            compare("offers shown to \(row.agent.id)", shown[row.agent.id] ?? 0, count.offered)
            compare(
                "what became of offers to \(row.agent.id)", count.accepted + count.declined + count.missed,
                count.offered)
        }
    }

    private mutating func messages(_ board: Board, _ postbox: Postbox) async throws {
        let (journal, taken) = (board.journal, await postbox.taken)
        compare("messages sent", taken.count, journal.ended.count)
        compare("messages sent twice", taken.values.count { $0 > 1 }, 0)
        compare("messages never sent", journal.queued.keys.count { taken[$0] == nil }, 0)
        compare("messages nobody decided on", taken.keys.count { journal.queued[$0] == nil }, 0)
    }

    private mutating func replies(_ board: Board, _ desk: Desk) async throws {
        var replies: [AgentID: Int] = [:]
        for item in board.cases {
            for contact in try await desk.records(Contact.self, Contact.ofCase(item.id)) {
                guard contact.direction == .outbound, let agent = contact.agent else { continue }
                replies[agent, default: 0] += 1
            }
        }
        for row in board.agents {
            compare("replies of \(row.agent.id)", row.count.replies, replies[row.agent.id] ?? 0)
        }
    }
}

extension JournalCount {
    fileprivate func contacts(_ fate: Fate) -> Int { contacts(on: nil, fate) }
}
