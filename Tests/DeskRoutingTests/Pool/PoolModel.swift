import DeskPrimitives
import DeskRouting

/// What a pool must do, written down naively from the rules alone.
///
/// Lists that are searched from end to end, no classes, no lines, no timers, and nothing of the room's own logic. It is told
/// every call and every event, and holds each against what the rules allow at that moment.
struct PoolModel {
    enum State: Hashable {
        case waiting
        case offered(AgentID, until: Instant)
        case assigned(AgentID)
    }

    struct Job {
        var queue: QueueID
        var needs: [SkillRequirement]
        let urgency: Int
        let units: Int
        let channel: ChannelID?
        let since: Instant
        let target: TimeSpan?
        let effort: Int
        let isHard: Bool
        var preferred: AgentID?
        var excluded: [AgentID: Instant] = [:]
        var state = State.waiting
        var ring = 0
        var passes = 0
        var overflows = 0
    }

    struct Hold {
        let units: Int
        let channel: ChannelID?
        var isActive: Bool
    }

    struct WrapUp {
        let caseID: CaseID
        let units: Int
        let channel: ChannelID?
        let until: Instant
    }

    struct Person {
        var agent: Agent
        var presence = AgentPresence.offline
        var presentSince: Instant
        var goneSince: Instant
        var absentFor = TimeSpan.zero
        var holds: [CaseID: Hold] = [:]
        var wrapUps: [WrapUp] = []
        var interruptions: [Instant] = []
        var blocks: [(from: Instant, until: Instant)] = []
        var idleSince: Instant
        var effort = 0
        /// Whether somebody was given more on purpose, or the capacity was cut below what is held.
        var isOverloaded = false
    }

    let policy: DistributionPolicy
    var queues: [QueueID: WorkQueue] = [:]
    var people: [AgentID: Person] = [:]
    var jobs: [CaseID: Job] = [:]
    /// Every contact that came and has left, and how.
    var gone: [CaseID: String] = [:]
    var came: Set<CaseID> = []
    var now: Instant
    /// How many events of each kind were seen.
    var counts: [String: Int] = [:]

    var focus: FocusPolicy { policy.focus }

    // MARK: People

    func used(_ person: Person) -> Int {
        var units = 0
        for hold in person.holds.values { units += hold.units }
        for wrapUp in person.wrapUps where wrapUp.until > now { units += wrapUp.units }
        return units
    }

    func used(_ person: Person, on channel: ChannelID) -> Int {
        var units = 0
        for hold in person.holds.values where hold.channel == channel { units += hold.units }
        for wrapUp in person.wrapUps where wrapUp.until > now && wrapUp.channel == channel { units += wrapUp.units }
        return units
    }

    /// Whether the agent has room for so much of a channel.
    func hasRoom(_ person: Person, _ units: Int, _ channel: ChannelID?) -> Bool {
        guard used(person) + units <= person.agent.capacityUnits else { return false }
        guard let channel, let limit = focus.channels[channel]?.limit else { return true }
        return used(person, on: channel) + units <= limit
    }

    /// Whether the rules of focus keep ordinary work from somebody now.
    func isInFocus(_ person: Person, _ units: Int, _ channel: ChannelID?) -> Bool {
        if person.blocks.contains(where: { $0.from <= now && now < $0.until }) { return true }
        if let budget = focus.budget, person.holds.values.contains(where: \.isActive) {
            let recent = person.interruptions.count { now.microseconds - $0.microseconds < budget.per.microseconds }
            if recent >= budget.count { return true }
        }
        for hold in person.holds.values {
            guard let during = hold.channel, let channel, during != channel, let rules = focus.channels[during],
                let allowed = rules.allows
            else { continue }
            if !allowed.contains(channel) { return true }
        }
        if let ramp = focus.rampUp, person.absentFor >= ramp.absence {
            for step in 1...ramp.steps {
                let part =
                    step == ramp.steps
                    ? ramp.over.microseconds : ramp.over.microseconds / Int64(ramp.steps) * Int64(step)
                guard person.presentSince.microseconds + part > now.microseconds else { continue }
                let percent = ramp.start + (100 - ramp.start) * (step - 1) / ramp.steps
                return used(person) + units > person.agent.capacityUnits * percent / 100
            }
        }
        return false
    }

    // MARK: Rings

    func lastRing(_ plan: RelaxationPlan) -> Int { plan.end == .anyone ? plan.steps.count + 1 : plan.steps.count }

    func timelyRing(_ job: Job) -> Int {
        guard let plan = queues[job.queue]?.relaxation else { return 0 }
        let waited = now.microseconds - job.since.microseconds
        var ring = plan.steps.count { $0.after.microseconds <= waited }
        if ring == plan.steps.count, plan.end == .anyone, plan.endAfter.microseconds <= waited { ring += 1 }
        return ring
    }

