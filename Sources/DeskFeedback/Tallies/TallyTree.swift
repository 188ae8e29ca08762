public import DeskPrimitives

/// Which node belongs to which, as dense numbers: agents to teams, teams to units.
///
/// A parent always has a smaller number than its children, so no node can be above itself.
public struct TallyTree: Hashable, Sendable {
    /// The parent of each node; −1 for none.
    let parents: [Int32]

    /// The most nodes a tree may have.
    public static let maximumNodes = 1 << 19

    /// Creates a tree.
    ///
    /// - Parameter parents: The parent of each node by its number, nil for one at the top.
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumNodes``; `outOfOrder` at a node whose parent does not come
    ///   before it.
    public init(parents: [Int?]) throws(Refusal) {
        guard parents.count <= Self.maximumNodes else {
            throw Refusal(.tooLong, "more than \(Self.maximumNodes) nodes", at: .field("parents"))
        }
        for (node, parent) in parents.enumerated() {
            guard let parent else { continue }
            guard (0..<node).contains(parent) else {
                throw Refusal(.outOfOrder, "a parent comes before its children", at: .field("parents").index(node))
            }
        }
        self.parents = parents.map { Int32($0 ?? -1) }
    }

    /// How many nodes there are.
    public var count: Int { parents.count }

    /// The node above one; nil at the top.
    public func parent(of node: Int) -> Int? {
        guard parents.indices.contains(node), parents[node] >= 0 else { return nil }
        return Int(parents[node])
    }
}
