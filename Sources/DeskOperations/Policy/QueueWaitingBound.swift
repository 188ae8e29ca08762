public import DeskPrimitives
public import DeskRouting

/// How long work of a queue waits at the most under a policy, with the arithmetic: what an administrator is shown before the
/// policy is used.
public struct QueueWaitingBound: Hashable, Sendable {
    /// The queue.
    public let queue: QueueID
    /// How many agents can take the work that fewest can take.
    public let agents: Int
    /// What comes, as far as the policy says.
    public let load: ExpectedLoad?
    /// The bound, for the least urgent work that is sent to the queue.
    public let bound: WaitingBound
}

extension CompiledPolicy {
    /// The longest wait in each queue to which the routing table sends anything, in the order of the queues.
    public var waitingBounds: [QueueWaitingBound] { QueueWaitingBound.all(in: document) }
}

extension QueueWaitingBound {
    static func all(in policy: DeskPolicy) -> [QueueWaitingBound] {
        let table = policy.routing
        let outcomes = table.rules.map(\.outcome) + (table.otherwise.map { [$0] } ?? [])
        return policy.queues.compactMap { queue in
            let own = outcomes.filter { $0.queue == queue.id }
            guard let urgency = own.map(\.urgency).min() else { return nil }
            let serving = policy.agents.filter { queue.teams.contains($0.team) }
            let able = own.map { outcome in serving.count { $0.lacking(outcome.skills).isEmpty } }.min() ?? 0
            let load = policy.lines.loads?[queue.id]
            let agents = min(able, load?.agents ?? able)
            // A load that is not known bounds nothing; what it is computed from then does not matter.
            let bound = try? WaitingBound(
                urgency: urgency, policy: policy.distribution,
                load: WaitingBound.Load(
                    ahead: load?.ahead ?? 0, burst: load?.atOnce ?? 0, perHour: load?.perHour ?? 0,
                    agents: load == nil ? 0 : agents, longest: load?.longest ?? .minutes(1)))
            return bound.map { QueueWaitingBound(queue: queue.id, agents: agents, load: load, bound: $0) }
        }
    }
}

extension QueueWaitingBound: Explained {
    /// The bound with how it is computed, or why there is none.
    public func sentence(in language: LanguageTag) -> String {
        let name = language.pick(en: "Queue \(queue): ", fi: "Jono \(queue): ")
        guard let load, let window = bound.overtakingEnds else {
            guard bound.overtakingEnds != nil else { return name + bound.sentence(in: language) }
            return name
                + language.pick(
                    en: "nothing that comes more than \(bound.overtakingEnds ?? .zero) after work of urgency "
                        + "\(bound.urgency) overtakes it. How long it waits is computed when lines.loads says what comes.",
                    fi:
                        "mikään, mikä saapuu yli \(bound.overtakingEnds ?? .zero) kiireellisyyden \(bound.urgency) työn "
                        + "jälkeen, ei mene sen ohi. Odotusaika lasketaan, kun lines.loads kertoo, mitä saapuu.")
        }
        guard let coming = bound.coming, let turns = bound.turns, let wait = bound.longestWait else {
            return name + bound.sentence(in: language)
        }
        return name
            + language.pick(
                en: "work of urgency \(bound.urgency) waits \(wait) at the most. \(load.ahead) are ahead; in the "
                    + "\(window) in which others can overtake it \(coming) come (\(load.atOnce) at once, "
                    + "\(load.perHour) an hour); \(agents) agents take a turn each in \(load.longest): "
                    + "(\(load.ahead) + \(coming)) / \(agents) + 1 = \(turns) turns.",
                fi: "kiireellisyyden \(bound.urgency) työ odottaa enintään \(wait). Edellä on \(load.ahead); "
                    + "ajassa \(window), jossa muut voivat mennä ohi, saapuu \(coming) (\(load.atOnce) kerralla, "
                    + "\(load.perHour) tunnissa); asiakaspalvelijoita on \(agents), ja vuoro kestää \(load.longest): "
                    + "(\(load.ahead) + \(coming)) / \(agents) + 1 = \(turns) vuoroa.")
    }
}
