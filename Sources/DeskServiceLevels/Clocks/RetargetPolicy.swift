/// What a change of the target does to what a running clock has already counted.
///
/// A clock that was late before the change stays late under every one of them, and what was completed before the change
/// stays judged as it was; on a completed clock the change takes effect when it is opened again.
public enum RetargetPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// The new target counts as if it had been there from the start, with the same pauses; the clock may turn out to have
    /// been late already.
    case retroactive
    /// What was counted stays counted; what is left of the new target runs from the change on, so the clock is never due
    /// before the change.
    case carry
    /// The clock begins again from nothing at the change.
    case restart
    /// The share of the target that was used up stays the same: half of the old becomes half of the new, rounded down to
    /// microseconds. As ``carry`` when one of the two is no target.
    case prorate
}
