public import DeskPrimitives

extension WorkItem {
    /// The work offered to an agent.
    ///
    /// - Throws: `Refusal` with code `wrongState` unless it waits, `notAllowed` for an agent who is excluded,
    ///   `outOfOrder` when the offer would be over before it begins.
    public func offering(to agent: AgentID, at instant: Instant, expires: Instant) throws(Refusal) -> WorkItem {
        try require(.waiting)
        guard expires > instant else {
            throw Refusal(.outOfOrder, "the offer of case \(id) would end before it begins", at: .field("expires"))
        }
        if let exclusion = excluded.first(where: { $0.agent == agent }), exclusion.until > instant {
            throw Refusal(.notAllowed, "case \(id) is not offered to agent \(agent) until \(exclusion.until)")
        }
        return changed(to: .offered(to: agent, since: instant, expires: expires), at: instant)
    }

    /// The work assigned to the agent who accepts the offer.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not offered or the offer is over (at `expires` it is),
    ///   `notAllowed` when it is offered to another agent.
    public func accepting(by agent: AgentID, at instant: Instant) throws(Refusal) -> WorkItem {
        let expires = try offer(to: agent)
        guard instant < expires else { throw Refusal(.wrongState, "the offer of case \(id) ended at \(expires)") }
        return changed(to: .assigned(to: agent, since: instant), at: instant)
    }

    /// The work waiting again because the agent does not want it.
    ///
    /// - Parameters:
    ///   - agent: Who declines.
    ///   - instant: Now; an offer that is over can be declined too as long as nothing else has become of it.
    ///   - span: For how long it is not offered to the agent again; nothing for zero or less.
    /// - Throws: `Refusal` with code `wrongState` when it is not offered, `notAllowed` when it is offered to another
    ///   agent.
    public func declining(by agent: AgentID, at instant: Instant, excludeFor span: TimeSpan) throws(Refusal) -> WorkItem
    {
        _ = try offer(to: agent)
        return back(at: instant, excluding: agent, for: span)
    }

    /// The work waiting again because the agent did not answer in time.
    ///
    /// - Parameters:
    ///   - instant: Now, not before the offer ends.
    ///   - span: For how long it is not offered to the agent again.
    /// - Throws: `Refusal` with code `wrongState` when it is not offered or the offer is not over.
    public func expiring(at instant: Instant, excludeFor span: TimeSpan = .zero) throws(Refusal) -> WorkItem {
        guard case .offered(let agent, _, let expires) = state else { throw wrongState("offered") }
        guard instant >= expires else { throw Refusal(.wrongState, "the offer of case \(id) lasts until \(expires)") }
        return back(at: instant, excluding: agent, for: span)
    }

    /// The work waiting again because the desk takes the offer back; nobody is excluded.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not offered.
    public func withdrawing(at instant: Instant) throws(Refusal) -> WorkItem {
        guard case .offered = state else { throw wrongState("offered") }
        return back(at: instant)
    }

    /// The work assigned to an agent who takes it out of the queue, also one who declined it before.
    ///
    /// - Throws: `Refusal` with code `wrongState` unless it waits.
    public func taking(by agent: AgentID, at instant: Instant) throws(Refusal) -> WorkItem {
        try require(.waiting)
        var item = changed(to: .assigned(to: agent, since: instant), at: instant)
        item.excluded.removeAll { $0.agent == agent }
        return item
    }

    /// The work waiting again in its queue because the agent gives it back.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not assigned.
    public func returning(at instant: Instant) throws(Refusal) -> WorkItem {
        guard case .assigned = state else { throw wrongState("assigned") }
        return back(at: instant)
    }

    /// The work waiting in another queue, with the age it has.
    ///
    /// What an agent declined stays declined; the preferred agent was one of the old queue and is no longer preferred.
    /// - Parameters:
    ///   - queue: Where it waits from now on.
    ///   - requirement: What it needs there; nil for the same.
    ///   - instant: Now.
    /// - Throws: `Refusal` with code `wrongState` while it is offered (withdraw the offer first) and when it is done;
    ///   else as for a new item.
    public func transferring(
        to queue: QueueID, requirement: [SkillRequirement]? = nil, at instant: Instant
    ) throws(Refusal) -> WorkItem {
        switch state {
        case .offered, .done: throw wrongState("waiting or assigned")
        case .waiting, .assigned: break
        }
        var item = back(at: instant)
        item.queue = queue
        item.preferredAgent = nil
        item.ring = 0
        item.overflowCount = 0
        item.isRelaxationOver = false
        if let requirement { item.requirement = requirement }
        try Self.check(RoutingOutcome(queue: queue, skills: item.requirement, urgency: urgency), units: units)
        return item
    }

