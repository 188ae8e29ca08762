import DeskPrimitives

/// Work in and out of its line.
extension WorkPool {
    // What is called at every event is mutating although it changes nothing: a call that may only read is given a copy of
    // the whole pool's parts to hold on to, which costs more than what it does.

    @inline(__always)
    /// The number of a channel: one for all that no rule names, and one for work of which no channel is known.
    mutating func channelBit(of channel: ChannelID?) -> Int {
        guard !channelBit.isEmpty else { return 0 }
        guard let channel else { return channelBit.count + 1 }
        return channelBit[channel] ?? channelBit.count
    }

    @inline(__always)
    mutating func node(_ slot: Int32) -> PoolNode {
        let since = entries[Int(slot)].item.enqueuedAt
        let urgency = entries[Int(slot)].item.urgency
        // By the service clock, of work with one target the oldest is the most pressing, whatever its urgency.
        if policy.contacts == .serviceClock, entries[Int(slot)].item.target != nil {
            return PoolNode(key: since.microseconds, since: since, rank: Int32(-urgency), slot: slot)
        }
        return PoolNode(key: WorkItem.lineKey(urgency: urgency, since: since, policy), since: since, slot: slot)
    }

    /// Work in the order in which it is served.
    mutating func inOrder(_ slots: [Int32]) -> [Int32] {
        if slots.count < 2 { return slots }
        if policy.contacts == .serviceClock {
            let (entries, now, policy) = (entries, now, policy)
            return slots.map { (slot: $0, slope: entries[Int($0)].item.delaySlope(at: now)) }.sorted { a, b in
                if a.slope != b.slope { return a.slope > b.slope }
                return entries[Int(a.slot)].item.isServedBefore(entries[Int(b.slot)].item, policy)
            }.map(\.slot)
        }
        var nodes: [PoolNode] = []
        for slot in slots { nodes.append(node(slot)) }
        let entries = entries
        nodes.sort { $0.precedes($1, entries) }
        return nodes.map(\.slot)
    }

    /// Whether work is not offered to an agent for a while.
    mutating func isExcluded(_ index: Int, _ slot: Int32) -> Bool {
        for exclusion in entries[Int(slot)].item.excluded where exclusion.agent == agents[index].agent.id {
            return exclusion.until > now
        }
        return false
    }

    /// Notes what stands first in a line.
    mutating func refreshHead(_ number: Int) {
        waitingClasses[number] = classes[number].hasWaiting
        var first = classes[number].line.first
        if let apart = classes[number].apart.first, first.map({ apart.precedes($0, entries) }) ?? true { first = apart }
        heads[number].isMixed = !classes[number].apart.isEmpty
        heads[number].key = first?.key ?? .max
        heads[number].since = first?.since ?? .latest
        heads[number].rank = first?.rank ?? 0
        heads[number].slot = first?.slot ?? -1
    }

    /// Gives work a slot and a class; it is in no line yet.
    mutating func insert(_ item: WorkItem) -> Int32 {
        let slot: Int32
        if let free = freeSlots.popLast() {
            slot = free
            let generation = entries[Int(free)].generation &+ 1
            entries[Int(free)] = PoolEntry(item: item)
            entries[Int(free)].generation = generation
        } else {
            slot = Int32(entries.count)
            entries.append(PoolEntry(item: item))
            places.append(-1)
        }
        slots.insert(item.id, at: slot)
        enter(slot)
        return slot
    }

    /// Takes work out of the pool; it is in no line any more.
    mutating func remove(_ slot: Int32) {
        leaveClass(slot)
        entries[Int(slot)].generation &+= 1
        entries[Int(slot)].isThere = false
        slots.remove(entries[Int(slot)].item.id, at: slot)
        freeSlots.append(slot)
    }

    /// Puts work that is in no line in the state it has come to.
    mutating func replace(_ slot: Int32, _ item: WorkItem) {
        leaveClass(slot)
        entries[Int(slot)].item = item
        entries[Int(slot)].generation &+= 1
        enter(slot)
    }

    private mutating func enter(_ slot: Int32) {
        let number = classNumber(of: slot)
        classes[number].references += 1
        entries[Int(slot)].classIndex = Int32(number)
        entries[Int(slot)].preferred = -1
        if let preferred = entries[Int(slot)].item.preferredAgent, let index = agentIndex[preferred] {
            entries[Int(slot)].preferred = Int32(index)
            agents[index].preferring.append(slot)
        }
    }

    private mutating func leaveClass(_ slot: Int32) {
        classes[Int(entries[Int(slot)].classIndex)].references -= 1
        let preferred = Int(entries[Int(slot)].preferred)
        if preferred >= 0, let place = agents[preferred].preferring.firstIndex(of: slot) {
            agents[preferred].preferring.remove(at: place)
        }
    }

