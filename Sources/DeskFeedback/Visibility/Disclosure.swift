import DeskPrimitives

/// Which numbers of a desk are shown to one viewer so that no other one can be computed from them, by whatever reads.
///
/// Nodes add up in families: a whole, its disjoint parts, and answers that belong to none of them. The families of a desk
/// form a tree in which the desk is a whole several times over: by unit, by channel, by topic, by audience. In such a tree a
/// number cannot be computed exactly when every family with an unknown number has at least two of them, which is what this
/// sees to.
struct Disclosure: Hashable, Sendable {
    /// A whole and its disjoint parts.
    struct Family: Hashable, Sendable {
        let whole: Int
        let parts: [Int]
    }

    /// Whether each number is hidden, whoever looks; one without answers has nothing to hide.
    private(set) var isHidden: [Bool]

    private let families: [Family]
    private let counts: [Int]
    private let k: Int

    /// Decides for numbers by their counts.
    ///
    /// - Parameters:
    ///   - families: Each after the one in which its whole is a part.
    ///   - counts: The answers of each node.
    ///   - isAllowed: Whether the viewer may see each node at all.
    ///   - isPerson: Whether each node is one person's, which is nobody else's even where it is all there is.
    ///   - k: The fewest answers that are shown.
    /// - Complexity: O(nodes²) at worst, O(nodes log nodes) where few are hidden.
    init(_ families: [Family], counts: [Int], isAllowed: [Bool], isPerson: [Bool], k: Int) {
        self.families = families
        self.counts = counts
        self.k = k
        isHidden = Array(repeating: false, count: counts.count)
        hideSmall()
        hideWhatTells(isAllowed, isPerson)
    }

    /// Decides for numbers that everybody may see.
    init(_ families: [Family], counts: [Int], k: Int) {
        self.init(
            families, counts: counts, isAllowed: Array(repeating: true, count: counts.count),
            isPerson: Array(repeating: false, count: counts.count), k: k)
    }

    private func rest(of family: Family) -> Int {
        max(counts[family.whole] - family.parts.reduce(0) { $0 + counts[$1] }, 0)
    }

    /// Hides what could tell who answered: small numbers, and beside a single one, or beside so few answers that they are
    /// small together, the smallest ones that are not.
    private mutating func hideSmall() {
        let wholes = Set(families.map(\.whole))
        let parts = Set(families.flatMap(\.parts))
        for top in wholes.subtracting(parts) where counts[top] > 0 && counts[top] < k { isHidden[top] = true }
        for family in families {
            let present = family.parts.filter { counts[$0] > 0 }
            if isHidden[family.whole] {
                for part in present { isHidden[part] = true }
                continue
            }
            let rest = rest(of: family)
            let small = present.filter { counts[$0] < k }
            // Nothing but a rest that is large enough to be known hides nobody.
            if small.isEmpty, rest == 0 || rest >= k { continue }
            for part in small { isHidden[part] = true }
            var (cells, sum) = (small.count + (rest > 0 ? 1 : 0), small.reduce(rest) { $0 + counts[$1] })
            let large = present.filter { counts[$0] >= k }.sorted { (counts[$0], $0) < (counts[$1], $1) }
            for part in large where cells == 1 || sum < k {
                isHidden[part] = true
                cells += 1
                sum += counts[part]
            }
        }
    }

    /// Hides what would tell a number that is not for this viewer: the whole over a single one.
    private mutating func hideWhatTells(_ isAllowed: [Bool], _ isPerson: [Bool]) {
        // The only part of a whole has the same number, and whoever may see one of the two may see it.
        var same = Array(counts.indices)
        for family in families {
            let present = family.parts.filter { counts[$0] > 0 }
            if present.count == 1, rest(of: family) == 0, !isPerson[present[0]] {
                same[present[0]] = same[family.whole]
            }
        }
        var (isOut, isIn) = (Array(repeating: false, count: counts.count), Array(repeating: false, count: counts.count))
        for node in counts.indices where counts[node] > 0 {
            if isHidden[node] { isOut[same[node]] = true }
            if isAllowed[node] { isIn[same[node]] = true }
        }
        var isUnknown = counts.indices.map { counts[$0] > 0 && same[$0] == $0 && (isOut[$0] || !isIn[$0]) }
        var changes = true
        while changes {
            changes = false
            for family in families {
                let whole = same[family.whole]
                let present = family.parts.filter { counts[$0] > 0 && same[$0] != whole }
                guard !present.isEmpty else { continue }
                let unknown = present.filter { isUnknown[same[$0]] }
                let isWholeUnknown = isUnknown[whole]
                let cells = unknown.count + (rest(of: family) > 0 ? 1 : 0) + (isWholeUnknown ? 1 : 0)
                guard cells == 1 else { continue }
                let hides: Int
                if isWholeUnknown, !isOut[whole] {
                    // Who may see every part may have the whole.
                    isUnknown[whole] = false
                    changes = true
                    continue
                } else if isWholeUnknown, let smallest = present.min(by: { (counts[$0], $0) < (counts[$1], $1) }) {
                    hides = same[smallest]
                } else if !unknown.isEmpty {
                    hides = whole
                } else {
                    continue
                }
                isOut[hides] = true
                isUnknown[hides] = true
                changes = true
            }
        }
        for node in counts.indices where counts[node] > 0 && isOut[same[node]] { isHidden[node] = true }
    }
}
