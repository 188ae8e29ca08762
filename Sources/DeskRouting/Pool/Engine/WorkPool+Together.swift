import DeskPrimitives

/// What happens at one instant together.
extension WorkPool {
    /// Up to so many agents who are set free at one instant are looked at together.
    private static let crewCount = 64

    /// What falls due at one instant with others: first all of it comes to pass, then what is free is given out in the order
    /// of the line, as if it had been one event.
    mutating func fireTogether(_ first: PoolTimer) {
        var due = [first]
        while timers.first?.at == first.at, let next = timers.popFirst() { due.append(next) }
        var moved: [Int32] = []
        var freed: [Int] = []
        for timer in inOrder(due) {
            guard let slot = come(timer, &freed) else { continue }
            if !moved.contains(slot) { moved.append(slot) }
        }
        giveOut(inOrder(moved), freed)
        for slot in inOrder(moved) { endUnattended(slot) }
    }

    /// As the state says, and not in the order in which the timers were set.
    private mutating func inOrder(_ due: [PoolTimer]) -> [PoolTimer] {
        var nodes: [PoolNode] = []
        for timer in due { nodes.append(timer.kind == .agent ? PoolNode(timer.index) : node(timer.index)) }
        let (entries, agents) = (entries, agents)
        let order = due.indices.sorted { a, b in
            if due[a].kind != due[b].kind { return due[a].kind.rawValue < due[b].kind.rawValue }
            guard due[a].index != due[b].index else { return due[a].number < due[b].number }
            return due[a].kind == .agent
                ? agents[Int(due[a].index)].agent.id < agents[Int(due[b].index)].agent.id
                : nodes[a].precedes(nodes[b], entries)
        }
        return order.map { due[$0] }
    }

    /// Lets one thing come to pass without giving anything out; answers the work that stands in line anew.
    private mutating func come(_ timer: PoolTimer, _ freed: inout [Int]) -> Int32? {
        if timer.kind == .agent {
            let index = Int(timer.index)
            endWrapUp(index)
            keepPreferring(index)
            if !freed.contains(index) { freed.append(index) }
            return nil
        }
        let slot = timer.index
        guard entries[Int(slot)].generation == timer.generation else { return nil }
        if timer.kind == .offer {
            guard case .offered(let agent, _, _) = entries[Int(slot)].item.state, let index = agentIndex[agent],
                let item = try? entries[Int(slot)].item.expiring(at: now, excludeFor: policy.missedFor)
            else { return nil }
            events.append(.expired(item.id, agent))
            comeBack(slot, item, from: index)
            if !freed.contains(index) { freed.append(index) }
            return slot
        }
        guard entries[Int(slot)].spot != .none else { return nil }
        leaveLine(slot)
        lineUp(slot)
        return slot
    }

    /// Gives out what several agents and several pieces of work, in their order, make possible.
    ///
    /// The first in the order of the line goes first, each to the agent whom the policy prefers. Of more agents than
    /// ``crewCount`` each takes what comes first for them, in the order of their ids.
    mutating func giveOut(_ moved: [Int32], _ freed: [Int]) {
        let agents = agents
        var crew = freed.sorted { agents[$0].agent.id < agents[$1].agent.id }
        guard crew.count <= Self.crewCount else {
            for index in crew { fill(index) }
            for slot in moved where entries[Int(slot)].spot != .none { offerToSomebody(slot) }
            return
        }
        var work = moved[...]
        while let slot = first(&work, &crew) {
            offerToSomebody(slot)
            guard entries[Int(slot)].spot == .none else { return }
        }
    }

    /// The first piece of work in the order of the policy that one of the crew, or anybody of some work, can take.
    ///
    /// Whoever can take nothing any more, and what nobody can take, is left out from then on, since room only shrinks.
    private mutating func first(_ work: inout ArraySlice<Int32>, _ crew: inout [Int]) -> Int32? {
        var best: (node: PoolNode, number: Int)?
        var remaining: [Int] = []
        for index in crew {
            guard let slot = next(for: index) else { continue }
            remaining.append(index)
            let (node, number) = (node(slot), Int(entries[Int(slot)].classIndex))
            if let current = best, !comes(node, number, before: current.node, current.number, for: index) { continue }
            best = (node, number)
        }
        crew = remaining
        while let slot = work.first {
            guard entries[Int(slot)].spot != .none, let index = taker(of: slot) else {
                work.removeFirst()
                continue
            }
            let (node, number) = (node(slot), Int(entries[Int(slot)].classIndex))
            if let current = best, !comes(node, number, before: current.node, current.number, for: index) { break }
            return slot
        }
        return best?.node.slot
    }

    /// Somebody who can take a piece of waiting work now.
    private mutating func taker(of slot: Int32) -> Int? {
        let number = Int(entries[Int(slot)].classIndex)
        if case .kept(let agent) = entries[Int(slot)].spot {
            let index = Int(agent)
            guard isOpen(index), fits(number, index, room(index), breakingFocus: heads[number].isEmergency) else {
                return nil
            }
            return index
        }
        if let (index, _) = choose(slot, breakingFocus: false) { return index }
        return heads[number].isEmergency ? choose(slot, breakingFocus: true)?.0 : nil
    }
}
