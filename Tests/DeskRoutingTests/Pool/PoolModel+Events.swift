import DeskPrimitives
import DeskRouting

/// What the pool decided, held against the rules; each function answers what is wrong.
extension PoolModel {
    /// What is known about the event that the pool is answering.
    struct Turn {
        /// The agent who was set free by it.
        var freed: AgentID?
    }

    mutating func note(_ event: PoolEvent, in turn: Turn) -> [String] {
        switch event {
        case .offered(let offer): return offered(offer, turn)
        case .expired(let id, let agent): return expired(id, agent)
        case .widened(let widened): return self.widened(widened)
        case .overflowed(let id, let queue): return overflowed(id, queue)
        case .callbackDue(let id): return calledBack(id)
        }
    }

    private mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    private mutating func offered(_ offer: Offer, _ turn: Turn) -> [String] {
        count("offered")
        var wrong: [String] = []
        guard let job = jobs[offer.caseID], let person = people[offer.agent], let queue = queues[job.queue] else {
            return ["\(offer.caseID) is unknown, or \(offer.agent)"]
        }
        if job.state != .waiting { wrong.append("\(offer.caseID) is \(job.state) and offered to \(offer.agent)") }
        if offer.since != now || offer.expires != now + queue.offerTimeout || offer.queue != job.queue
            || offer.units != job.units || offer.pass != job.passes
        {
            wrong.append("\(offer) says something else than \(job)")
        }
        let takers = takers(job)
        if !takers.contains(offer.agent) {
            wrong.append("\(offer.agent) cannot take \(offer.caseID), \(takers) can: \(job), \(person)")
        }
        let isBroken = isInFocus(person, job.units, job.channel)
        if (offer.reason.brokenFocus != nil) != (isBroken && isEmergency(job)) {
            wrong.append("\(offer.caseID) breaks \(String(describing: offer.reason.brokenFocus))")
        }
        if isBroken { count("broken focus") }
        // Of several who can take it, the first of the policy; nobody says there were more or fewer.
        if let first = takers.min(by: { isAsked($0, before: $1, for: job) }), first != offer.agent {
            wrong.append("\(first) is asked before \(offer.agent) for \(offer.caseID)")
        }
        if turn.freed == nil, offer.reason.basis != .preferred, takers.count != offer.reason.eligibleCount {
            wrong.append("\(takers.count) can take \(offer.caseID), \(offer.reason.eligibleCount) are said")
        }
        if takers.count > 1 { count("choice") }
        // Nothing that this agent could take is passed over for it.
        for (id, other) in jobs where other.state == .waiting && id != offer.caseID {
            guard canTake(person, other, breakingFocus: isEmergency(other)) else { continue }
            if isServed(id, before: offer.caseID) == true {
                wrong.append("\(id) is served before \(offer.caseID), and \(offer.agent) could take it")
            }
            if offer.agent == turn.freed, let wait = unfair(id, other, offer.caseID, job, person) {
                wrong.append(wait)
            }
            count("order")
        }
        if person.holds.values.contains(where: \.isActive) { people[offer.agent]?.interruptions.append(now) }
        take(offer.caseID, offer.agent, isActive: false)
        jobs[offer.caseID]?.state = .offered(offer.agent, until: offer.expires)
        return wrong
    }

    /// Whether an agent who is free should have got other work by the service clock or the shares of the queues.
    private func unfair(_ id: CaseID, _ other: Job, _ chosen: CaseID, _ job: Job, _ person: Person) -> String? {
        switch policy.contacts {
        case .urgencyThenWait, .newestFirst: return nil
        case .serviceClock:
            let (mine, its) = (slope(job, person), slope(other, person))
            return its > mine * 1.000_001 ? "\(id) is more pressing than \(chosen): \(its) > \(mine)" : nil
        case .queueRatio:
            func length(_ queue: QueueID) -> Int { jobs.values.count { $0.queue == queue && $0.state == .waiting } }
            guard job.queue != other.queue, let x = queues[job.queue], let y = queues[other.queue] else { return nil }
            let (mine, its) = (length(job.queue) * y.share, length(other.queue) * x.share)
            return its > mine ? "queue \(other.queue) exceeds its share more than \(job.queue)" : nil
        }
    }

