public import DeskPrimitives

/// Who may take work at each stage of being relaxed, for ``DeadEndCheck``.
public struct RelaxationOutline: Hashable, Sendable {
    /// One stage.
    public struct Ring: Hashable, Sendable {
        /// The teams that serve.
        public var teams: [TeamID]
        /// What is asked for.
        public var skills: [SkillRequirement]
        /// Where it is said.
        public var place: Place

        /// Creates a ring.
        public init(teams: [TeamID], skills: [SkillRequirement], at place: Place = .root) {
            self.teams = teams
            self.skills = skills
            self.place = place
        }
    }

    /// The queue.
    public var queue: QueueID
    /// The stages, the first one as the rule asks.
    public var rings: [Ring]
    /// Whether something else happens in the end: it overflows, anybody takes it, the person is called back.
    public var ends: Bool

    /// Creates an outline.
    public init(queue: QueueID, rings: [Ring], ends: Bool) {
        self.queue = queue
        self.rings = rings
        self.ends = ends
    }
}
