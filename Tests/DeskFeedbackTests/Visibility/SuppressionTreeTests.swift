import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Suppression over a whole tree")
struct SuppressionTreeTests {
    /// A tree of three levels with counts that add up, some answers of a parent belonging to no child.
    static func tree(_ random: inout SeededGenerator) -> (parents: [Int?], counts: [Int]) {
        var parents: [Int?] = [nil]
        for _ in 0..<random.integer(in: 1...4) { parents.append(0) }
        for team in 1..<parents.count {
            for _ in 0..<random.integer(in: 0...4) { parents.append(team) }
        }
        var counts = parents.map { _ in 0 }
        for node in parents.indices.reversed() {
            let hasChildren = parents.contains(node)
            if !hasChildren {
                counts[node] += random.integer(in: 0...12)
            } else if random.chance(1, in: 3) {
                counts[node] += random.integer(in: 0...7)
            }
            if let parent = parents[node] { counts[parent] += counts[node] }
        }
        return (parents, counts)
    }

    @Test("No hidden cell can be computed from what is shown, by an independent solver", arguments: 0..<8)
    func unsolvable(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let (parents, counts) = Self.tree(&random)
            let k = random.integer(in: 3...6)
            let hidden = try SuppressionTree(parents: parents, counts: counts, k: k).isHidden
            let text = "seed \(seed): \(parents.map { $0 ?? -1 }) \(counts) k \(k) hidden \(hidden)"
            for node in counts.indices where counts[node] > 0 && counts[node] < k {
                #expect(hidden[node], "a small cell is shown: \(text)")
            }
            // Unknowns are the hidden cells with answers and, at every parent, the answers that belong to no child.
            var unknowns: [Int: Int] = [:]
            for node in counts.indices where hidden[node] { unknowns[node] = unknowns.count }
            var rests: [Int: Int] = [:]
            for node in counts.indices {
                let children = parents.indices.filter { parents[$0] == node }
                guard !children.isEmpty, counts[node] > children.reduce(0, { $0 + counts[$1] }) else { continue }
                rests[node] = unknowns.count + rests.count
            }
            var solver = SuppressionSolver(unknowns: unknowns.count + rests.count)
            for node in counts.indices {
                let children = parents.indices.filter { parents[$0] == node && counts[$0] > 0 }
                guard !children.isEmpty else { continue }
                var equation: [Int: Int] = [:]
                if let unknown = unknowns[node] { equation[unknown] = -1 }
                for child in children {
                    if let unknown = unknowns[child] { equation[unknown] = 1 }
                }
                if let rest = rests[node] { equation[rest] = 1 }
                if !equation.isEmpty { solver.know(equation) }
            }
            for (node, unknown) in unknowns {
                #expect(!solver.determines([unknown: 1]), "cell \(node) can be computed: \(text)")
            }
            for (node, unknown) in rests where counts[node] > 0 {
                let children = parents.indices.filter { parents[$0] == node }
                let rest = counts[node] - children.reduce(0) { $0 + counts[$1] }
                if rest < k, !hidden[node] {
                    #expect(!solver.determines([unknown: 1]), "the rest of \(node) can be computed: \(text)")
                }
            }
            // What the hidden children of a shown parent are together is known, so together they are enough.
            for node in counts.indices where !hidden[node] {
                let children = parents.indices.filter { parents[$0] == node }
                let gone = children.filter { hidden[$0] }
                guard !gone.isEmpty else { continue }
                let sum = counts[node] - children.filter { !hidden[$0] }.reduce(0) { $0 + counts[$1] }
                #expect(sum >= k, "together too few: \(text)")
            }
        }
    }

    @Test("The solver itself finds what simple subtraction finds")
    func solver() {
        var solver = SuppressionSolver(unknowns: 3)
        solver.know([0: 1, 1: 1])
        #expect(!solver.determines([0: 1]) && solver.determines([0: 2, 1: 2]))
        solver.know([1: 1])
        #expect(solver.determines([0: 1]) && solver.determines([1: 1]) && !solver.determines([2: 1]))
        solver.know([0: 1, 2: -1])
        #expect(solver.determines([2: 1]))
    }

    @Test("Without anything small nothing is hidden; a small root hides all")
    func simple() throws {
        let parents: [Int?] = [nil, 0, 0]
        #expect(try SuppressionTree(parents: parents, counts: [20, 10, 10], k: 5).isHidden == [false, false, false])
        #expect(try SuppressionTree(parents: parents, counts: [20, 10, 5], k: 5).isHidden == [false, false, false])
        #expect(try SuppressionTree(parents: parents, counts: [4, 2, 2], k: 5).isHidden == [true, true, true])
        #expect(try SuppressionTree(parents: parents, counts: [14, 4, 10], k: 5).isHidden == [false, true, true])
        #expect(try SuppressionTree(parents: parents, counts: [20, 4, 10], k: 5).isHidden == [false, true, false])
        #expect(try SuppressionTree(parents: parents, counts: [22, 10, 10], k: 5).isHidden == [false, true, false])
        let more = Samples.refusal { _ = try SuppressionTree(parents: parents, counts: [9, 5, 5], k: 5) }
        #expect(more?.code == .outOfRange)
        #expect(Samples.refusal { _ = try SuppressionTree(parents: parents, counts: [9], k: 5) }?.code == .malformed)
    }

    @Test("With no rest it hides as the decision for one family does", arguments: 0..<4)
    func agrees(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let children = (0..<random.integer(in: 1...6)).map { _ in random.integer(in: 0...12) as Int }
            let k = random.integer(in: 1...6)
            let tree = try SuppressionTree(
                parents: [nil] + children.map { _ in 0 }, counts: [children.reduce(0, +)] + children, k: k)
            let family = Suppression.hidden(children: children, k: k)
            let isHidden = family.hidesParent && children.contains { $0 > 0 }
            #expect(tree.isHidden[0] == isHidden, "seed \(seed) \(children) \(k)")
            #expect(tree.isHidden.indices.dropFirst().filter { tree.isHidden[$0] }.map { $0 - 1 } == family.hidden)
        }
    }
}
