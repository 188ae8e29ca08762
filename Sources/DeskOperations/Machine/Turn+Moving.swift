import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Moving a case to another channel, with a stated rule for its clocks.
extension Turn {
    mutating func moveChannel(
        _ id: CaseID, to target: ChannelID, by agentID: AgentID, clock: ClockMoveRule?
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        let channel = try requireChannel(target)
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let decision = channel.takeOver(
            ChannelMoveQuestion(
                from: item.lastChannel, sensitivity: item.sensitivity,
                hasAddress: try route(to: person, on: channel, about: item) != nil,
                isOpen: policy.isOpen(channel, at: at),
                nextOpening: policy.nextOpening(of: channel, at: at), clock: clock, at: at))
        switch decision.outcome {
        case .refuse:
            throw .refused(Refusal(.notAllowed, decision.sentence(in: .english), at: .field("channel")))
        case .invite:
            let from = try requireChannel(item.lastChannel)
            if from.capabilities.canSendText, let route = try route(to: person, on: from, about: item) {
                let language = item.language ?? person.language ?? policy.language
                try send(
                    .channelInvitation, to: person, route, on: from,
                    subject: subject(route, on: from, caseID: id, topic: item.topic, language),
                    text: from.cut(policy.moveInvitation(to: channel).text(in: language)), language: language,
                    caseID: id)
            }
        case .move:
            try moveLoad(of: id, to: channel, mayExceed: false)
            item.lastChannel = channel.id
            item.channelMoves += 1
            try moveClocks(of: &item, to: channel, decision.clock, at: at)
        }
        emit(.channelMoved(decision), id, at: at)
        save(item, at: at)
        return .channelMoved(decision)
    }

    /// The channel of the policy.
    func requireChannel(_ id: ChannelID) throws(DeskHalt) -> ContactChannel {
        guard let channel = policy.channels[id] else {
            throw .refused(policy.unknown("channel", id.rawValue, among: policy.channels.keys.map(\.rawValue)))
        }
        return channel
    }

    /// Makes the work of a case take what a contact of another channel takes, on its agent's seat too.
    ///
    /// An agent who has no room for the heavier channel cannot move the case there; the person can, and the agent is then
    /// above the limit until something is done. An offer nobody has taken yet is taken back where it no longer fits.
    ///
    /// - Parameter mayExceed: Whether the agent may be above the limit for it.
    mutating func moveLoad(of id: CaseID, to channel: ContactChannel, mayExceed: Bool) throws(DeskHalt) {
        guard let work = try workspace.load(WorkItem.self, id),
            work.channel != channel.id || work.units != channel.loadUnits
        else { return }
        let moved = try checked { () throws(Refusal) in try work.moving(to: channel.id, units: channel.loadUnits) }
        guard let holder = work.state.agent, let seat = try workspace.load(AgentSeat.self, holder),
            seat.holds.contains(where: { $0.caseID == id && $0.state != .wrapping })
        else { return workspace.save(moved) }
        let capacity = mayExceed ? nil : policy.agents[holder]?.capacityUnits
        let now = now
        do throws(Refusal) {
            let changed = try seat.resizing(
                id, units: moved.units, capacity: capacity, channel: channel.id, at: now)
            workspace.save(moved)
            workspace.save(changed)
        } catch {
            guard case .offered = work.state else {
                throw .refused(Refusal(error.code, error.detail, at: .field("channel")))
            }
            workspace.save(try checked { () throws(Refusal) in try moved.withdrawing(at: now) })
            try updateSeat(holder) { (seat, now) throws(Refusal) in try seat.releasing(id, at: now) }
        }
        if moved.units != work.units { emit(.loadChanged(holder, units: moved.units), id) }
    }

    /// Applies the rule of a move to the running clocks.
    ///
    /// A promise the new channel does not make stays as it was, and what is late already stays late under every rule.
    mutating func moveClocks(
        of item: inout ServiceCase, to channel: ContactChannel, _ rule: ClockMoveRule, at: Instant
    ) throws(DeskHalt) {
        guard rule != .keep else { return }
        for index in item.clocks.indices {
            let old = item.clocks[index].clock
            let status = old.status(at: at, in: policy.openTime(old.calendar))
            guard status.phase.isOpen, status.breachedAt.map({ $0 <= at }) != true,
                let target = policy.targets.target(
                    for: old.metric, topic: item.topic, channel: channel.id, priority: item.priority)
            else { continue }
            let (priority, state) = (item.priority, item.status)
            let moved = try checked { () throws(Refusal) -> ServiceClock in
                var clock = try ServiceClock(target, priority: priority, startedAt: at)
                if rule == .convert, let span = clock.target {
                    // What was counted so far is taken off what the new channel promises.
                    let rest = max(span - min(span, status.consumed), .zero)
                    try clock.apply(.retarget(rest, .restart), at: at)
                }
                if case .pending(let reason) = state { try clock.apply(.pause(reason), at: at) }
                return clock
            }
            item.clocks[index] = CaseClock(moved)
        }
        let missing = policy.targets.targets(topic: item.topic, channel: channel.id, priority: item.priority).filter {
            target in !item.clocks.contains { $0.clock.metric == target.metric } && item.awaits(target.metric)
        }
        for target in missing {
            let priority = item.priority
            item.clocks.append(
                CaseClock(
                    try checked { () throws(Refusal) in
                        try ServiceClock(target, priority: priority, startedAt: at)
                    }))
        }
    }
}

extension ServiceCase {
    /// How much care the content needed when it was routed; `personal` when the table did not ask.
    var sensitivity: DataSensitivity {
        guard case .symbol(let name)? = route?.facts.values[RoutingAttributeName.sensitivity.rawValue] else {
            return .personal
        }
        return DataSensitivity(rawValue: name) ?? .personal
    }

    /// Whether what a metric measures from the arrival on is still to come.
    fileprivate func awaits(_ metric: ClockMetric) -> Bool {
        switch metric {
        case .answer: answeredAt == nil
        case .firstReply: firstReplyAt == nil
        case .resolution: true
        default: false
        }
    }
}

extension CompiledPolicy {
    /// The invitation to go on over another channel.
    func moveInvitation(to channel: ContactChannel) -> LocalizedText {
        let ends = channel.receivingEnds.first.map { " (\($0))" } ?? ""
        return LocalizedText(
            en: "Your matter is settled best here: \(channel.name.text(in: .english))\(ends).",
            fi: "Asiasi hoituu parhaiten täällä: \(channel.name.text(in: .finnish))\(ends).")
    }
}
