public import DeskPrimitives

extension WorkPool {
    // MARK: Agents

    /// Declares an agent, or changes what is known about one; presence and what is held stay.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` for an instant before the last event.
    /// - Complexity: O(classes × skills)
    public mutating func setAgent(_ agent: Agent, at instant: Instant) throws(Refusal) {
        try advance(to: instant)
        let index: Int
        if let known = agentIndex[agent.id] {
            index = known
            if agents[index].presence == .available { count(present: index, by: -1) }
            rows.change(index, agents[index].agent, to: false)
            agents[index].agent = agent
        } else {
            index = agents.count
            agents.append(PoolAgent(agent, at: instant))
            agentIndex[agent.id] = index
        }
        rows.change(index, agent, to: true)
        classify(agent: index)
        if agents[index].presence == .available { count(present: index, by: 1) }
        refreshOpen(index)
        let released = takeKept(index)
        keepPreferring(index)
        giveOut(released, [index])
        widenUnattended()
    }

    /// Says whether an agent is there.
    ///
    /// What an absent agent holds stays held; what was kept for them goes back to the line.
    /// - Throws: `Refusal` with code `unknownName` for an agent nobody declared, `outOfOrder` as everywhere.
    public mutating func setPresence(
        _ agent: AgentID, _ presence: AgentPresence, at instant: Instant
    ) throws(Refusal) {
        let index = try known(agent)
        try advance(to: instant)
        let before = agents[index].presence
        guard presence != before else { return }
        agents[index].presence = presence
        agents[index].presenceSince = instant
        if presence == .available {
            agents[index].absentFor = max(.zero, instant - agents[index].awaySince)
            agents[index].idleSince = instant
            count(present: index, by: 1)
            setRampTimers(index)
            refreshOpen(index)
            keepPreferring(index)
            fill(index)
        } else if before == .available {
            agents[index].awaySince = instant
            count(present: index, by: -1)
            refreshOpen(index)
            releaseKept(index)
            widenUnattended()
        }
    }

    /// Gives an agent other protected times.
    ///
    /// - Throws: `Refusal` with code `tooLong` for more than ``ProtectedBlock/blockCount``; else as ``setPresence(_:_:at:)``.
    public mutating func protect(
        _ agent: AgentID, _ blocks: [ProtectedBlock], at instant: Instant
    ) throws(Refusal) {
        let index = try known(agent)
        try advance(to: instant)
        agents[index].blocks = try agents[index].seat.protecting(blocks, at: instant).blocks
        for block in agents[index].blocks { timers.set(.agent, Int32(index), at: block.until) }
        fill(index)
    }

    /// Changes a queue: its teams in a surge, how its work is opened to more people.
    ///
    /// Work that was opened already stays open.
    /// - Throws: `Refusal` with code `unknownName` for a queue the pool does not have.
    /// - Complexity: O(classes × agents + waiting work)
    public mutating func setQueue(_ queue: WorkQueue, at instant: Instant) throws(Refusal) {
        guard let index = queueIndex[queue.id] else {
            throw Refusal(.unknownName, "there is no queue “\(queue.id)”", at: .field("queue"))
        }
        try advance(to: instant)
        queues[index] = queue
        offerSpans[index] = queue.offerSpan
        relaxes[index] = queue.relaxation != .none
        for number in classes.indices where classes[number].queueIndex == index {
            classes[number].requirement = queue.requirement(
                classes[number].key.requirement, ring: classes[number].key.ring)
            findAble(number)
        }
        // All of its work goes into line anew: what was kept for somebody who does not serve the queue any more is for the
        // others, and what somebody who does now would be kept for is kept.
        let waiting = inOrder(
            entries.indices.filter {
                entries[$0].spot != .none && classes[Int(entries[$0].classIndex)].queueIndex == index
            }.map { Int32($0) })
        for slot in waiting { leaveLine(slot) }
        for slot in waiting { lineUp(slot) }
        for slot in waiting { offerToSomebody(slot) }
        for slot in waiting { endUnattended(slot) }
    }

    // MARK: Work

