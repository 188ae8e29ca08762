import DeskPrimitives

/// Who gets what.
extension WorkPool {
    /// How much more an agent can take now.
    func room(_ index: Int) -> PoolRoom {
        let free = agents[index].capacity - agents[index].used
        var room = PoolRoom(free: free, ordinary: free, isClosed: false, blocked: 0)
        for block in agents[index].blocks where block.contains(now) { room.isClosed = true }
        if agents[index].activeCount > 0,
            focus.budget?.exhaustedUntil(agents[index].interruptions, at: now) != nil
        {
            room.isClosed = true
        }
        if !focus.channels.isEmpty {
            for hold in agents[index].holds where hold.state != .wrapping { room.blocked |= excludes[hold.channelBit] }
        }
        if let ramp = focus.rampUp, agents[index].absentFor >= ramp.absence,
            let (units, _) = ramp.capacity(of: agents[index].capacity, since: agents[index].presenceSince, at: now)
        {
            room.ordinary = min(free, units - agents[index].used)
        }
        return room
    }

    /// Whether the room of an agent is enough for work of a class.
    @inline(__always)
    func fits(_ number: Int, _ index: Int, _ room: PoolRoom, breakingFocus isBreaking: Bool) -> Bool {
        let units = classes[number].key.units
        guard units <= room.free else { return false }
        let bit = classes[number].channelBit
        if let limit = channelLimits[bit] {
            var used = 0
            for hold in agents[index].holds where hold.channelBit == bit { used += hold.units }
            guard used + units <= limit else { return false }
        }
        return isBreaking || (!room.isClosed && units <= room.ordinary && room.blocked & (1 << UInt64(bit)) == 0)
    }

    /// The next piece of work of a class for an agent, of what is not kept for others.
    @inline(__always)
    private func head(_ number: Int, for index: Int) -> PoolNode? {
        var best = classes[number].line.first
        if !classes[number].apart.isEmpty {
            for node in classes[number].apart where !isExcluded(agents[index].agent.id, node.slot) {
                if best.map({ node.precedes($0, entries) }) ?? true { best = node }
                break
            }
        }
        return best
    }

    /// The work that an agent should be offered next; nil when there is none they can take.
    ///
    /// - Complexity: O(classes / 64 + classes with waiting work that the agent can take)
    func next(for index: Int) -> Int32? {
        guard agents[index].isOpen else { return nil }
        let room = room(index)
        var best: PoolNode?
        var bestClass = -1
        agents[index].classes.forEach(in: waitingClasses) { number in
            guard fits(number, index, room, breakingFocus: classes[number].key.isEmergency),
                let node = head(number, for: index)
            else { return }
            if let current = best, !comes(node, number, before: current, bestClass, for: index) { return }
            best = node
            bestClass = number
        }
        for slot in agents[index].kept {
            let number = Int(entries[Int(slot)].classIndex)
            guard fits(number, index, room, breakingFocus: classes[number].key.isEmergency) else { continue }
            let node = node(slot)
            if let current = best, !comes(node, number, before: current, bestClass, for: index) { continue }
            best = node
            bestClass = number
        }
        return best?.slot
    }

    /// Whether one piece of work comes before another for an agent, by the order of the policy.
    @inline(__always)
    private func comes(
        _ a: PoolNode, _ first: Int, before b: PoolNode, _ second: Int, for index: Int
    ) -> Bool {
        switch policy.contacts {
        case .urgencyThenWait, .newestFirst: break
        case .serviceClock:
            let (x, y) = (urge(a, first, index), urge(b, second, index))
            if x != y { return x > y }
        case .queueRatio:
            let (x, y) = (classes[first].queueIndex, classes[second].queueIndex)
            if x != y {
                // length(x) / share(x) > length(y) / share(y), crosswise.
                let left = queueLengths[x] * queues[y].share
                let right = queueLengths[y] * queues[x].share
                if left != right { return left > right }
            }
        }
        return a.precedes(b, entries)
    }

    /// The growth of delay cost times how well the agent does it: each level above what is asked for counts a tenth.
    private func urge(_ node: PoolNode, _ number: Int, _ index: Int) -> Double {
        guard let target = classes[number].key.target else { return 0 }
        var surplus = 0
        let requirement = classes[number].requirement
        for asked in requirement {
            surplus += min(agents[index].agent.level(of: asked.skill), SkillLevel.levels.upperBound) - asked.atLeast
        }
        let rate = requirement.isEmpty ? 1 : 1 + 0.1 * Double(surplus) / Double(requirement.count)
        return WorkItem.delaySlope(waited: now - node.since, target: target) * rate
    }

    /// Offers an agent all they can take.
    mutating func fill(_ index: Int) {
        while let slot = next(for: index) { place(slot, index, OfferReason(basis(of: slot), eligibleCount: 1)) }
    }

    func basis(of slot: Int32) -> OfferReason.Basis {
        if case .kept = entries[Int(slot)].spot { .preferred } else { .onlyOne }
    }

