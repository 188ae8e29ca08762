import DeskPrimitives

/// Where agents stand: what they can take, what they hold.
extension WorkPool {
    /// Finds who can take the work of a class, apart from where they stand right now.
    mutating func findAble(_ number: Int) {
        let queue = classes[number].queueIndex
        let teams = queues[queue].teams(ring: classes[number].key.ring)
        rows.prepare(classes[number].requirement, teams, agents)
        let able = rows.able(classes[number].requirement, teams)
        for index in classes[number].able.numbers { agents[index].classes[number] = false }
        for index in able.numbers { agents[index].classes[number] = true }
        classes[number].able = able
        classes[number].presentCount = able.count(in: available)
    }

    /// Finds the classes whose work an agent can take.
    mutating func classify(agent index: Int) {
        let agent = agents[index].agent
        var able = MemberBits()
        for number in classes.indices {
            let queue = classes[number].queueIndex
            let isServing =
                queues[queue].teams.contains(agent.team)
                || (classes[number].key.ring > 0
                    && queues[queue].relaxation.teams(ring: classes[number].key.ring).contains(agent.team))
            let isAble = isServing && agent.lacking(classes[number].requirement).isEmpty
            classes[number].able[index] = isAble
            able[number] = isAble
        }
        agents[index].classes = able
    }

    /// Counts an agent as there or gone in every class whose work they can take.
    mutating func count(present index: Int, by step: Int) {
        available[index] = step > 0
        for number in agents[index].classes.numbers { classes[number].presentCount += step }
    }

    @inline(__always)
    mutating func refreshOpen(_ index: Int) { open[index] = isOpen(index) }

    /// Whether an agent is there and has capacity left.
    @inline(__always)
    mutating func isOpen(_ index: Int) -> Bool {
        agents[index].presence == .available && agents[index].used < agents[index].capacity
    }

    /// Takes some of an agent's capacity for a piece of work; answers whether wrapping up the same case ended with it, which
    /// may set free more than is taken.
    mutating func hold(_ slot: Int32, _ index: Int, as state: SeatHold.State) -> Bool {
        let bit = classes[Int(entries[Int(slot)].classIndex)].channelBit
        let (id, units) = (entries[Int(slot)].item.id, entries[Int(slot)].item.units)
        entries[Int(slot)].holder = Int32(index)
        let past = agents[index].holds.firstIndex { $0.state == .wrapping && $0.caseID == id }
        if let past { agents[index].used -= agents[index].holds.remove(at: past).units }
        if state == .offered, agents[index].activeCount > 0 {
            agents[index].interruptions.append(now)
            if agents[index].interruptions.count > InterruptionBudget.counts.upperBound {
                agents[index].interruptions.removeFirst()
            }
            if let budget = policy.focus.budget {
                timers.set(.agent, Int32(index), at: now.adding(budget.per) ?? .latest)
            }
        }
        agents[index].holds.append(
            PoolAgent.Hold(
                caseID: id, units: units, channelBit: bit, channel: entries[Int(slot)].item.channel, state: state,
                since: now))
        agents[index].used += units
        if state == .active {
            agents[index].activeCount += 1
            agents[index].idleSince = now
        }
        refreshOpen(index)
        return past != nil
    }

    /// Frees what a case takes of an agent's capacity, without a trace of it.
    mutating func release(_ id: CaseID, from index: Int) {
        guard let hold = agents[index].holds.firstIndex(where: { $0.caseID == id && $0.state != .wrapping }) else {
            return
        }
        let held = agents[index].holds.remove(at: hold)
        agents[index].used -= held.units
        if held.state == .active {
            agents[index].activeCount -= 1
            agents[index].idleSince = now
        }
        refreshOpen(index)
    }

    /// Counts a case as handled and frees its capacity after wrapping up.
    mutating func finish(_ id: CaseID, from index: Int, effort: Int, isHard: Bool, wrapUp: TimeSpan) {
        guard let hold = agents[index].holds.firstIndex(where: { $0.caseID == id && $0.state == .active }) else {
            return
        }
        agents[index].handledCount &+= 1
        agents[index].effort &+= effort
        if isHard { agents[index].hardCount &+= 1 }
        agents[index].activeCount -= 1
        agents[index].idleSince = now
        if wrapUp > .zero {
            let until = now.adding(wrapUp) ?? .latest
            let held = agents[index].holds.remove(at: hold)
            agents[index].holds.append(held)
            let last = agents[index].holds.count - 1
            agents[index].holds[last].state = .wrapping
            agents[index].holds[last].since = now
            agents[index].holds[last].until = until
            timers.set(.agent, Int32(index), at: until)
        } else {
            agents[index].used -= agents[index].holds.remove(at: hold).units
        }
        refreshOpen(index)
    }

