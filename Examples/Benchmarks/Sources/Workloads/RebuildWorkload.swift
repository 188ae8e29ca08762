public import DeskFeedback
import DeskTestKit
import Foundation

/// Ten million answers, counted anew for 5,000 agents, their teams and units, with scores and intervals of every node.
public final class RebuildWorkload {
    /// How many answers there are.
    public static let count = 10_000_000

    /// An answer as a program that has not thought about it would keep it.
    private struct NaiveAnswer {
        var agent: Int
        var recommend: Int?
        var resolved: Int?
        var service: Int?
        var effort: Int?
    }

    private let tree: TallyTree
    private let column: [PackedAnswer]

    /// Draws the answers.
    public init() throws {
        var random = SeededGenerator(seed: 11)
        tree = try FeedbackWorkload.tree()
        var column: [PackedAnswer] = []
        column.reserveCapacity(Self.count)
        for _ in 0..<Self.count {
            let answer = FeedbackWorkload.Answer(&random)
            column.append(try PackedAnswer(node: FeedbackWorkload.leaf(answer.agent), try answer.code))
        }
        self.column = column
    }

    /// Counts everything anew and computes a net promoter score and three Wilson intervals of every node.
    public func rebuild() throws -> TallyTable {
        let table = try TallyTable(tree, counting: column)
        for node in 0..<tree.count {
            let tally = table.tally(of: node)
            sum += tally.netPromoterCounts.score ?? 0
            sum += tally.resolvedShare().low + tally.topBoxShare().low + tally.effortShare().low
        }
        return table
    }

    /// Keeps what is computed, so that the compiler cannot leave it out.
    private var sum = 0.0

    /// Only the counting, without scores.
    public func count() throws -> Int64 { Int64(try TallyTable(tree, counting: column).tally(of: 0).answered) }

    /// A checksum of the counts of all agents, teams and units, as `Peers/rebuild.py` makes it.
    public func checksum(of table: TallyTable) -> UInt64 {
        checksum { level, node in
            let place = [FeedbackWorkload.leaf(node), FeedbackWorkload.units + node, node][level]
            let tally = table.tally(of: place)
            let counts = tally.netPromoterCounts
            return [
                counts.detractors, counts.passives, counts.promoters, tally.resolvedYes, tally.resolvedNo,
                tally.service.suffix(2).reduce(0, +), tally.service.reduce(0, +), tally.effort.suffix(3).reduce(0, +),
                tally.effort.reduce(0, +),
            ]
        }
    }

    private func checksum(_ counts: (Int, Int) -> [Int]) -> UInt64 {
        var total: UInt64 = 0
        let sizes = [FeedbackWorkload.agents, FeedbackWorkload.teams, FeedbackWorkload.units]
        for (level, size) in sizes.enumerated() {
            for node in 0..<size {
                for (place, count) in counts(level, node).enumerated() {
                    total &+= UInt64(node + 1) &* UInt64(level * 16 + place + 1) &* UInt64(count)
                }
            }
        }
        return total & ((1 << 63) - 1)
    }

    /// Writes the answers as the peer reads them.
    public func write(to path: String) throws {
        var bytes = Data(capacity: Self.count * 8)
        for answer in column {
            let agent = UInt32(answer.node - FeedbackWorkload.leaf(0))
            let scores = answer.code?.scores ?? ScoreSet()
            withUnsafeBytes(of: agent.littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(scores.recommend ?? 255)
            bytes.append(scores.resolved ?? 255)
            bytes.append(scores.service ?? 255)
            bytes.append(scores.effort ?? 255)
        }
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    /// Rounds of the naive program, and whether it counts the same: a struct of optionals, grouping by dictionary, filters.
    public func naive() throws -> (milliseconds: Double, checksum: UInt64) {
        let answers = column.map { answer -> NaiveAnswer in
            let scores = answer.code?.scores ?? ScoreSet()
            return NaiveAnswer(
                agent: answer.node - FeedbackWorkload.leaf(0), recommend: scores.recommend.map { Int($0) },
                resolved: scores.resolved.map { Int($0) }, service: scores.service.map { Int($0) },
                effort: scores.effort.map { Int($0) })
        }
        let start = processorTime()
        var groups: [[Int: [Int]]] = []
        for key in [{ $0.agent }, { $0.agent / 20 }, { $0.agent / 260 }] as [(NaiveAnswer) -> Int] {
            groups.append(
                Dictionary(grouping: answers, by: key).mapValues { rows in
                    let scores = rows.compactMap(\.recommend)
                    let resolved = rows.compactMap(\.resolved)
                    let service = rows.compactMap(\.service)
                    let effort = rows.compactMap(\.effort)
                    return [
                        scores.filter { $0 <= 6 }.count, scores.filter { $0 == 7 || $0 == 8 }.count,
                        scores.filter { $0 >= 9 }.count, resolved.filter { $0 == 1 }.count,
                        resolved.filter { $0 == 0 }.count, service.filter { $0 >= 4 }.count, service.count,
                        effort.filter { $0 >= 5 }.count, effort.count,
                    ]
                })
        }
        let taken = (processorTime() - start) / 1e6
        return (taken, checksum { groups[$0][$1] ?? [] })
    }
}
