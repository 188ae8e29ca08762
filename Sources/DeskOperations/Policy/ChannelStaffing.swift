import DeskChannels
import DeskPrimitives
import DeskRouting

/// Who could get the contacts of which channel, by the routing of a policy.
struct ChannelStaffing {
    /// What a channel is planned to take.
    struct Load {
        let channel: ChannelID
        let units: Int
        let teams: Set<TeamID>
    }

    /// Channels that take more together than all who could get their contacts hold.
    struct Shortage {
        let loads: [Load]
        let demand: Int
        let capacity: Int
    }

    /// How an agent's work is planned to be split.
    struct Switching {
        /// Contacts an hour.
        var contacts = 0.0
        /// How many of them come on another channel than the one before.
        var switches = 0.0
        /// On how many channels they come.
        var channels = 0
    }

    /// The teams to which a contact of a channel could go: those of the queues that a rule which may match it, or the table's
    /// `otherwise`, leads to, as far as no rule before takes all of them.
    private(set) var teams: [ChannelID: Set<TeamID>] = [:]
    private var capacities: [TeamID: Int] = [:]
    private var channelsOfTeams: [TeamID: [ChannelID]] = [:]
    private let agents: [Agent]

    /// The most channels that are looked at while contacts are dealt out to teams; beyond them only the sum of all is looked at.
    private static let stepLimit = 5_000_000

    init(_ policy: DeskPolicy) {
        agents = policy.agents
        var queues: [QueueID: [TeamID]] = [:]
        for queue in policy.queues { queues[queue.id] = queue.teams }
        for agent in policy.agents {
            let units = min(max(0, agent.capacityUnits), Agent.capacities.upperBound)
            capacities[agent.team, default: 0] += units
        }
        for channel in policy.channels where teams[channel.id] == nil {
            var found = Set<TeamID>()
            var isSettled = false
            for rule in policy.routing.rules where rule.conditions.allSatisfy({ $0.mayHold(for: channel.id) }) {
                found.formUnion(queues[rule.outcome.queue] ?? [])
                // A rule that asks of the channel alone takes all its contacts: nothing comes to those after it.
                isSettled = policy.routing.policy == .first && rule.conditions.allSatisfy(\.isAboutChannel)
                if isSettled { break }
            }
            if !isSettled, let otherwise = policy.routing.otherwise {
                found.formUnion(queues[otherwise.queue] ?? [])
            }
            teams[channel.id] = found
            if channel.role == .support {
                for team in found { channelsOfTeams[team, default: []].append(channel.id) }
            }
        }
    }

    /// The agents to whom a contact of a channel could be offered.
    func staff(of channel: ChannelID) -> [Agent] {
        let teams = teams[channel] ?? []
        return agents.filter { teams.contains($0.team) }
    }

    /// The channels for help whose contacts a team could get, as the policy lists them.
    func channels(of team: TeamID) -> [ChannelID] { channelsOfTeams[team] ?? [] }

    /// What all agents of some teams hold.
    func capacity(of teams: Set<TeamID>) -> Int { teams.reduce(0) { $0 + (capacities[$1] ?? 0) } }

    // MARK: All channels together

