public import DeskPrimitives

/// The tallies of all nodes of a tree, for answers that come and go one by one or by the ten million.
///
/// Nodes are dense numbers, scores are packed, nothing is hashed, and an answer changes two counters a level. Tables that
/// counted the same answers in any order are equal to the bit.
public struct TallyTable: Hashable, Sendable {
    /// Which node belongs to which.
    public let tree: TallyTree
    private var counters: TallyCounters

    /// Creates an empty table.
    public init(_ tree: TallyTree) {
        self.tree = tree
        counters = TallyCounters(rows: tree.count)
    }

    /// Counts a column of answers from nothing, each at its node and every node above.
    ///
    /// The answers are counted at their own nodes only and each node is then added to the one above, the last first: the
    /// result has the same bits as ``apply(_:at:)`` one by one.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the first answer at a node that the tree does not have.
    /// - Complexity: O(answers + nodes).
    public init(_ tree: TallyTree, counting answers: [PackedAnswer]) throws(Refusal) {
        self.init(tree)
        var highest: UInt32 = 0
        for answer in answers { highest = max(highest, answer.bits) }
        guard answers.isEmpty || Int(highest >> 13) < tree.count else {
            let first = answers.firstIndex { $0.node >= tree.count } ?? 0
            throw Refusal(.outOfRange, "the tree has no such node", at: .field("answers").index(first).field("node"))
        }
        counters.count(answers)
        for node in stride(from: tree.count - 1, to: 0, by: -1) {
            let parent = Int(tree.parents[node])
            if parent >= 0 { counters.addRow(node, to: parent) }
        }
    }

    /// Counts a response at a node and every node above it.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a node that the tree does not have.
    /// - Complexity: O(levels).
    public mutating func apply(_ code: ScoreCode, at node: Int) throws(Refusal) {
        try check(node)
        counters.add(Int(code.bits), upFrom: node, tree.parents)
    }

    /// Takes a response back from a node and every node above it: the exact opposite of ``apply(_:at:)``.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a node that the tree does not have.
    public mutating func withdraw(_ code: ScoreCode, at node: Int) throws(Refusal) {
        try check(node)
        counters.subtract(Int(code.bits), upFrom: node, tree.parents)
    }

    /// Adds the counts of a table over the same tree: what both have counted.
    ///
    /// - Throws: `Refusal` with code `malformed` when the trees differ.
    public mutating func merge(_ other: TallyTable) throws(Refusal) {
        guard tree == other.tree else { throw Refusal(.malformed, "the tables have different trees") }
        counters.merge(other.counters)
    }

    @inline(__always)
    private func check(_ node: Int) throws(Refusal) {
        guard node >= 0, node < tree.count else {
            throw Refusal(.outOfRange, "the tree has no such node", at: .field("node"))
        }
    }

    /// The tally of a node: its scores and how many responses were complete or partial; zero where there is no such node.
    ///
    /// - Complexity: O(1); 192 counters are read.
    public func tally(of node: Int) -> Tally {
        node >= 0 && node < tree.count ? counters.tally(of: node) : .zero
    }

    /// Whether nothing is counted anywhere.
    public var isZero: Bool { counters.isZero }
}