    /// Offers waiting work to the first in the order of the policy; for an emergency against the rules of focus when
    /// nobody can take it within them.
    mutating func offerToSomebody(_ slot: Int32) {
        let entry = Int(slot)
        if case .kept(let agent) = entries[entry].spot {
            let number = Int(entries[entry].classIndex)
            let index = Int(agent)
            guard agents[index].isOpen else { return }
            if fits(number, index, room(index), breakingFocus: classes[number].key.isEmergency) {
                place(slot, index, OfferReason(.preferred, eligibleCount: 1))
            }
            return
        }
        if let (index, reason) = choose(slot, breakingFocus: false) {
            place(slot, index, reason)
        } else if classes[Int(entries[entry].classIndex)].key.isEmergency,
            let (index, reason) = choose(slot, breakingFocus: true)
        {
            place(slot, index, reason)
        }
    }

    private func choose(_ slot: Int32, breakingFocus isBreaking: Bool) -> (Int, OfferReason)? {
        let number = Int(entries[Int(slot)].classIndex)
        var best = -1
        var eligible: [Int] = []
        let isOpenToAll = entries[Int(slot)].item.excluded.isEmpty
        classes[number].able.forEach(in: open) { index in
            guard fits(number, index, room(index), breakingFocus: isBreaking),
                isOpenToAll || !isExcluded(agents[index].agent.id, slot)
            else { return }
            eligible.append(index)
            if best < 0 || compare(index, best, number).isLess { best = index }
        }
        guard best >= 0 else { return nil }
        guard eligible.count > 1 else { return (best, OfferReason(.onlyOne, eligibleCount: 1)) }
        var decisive = 0
        for index in eligible where index != best { decisive = max(decisive, compare(best, index, number).level) }
        let orders = policy.agents(forHard: classes[number].key.isHard)
        let basis: OfferReason.Basis = decisive < orders.count ? .order(orders[decisive]) : .name
        return (best, OfferReason(basis, eligibleCount: eligible.count))
    }

    /// Whether one agent comes before another, and which order of the policy says so; behind the last one it is the id.
    private func compare(_ a: Int, _ b: Int, _ number: Int) -> (isLess: Bool, level: Int) {
        let orders = policy.agents(forHard: classes[number].key.isHard)
        for (level, order) in orders.enumerated() {
            let (x, y) = (agents[a], agents[b])
            switch order {
            case .longestIdle:
                if (x.activeCount > 0) != (y.activeCount > 0) { return (y.activeCount > 0, level) }
                if x.idleSince != y.idleSince { return (x.idleSince < y.idleSince, level) }
            case .leastUtilised:
                let (left, right) = (x.used * y.capacity, y.used * x.capacity)
                if left != right { return (left < right, level) }
            case .bestProficiency:
                let (left, right) = (proficiency(x.agent, number), proficiency(y.agent, number))
                if left != right { return (left > right, level) }
            case .leastFlexible:
                let (left, right) = (x.agent.skills.count, y.agent.skills.count)
                if left != right { return (left < right, level) }
            case .leastEffort:
                if x.effort != y.effort { return (x.effort < y.effort, level) }
            }
        }
        return (agents[a].agent.id < agents[b].agent.id, orders.count)
    }

    private func proficiency(_ agent: Agent, _ number: Int) -> Int {
        classes[number].key.requirement.reduce(0) {
            $0 + min(max(agent.level(of: $1.skill), 0), SkillLevel.levels.upperBound)
        }
    }

    /// Makes the offer.
    mutating func place(_ slot: Int32, _ index: Int, _ reason: OfferReason) {
        let entry = Int(slot)
        var reason = reason
        if classes[Int(entries[entry].classIndex)].key.isEmergency {
            let agent = agents[index]
            let broken = FocusGate(policy: focus, at: now)
                .limit(entries[entry].item, agent.seat, capacity: agent.capacity, used: agent.used)
            if let broken {
                reason = OfferReason(reason.basis, eligibleCount: reason.eligibleCount, brokenFocus: broken)
            }
        }
        leaveLine(slot)
        let queue = classes[Int(entries[entry].classIndex)].queueIndex
        let expires = queues[queue].offerEnd(from: now)
        let agent = agents[index].agent.id
        entries[entry].item.state = .offered(to: agent, since: now, expires: expires)
        if !entries[entry].item.excluded.isEmpty {
            let instant = now
            entries[entry].item.excluded.removeAll { $0.until <= instant }
        }
        hold(slot, index, as: .offered)
        timers.set(.offer, slot, at: expires, generation: entries[entry].generation)
        events.append(
            .offered(
                Offer(
                    caseID: entries[entry].item.id, agent: agent, queue: queues[queue].id,
                    units: entries[entry].item.units, pass: entries[entry].item.passCount, since: now,
                    expires: expires, reason: reason)))
    }
}
