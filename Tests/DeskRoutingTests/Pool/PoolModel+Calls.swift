import DeskPrimitives
import DeskRouting

/// What the calls do to the book.
extension PoolModel {
    mutating func advance(to instant: Instant) {
        now = instant
        for id in Array(people.keys) { people[id]?.wrapUps.removeAll { $0.until <= instant } }
        for (id, job) in jobs { jobs[id]?.excluded = job.excluded.filter { $0.value > instant } }
    }

    mutating func declare(_ agent: Agent) {
        if people[agent.id] == nil {
            people[agent.id] = Person(agent: agent, presentSince: now, goneSince: now, idleSince: now)
        }
        people[agent.id]?.agent = agent
        if let person = people[agent.id], used(person) > agent.capacityUnits { people[agent.id]?.isOverloaded = true }
    }

    mutating func setPresence(_ id: AgentID, _ presence: AgentPresence) {
        guard var person = people[id], person.presence != presence else { return }
        if presence == .available {
            person.absentFor = TimeSpan(microseconds: now.microseconds - person.goneSince.microseconds)
            person.idleSince = now
        } else if person.presence == .available {
            person.goneSince = now
        }
        person.presence = presence
        person.presentSince = now
        people[id] = person
    }

    mutating func arrive(_ item: WorkItem) {
        came.insert(item.id)
        gone[item.id] = nil
        jobs[item.id] = Job(
            queue: item.queue, needs: item.requirement, urgency: item.urgency, units: item.units, channel: item.channel,
            since: item.enqueuedAt, target: item.target, effort: item.effort, isHard: item.isHard,
            preferred: item.preferredAgent)
    }

    mutating func accept(_ id: CaseID, by agent: AgentID) {
        jobs[id]?.state = .assigned(agent)
        people[agent]?.holds[id]?.isActive = true
        people[agent]?.idleSince = now
    }

    /// Takes work from whoever has it; answers who had.
    @discardableResult
    mutating func release(_ id: CaseID) -> AgentID? {
        let agent: AgentID?
        switch jobs[id]?.state {
        case .offered(let holder, _): agent = holder
        case .assigned(let holder): agent = holder
        case .waiting, nil: agent = nil
        }
        guard let agent, let hold = people[agent]?.holds.removeValue(forKey: id) else { return nil }
        if hold.isActive { people[agent]?.idleSince = now }
        return agent
    }

    /// The work waits again; nobody changes its age.
    mutating func comeBack(_ id: CaseID, excluding span: TimeSpan? = nil) {
        let holder = release(id)
        jobs[id]?.state = .waiting
        jobs[id]?.passes += 1
        if let holder, let span, span > .zero { jobs[id]?.excluded[holder] = now + span }
    }

    mutating func leave(_ id: CaseID, as what: String) {
        let job = jobs[id]
        let holder = release(id)
        if let holder, let job, case .assigned = job.state {
            people[holder]?.effort += job.effort
            let wrapUp = job.channel.flatMap { focus.channels[$0]?.wrapUp } ?? .zero
            if wrapUp > .zero {
                people[holder]?.wrapUps.append(
                    WrapUp(caseID: id, units: job.units, channel: job.channel, until: now + wrapUp))
            }
        }
        jobs[id] = nil
        gone[id] = what
    }

    mutating func transfer(_ id: CaseID, to queue: QueueID, needs: [SkillRequirement]?) {
        guard let job = jobs[id] else { return }
        // Taking an offer back counts as a pass of its own.
        if case .offered = job.state { jobs[id]?.passes += 1 }
        comeBack(id)
        jobs[id]?.queue = queue
        jobs[id]?.preferred = nil
        jobs[id]?.ring = 0
        jobs[id]?.overflows = 0
        if let needs { jobs[id]?.needs = needs }
    }

    /// Whether handing over is refused.
    func refusesHandOver(_ id: CaseID, to agent: AgentID, respectingCapacity: Bool) -> Bool {
        guard let job = jobs[id], let person = people[agent] else { return true }
        switch job.state {
        case .offered(agent, _), .assigned(agent): return true
        default: break
        }
        guard respectingCapacity else { return false }
        return person.presence != .available || !hasRoom(person, job.units, job.channel)
    }

    mutating func handOver(_ id: CaseID, to agent: AgentID) {
        guard let job = jobs[id], let person = people[agent] else { return }
        if !hasRoom(person, job.units, job.channel) { people[agent]?.isOverloaded = true }
        if job.state != .waiting { jobs[id]?.passes += 1 }
        release(id)
        jobs[id]?.excluded[agent] = nil
        take(id, agent, isActive: true)
        jobs[id]?.state = .assigned(agent)
        people[agent]?.idleSince = now
    }

    mutating func take(_ id: CaseID, _ agent: AgentID, isActive: Bool) {
        guard let job = jobs[id] else { return }
        // Whoever takes a contact up again has wrapped it up.
        people[agent]?.wrapUps.removeAll { $0.caseID == id }
        people[agent]?.holds[id] = Hold(units: job.units, channel: job.channel, isActive: isActive)
    }
}