    /// The work with nothing left to do: handled, or given up by the customer while it waited.
    ///
    /// - Throws: `Refusal` with code `wrongState` while it is offered (withdraw the offer first) and when it is done.
    public func finishing(at instant: Instant) throws(Refusal) -> WorkItem {
        switch state {
        case .offered, .done: throw wrongState("waiting or assigned")
        case .waiting, .assigned: break
        }
        var item = changed(to: .done(at: instant), at: instant)
        item.excluded = []
        item.preferredAgent = nil
        return item
    }

    /// The work of a case that is taken up again: waiting, with a new age.
    ///
    /// - Throws: `Refusal` with code `wrongState` unless it is done; else as for a new item.
    public func reopening(
        _ outcome: RoutingOutcome, units: Int? = nil, at instant: Instant, preferredAgent: AgentID? = nil,
        channel: ChannelID? = nil
    ) throws(Refusal) -> WorkItem {
        guard case .done = state else { throw wrongState("done") }
        var item = try WorkItem(
            id: id, outcome: outcome, units: units ?? self.units, enqueuedAt: instant, preferredAgent: preferredAgent,
            channel: channel ?? self.channel, effort: effort, isHard: isHard, target: target)
        item.passCount = nextPass
        return item
    }

    /// The work with another urgency, whatever its state; it keeps its age.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is done, `outOfRange` for an urgency out of range.
    public func changing(urgency: Int) throws(Refusal) -> WorkItem {
        if case .done = state { throw wrongState("undone") }
        try Self.check(RoutingOutcome(queue: queue, skills: requirement, urgency: urgency), units: units)
        var item = self
        item.urgency = urgency
        return item
    }

    /// The work opened to more people; it keeps its age and its place in line.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is done, `outOfOrder` for a ring that lies before its own.
    public func widening(to ring: Int) throws(Refusal) -> WorkItem {
        if case .done = state { throw wrongState("undone") }
        guard ring >= self.ring else {
            throw Refusal(.outOfOrder, "case \(id) is in ring \(self.ring) already", at: .field("ring"))
        }
        var item = self
        item.ring = ring
        return item
    }

    // MARK: Parts

    private func require(_ wanted: WorkState) throws(Refusal) {
        guard state == wanted else { throw wrongState(wanted.name) }
    }

    private func wrongState(_ wanted: String) -> Refusal {
        Refusal(.wrongState, "case \(id) is \(state.name), not \(wanted)", at: .field("state"))
    }

    /// When the offer to an agent ends.
    private func offer(to agent: AgentID) throws(Refusal) -> Instant {
        guard case .offered(let other, _, let expires) = state else { throw wrongState("offered") }
        guard other == agent else { throw Refusal(.notAllowed, "case \(id) is offered to another agent") }
        return expires
    }

    private var nextPass: Int { passCount == .max ? .max : passCount + 1 }

    private func changed(to state: WorkState, at instant: Instant) -> WorkItem {
        var item = self
        item.state = state
        item.excluded.removeAll { $0.until <= instant }
        return item
    }

    private func back(at instant: Instant, excluding agent: AgentID? = nil, for span: TimeSpan = .zero) -> WorkItem {
        var item = changed(to: .waiting, at: instant)
        item.passCount = nextPass
        guard let agent, span > .zero else { return item }
        let until = instant.adding(span) ?? .latest
        item.excluded.removeAll { $0.agent == agent }
        item.excluded.append(ExcludedAgent(agent: agent, until: until))
        if item.excluded.count > Self.exclusionCount {
            item.excluded.sort { ($0.until, $0.agent) > ($1.until, $1.agent) }
            item.excluded.removeLast()
        }
        item.excluded.sort { $0.agent < $1.agent }
        return item
    }
}
