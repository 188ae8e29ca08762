import DeskPrimitives

/// Who gets what.
extension WorkPool {
    /// How much more an agent can take now.
    mutating func room(_ index: Int) -> PoolRoom {
        let free = agents[index].capacity - agents[index].used
        var room = PoolRoom(free: free, ordinary: free, isClosed: false, blocked: 0)
        for block in agents[index].blocks where block.contains(now) { room.isClosed = true }
        if agents[index].activeCount > 0,
            policy.focus.budget?.exhaustedUntil(agents[index].interruptions, at: now) != nil
        {
            room.isClosed = true
        }
        if excludes.count > 2 {
            for hold in agents[index].holds where hold.state != .wrapping { room.blocked |= excludes[hold.channelBit] }
        }
        if let ramp = policy.focus.rampUp, agents[index].absentFor >= ramp.absence,
            let (units, _) = ramp.capacity(of: agents[index].capacity, since: agents[index].presenceSince, at: now)
        {
            room.ordinary = min(free, units - agents[index].used)
        }
        return room
    }

    /// Whether the room of an agent is enough for work of a class.
    @inline(__always)
    mutating func fits(_ number: Int, _ index: Int, _ room: PoolRoom, breakingFocus isBreaking: Bool) -> Bool {
        let units = Int(heads[number].units)
        guard units <= room.free else { return false }
        let bit = Int(heads[number].channelBit)
        guard units <= channelRoom(index, bit) else { return false }
        return isBreaking || (!room.isClosed && units <= room.ordinary && room.blocked & (1 << UInt64(bit)) == 0)
    }

    /// How many units an agent can still take of a channel.
    @inline(__always)
    mutating func channelRoom(_ index: Int, _ bit: Int) -> Int {
        let limit = channelLimits[bit]
        guard limit < .max else { return .max }
        var used = 0
        for hold in agents[index].holds where hold.channelBit == bit { used += hold.units }
        return limit - used
    }

    /// The next piece of work of a class for an agent, of what is not kept for others.
    @inline(__always)
    private mutating func head(_ number: Int, for index: Int) -> PoolNode? {
        guard heads[number].isMixed else {
            return PoolNode(
                key: heads[number].key, since: heads[number].since, rank: heads[number].rank, slot: heads[number].slot)
        }
        var best = classes[number].line.first
        for place in classes[number].apart.indices {
            let node = classes[number].apart[place]
            guard !isExcluded(index, node.slot) else { continue }
            if best.map({ node.precedes($0, entries) }) ?? true { best = node }
            break
        }
        return best
    }

    /// The work that an agent should be offered next; nil when there is none they can take.
    ///
    /// - Complexity: O(classes / 64 + classes with waiting work that the agent can take)
    mutating func next(for index: Int) -> Int32? {
        guard isOpen(index) else { return nil }
        let room = room(index)
        // Where the key alone decides, most lines are passed over by it.
        let isByKey = policy.contacts == .urgencyThenWait || policy.contacts == .newestFirst
        var best: PoolNode?
        var bestKey = Int64.max
        var bestClass = -1
        for word in 0..<min(agents[index].classes.words.count, waitingClasses.words.count) {
            var bits = agents[index].classes.words[word] & waitingClasses.words[word]
            while bits != 0 {
                let number = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                if isByKey, heads[number].key > bestKey { continue }
                guard fits(number, index, room, breakingFocus: heads[number].isEmergency),
                    let node = head(number, for: index)
                else { continue }
                if let current = best, !comes(node, number, before: current, bestClass, for: index) { continue }
                best = node
                bestKey = node.key
                bestClass = number
            }
        }
        for place in agents[index].kept.indices {
            let slot = agents[index].kept[place]
            let number = Int(entries[Int(slot)].classIndex)
            guard fits(number, index, room, breakingFocus: heads[number].isEmergency) else { continue }
            let node = node(slot)
            if let current = best, !comes(node, number, before: current, bestClass, for: index) { continue }
            best = node
            bestClass = number
        }
        return best?.slot
    }

