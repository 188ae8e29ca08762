/// Which of two states of a slice is shown, so that a change does not tell a single answer.
///
/// Two published states one answer apart would reveal that answer; so a new state is shown only when at least k answers came,
/// changed or went since the one before.
public enum ScoreRelease {
    /// The state to show.
    ///
    /// - Parameters:
    ///   - published: What is shown now; nil when nothing was ever shown.
    ///   - current: What has been answered.
    ///   - k: The fewest answers in one step.
    public static func next(after published: Tally?, current: Tally, k: Int = DisplayGate.privacy.needed) -> Tally {
        guard let published, published != current else { return current }
        return changes(from: published, to: current) >= k ? current : published
    }

    /// The states to show of all nodes of a desk at once: of each the published one until enough has changed there, and also
    /// where its change would tell that of a node whose state stays.
    ///
    /// Nodes that were not published before are shown as they are.
    ///
    /// - Parameters:
    ///   - published: What is shown now, by node.
    ///   - entries: What has been answered.
    ///   - families: How the nodes add up, each after the one in which its whole is a part.
    ///   - k: The fewest answers in one step.
    public static func next(
        after published: [FeedbackNode: Tally], _ entries: [ScoreTree.Entry], families: [ScoreTree.Family],
        k: Int = DisplayGate.privacy.needed
    ) -> [ScoreTree.Entry] {
        let places = Dictionary(
            entries.enumerated().map { ($0.element.node, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let numbered = families.compactMap { family in
            places[family.whole].map { Disclosure.Family(whole: $0, parts: family.parts.compactMap { places[$0] }) }
        }
        let changes = entries.map { entry in
            published[entry.node].map { self.changes(from: $0, to: entry.tally) } ?? 0
        }
        let isHeld = Disclosure(numbered, counts: changes, k: k).isHidden
        return zip(entries, isHeld).map { entry, isHeld in
            var entry = entry
            if isHeld, let published = published[entry.node] { entry.tally = published }
            return entry
        }
    }

    /// How many answers at least came, changed or went: the most that any one histogram tells.
    static func changes(from old: Tally, to new: Tally) -> Int {
        let difference = new - old
        // A histogram tells those that came and those that went; a changed answer is one of each and counts once.
        let moved = { (counts: [Int]) in
            max(counts.reduce(0) { $0 + max($1, 0) }, counts.reduce(0) { $0 + max(-$1, 0) })
        }
        return [
            moved(difference.recommend), moved(difference.service), moved(difference.effort),
            moved([difference.resolvedNo, difference.resolvedYes]),
        ].max() ?? 0
    }
}
