public import DeskPrimitives

/// What was reported of a period when it was closed: late answers do not change it, they restate it.
public struct PeriodReport: Hashable, Sendable, Codable {
    /// One node in the period.
    public struct Line: Hashable, Sendable, Codable {
        /// The kind of node.
        public let level: TallyRow.Level
        /// The identifier of the node.
        public let node: String
        /// What was answered there.
        public let tally: Tally
    }

    /// The first local day, counted from 1970-01-01.
    public let firstDay: Int
    /// The day after the last one.
    public let endDay: Int
    /// When it was closed.
    public let closedAt: Instant
    /// The nodes with any answer or invitation, by level and node.
    public let lines: [Line]

    /// The days.
    public var days: Range<Int> { firstDay..<max(firstDay, endDay) }

    /// Creates a report of lines that were counted elsewhere.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for days or an instant that are not accepted, `duplicateName` for a node
    ///   that is there twice.
    public init(days: Range<Int>, closedAt: Instant, lines: [Line]) throws(Refusal) {
        try TallyRow.check(day: days.lowerBound)
        try TallyRow.check(day: days.upperBound)
        try Limits.check(closedAt, at: .field("closedAt"))
        let sorted = lines.sorted { ($0.level.rawValue, $0.node) < ($1.level.rawValue, $1.node) }
        for (first, second) in zip(sorted, sorted.dropFirst())
        where first.level == second.level && first.node == second.node {
            throw Refusal(.duplicateName, "a node is there twice", at: .field("lines"))
        }
        firstDay = days.lowerBound
        endDay = days.upperBound
        self.closedAt = closedAt
        self.lines = sorted
    }

    /// What was reported of a node; nothing when it had no answers then.
    public func tally(_ level: TallyRow.Level, _ node: String) -> Tally {
        lines.first { $0.level == level && $0.node == node }?.tally ?? .zero
    }
}

extension PeriodReport.Line {
    /// Creates a line.
    public init(_ level: TallyRow.Level, _ node: String, _ tally: Tally) {
        self.init(level: level, node: node, tally: tally)
    }
}

extension AnswerLedger {
    /// Closes a period: what stands now is what is reported, whatever comes later.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for days or an instant that are not accepted.
    public func report(days: Range<Int>, closedAt: Instant) throws(Refusal) -> PeriodReport {
        var lines: [PeriodReport.Line] = []
        for level in TallyRow.Level.allCases {
            for node in nodes(of: level) {
                let tally = tally(level, node, days: days)
                if tally != .zero { lines.append(PeriodReport.Line(level, node, tally)) }
            }
        }
        return try PeriodReport(days: days, closedAt: closedAt, lines: lines)
    }

    /// What was reported of a node beside what is known of the same days now.
    public func restatement(of report: PeriodReport, _ level: TallyRow.Level, _ node: String) -> Restatement {
        Restatement(asReported: report.tally(level, node), restated: tally(level, node, days: report.days))
    }
}

/// A closed period as it was reported and as it is known now.
public struct Restatement: Hashable, Sendable {
    /// What was reported.
    public let asReported: Tally
    /// What is known now.
    public let restated: Tally

    /// Creates a restatement.
    public init(asReported: Tally, restated: Tally) {
        self.asReported = asReported
        self.restated = restated
    }

    /// What came, changed or went since.
    public var difference: Tally { restated - asReported }
    /// Whether anything did.
    public var isChanged: Bool { asReported != restated }
}

extension Restatement: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let before = asReported.netPromoterScore()
        guard isChanged else {
            return language.pick(
                en: "As reported. \(before.sentence(in: language))",
                fi: "Kuten raportoitu. \(before.sentence(in: language))")
        }
        let after = restated.netPromoterScore()
        return language.pick(
            en: "As reported: \(before.sentence(in: language)) Restated: \(after.sentence(in: language))",
            fi: "Raportoitu: \(before.sentence(in: language)) Tarkistettu: \(after.sentence(in: language))")
    }
}