    /// Puts work into line.
    ///
    /// - Throws: `Refusal` with code `duplicateName` for a case the pool knows, `unknownName` for a queue it does not,
    ///   `wrongState` for work that does not wait, `tooLong` beyond ``workCount``.
    public mutating func enqueue(_ item: WorkItem, at instant: Instant) throws(Refusal) {
        guard slots.slot(of: item.id, entries) < 0 else {
            throw Refusal(.duplicateName, "case \(item.id) is in the pool already", at: .field("case"))
        }
        guard queueIndex[item.queue] != nil else {
            throw Refusal(.unknownName, "there is no queue “\(item.queue)”", at: .field("queue"))
        }
        guard item.state == .waiting else {
            throw Refusal(.wrongState, "case \(item.id) is \(item.state.name), not waiting", at: .field("state"))
        }
        guard slots.count < Self.workCount else { throw Refusal(.tooLong, "the pool is full") }
        try advance(to: instant)
        let slot = insert(item)
        lineUp(slot)
        if entries[Int(slot)].spot != .none { offerToSomebody(slot) }
        endUnattended(slot)
    }

    /// The agent takes the offer.
    ///
    /// - Throws: As ``WorkItem/accepting(by:at:)``, `unknownName` for a case or agent the pool does not know.
    public mutating func accept(_ id: CaseID, by agent: AgentID, at instant: Instant) throws(Refusal) {
        let slot = try find(id)
        let index = try holder(of: slot, called: agent)
        try advance(to: instant)
        let item = try entries[Int(slot)].item.accepting(by: agent, at: instant)
        entries[Int(slot)].item = item
        entries[Int(slot)].generation &+= 1
        guard let hold = agents[index].holds.firstIndex(where: { $0.caseID == id && $0.state == .offered }) else {
            return
        }
        agents[index].holds[hold].state = .active
        agents[index].holds[hold].since = instant
        agents[index].activeCount += 1
        agents[index].idleSince = instant
    }

    /// The agent does not take the offer; it waits again with its age.
    ///
    /// - Throws: As ``WorkItem/declining(by:at:excludeFor:)`` and ``accept(_:by:at:)``.
    public mutating func decline(_ id: CaseID, by agent: AgentID, at instant: Instant) throws(Refusal) {
        let slot = try find(id)
        let index = try holder(of: slot, called: agent)
        try advance(to: instant)
        let item = try entries[Int(slot)].item.declining(by: agent, at: instant, excludeFor: policy.declinedFor)
        takeBack(slot, item, from: index)
    }

    /// The desk takes an offer back; it waits again with its age, and nobody is excluded.
    ///
    /// - Throws: As ``WorkItem/withdrawing(at:)``.
    public mutating func withdraw(_ id: CaseID, at instant: Instant) throws(Refusal) {
        try takeBack(id, at: instant) { item throws(Refusal) in try item.withdrawing(at: instant) }
    }

    /// The agent gives accepted work back; it waits again with its age.
    ///
    /// - Throws: As ``WorkItem/returning(at:)``.
    public mutating func giveBack(_ id: CaseID, at instant: Instant) throws(Refusal) {
        try takeBack(id, at: instant) { item throws(Refusal) in try item.returning(at: instant) }
    }

    private mutating func takeBack(
        _ id: CaseID, at instant: Instant, _ change: (WorkItem) throws(Refusal) -> WorkItem
    ) throws(Refusal) {
        let slot = try find(id)
        try advance(to: instant)
        let item = try change(entries[Int(slot)].item)
        let index = Int(entries[Int(slot)].holder)
        guard index >= 0 else { return }
        takeBack(slot, item, from: index)
    }

    /// The work is finished, or the person has given up; whoever held it is free again after wrapping up.
    ///
    /// - Throws: `Refusal` with code `unknownName` for a case the pool does not know.
    public mutating func finish(_ id: CaseID, at instant: Instant) throws(Refusal) {
        let slot = try find(id)
        try advance(to: instant)
        let entry = Int(slot)
        let index = Int(entries[entry].holder)
        guard index >= 0 else {
            leaveLine(slot)
            remove(slot)
            return
        }
        if case .offered = entries[entry].item.state {
            release(id, from: index)
        } else {
            let (effort, isHard) = (entries[entry].item.effort, entries[entry].item.isHard)
            let wrapUp = wrapUps[classes[Int(entries[entry].classIndex)].channelBit]
            finish(id, from: index, effort: effort, isHard: isHard, wrapUp: wrapUp)
        }
        remove(slot)
        fill(index)
    }