    /// Whether somebody is of the teams and has the skills that are asked for in a ring.
    func isAble(_ person: Person, _ job: Job, ring: Int) -> Bool {
        guard let queue = queues[job.queue] else { return false }
        let plan = queue.relaxation
        var teams = Set(queue.teams)
        var levels: [SkillID: Int] = [:]
        for need in job.needs { levels[need.skill] = need.atLeast }
        for step in plan.steps.prefix(ring) {
            teams.formUnion(step.teams)
            for skill in step.drop { levels[skill] = nil }
            for lower in step.lower {
                if let asked = levels[lower.skill] { levels[lower.skill] = min(asked, lower.atLeast) }
            }
        }
        if plan.end == .anyone, ring > plan.steps.count { levels = [:] }
        guard teams.contains(person.agent.team) else { return false }
        return levels.allSatisfy { skill, level in
            person.agent.skills.contains { $0.skill == skill && $0.level >= level }
        }
    }

    func isAttended(_ job: Job, ring: Int) -> Bool {
        people.values.contains { $0.presence == .available && isAble($0, job, ring: ring) }
    }

    // MARK: Who may get what

    /// For whom work is kept at the moment.
    func keeper(_ job: Job) -> AgentID? {
        guard let preferred = job.preferred, let person = people[preferred], person.presence == .available,
            now.microseconds < job.since.microseconds + policy.preferredAgentFor.microseconds,
            isAble(person, job, ring: job.ring), person.agent.capacityUnits >= job.units,
            job.excluded[preferred].map({ $0 <= now }) ?? true
        else { return nil }
        return preferred
    }

    func canTake(_ person: Person, _ job: Job, breakingFocus: Bool) -> Bool {
        guard person.presence == .available, isAble(person, job, ring: job.ring),
            job.excluded[person.agent.id].map({ $0 <= now }) ?? true, hasRoom(person, job.units, job.channel)
        else { return false }
        if let keeper = keeper(job), keeper != person.agent.id { return false }
        return breakingFocus || !isInFocus(person, job.units, job.channel)
    }

    func isEmergency(_ job: Job) -> Bool { job.urgency >= focus.emergencyFrom }

    /// Who can be offered a piece of work now.
    func takers(_ job: Job) -> [AgentID] {
        let within = people.values.filter { canTake($0, job, breakingFocus: false) }.map(\.agent.id)
        if !within.isEmpty || !isEmergency(job) { return within.sorted() }
        return people.values.filter { canTake($0, job, breakingFocus: true) }.map(\.agent.id).sorted()
    }

    /// Whether one piece of work is served before another, whoever takes it; nil where the agent decides or the line.
    func isServed(_ a: CaseID, before b: CaseID) -> Bool? {
        guard let x = jobs[a], let y = jobs[b] else { return nil }
        switch policy.contacts {
        case .serviceClock, .queueRatio: return nil
        case .urgencyThenWait, .newestFirst: break
        }
        // A point of urgency counts as so much more waiting; where it is everything, the urgency decides first.
        if policy.urgencyPoint == nil, x.urgency != y.urgency { return x.urgency > y.urgency }
        let point = policy.urgencyPoint?.microseconds ?? 0
        let isNewest = policy.contacts == .newestFirst
        let left = x.since.microseconds - (isNewest ? -1 : 1) * Int64(x.urgency) * point
        let right = y.since.microseconds - (isNewest ? -1 : 1) * Int64(y.urgency) * point
        if left != right { return isNewest ? left > right : left < right }
        if x.since != y.since { return x.since < y.since }
        return a < b
    }

    /// Whether one agent is asked before another for a piece of work.
    func isAsked(_ a: AgentID, before b: AgentID, for job: Job) -> Bool {
        guard let x = people[a], let y = people[b] else { return false }
        let orders = (job.isHard ? [.bestProficiency] : []) + policy.agents
        for order in orders {
            switch order {
            case .longestIdle:
                let (busy, other) = (
                    x.holds.values.contains(where: \.isActive), y.holds.values.contains(where: \.isActive)
                )
                if busy != other { return other }
                if x.idleSince != y.idleSince { return x.idleSince < y.idleSince }
            case .leastUtilised:
                let left = used(x) * y.agent.capacityUnits
                let right = used(y) * x.agent.capacityUnits
                if left != right { return left < right }
            case .bestProficiency:
                func sum(_ person: Person) -> Int {
                    job.needs.map { need in person.agent.skills.first { $0.skill == need.skill }?.level ?? 0 }.reduce(
                        0, +)
                }
                if sum(x) != sum(y) { return sum(x) > sum(y) }
            case .leastFlexible:
                if x.agent.skills.count != y.agent.skills.count { return x.agent.skills.count < y.agent.skills.count }
            case .leastEffort:
                if x.effort != y.effort { return x.effort < y.effort }
            }
        }
        return a < b
    }
}