    /// (wait / target)² grows as wait / target²; each level above what is asked for makes an agent a tenth faster.
    private func slope(_ job: Job, _ person: Person) -> Double {
        guard let target = job.target, let queue = queues[job.queue] else { return 0 }
        var asked = job.needs
        for step in queue.relaxation.steps.prefix(job.ring) {
            asked.removeAll { step.drop.contains($0.skill) }
            for lower in step.lower {
                for index in asked.indices where asked[index].skill == lower.skill {
                    asked[index].atLeast = min(asked[index].atLeast, lower.atLeast)
                }
            }
        }
        if queue.relaxation.end == .anyone, job.ring > queue.relaxation.steps.count { asked = [] }
        var above = 0
        for need in asked {
            above += (person.agent.skills.first { $0.skill == need.skill }?.level ?? 0) - need.atLeast
        }
        let rate = asked.isEmpty ? 1 : 1 + 0.1 * Double(above) / Double(asked.count)
        let span = Double(target.microseconds) / 1_000_000
        return Double(now.microseconds - job.since.microseconds) / 1_000_000 / (span * span) * rate
    }

    private mutating func expired(_ id: CaseID, _ agent: AgentID) -> [String] {
        count("expired")
        guard let job = jobs[id], case .offered(agent, let until) = job.state else {
            return ["\(id) was not offered to \(agent) and runs out"]
        }
        comeBack(id, excluding: policy.missedFor)
        return until == now ? [] : ["\(id) runs out at \(now) and not at \(until)"]
    }

    private mutating func widened(_ widened: WidenedWork) -> [String] {
        count(widened.isEarly ? "widened early" : "widened")
        guard let job = jobs[widened.caseID], job.state == .waiting, let queue = queues[job.queue] else {
            return ["\(widened.caseID) does not wait and is widened"]
        }
        var wrong: [String] = []
        if widened.ring <= job.ring || widened.ring > lastRing(queue.relaxation) {
            wrong.append("\(widened.caseID) goes from ring \(job.ring) to \(widened.ring)")
        }
        let timely = max(job.ring, timelyRing(job))
        if widened.isEarly != (widened.ring > timely) { wrong.append("\(widened) is early or not: \(timely)") }
        if widened.ring > timely {
            for ring in timely..<widened.ring where isAttended(job, ring: ring) {
                wrong.append("\(widened.caseID) leaves ring \(ring) early although somebody is there")
            }
        }
        jobs[widened.caseID]?.ring = widened.ring
        return wrong
    }

    /// Whether all that was planned to find somebody for waiting work has been done.
    func isAtEnd(_ job: Job) -> Bool {
        guard let plan = queues[job.queue]?.relaxation else { return false }
        let waited = now.microseconds - job.since.microseconds
        return job.ring >= lastRing(plan)
            && (!isAttended(job, ring: job.ring) || waited >= plan.endAfter.microseconds)
    }

    private mutating func overflowed(_ id: CaseID, _ queue: QueueID) -> [String] {
        count("overflowed")
        guard let job = jobs[id] else { return ["\(id) is unknown and overflows"] }
        var wrong: [String] = []
        if job.state != .waiting || !isAtEnd(job) { wrong.append("\(id) overflows before its time: \(job)") }
        if queues[job.queue]?.relaxation.end != .overflow(to: queue) { wrong.append("\(id) overflows to \(queue)") }
        if !takers(job).isEmpty { wrong.append("\(id) overflows although \(takers(job)) could take it") }
        jobs[id]?.queue = queue
        jobs[id]?.preferred = nil
        jobs[id]?.ring = 0
        jobs[id]?.passes += 1
        jobs[id]?.overflows += 1
        return wrong
    }

    private mutating func calledBack(_ id: CaseID) -> [String] {
        count("called back")
        guard let job = jobs[id] else { return ["\(id) is unknown and called back"] }
        var wrong: [String] = []
        if job.state != .waiting || !isAtEnd(job) { wrong.append("\(id) is called back before its time: \(job)") }
        if queues[job.queue]?.relaxation.end != .callback { wrong.append("\(id) is called back") }
        leave(id, as: "called back")
        return wrong
    }
}
