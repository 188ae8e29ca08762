import DeskFeedback
import DeskTestKit

/// Answers that count on three levels at once: 5,000 agents in 250 teams of 20 in 20 units.
public final class FeedbackWorkload {
    /// How many answers are drawn for those that come one by one.
    public static let count = 65_536
    static let (agents, teams, units) = (5_000, 250, 20)

    struct Answer: Sendable {
        let agent: Int
        let scores: ScoreSet

        init(_ random: inout SeededGenerator) {
            agent = random.integer(in: 0...(FeedbackWorkload.agents - 1))
            scores = ScoreSet(
                resolved: random.chance(9, in: 10) ? random.integer(in: 0...1) : nil,
                service: random.integer(in: 1...5), recommend: random.integer(in: 0...10),
                effort: random.chance(1, in: 2) ? random.integer(in: 1...7) : nil)
        }

        var code: ScoreCode {
            get throws { try ScoreCode(scores, isComplete: scores.resolved != nil && scores.effort != nil) }
        }
    }

    let answers: [Answer]
    private let column: [PackedAnswer]
    private let codes: [ScoreCode]
    private var table: TallyTable

    /// Draws the answers and counts them once, so that there is something to withdraw and to estimate from.
    public init() throws {
        var random = SeededGenerator(seed: 10)
        answers = (0..<Self.count).map { _ in Answer(&random) }
        let codes = try answers.map { try $0.code }
        self.codes = codes
        let column = try zip(answers, codes).map { try PackedAnswer(node: Self.leaf($0.agent), $1) }
        self.column = column
        table = try TallyTable(try Self.tree(), counting: column)
    }

    /// Units, then teams, then agents.
    static func tree() throws -> TallyTree {
        try TallyTree(
            parents: Array(repeating: nil, count: units) + (0..<teams).map { $0 / 13 }
                + (0..<agents).map { units + $0 / 20 })
    }

    static func leaf(_ agent: Int) -> Int { units + teams + agent }

    /// Counts each answer for its agent, team and unit.
    public func apply() throws { try Self.apply(codes, column, to: &table) }

    // The table is handed over once, so that not every answer asks a class for it.
    private static func apply(_ codes: [ScoreCode], _ column: [PackedAnswer], to table: inout TallyTable) throws {
        for index in codes.indices { try table.apply(codes[index], at: column[index].node) }
    }

    /// Takes each answer back from its agent, team and unit.
    public func withdraw() throws { try Self.withdraw(codes, column, from: &table) }

    private static func withdraw(_ codes: [ScoreCode], _ column: [PackedAnswer], from table: inout TallyTable) throws {
        for index in codes.indices { try table.withdraw(codes[index], at: column[index].node) }
    }

    /// Counts all answers anew for all nodes; how many complete and partial ones the first unit has.
    public func rebuild() throws -> Int64 {
        Int64(try TallyTable(table.tree, counting: column).tally(of: 0).answered)
    }

    /// The net promoter score of each team with its score interval; the sum of the lower ends in millionths.
    public func netPromoterIntervals() -> Int64 {
        tallies.reduce(0) { $0 &+ Int64($1.netPromoterScore().low * 1_000_000) }
    }

    /// The share of resolved matters of each team with Wilson's interval; the sum of the lower ends in millionths.
    public func resolvedIntervals() -> Int64 {
        tallies.reduce(0) { $0 &+ Int64($1.resolvedShare().low * 1_000_000) }
    }

    /// How many teams the intervals are made for.
    public static let nodes = teams

    private lazy var tallies = (0..<Self.teams).map { table.tally(of: Self.units + $0) }

    /// The answers by team and question and value, for peers to compare with.
    public func netPromoterCountsOfTeams() -> [[Int]] {
        (0..<Self.teams).map {
            let counts = table.tally(of: Self.units + $0).netPromoterCounts
            return [counts.detractors, counts.passives, counts.promoters]
        }
    }
}

/// The peer of feedback: a dictionary of counts for each agent, team and unit.
public final class DictionaryTallies {
    private let answers: [FeedbackWorkload.Answer]
    private var counts: [String: [String: [Int: Int]]] = [:]

    /// Takes the answers of the workload it is compared with, and counts them once.
    public init(_ workload: FeedbackWorkload) {
        answers = workload.answers
        count(first: answers.count, by: 1)
    }

    /// Counts the first answers for their agents, teams and units, or takes them back.
    public func count(first count: Int, by step: Int) {
        for answer in answers.prefix(count) {
            for node in ["a\(answer.agent)", "t\(answer.agent / 20)", "u\(answer.agent / 260)"] {
                let scores = answer.scores
                for (question, value) in [
                    ("resolved", scores.resolved), ("service", scores.service), ("recommend", scores.recommend),
                    ("effort", scores.effort),
                ] {
                    guard let value else { continue }
                    counts[node, default: [:]][question, default: [:]][Int(value), default: 0] += step
                }
            }
        }
    }

    /// As ``FeedbackWorkload/netPromoterCountsOfTeams()``.
    public func netPromoterCountsOfTeams() -> [[Int]] {
        (0..<FeedbackWorkload.nodes).map { team in
            let values = counts["t\(team)"]?["recommend"] ?? [:]
            return [0...6, 7...8, 9...10].map { range in range.reduce(0) { $0 + (values[$1] ?? 0) } }
        }
    }
}