    /// Whether one piece of work comes before another for an agent, by the order of the policy.
    @inline(__always)
    mutating func comes(
        _ a: PoolNode, _ first: Int, before b: PoolNode, _ second: Int, for index: Int
    ) -> Bool {
        switch policy.contacts {
        case .urgencyThenWait, .newestFirst: break
        case .serviceClock:
            let (x, y) = (urge(a, first, index), urge(b, second, index))
            if x != y { return x > y }
            let (left, right) = (entries[Int(a.slot)].item, entries[Int(b.slot)].item)
            return left.isServedBefore(right, policy)
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
    private mutating func urge(_ node: PoolNode, _ number: Int, _ index: Int) -> Double {
        guard let target = classes[number].key.target else { return 0 }
        var surplus = 0
        let count = classes[number].requirement.count
        for place in 0..<count {
            let asked = classes[number].requirement[place]
            surplus += min(agents[index].agent.level(of: asked.skill), SkillLevel.levels.upperBound) - asked.atLeast
        }
        let rate = count == 0 ? 1 : 1 + 0.1 * Double(surplus) / Double(count)
        return WorkItem.delaySlope(waited: now - node.since, target: target) * rate
    }

    /// Offers an agent all they can take.
    mutating func fill(_ index: Int) {
        while let slot = next(for: index) { place(slot, index, OfferReason(basis(of: slot), eligibleCount: 1)) }
    }

    mutating func basis(of slot: Int32) -> OfferReason.Basis {
        if case .kept = entries[Int(slot)].spot { .preferred } else { .onlyOne }
    }

    /// Offers waiting work to the first in the order of the policy; for an emergency against the rules of focus when
    /// nobody can take it within them.
    mutating func offerToSomebody(_ slot: Int32) {
        let entry = Int(slot)
        if case .kept(let agent) = entries[entry].spot {
            let number = Int(entries[entry].classIndex)
            let index = Int(agent)
            guard isOpen(index) else { return }
            if fits(number, index, room(index), breakingFocus: heads[number].isEmergency) {
                place(slot, index, OfferReason(.preferred, eligibleCount: 1))
            }
            return
        }
        if let (index, reason) = choose(slot, breakingFocus: false) {
            place(slot, index, reason)
        } else if heads[Int(entries[entry].classIndex)].isEmergency,
            let (index, reason) = choose(slot, breakingFocus: true)
        {
            place(slot, index, reason)
        }
    }

    mutating func choose(_ slot: Int32, breakingFocus isBreaking: Bool) -> (Int, OfferReason)? {
        let number = Int(entries[Int(slot)].classIndex)
        var best = -1
        eligible.removeAll(keepingCapacity: true)
        let isOpenToAll = entries[Int(slot)].item.excluded.isEmpty
        for word in 0..<min(classes[number].able.words.count, open.words.count) {
            var bits = classes[number].able.words[word] & open.words[word]
            while bits != 0 {
                let index = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                let room = room(index)
                guard fits(number, index, room, breakingFocus: isBreaking), isOpenToAll || !isExcluded(index, slot)
                else { continue }
                eligible.append(index)
                if best < 0 || compare(index, best, number).isLess { best = index }
            }
        }
        guard best >= 0 else { return nil }
        guard eligible.count > 1 else { return (best, OfferReason(.onlyOne, eligibleCount: 1)) }
        var decisive = 0
        for place in eligible.indices where eligible[place] != best {
            decisive = max(decisive, compare(best, eligible[place], number).level)
        }
        let isHard = classes[number].key.isHard
        let count = isHard ? hardOrders.count : orders.count
        guard decisive < count else { return (best, OfferReason(.name, eligibleCount: eligible.count)) }
        let order = isHard ? hardOrders[decisive] : orders[decisive]
        return (best, OfferReason(.order(order), eligibleCount: eligible.count))
    }

    /// Whether one agent comes before another, and which order of the policy says so; behind the last one it is the id.
    private mutating func compare(_ a: Int, _ b: Int, _ number: Int) -> (isLess: Bool, level: Int) {
        let isHard = classes[number].key.isHard
        let count = isHard ? hardOrders.count : orders.count
        for level in 0..<count {
            switch isHard ? hardOrders[level] : orders[level] {
            case .longestIdle:
                let (x, y) = (agents[a].activeCount > 0, agents[b].activeCount > 0)
                if x != y { return (y, level) }
                let (since, other) = (agents[a].idleSince, agents[b].idleSince)
                if since != other { return (since < other, level) }
            case .leastUtilised:
                // Crosswise, without a division.
                let (left, right) = (agents[a].used * agents[b].capacity, agents[b].used * agents[a].capacity)
                if left != right { return (left < right, level) }
            case .bestProficiency:
                let (left, right) = (proficiency(a, number), proficiency(b, number))
                if left != right { return (left > right, level) }
            case .leastFlexible:
                let (left, right) = (agents[a].agent.skills.count, agents[b].agent.skills.count)
                if left != right { return (left < right, level) }
            case .leastEffort:
                let (left, right) = (agents[a].effort, agents[b].effort)
                if left != right { return (left < right, level) }
            }
        }
        return (agents[a].agent.id < agents[b].agent.id, count)
    }

    private mutating func proficiency(_ index: Int, _ number: Int) -> Int {
        var sum = 0
        for place in classes[number].key.requirement.indices {
            let level = agents[index].agent.level(of: classes[number].key.requirement[place].skill)
            sum += min(max(level, 0), SkillLevel.levels.upperBound)
        }
        return sum
    }

    /// Makes the offer.
    mutating func place(_ slot: Int32, _ index: Int, _ reason: OfferReason) {
        let entry = Int(slot)
        var reason = reason
        if heads[Int(entries[entry].classIndex)].isEmergency {
            let agent = agents[index]
            let broken = FocusGate(policy: policy.focus, at: now)
                .limit(entries[entry].item, agent.seat, capacity: agent.capacity, used: agent.used)
            if let broken {
                reason = OfferReason(reason.basis, eligibleCount: reason.eligibleCount, brokenFocus: broken)
            }
        }
        leaveLine(slot)
        let queue = classes[Int(entries[entry].classIndex)].queueIndex
        let expires = now.adding(offerSpans[queue]) ?? .latest
        let agent = agents[index].agent.id
        entries[entry].item.state = .offered(to: agent, since: now, expires: expires)
        if !entries[entry].item.excluded.isEmpty {
            let instant = now
            entries[entry].item.excluded.removeAll { $0.until <= instant }
        }
        let isFreed = hold(slot, index, as: .offered)
        timers.set(.offer, slot, at: expires, generation: entries[entry].generation)
        events.append(
            .offered(
                Offer(
                    caseID: entries[entry].item.id, agent: agent, queue: queues[queue].id,
                    units: entries[entry].item.units, pass: entries[entry].item.passCount, since: now,
                    expires: expires, reason: reason)))
        if isFreed { fill(index) }
    }
}
