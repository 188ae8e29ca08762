public import DeskPrimitives

/// The steps of an automated path and where each can lead, for ``DeadEndCheck``.
public struct AutomationOutline: Hashable, Sendable {
    /// Where a step can lead.
    public enum Exit: Hashable, Sendable {
        /// To another step. It is bounded when time or a count leads there, not only what the contact does.
        case step(String, isBounded: Bool = false)
        /// To a person of the desk, at once or by being called back. Bounded as a step.
        case person(isBounded: Bool = false)
        /// The matter is settled and closed.
        case closed
    }

    /// One step.
    public struct Step: Hashable, Sendable {
        /// The name.
        public var id: String
        /// Where it can lead.
        public var exits: [Exit]
        /// Where it is said.
        public var place: Place

        /// Creates a step.
        public init(_ id: String, exits: [Exit], at place: Place = .root) {
            self.id = id
            self.exits = exits
            self.place = place
        }
    }

    /// The steps, the first one first.
    public var steps: [Step]

    /// Creates an outline.
    public init(steps: [Step]) {
        self.steps = steps
    }
}
