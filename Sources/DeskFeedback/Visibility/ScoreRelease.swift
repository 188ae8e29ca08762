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
