public import DeskPrimitives

/// Everything another system has said about one case, in the order of its own time.
public struct ObservedHistory: Hashable, Sendable, Codable {
    /// One thing said.
    public struct State: Hashable, Sendable, Codable {
        /// When it was so.
        public let at: Instant
        /// The other system's count of changes.
        public let version: Int64
        /// How far the case was, if that was said understandably.
        public let status: CaseStatus?
        /// The channel it arrived on.
        public let channel: ChannelID
        /// The person, by the other system's number.
        public fileprivate(set) var caller: String?
        /// What it was about.
        public let topic: TopicID?
        /// How urgent it was.
        public let priority: CasePriority?
        /// The team that had it.
        public let team: TeamID?
        /// The agent who had it.
        public let agent: AgentID?

        private enum CodingKeys: String, CodingKey {
            case at = "t"
            case version = "v"
            case status = "s"
            case channel = "c"
            case caller = "p"
            case topic = "o"
            case priority = "u"
            case team = "g"
            case agent = "a"
        }

        init(_ observation: CaseObservation) {
            at = observation.at
            version = observation.version
            status = observation.status
            channel = observation.channel
            caller = observation.caller
            topic = observation.topic
            priority = observation.priority
            team = observation.team
            agent = observation.agent
        }

        /// The order of the history: time first, then the count of changes.
        static func precedes(_ a: State, _ b: State) -> Bool {
            a.at == b.at ? a.version < b.version : a.at < b.at
        }
    }

    /// The other system.
    public let source: String
    /// What it said, oldest first; no two with the same time and count.
    public private(set) var states: [State] = []
    /// The largest count of hand-overs said.
    public private(set) var handOvers = 0
    /// The largest count of reopenings said.
    public private(set) var reopens = 0
    /// Whether the other system's targets were kept: false as soon as one observation says so, nil while none says.
    public private(set) var targetsKept: Bool?

    /// The most observations kept of one case.
    public static let limit = 10_000

    init(source: String) { self.source = source }

    /// What an observation added.
    struct Change {
        /// Whether it was new at all.
        var isNew = false
        /// By how much the hand-overs grew.
        var handOvers = 0
        /// By how much the reopenings grew.
        var reopens = 0
        /// Whether it is now known that a target was missed.
        var missedTarget = false
    }

    /// Takes in an observation; one that is known already changes nothing.
    mutating func insert(_ observation: CaseObservation) throws(Refusal) -> Change {
        let state = State(observation)
        // Feeds come nearly in order, so the place is looked for from the end.
        var index = states.endIndex
        while index > 0, State.precedes(state, states[index - 1]) { index -= 1 }
        if index > 0, !State.precedes(states[index - 1], state) { return Change() }
        guard states.count < Self.limit else {
            throw Refusal(.tooLong, "more than \(Self.limit) observations of one case", at: .field("caseID"))
        }
        states.insert(state, at: index)
        var change = Change(isNew: true)
        change.handOvers = max(0, observation.handOvers - handOvers)
        change.reopens = max(0, observation.reopens - reopens)
        handOvers += change.handOvers
        reopens += change.reopens
        switch (targetsKept, observation.targetsKept) {
        case (nil, false?), (true?, false?):
            targetsKept = false
            change.missedTarget = true
        case (nil, true?): targetsKept = true
        default: break
        }
        return change
    }

    /// The history without the other system's number of the person.
    func scrubbed() -> ObservedHistory {
        var history = self
        for index in states.indices { history.states[index].caller = nil }
        return history
    }

    /// The last value that was said of something.
    @inline(__always)
    func latest<Value>(_ member: (State) -> Value?) -> Value? {
        var index = states.endIndex
        while index > 0 {
            index -= 1
            if let value = member(states[index]) { return value }
        }
        return nil
    }
}
