import DeskPrimitives

/// Work in and out of its line.
extension WorkPool {
    func channelBit(of channel: ChannelID?) -> Int {
        channel.flatMap { channelBit[$0] } ?? channelBit.count
    }

    func node(_ slot: Int32) -> PoolNode {
        PoolNode(
            key: entries[Int(slot)].item.lineKey(policy), since: entries[Int(slot)].item.enqueuedAt, slot: slot)
    }

    func inOrder(_ slots: [Int32]) -> [Int32] {
        slots.map { node($0) }.sorted { $0.precedes($1, entries) }.map(\.slot)
    }

    func isExcluded(_ agent: AgentID, _ slot: Int32) -> Bool {
        for exclusion in entries[Int(slot)].item.excluded where exclusion.agent == agent {
            return exclusion.until > now
        }
        return false
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
        }
        slots[item.id] = slot
        enter(slot)
        return slot
    }

    /// Takes work out of the pool; it is in no line any more.
    mutating func remove(_ slot: Int32) {
        leaveClass(slot)
        entries[Int(slot)].generation &+= 1
        slots[entries[Int(slot)].item.id] = nil
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
        let item = entries[Int(slot)].item
        let number = classNumber(of: item)
        classes[number].references += 1
        entries[Int(slot)].classIndex = Int32(number)
        entries[Int(slot)].preferred = -1
        if let preferred = item.preferredAgent, let index = agentIndex[preferred] {
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
    private mutating func classNumber(of item: WorkItem) -> Int {
        let key = PoolClassKey(
            queue: item.queue, requirement: item.requirement, ring: item.ring, units: item.units,
            channel: item.channel.flatMap { channelBit[$0] == nil ? nil : $0 },
            isEmergency: item.urgency >= focus.emergencyFrom, isHard: item.isHard,
            target: policy.contacts == .serviceClock ? item.target : nil)
        if let known = classIndex[key] { return known }
        let queue = queueIndex[item.queue] ?? 0
        let plan = queues[queue].relaxation
        let made = PoolClass(
            key: key, queueIndex: queue, channelBit: channelBit(of: key.channel),
            requirement: item.ring == 0 ? item.requirement : plan.requirement(item.requirement, ring: item.ring))
        // A kind of which nothing is left makes room for a new one, so that kinds seen once do not pile up.
        let number: Int
        if classes.count >= 4_096, let unused = classes.firstIndex(where: { $0.references == 0 }) {
            number = unused
            classIndex[classes[unused].key] = nil
            classes[unused] = made
        } else {
            number = classes.count
            classes.append(made)
        }
        classIndex[key] = number
        for index in agents.indices {
            classify(agent: index, in: number)
            if agents[index].presence == .available, classes[number].able[index] { classes[number].presentCount += 1 }
        }
        return number
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
            classes[number].line.push(node(slot), &entries)
        } else {
            entries[entry].spot = .apart
            let node = node(slot)
            let list = classes[number].apart
            var (low, high) = (0, list.count)
            while low < high {
                let middle = (low + high) / 2
                if list[middle].precedes(node, entries) { low = middle + 1 } else { high = middle }
            }
            classes[number].apart.insert(node, at: low)
            for exclusion in entries[entry].item.excluded where exclusion.until > now {
                guard let agent = agentIndex[exclusion.agent] else { continue }
                timers.set(.agent, Int32(agent), at: exclusion.until)
            }
        }
        waitingClasses[number] = classes[number].hasWaiting
        setRingTimer(slot)
    }

    /// Takes work out of wherever it waits.
    mutating func leaveLine(_ slot: Int32) {
        let entry = Int(slot)
        let number = Int(entries[entry].classIndex)
        switch entries[entry].spot {
        case .none: return
        case .line:
            let position = Int(entries[entry].position)
            classes[number].line.remove(at: position, &entries)
        case .apart:
            if let place = classes[number].apart.firstIndex(where: { $0.slot == slot }) {
                classes[number].apart.remove(at: place)
            }
        case .kept(let agent):
            if let place = agents[Int(agent)].kept.firstIndex(of: slot) { agents[Int(agent)].kept.remove(at: place) }
        }
        queueLengths[classes[number].queueIndex] -= 1
        entries[entry].spot = .none
        waitingClasses[number] = classes[number].hasWaiting
    }

    /// Puts work that came back from an agent into line, and gives out what can be.
    mutating func takeBack(_ slot: Int32, _ item: WorkItem, from index: Int) {
        release(item.id, from: index)
        entries[Int(slot)].item = item
        entries[Int(slot)].generation &+= 1
        lineUp(slot)
        settle(slot, index)
        endUnattended(slot)
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
