import DeskFeedback
import DeskTestKit

/// Answers that count on three levels at once: 5,000 agents in 250 teams in 20 units.
public final class FeedbackWorkload {
    /// How many answers are drawn.
    public static let count = 65_536
    static let (agents, teams, units) = (5_000, 250, 20)

    struct Answer: Sendable {
        let agent: Int
        let scores: ScoreSet
    }

    /// The state: a tally for each node.
    private struct Levels {
        var byAgent = Array(repeating: Tally.zero, count: FeedbackWorkload.agents)
        var byTeam = Array(repeating: Tally.zero, count: FeedbackWorkload.teams)
        var byUnit = Array(repeating: Tally.zero, count: FeedbackWorkload.units)

        mutating func apply(_ answers: [Answer]) {
            for answer in answers {
                let one = Tally(answer.scores)
                byAgent[answer.agent] += one
                byTeam[answer.agent / 20] += one
                byUnit[answer.agent / 250] += one
            }
        }

        mutating func withdraw(_ answers: [Answer]) {
            for answer in answers {
                let one = Tally(answer.scores)
                byAgent[answer.agent] -= one
                byTeam[answer.agent / 20] -= one
                byUnit[answer.agent / 250] -= one
            }
        }
    }

    let answers: [Answer]
    private var levels: Levels?

    /// Draws the answers and counts them once, so that there is something to withdraw and to estimate from.
    public init() {
        var random = SeededGenerator(seed: 10)
        answers = (0..<Self.count).map { _ in
            Answer(
                agent: random.integer(in: 0...(Self.agents - 1)),
                scores: ScoreSet(
                    resolved: random.chance(9, in: 10) ? random.integer(in: 0...1) : nil,
                    service: random.integer(in: 1...5), recommend: random.integer(in: 0...10),
                    effort: random.chance(1, in: 2) ? random.integer(in: 1...7) : nil))
        }
        levels = Levels()
        apply()
    }

    /// Counts each answer for its agent, team and unit.
    public func apply() {
        guard var all = levels.take() else { return }
        all.apply(answers)
        levels = all
    }

    /// Takes each answer back from its agent, team and unit.
    public func withdraw() {
        guard var all = levels.take() else { return }
        all.withdraw(answers)
        levels = all
    }

    /// Counts all answers anew: by agent, from these the teams and from these the units; how many the units have.
    public func rebuild() -> Int64 {
        var byAgent = Array(repeating: Tally.zero, count: Self.agents)
        for answer in answers { byAgent[answer.agent] += Tally(answer.scores) }
        var byTeam = Array(repeating: Tally.zero, count: Self.teams)
        for (agent, tally) in byAgent.enumerated() { byTeam[agent / 20] += tally }
        var byUnit = Array(repeating: Tally.zero, count: Self.units)
        for (team, tally) in byTeam.enumerated() { byUnit[team * 20 / 250] += tally }
        return byUnit.reduce(0) { sum, tally in
            let counts = tally.netPromoterCounts
            return sum &+ Int64(counts.detractors + counts.passives + counts.promoters)
        }
    }

    /// The net promoter score of each team with its score interval; the sum of the lower ends in millionths.
    public func netPromoterIntervals() -> Int64 {
        (levels?.byTeam ?? []).reduce(0) { $0 &+ Int64($1.netPromoterScore().low * 1_000_000) }
    }

    /// The share of resolved matters of each team with Wilson's interval; the sum of the lower ends in millionths.
    public func resolvedIntervals() -> Int64 {
        (levels?.byTeam ?? []).reduce(0) { $0 &+ Int64($1.resolvedShare().low * 1_000_000) }
    }

    /// How many teams the intervals are made for.
    public static let nodes = teams

    /// The answers by team and question and value, for peers to compare with.
    public func netPromoterCountsOfTeams() -> [[Int]] {
        (levels?.byTeam ?? []).map {
            [$0.netPromoterCounts.detractors, $0.netPromoterCounts.passives, $0.netPromoterCounts.promoters]
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
            for node in ["a\(answer.agent)", "t\(answer.agent / 20)", "u\(answer.agent / 250)"] {
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
