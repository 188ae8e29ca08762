public import DeskPrimitives

/// One response at one node of a ``TallyTree`` in four bytes: a column of these is what tallies are rebuilt from.
public struct PackedAnswer: Hashable, Sendable {
    /// The node's number above the 13 bits of the code.
    let bits: UInt32

    /// Packs a response.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a node outside 0 ..< ``TallyTree/maximumNodes``.
    public init(node: Int, _ code: ScoreCode) throws(Refusal) {
        guard (0..<TallyTree.maximumNodes).contains(node) else {
            throw Refusal(.outOfRange, "nodes lie in 0 ..< \(TallyTree.maximumNodes)", at: .field("node"))
        }
        bits = UInt32(node) << 13 | UInt32(code.bits)
    }

    /// The number of the node.
    public var node: Int { Int(bits >> 13) }

    /// The scores.
    public var code: ScoreCode? { ScoreCode(bits: UInt16(bits & 0x1FFF)) }
}