    /// The class of a piece of work, made when there is none.
    private mutating func classNumber(of slot: Int32) -> Int {
        let key = classKey(of: slot)
        if let known = classIndex[key] { return known }
        let queue = queueIndex[key.queue] ?? 0
        var made = PoolClass(
            key: key, queueIndex: queue, channelBit: key.channelBit,
            requirement: queues[queue].requirement(key.requirement, ring: key.ring))
        // A kind of which nothing is left makes room for a new one, so that kinds seen once do not pile up.
        let number: Int
        if classes.count >= 4_096, let unused = classes.firstIndex(where: { $0.references == 0 }) {
            number = unused
            classIndex[classes[unused].key] = nil
            made.able = classes[unused].able
            classes[unused] = made
        } else {
            number = classes.count
            classes.append(made)
            heads.append(PoolHead())
        }
        classIndex[key] = number
        heads[number] = PoolHead(
            units: Int32(key.units), channelBit: UInt8(made.channelBit), isEmergency: key.isEmergency)
        findAble(number)
        return number
    }

    private mutating func classKey(of slot: Int32) -> PoolClassKey {
        let item = entries[Int(slot)].item
        return PoolClassKey(
            queue: item.queue, requirement: item.requirement, ring: item.ring, units: item.units,
            channelBit: channelBit(of: item.channel),
            isEmergency: item.urgency >= policy.focus.emergencyFrom, isHard: item.isHard,
            target: policy.contacts == .serviceClock ? item.target : nil)
    }

    /// Puts waiting work into its line, or where it is kept for its preferred agent, and sets its timers.
    mutating func lineUp(_ slot: Int32) {
        let entry = Int(slot)
        widenByTime(slot)
        let number = Int(entries[entry].classIndex)
        queueLengths[classes[number].queueIndex] += 1
        if let until = keptUntil(slot) {
            let preferred = entries[entry].preferred
            entries[entry].spot = .kept(agent: preferred)
            agents[Int(preferred)].kept.append(slot)
            timers.set(.kept, slot, at: until, generation: entries[entry].generation)
        } else if entries[entry].item.excluded.isEmpty {
            entries[entry].spot = .line
            classes[number].line.push(node(slot), entries, &places)
        } else {
            entries[entry].spot = .apart
            let node = node(slot)
            var (low, high) = (0, classes[number].apart.count)
            while low < high {
                let middle = (low + high) / 2
                if classes[number].apart[middle].precedes(node, entries) { low = middle + 1 } else { high = middle }
            }
            classes[number].apart.insert(node, at: low)
            for exclusion in entries[entry].item.excluded where exclusion.until > now {
                guard let agent = agentIndex[exclusion.agent] else { continue }
                timers.set(.agent, Int32(agent), at: exclusion.until)
            }
        }
        refreshHead(number)
        setRingTimer(slot)
    }

    /// Takes work out of wherever it waits.
    mutating func leaveLine(_ slot: Int32) {
        let entry = Int(slot)
        let number = Int(entries[entry].classIndex)
        switch entries[entry].spot {
        case .none: return
        case .line:
            classes[number].line.remove(at: Int(places[entry]), entries, &places)
        case .apart:
            if let place = classes[number].apart.firstIndex(where: { $0.slot == slot }) {
                classes[number].apart.remove(at: place)
            }
        case .kept(let agent):
            if let place = agents[Int(agent)].kept.firstIndex(of: slot) { agents[Int(agent)].kept.remove(at: place) }
        }
        queueLengths[classes[number].queueIndex] -= 1
        entries[entry].spot = .none
        refreshHead(number)
    }

    /// Puts work that came back from an agent into line, and gives out what can be.
    mutating func takeBack(_ slot: Int32, _ item: WorkItem, from index: Int) {
        comeBack(slot, item, from: index)
        settle(slot, index)
        endUnattended(slot)
    }

    /// Puts work that came back from an agent into line.
    mutating func comeBack(_ slot: Int32, _ item: WorkItem, from index: Int) {
        release(item.id, from: index)
        entries[Int(slot)].item = item
        entries[Int(slot)].holder = -1
        entries[Int(slot)].generation &+= 1
        lineUp(slot)
    }

    /// Gives out what an event set free: an agent's capacity and a piece of work, in the order of the line.
    mutating func settle(_ slot: Int32, _ index: Int?) {
        if let index {
            while let next = next(for: index) {
                if next == slot {
                    offerToSomebody(slot)
                } else {
                    place(next, index, OfferReason(basis(of: next), eligibleCount: 1))
                }
            }
        }
        if entries[Int(slot)].spot != .none { offerToSomebody(slot) }
    }
}