    /// Frees what was wrapped up by now.
    mutating func endWrapUp(_ index: Int) {
        var number = 0
        while number < agents[index].holds.count {
            if let until = agents[index].holds[number].until, until <= now {
                agents[index].used -= agents[index].holds.remove(at: number).units
            } else {
                number += 1
            }
        }
        refreshOpen(index)
    }

    mutating func setRampTimers(_ index: Int) {
        guard let ramp = focus.rampUp, agents[index].absentFor >= ramp.absence else { return }
        for step in 1...ramp.steps {
            timers.set(.agent, Int32(index), at: ramp.time(of: step, since: agents[index].presenceSince))
        }
    }

    // MARK: Preferred agents

    /// Whether waiting work is kept for its preferred agent now; until when, if it is.
    mutating func keptUntil(_ slot: Int32) -> Instant? {
        let entry = Int(slot)
        let index = Int(entries[entry].preferred)
        guard index >= 0, entries[entry].item.preferredAgent != nil,
            let until = entries[entry].item.enqueuedAt.adding(policy.preferredAgentFor), now < until,
            agents[index].presence == .available, agents[index].classes[Int(entries[entry].classIndex)],
            agents[index].capacity >= entries[entry].item.units, !isExcluded(index, slot)
        else { return nil }
        return until
    }

    /// Keeps for an agent who has come what would rather have them.
    mutating func keepPreferring(_ index: Int) {
        for slot in agents[index].preferring {
            switch entries[Int(slot)].spot {
            case .line, .apart:
                guard keptUntil(slot) != nil else { continue }
                leaveLine(slot)
                lineUp(slot)
            case .none, .kept: break
            }
        }
    }

    /// Gives back to the line what was kept for an agent who is gone, and offers it to others.
    mutating func releaseKept(_ index: Int) {
        for slot in takeKept(index) { offerToSomebody(slot) }
    }

    /// Puts what is kept for an agent into line, or where it is kept now; answers it in its order.
    mutating func takeKept(_ index: Int) -> [Int32] {
        let kept = inOrder(agents[index].kept)
        for slot in kept {
            leaveLine(slot)
            lineUp(slot)
        }
        return kept
    }

    /// What was done with a restored seat and work, for the pool that is built from records.
    mutating func restore(_ seat: AgentSeat) {
        guard let index = agentIndex[seat.agent] else { return }
        let wasAvailable = agents[index].presence == .available
        agents[index].presence = seat.presence
        agents[index].presenceSince = seat.presenceSince
        agents[index].awaySince = seat.awaySince
        agents[index].absentFor = seat.absentFor
        agents[index].idleSince = seat.idleSince
        agents[index].handledCount = seat.handledCount
        agents[index].effort = seat.effort
        agents[index].hardCount = seat.hardCount
        agents[index].interruptions = seat.interruptions
        agents[index].blocks = seat.blocks
        agents[index].holds = []
        for hold in seat.holds where hold.isHeld(at: now) {
            agents[index].holds.append(
                PoolAgent.Hold(
                    caseID: hold.caseID, units: hold.units, channelBit: channelBit(of: hold.channel),
                    channel: hold.channel, state: hold.state, since: hold.since, until: hold.until))
        }
        agents[index].used = agents[index].holds.reduce(0) { $0 + $1.units }
        agents[index].activeCount = agents[index].holds.count { $0.state == .active }
        for until in agents[index].holds.compactMap(\.until) { timers.set(.agent, Int32(index), at: until) }
        for block in seat.blocks where block.until > now { timers.set(.agent, Int32(index), at: block.until) }
        if let budget = focus.budget {
            for instant in seat.interruptions {
                let until = instant.adding(budget.per) ?? .latest
                if until > now { timers.set(.agent, Int32(index), at: until) }
            }
        }
        setRampTimers(index)
        if wasAvailable { count(present: index, by: -1) }
        if seat.presence == .available { count(present: index, by: 1) }
    }

    /// Puts offered or assigned work in its place without an event.
    mutating func restore(_ item: WorkItem) {
        guard slot(of: item.id) == nil, queueIndex[item.queue] != nil else { return }
        let slot = insert(item)
        if let holder = item.state.agent.flatMap({ agentIndex[$0] }) { entries[Int(slot)].holder = Int32(holder) }
        if case .offered(_, _, let expires) = item.state {
            timers.set(.offer, slot, at: expires, generation: entries[Int(slot)].generation)
        }
    }
}