    /// Gives work to another queue with the age it has, also back from whoever holds it.
    ///
    /// - Throws: As ``WorkItem/transferring(to:requirement:at:)``, `unknownName` for a queue or case.
    public mutating func transfer(
        _ id: CaseID, to queue: QueueID, requirement: [SkillRequirement]? = nil, at instant: Instant
    ) throws(Refusal) {
        let slot = try find(id)
        guard queueIndex[queue] != nil else {
            throw Refusal(.unknownName, "there is no queue “\(queue)”", at: .field("queue"))
        }
        try advance(to: instant)
        let held = entries[Int(slot)].item
        var item = held
        if case .offered = held.state { item = try held.withdrawing(at: instant) }
        item = try item.transferring(to: queue, requirement: requirement, at: instant)
        leaveLine(slot)
        let index = held.state.agent.flatMap { agentIndex[$0] }
        if let index { release(id, from: index) }
        entries[Int(slot)].holder = -1
        replace(slot, item)
        lineUp(slot)
        settle(slot, index)
        endUnattended(slot)
    }

    /// Gives work to one agent at once, without an offer.
    ///
    /// - Parameters:
    ///   - id: The case: waiting, or offered to or held by somebody else.
    ///   - agent: Who gets it; nobody asks for skills here, a person has decided.
    ///   - respectsCapacity: Whether it is refused when the agent has no room, in all or for the channel; `false` goes
    ///     beyond it on purpose.
    ///   - instant: Now.
    /// - Throws: `Refusal` with code `notAllowed` when the agent has no room or is not there, `wrongState` when the agent
    ///   has it already.
    public mutating func handOver(
        _ id: CaseID, to agent: AgentID, respectingCapacity respectsCapacity: Bool = true, at instant: Instant
    ) throws(Refusal) {
        let slot = try find(id)
        let index = try known(agent)
        try advance(to: instant)
        let held = entries[Int(slot)].item
        guard held.state.agent != agent else {
            throw Refusal(.wrongState, "agent \(agent) has case \(id) already", at: .field("agent"))
        }
        if respectsCapacity {
            guard agents[index].presence == .available else {
                throw Refusal(.notAllowed, "agent \(agent) is \(agents[index].presence.rawValue)", at: .field("agent"))
            }
            let free = min(
                agents[index].capacity - agents[index].used, channelRoom(index, channelBit(of: held.channel)))
            guard held.units <= free else {
                throw Refusal(
                    .notAllowed, "agent \(agent) has \(max(0, free)) units left, \(held.units) are needed",
                    at: .field("agent"))
            }
        }
        var item = held
        switch held.state {
        case .offered: item = try held.withdrawing(at: instant)
        case .assigned: item = try held.returning(at: instant)
        case .waiting, .done: break
        }
        item = try item.taking(by: agent, at: instant)
        leaveLine(slot)
        let from = held.state.agent.flatMap { agentIndex[$0] }
        if let from { release(id, from: from) }
        replace(slot, item)
        let isFreed = hold(slot, index, as: .active)
        if isFreed { fill(index) }
        if let from { fill(from) }
    }

    /// Lets time pass: offers run out, wrap-up ends, work is opened to more people.
    ///
    /// Every other call does this first. What falls due at one instant is one event: all of it comes to pass, then what is
    /// free is given out in the order of the line. So it follows from the state and not from how that came about, and a
    /// pool made from records does the same.
    /// - Throws: `Refusal` with code `outOfOrder` for an instant before the last event.
    public mutating func advance(to instant: Instant) throws(Refusal) {
        guard instant >= now else {
            throw Refusal(.outOfOrder, "\(instant) lies before the last event at \(now)", at: .field("at"))
        }
        while let timer = timers.first, timer.at <= instant {
            _ = timers.popFirst()
            now = max(now, timer.at)
            if timers.first?.at == timer.at { fireTogether(timer) } else { fire(timer) }
        }
        now = instant
    }

    /// The number of an agent, who most often is the one who has the work.
    private mutating func holder(of slot: Int32, called agent: AgentID) throws(Refusal) -> Int {
        let index = Int(entries[Int(slot)].holder)
        if index >= 0, agents[index].agent.id == agent { return index }
        return try known(agent)
    }

    mutating func known(_ agent: AgentID) throws(Refusal) -> Int {
        guard let index = agentIndex[agent] else {
            throw Refusal(.unknownName, "there is no agent “\(agent)”", at: .field("agent"))
        }
        return index
    }

    @inline(__always)
    mutating func find(_ id: CaseID) throws(Refusal) -> Int32 {
        let slot = slots.slot(of: id, entries)
        guard slot >= 0 else {
            throw Refusal(.unknownName, "case \(id) is not in the pool", at: .field("case"))
        }
        return slot
    }
}
