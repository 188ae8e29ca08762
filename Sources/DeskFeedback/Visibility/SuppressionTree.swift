public import DeskPrimitives

/// Which nodes of a whole tree are hidden so that no hidden number can be computed from those that are shown.
///
/// From the top down: under a node that is shown, its children are hidden by ``Suppression``, where answers that belong to no
/// child (contacts that were handed over) count as a child nobody ever sees. Everything under a hidden node is hidden.
public struct SuppressionTree: Hashable, Sendable {
    /// Whether each node is hidden; a node without answers has nothing to hide.
    public let isHidden: [Bool]

    /// Decides for a tree.
    ///
    /// - Parameters:
    ///   - parents: The parent of each node, nil at the top; a parent comes before its children.
    ///   - counts: The answers of each node; of a parent at least those of its children together.
    ///   - k: The fewest answers that are shown.
    /// - Throws: `Refusal` with code `malformed` for lists of different lengths, `outOfOrder` at a parent that comes later,
    ///   `outOfRange` at a negative count or a parent with fewer answers than its children.
    /// - Complexity: O(n log n).
    public init(parents: [Int?], counts: [Int], k: Int) throws(Refusal) {
        guard parents.count == counts.count else {
            throw Refusal(.malformed, "as many counts as nodes", at: .field("counts"))
        }
        let tree = try TallyTree(parents: parents)
        var children = Array(repeating: [Int](), count: counts.count)
        var sums = Array(repeating: 0, count: counts.count)
        for (node, count) in counts.enumerated() {
            guard (0...Tally.largestCount).contains(count) else {
                throw Refusal(.outOfRange, "counts are not negative", at: .field("counts").index(node))
            }
            guard let parent = tree.parent(of: node) else { continue }
            children[parent].append(node)
            sums[parent] += count
        }
        var hidden = Array(repeating: false, count: counts.count)
        for node in counts.indices {
            guard sums[node] <= counts[node] else {
                throw Refusal(.outOfRange, "fewer answers than its children", at: .field("counts").index(node))
            }
            if tree.parent(of: node) == nil, counts[node] > 0, counts[node] < k { hidden[node] = true }
            let family = children[node]
            if hidden[node] {
                for child in family where counts[child] > 0 { hidden[child] = true }
                continue
            }
            let rest = counts[node] - sums[node]
            let decision = Suppression.hidden(
                children: family.map { counts[$0] }, remainder: rest, k: k)
            for index in decision { hidden[family[index]] = true }
        }
        isHidden = hidden
    }
}

extension Suppression {
    /// The children to hide when so many answers of the parent belong to none of them.
    ///
    /// Those answers are a child that is never shown: hidden from the start, and enough company for one other.
    static func hidden(children: [Int], remainder: Int, k: Int) -> [Int] {
        var hidden = children.indices.filter { children[$0] > 0 && children[$0] < k }
        var sum = hidden.reduce(remainder) { $0 + children[$1] }
        var cells = hidden.count + (remainder > 0 ? 1 : 0)
        // Nothing but a remainder that is large enough to be known hides nobody.
        if hidden.isEmpty, remainder == 0 || remainder >= k { return [] }
        let visible = children.indices.filter { children[$0] >= k }.sorted { (children[$0], $0) < (children[$1], $1) }
        for index in visible where cells == 1 || sum < k {
            hidden.append(index)
            cells += 1
            sum += children[index]
        }
        return hidden.sorted()
    }
}
