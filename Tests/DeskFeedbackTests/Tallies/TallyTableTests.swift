import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Tally tables")
struct TallyTableTests {
    /// 3 units, 9 teams, 40 agents.
    static func tree() throws -> TallyTree {
        try TallyTree(
            parents: Array(repeating: nil, count: 3) + (0..<9).map { $0 / 3 } + (0..<40).map { 3 + $0 % 9 })
    }

    static func scores(_ random: inout SeededGenerator) -> ScoreSet {
        ScoreSet(
            resolved: random.chance(9, in: 10) ? random.integer(in: 0...1) : nil,
            service: random.chance(9, in: 10) ? random.integer(in: 1...5) : nil,
            recommend: random.chance(9, in: 10) ? random.integer(in: 0...10) : nil,
            effort: random.chance(1, in: 2) ? random.integer(in: 1...7) : nil)
    }

    @Test("A code gives back the scores it was made of, for every combination there is")
    func codes() throws {
        var seen = Set<ScoreCode>()
        let with = { (range: ClosedRange<UInt8>) in [UInt8?](arrayLiteral: nil) + range.map { Optional($0) } }
        for resolved in with(0...1) {
            for service in with(1...5) {
                for recommend in with(0...10) {
                    for effort in with(1...7) {
                        let scores = ScoreSet(
                            resolved: resolved, service: service, recommend: recommend, effort: effort)
                        for isComplete in [false, true] {
                            let code = try ScoreCode(scores, isComplete: isComplete)
                            #expect(code.scores == scores && code.isComplete == isComplete)
                            seen.insert(code)
                            let packed = try PackedAnswer(node: 524_287, code)
                            #expect(packed.node == 524_287 && packed.code == code)
                        }
                    }
                }
            }
        }
        #expect(seen.count == 3 * 6 * 12 * 8 * 2)
    }

    @Test("Rebuilt, counted one by one and added by hand are the same", arguments: 0..<4)
    func agree(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tree = try Self.tree()
        var byHand = Array(repeating: Tally.zero, count: tree.count)
        var single = TallyTable(tree)
        var column: [PackedAnswer] = []
        // Few kinds of answers at few nodes, so that carries happen.
        let kinds = (0..<3).map { _ in Self.scores(&random) }
        for _ in 0..<3_000 {
            let scores = random.chance(1, in: 2) ? kinds[random.integer(in: 0...2)] : Self.scores(&random)
            let isComplete = random.chance(1, in: 2)
            let node = random.chance(2, in: 3) ? 15 : random.integer(in: 0...(tree.count - 1))
            let code = try ScoreCode(scores, isComplete: isComplete)
            column.append(try PackedAnswer(node: node, code))
            try single.apply(code, at: node)
            var at: Int? = node
            while let here = at {
                byHand[here] +=
                    Tally(scores) + (try Tally(complete: isComplete ? 1 : 0, partial: isComplete ? 0 : 1))
                at = tree.parent(of: here)
            }
        }
        let rebuilt = try TallyTable(tree, counting: column)
        #expect(rebuilt == single, "seed \(seed)")
        for node in 0..<tree.count { #expect(rebuilt.tally(of: node) == byHand[node], "seed \(seed), node \(node)") }

        random.shuffle(&column)
        #expect(try TallyTable(tree, counting: column) == rebuilt, "seed \(seed)")
        let cut = random.integer(in: 0...column.count)
        var parts = try TallyTable(tree, counting: Array(column[cut...]))
        try parts.merge(TallyTable(tree, counting: Array(column[..<cut])))
        #expect(parts == rebuilt, "seed \(seed)")

        for answer in column { try parts.withdraw(try #require(answer.code), at: answer.node) }
        #expect(parts.isZero && parts == TallyTable(tree), "seed \(seed)")
        // Withdrawn first and applied after: through below zero and back.
        for answer in column { try parts.withdraw(try #require(answer.code), at: answer.node) }
        for answer in column { try parts.apply(try #require(answer.code), at: answer.node) }
        #expect(parts.isZero, "seed \(seed)")
    }

    @Test("Bad trees, nodes and columns are refused and nothing is counted")
    func refusals() throws {
        #expect(Samples.refusal { _ = try TallyTree(parents: [0]) }?.place.description == "parents[0]")
        #expect(Samples.refusal { _ = try TallyTree(parents: [nil, 2, nil]) }?.code == .outOfOrder)
        #expect(Samples.refusal { _ = try TallyTree(parents: [nil, -1]) }?.code == .outOfOrder)
        let tree = try Self.tree()
        let code = try ScoreCode(ScoreSet(recommend: 9), isComplete: true)
        var table = TallyTable(tree)
        for node in [-1, tree.count, Int.max, Int.min] {
            #expect(Samples.refusal { try table.apply(code, at: node) }?.code == .outOfRange)
            #expect(Samples.refusal { try table.withdraw(code, at: node) }?.code == .outOfRange)
            #expect(table.tally(of: node) == .zero)
        }
        #expect(table.isZero)
        let column = [try PackedAnswer(node: 0, code), try PackedAnswer(node: tree.count, code)]
        #expect(
            Samples.refusal { _ = try TallyTable(tree, counting: column) }?.place.description == "answers[1].node")
        #expect(Samples.refusal { _ = try PackedAnswer(node: 1 << 19, code) }?.code == .outOfRange)
        #expect(
            Samples.refusal { _ = try ScoreCode(ScoreSet(service: 6), isComplete: true) }?.place == .field("service"))
        let other = TallyTable(try TallyTree(parents: [nil]))
        #expect(Samples.refusal { try table.merge(other) }?.code == .malformed)
        #expect(try TallyTable(TallyTree(parents: []), counting: []).isZero)
    }
}
