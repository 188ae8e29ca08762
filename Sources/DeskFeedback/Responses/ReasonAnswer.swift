import DeskPrimitives

/// The standing reasons of a response: a register in which the highest revision wins.
struct ReasonAnswer: Hashable, Sendable, Codable {
    /// The reasons by name, each once; nil when there are none or they were withdrawn.
    private(set) var reasons: [FeedbackReasonID]?
    /// The edit that gave them; 0 before the first.
    private(set) var revision: UInt32 = 0
    /// When that edit was made.
    private(set) var at: Instant?

    /// Takes later reasons and ignores earlier ones, so the order of arrival does not matter.
    ///
    /// Of two edits with one number made at one time a withdrawal wins, else the list that is larger by its names.
    mutating func take(_ reasons: [FeedbackReasonID]?, revision: UInt32, at: Instant) {
        let new = reasons.map { Set($0).sorted() }
        let standing = self.at ?? .earliest
        let isLater =
            if revision != self.revision {
                revision > self.revision
            } else if at != standing {
                at > standing
            } else if let new, let old = self.reasons {
                old.lexicographicallyPrecedes(new)
            } else {
                new == nil
            }
        guard isLater else { return }
        self.reasons = new
        self.revision = revision
        self.at = at
    }
}
