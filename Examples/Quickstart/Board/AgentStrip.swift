import ServiceDesk

/// What an agent was at through the day, told from the events alone.
struct AgentStrip {
    /// What somebody can be at.
    enum Activity: CaseIterable {
        case away, free, writing, withSomebody
    }

    /// A stretch of the day.
    struct Stretch {
        let from: Instant
        let until: Instant
        let activity: Activity
    }

    private(set) var stretches: [Stretch] = []
    /// When offers ran out that the agent did not answer.
    private(set) var misses: [Instant] = []

    private var presence = AgentPresence.offline
    private var active: [CaseID: ChannelID] = [:]
    private var since: Instant?

    /// What the agent is at now; nil while not at work.
    private var activity: Activity? {
        switch presence {
        case .offline: nil
        case .away: .away
        case .available:
            active.isEmpty ? .free : active.values.contains { $0 != "mail" } ? .withSomebody : .writing
        }
    }

    private mutating func change(at instant: Instant, _ body: (inout AgentStrip) -> Void) {
        let before = activity
        body(&self)
        guard activity != before else { return }
        if let before, let since, since < instant {
            stretches.append(Stretch(from: since, until: instant, activity: before))
        }
        since = instant
    }

    /// How long the agent was at something.
    func span(_ activity: Activity) -> TimeSpan {
        stretches.reduce(.zero) { $1.activity == activity ? $0 + ($1.until - $1.from) : $0 }
    }

    /// The strips of all agents who came to work.
    static func all(_ events: [DeskEvent], until end: Instant) -> [AgentID: AgentStrip] {
        var strips: [AgentID: AgentStrip] = [:]
        var channels: [CaseID: ChannelID] = [:]
        var holders: [CaseID: AgentID] = [:]
        for event in events {
            if case .presenceChanged(let agent, let name) = event.fact, let presence = AgentPresence(rawValue: name) {
                strips[agent, default: AgentStrip()].change(at: event.at) { $0.presence = presence }
            }
            guard let id = event.caseID else { continue }
            let channel = channels[id] ?? "mail"
            switch event.fact {
            case .caseOpened(let opened): channels[id] = opened.channel
            case .contactJoined(_, let joined, _): channels[id] = joined
            case .accepted(let agent, _):
                holders[id] = agent
                strips[agent, default: AgentStrip()].change(at: event.at) { $0.active[id] = channel }
            case .paused, .resolved, .handedOver:
                guard let agent = holders[id] else { continue }
                strips[agent]?.change(at: event.at) { $0.active[id] = nil }
                if case .paused = event.fact { continue }
                holders[id] = nil
            case .resumed:
                guard let agent = holders[id] else { continue }
                strips[agent]?.change(at: event.at) { $0.active[id] = channel }
            case .offerExpired(let agent): strips[agent]?.misses.append(event.at)
            default: continue
            }
        }
        // What somebody still has in hand when the day is over ends with it.
        for agent in strips.keys.sorted() { strips[agent]?.change(at: end) { $0.presence = .offline } }
        return strips
    }
}
