/// Which parts of a whole are hidden so that nobody can be recognised, also not by subtracting.
public struct Suppression: Hashable, Sendable, Codable {
    /// Whether the whole is hidden too, because it has too few answers itself.
    public let hidesParent: Bool
    /// The parts to hide, in ascending order.
    public let hidden: [Int]

    /// Decides for one whole with disjoint parts.
    ///
    /// Parts with fewer than k answers are hidden. While only one part is hidden, or the hidden parts together have
    /// fewer than k answers, the smallest visible part is hidden too (the first of equals), as otherwise the whole
    /// less the visible parts would tell. A part without answers is "no data", not hidden.
    ///
    /// - Parameters:
    ///   - children: The answers of each part; negative counts are taken as none.
    ///   - k: The fewest answers that are shown.
    /// - Complexity: O(n log n).
    public static func hidden(children: [Int], k: Int) -> Suppression {
        let counts = children.map { max($0, 0) }
        let withAnswers = counts.indices.filter { counts[$0] > 0 }
        let sum = { (indices: [Int]) in
            indices.reduce(0) { total, index in
                let (sum, overflow) = total.addingReportingOverflow(counts[index])
                return overflow ? .max : sum
            }
        }
        guard sum(withAnswers) >= k else { return Suppression(hidesParent: true, hidden: withAnswers) }
        var hidden = withAnswers.filter { counts[$0] < k }
        guard !hidden.isEmpty else { return Suppression(hidesParent: false, hidden: []) }
        var hiddenSum = sum(hidden)
        let visible = withAnswers.filter { counts[$0] >= k }.sorted { (counts[$0], $0) < (counts[$1], $1) }
        for index in visible where hidden.count == 1 || hiddenSum < k {
            hidden.append(index)
            hiddenSum = hiddenSum.addingReportingOverflow(counts[index]).overflow ? .max : hiddenSum + counts[index]
        }
        return Suppression(hidesParent: false, hidden: hidden.sorted())
    }
}