    /// Which channels take more together than their staff holds, everybody counted once.
    ///
    /// Contacts are dealt out to teams as far as these hold them (a largest flow, by shortest ways). What is left over shows
    /// channels that need more than all teams they lead to have, however the contacts are dealt out (Hall's condition).
    func shortages(of loads: [Load]) -> [Shortage] {
        let rows = loads.map { (left: min($0.units, Int.max >> 20), teams: $0.teams.sorted()) }
        var left = rows.map(\.left)
        var room = capacities
        var given = rows.map { _ in [TeamID: Int]() }
        var found: [Shortage] = []
        var told = Set<Int>()
        var steps = 0
        for start in rows.indices {
            while left[start] > 0 {
                // From a channel to its teams, and from a full team to the channels that fill it.
                var from: [TeamID: Int] = [:]
                var via: [Int: TeamID] = [:]
                var queue = [start]
                var next = 0
                var end: TeamID?
                search: while next < queue.count {
                    for team in rows[queue[next]].teams where from[team] == nil {
                        steps += rows.count
                        from[team] = queue[next]
                        if room[team] ?? 0 > 0 {
                            end = team
                            break search
                        }
                        for other in rows.indices
                        where other != start && via[other] == nil && given[other][team] ?? 0 > 0 {
                            via[other] = team
                            queue.append(other)
                        }
                    }
                    next += 1
                }
                guard steps <= Self.stepLimit else { return Self.sum(of: loads, capacity) }
                guard let end else {
                    if told.isDisjoint(with: queue) {
                        let short = queue.sorted().map { loads[$0] }
                        found.append(
                            Shortage(
                                loads: short, demand: Self.demand(of: short), capacity: capacity(of: Set(from.keys))))
                    }
                    told.formUnion(queue)
                    break
                }
                // The way back tells how much can go along it.
                var path: [(row: Int, team: TeamID)] = []
                var team = end
                while let row = from[team] {
                    path.append((row, team))
                    guard let before = via[row] else { break }
                    team = before
                }
                var amount = min(left[start], room[end] ?? 0)
                for step in path.dropLast() { amount = min(amount, via[step.row].flatMap { given[step.row][$0] } ?? 0) }
                for step in path {
                    given[step.row][step.team, default: 0] += amount
                    if let before = via[step.row] { given[step.row][before, default: 0] -= amount }
                }
                left[start] -= amount
                room[end, default: 0] -= amount
            }
        }
        return found
    }

    private static func sum(of loads: [Load], _ capacity: (Set<TeamID>) -> Int) -> [Shortage] {
        let demand = demand(of: loads)
        let all = capacity(loads.reduce(into: Set<TeamID>()) { $0.formUnion($1.teams) })
        return demand > all ? [Shortage(loads: loads, demand: demand, capacity: all)] : []
    }

    private static func demand(of loads: [Load]) -> Int {
        loads.reduce(0) { sum, load in
            let (more, isOver) = sum.addingReportingOverflow(load.units)
            return isOver ? .max : more
        }
    }

    // MARK: One agent

    /// How the planned contacts reach an agent who gets the same share of each channel's as of the capacity of its staff, and
    /// how often the next one is on another channel when they come in no order.
    ///
    /// Of n contacts, n · (1 − Σ pᵢ²) do so, with pᵢ the share of each channel.
    func switching(of agent: Agent, plans: [ChannelPlan]) -> Switching {
        var found = Switching()
        var squares = 0.0
        for plan in plans {
            guard let teams = teams[plan.channel], teams.contains(agent.team), plan.contactsPerHour > 0 else {
                continue
            }
            let all = capacity(of: teams)
            guard all > 0, agent.capacityUnits > 0 else { continue }
            let own = Double(plan.contactsPerHour) * Double(agent.capacityUnits) / Double(all)
            found.contacts += own
            squares += own * own
            found.channels += 1
        }
        if found.contacts > 0, found.channels > 1 { found.switches = found.contacts - squares / found.contacts }
        return found
    }
}

extension RoutingCondition {
    /// Whether it is certain to hold where ``mayHold(for:)`` says that it may.
    fileprivate var isAboutChannel: Bool {
        attribute == RoutingAttributeName.channel.rawValue
            && tests.allSatisfy { test in
                switch test {
                case .isIn, .isNotIn: true
                default: false
                }
            }
    }

    /// Whether it can hold for a contact of a channel; other attributes than the channel may have any value.
    fileprivate func mayHold(for channel: ChannelID) -> Bool {
        guard attribute == RoutingAttributeName.channel.rawValue else { return true }
        return tests.allSatisfy { test in
            switch test {
            case .isIn(let names): names.contains(channel.rawValue)
            case .isNotIn(let names): !names.contains(channel.rawValue)
            default: true
            }
        }
    }
}
