import DeskPrimitives

/// What happens by itself.
extension WorkPool {
    mutating func fire(_ timer: PoolTimer) {
        if timer.kind == .agent {
            let index = Int(timer.index)
            endWrapUp(index)
            keepPreferring(index)
            fill(index)
            return
        }
        let slot = timer.index
        guard entries[Int(slot)].generation == timer.generation else { return }
        switch timer.kind {
        case .agent: break
        case .offer:
            guard case .offered(let agent, _, _) = entries[Int(slot)].item.state, let index = agentIndex[agent],
                let item = try? entries[Int(slot)].item.expiring(at: now, excludeFor: policy.missedFor)
            else { return }
            events.append(.expired(item.id, agent))
            takeBack(slot, item, from: index)
        case .kept:
            guard case .kept = entries[Int(slot)].spot else { return }
            leaveLine(slot)
            lineUp(slot)
            offerToSomebody(slot)
        case .ring:
            guard entries[Int(slot)].spot != .none else { return }
            leaveLine(slot)
            lineUp(slot)
            offerToSomebody(slot)
            endUnattended(slot)
        }
    }

    /// How work is opened to more people; nil when it is not.
    @inline(__always)
    private mutating func plan(of slot: Int32) -> RelaxationPlan? {
        let queue = classes[Int(entries[Int(slot)].classIndex)].queueIndex
        return relaxes[queue] ? queues[queue].relaxation : nil
    }

    /// Opens work in no line as far as its time says, and further while nobody is there.
    mutating func widenByTime(_ slot: Int32) {
        guard let plan = plan(of: slot) else { return }
        let item = entries[Int(slot)].item
        let timely = max(item.ring, plan.ring(after: now - item.enqueuedAt))
        if timely > item.ring { changeRing(slot, timely) }
        while entries[Int(slot)].item.ring < plan.lastRing,
            classes[Int(entries[Int(slot)].classIndex)].presentCount == 0
        {
            changeRing(slot, entries[Int(slot)].item.ring + 1)
        }
        let ring = entries[Int(slot)].item.ring
        if ring > item.ring {
            events.append(.widened(WidenedWork(caseID: item.id, ring: ring, isEarly: ring > timely)))
        }
    }

    private mutating func changeRing(_ slot: Int32, _ ring: Int) {
        guard let item = try? entries[Int(slot)].item.widening(to: ring) else { return }
        replace(slot, item)
    }

    /// Sets the timer for the next ring, or for the end.
    mutating func setRingTimer(_ slot: Int32) {
        guard let plan = plan(of: slot) else { return }
        let ring = entries[Int(slot)].item.ring
        let span: TimeSpan
        if ring < plan.lastRing {
            span = plan.time(of: ring + 1)
        } else {
            switch plan.end {
            case .stay, .anyone: return
            case .overflow, .callback: span = plan.endAfter
            }
        }
        let due = entries[Int(slot)].item.enqueuedAt.adding(span) ?? .latest
        if due > now { timers.set(.ring, slot, at: due, generation: entries[Int(slot)].generation) }
    }

    /// Opens all work that waits for people of whom nobody is there any more.
    mutating func widenUnattended() {
        var moved: [Int32] = []
        for number in waitingClasses.numbers where classes[number].presentCount == 0 {
            guard relaxes[classes[number].queueIndex] else { continue }
            moved += classes[number].line.nodes.map(\.slot) + classes[number].apart.map(\.slot)
        }
        guard !moved.isEmpty else { return }
        moved = inOrder(moved)
        for slot in moved {
            leaveLine(slot)
            lineUp(slot)
        }
        for slot in moved where entries[Int(slot)].spot != .none { offerToSomebody(slot) }
        for slot in moved { endUnattended(slot) }
    }

    /// Ends the relaxation of work that still waits when its time is over, or when nobody of the last ring is there.
    mutating func endUnattended(_ slot: Int32) {
        guard entries[Int(slot)].spot != .none else { return }
        guard let plan = plan(of: slot), entries[Int(slot)].item.ring >= plan.lastRing else { return }
        let item = entries[Int(slot)].item
        let isUnattended = classes[Int(entries[Int(slot)].classIndex)].presentCount == 0
        guard isUnattended || now - item.enqueuedAt >= plan.endAfter else { return }
        switch plan.end {
        case .stay, .anyone: return
        case .callback:
            leaveLine(slot)
            remove(slot)
            events.append(.callbackDue(item.id))
        case .overflow(let queue):
            // Work that has been through every queue stays where it is.
            guard queueIndex[queue] != nil, queue != item.queue, item.overflowCount < queues.count,
                let moved = try? item.overflowing(to: queue, at: now)
            else { return }
            leaveLine(slot)
            replace(slot, moved)
            events.append(.overflowed(item.id, to: queue))
            lineUp(slot)
            offerToSomebody(slot)
            endUnattended(slot)
        }
    }
}
