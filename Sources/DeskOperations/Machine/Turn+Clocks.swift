import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Clocks by hand, another priority, other rules; what teams and suppliers take; assurance.
extension Turn {
    // MARK: By hand

    mutating func changeClock(
        _ id: CaseID, _ metric: ClockMetric, _ change: ClockChange, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        let index = item.clocks.lastIndex { isOpen($0, at: at) && $0.clock.metric == metric }
        guard let index else {
            throw .refused(Refusal(.wrongState, "no such clock runs on the case", at: .field("metric")))
        }
        switch change {
        case .agreeDue(let due):
            try apply(.agreeDue(due), at: index, of: &item, at: at)
            emit(.dueAgreed(metric, due), id, at: at)
        case .restart:
            let target = item.clocks[index].clock.status(at: at, in: policy.openTime(of: item.clocks[index].clock))
                .target
            try apply(.retarget(target, .restart), at: index, of: &item, at: at)
            emit(.clockRestarted(metric), id, at: at)
        case .cancel:
            try apply(.cancel, at: index, of: &item, at: at)
            emit(.clockCancelled(metric), id, at: at)
        }
        save(item, at: at)
        return .done
    }

    private func apply(
        _ event: ClockEvent, at index: Int, of item: inout ServiceCase, at: Instant
    ) throws(DeskHalt) {
        try checked { () throws(Refusal) in try item.clocks[index].clock.apply(event, at: at) }
    }

    func isOpen(_ entry: CaseClock, at instant: Instant) -> Bool {
        entry.clock.status(at: instant, in: policy.openTime(of: entry.clock)).phase.isOpen
    }

    // MARK: Another priority

    mutating func setPriority(
        _ id: CaseID, _ priority: CasePriority, by agentID: AgentID
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        guard item.priority != priority else { return .done }
        emit(.reprioritized(from: item.priority, to: priority), id, at: at)
        item.priority = priority
        for index in item.clocks.indices where isOpen(item.clocks[index], at: at) {
            try retarget(&item, index, by: policy.document.serviceLevels.retargeting, at: at)
        }
        try startMissingClocks(&item, at: at)
        try renewTarget(of: item)
        emit(.reclassified(CaseClass(item)), id, at: at)
        save(item, at: at)
        return .done
    }

    /// Puts a running clock under the target that now holds for its case.
    private mutating func retarget(
        _ item: inout ServiceCase, _ index: Int, by rule: RetargetPolicy, at: Instant
    ) throws(DeskHalt) {
        let (entry, priority) = (item.clocks[index], item.priority)
        // What was late before is said now, whatever the new target makes of it.
        announceBreach(&item.clocks[index], of: item.id, by: at)
        guard let target = policy.target(for: entry.clock.metric, of: item, team: entry.team) else {
            return try apply(.retarget(nil, rule), at: index, of: &item, at: at)
        }
        let (old, new) = (policy.openTime(of: entry.clock), policy.openTime(target.calendar))
        let isLate = entry.clock.status(at: at, in: old).isBreached
        if isLate || (target.name == entry.clock.targetName && target.calendar == entry.clock.calendar) {
            let start = rule == .restart ? at : entry.clock.startedAt
            let span = target.span(for: priority, from: start, in: old, zone: policy.zone)
            return try apply(.retarget(span, rule), at: index, of: &item, at: at)
        }
        let version = policy.document.edition?.version
        let zone = policy.zone
        let clock = try checked { () throws(Refusal) in
            try entry.clock.continued(
                as: target, priority: priority, by: rule, at: at, from: old, in: new, zone: zone, version: version)
        }
        item.clocks[index].clock = clock
        item.clocks[index].warnings = 0
    }

    /// Starts clocks that the case has a target for by now and that were not begun when it arrived, with the pauses that
    /// lie behind it.
    private mutating func startMissingClocks(_ item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        guard item.isUnasked != true else { return }
        let made = item
        let fresh = try checked { () throws(Refusal) in try policy.clocks(for: made) }
        for entry in fresh where !item.clocks.contains(where: { $0.clock.metric == entry.clock.metric }) {
            switch entry.clock.metric {
            case .answer where item.answeredAt != nil: continue
            case .firstReply where item.firstReplyAt != nil: continue
            case .acknowledgement, .namedOwner: continue
            default: break
            }
            var entry = entry
            try checked { () throws(Refusal) in
                for change in made.timeline { try entry.clock.apply(change.holder.clockEvent, at: change.at) }
            }
            item.clocks.append(entry)
        }
    }

    /// Somebody waits for an answer on a case that nobody waited on: its clocks start now and not when it was opened.
    func askFirst(_ item: inout ServiceCase, at: Instant) throws(DeskHalt) {
        item.isUnasked = nil
        guard !item.status.isSettled, item.firstReplyAt == nil else { return }
        let made = item
        for var entry in try checked({ () throws(Refusal) in try policy.clocks(for: made, from: at) })
        where !made.clocks.contains(where: { $0.clock.metric == entry.clock.metric }) {
            switch entry.clock.metric {
            case .answer where made.answeredAt != nil: continue
            case .acknowledgement, .namedOwner: continue
            default: break
            }
            if case .pending(let reason) = made.status {
                try checked { () throws(Refusal) in try entry.clock.apply(.pause(reason), at: at) }
            }
            item.clocks.append(entry)
        }
    }

    // MARK: Other rules

    /// Puts a case under the rules in force, by what the edition says of running cases.
    mutating func adoptEdition(_ item: inout ServiceCase) throws(DeskHalt) {
        guard let edition = policy.document.edition,
            item.service?.edition?.hasSameBytes(as: edition.version) != true, item.observed == nil
        else { return }
        let before = item.service?.edition
        var service = item.service ?? CaseService()
        service.edition = edition.version
        item.service = service
        guard !item.status.isSettled, before != nil || edition.runningCases != .keep else { return }
        if case .follow(let rule) = edition.runningCases {
            let targets = policy.targets
            let step = try checked { () throws(Refusal) in
                try TargetEdition(
                    version: edition.version, effectiveFrom: max(edition.effectiveFrom, item.openedAt),
                    targets: targets,
                    runningCases: .follow(rule))
            }
            for index in item.clocks.indices where item.clocks[index].clock.startedAt < edition.effectiveFrom {
                try follow(step, &item, index)
            }
        }
        emit(.editionAdopted(edition.version, edition.runningCases), item.id)
    }

    private mutating func follow(
        _ step: TargetEdition, _ item: inout ServiceCase, _ index: Int
    ) throws(DeskHalt) {
        let (entry, priority) = (item.clocks[index], item.priority)
        announceBreach(&item.clocks[index], of: item.id, by: step.effectiveFrom)
        guard let target = policy.target(for: entry.clock.metric, of: item, team: entry.team) else { return }
        let (old, new) = (policy.openTime(of: entry.clock), policy.openTime(target.calendar))
        let isLate = entry.clock.status(at: step.effectiveFrom, in: old).isBreached
        let zone = policy.zone
        let moved = try checked { () throws(Refusal) in
            try entry.clock.following(step, target: target, priority: priority, from: old, in: new, zone: zone)
        }
        // A miss is not lost with a clock that goes on as another one.
        if isLate, moved.startedAt != entry.clock.startedAt || moved.calendar != entry.clock.calendar {
            count(entry.clock.metric, isMissed: true, of: &item)
            item.clocks[index].breachAnnounced = false
        }
        item.clocks[index].clock = moved
        item.clocks[index].warnings = min(
            item.clocks[index].warnings, moved.status(at: step.effectiveFrom, in: new).riskStepsReached)
    }

    mutating func adoptEdition(_ id: CaseID) throws(DeskHalt) -> DeskResult {
        let (item, at) = try open(id)
        save(item, at: at)
        return .done
    }

    // MARK: Teams and suppliers

    /// Starts the clock of a team's stay or of a supplier's, if there is a target for it and none runs.
    mutating func startStay(
        _ metric: ClockMetric, team: TeamID? = nil, of item: inout ServiceCase, at: Instant
    ) throws(DeskHalt) {
        guard let target = policy.target(for: metric, of: item, team: team) else { return }
        let made = item
        let clock = try checked { () throws(Refusal) in try policy.clock(for: target, of: made, from: at) }
        item.clocks.append(CaseClock(clock, team: team))
    }

    /// Whether the stay of a team is being measured.
    func hasStay(_ team: TeamID?, of item: ServiceCase, at: Instant) -> Bool {
        item.clocks.contains { $0.clock.metric == .teamStay && $0.team == team && isOpen($0, at: at) }
    }

    // MARK: What has ended

    /// Tells the end of clocks that are measured apart from speed, once each; those of which a case has many are dropped.
    mutating func tellEnds(of item: inout ServiceCase, at: Instant) {
        for index in item.clocks.indices where item.clocks[index].endTold != true {
            let entry = item.clocks[index]
            guard entry.clock.metric.measure != .speed else { continue }
            let status = entry.clock.status(at: at, in: policy.openTime(of: entry.clock))
            switch status.phase {
            case .running, .paused, .breached: continue
            case .cancelled: break
            case .met, .late:
                announceBreach(&item.clocks[index], of: item.id, by: at)
                count(entry.clock.metric, isMissed: status.isBreached, of: &item)
                emit(
                    .clockEnded(
                        ClockEnded(
                            metric: entry.clock.metric, target: entry.clock.targetName, team: entry.team,
                            counted: status.consumed, isMissed: status.isBreached)), item.id, at: at)
            }
            item.clocks[index].endTold = true
        }
        item.clocks.removeAll { entry in
            guard entry.endTold == true else { return false }
            switch entry.clock.metric {
            case .periodicUpdate, .teamStay, .supplierStay: return true
            default: return false
            }
        }
    }

    private func count(_ metric: ClockMetric, isMissed: Bool, of item: inout ServiceCase) {
        switch metric.measure {
        case .speed: if isMissed { item.pastTargetsMissed += 1 } else { item.pastTargetsMet += 1 }
        case .assurance:
            var service = item.service ?? CaseService()
            if isMissed { service.assurancesMissed += 1 } else { service.assurancesMet += 1 }
            item.service = service
        case .handling: break
        }
    }

    // MARK: Escalation

    /// Takes the steps of a clock's ladder that are due, each once, at the time it fell due.
    mutating func escalate(_ entry: inout CaseClock, of item: ServiceCase) {
        for reached in policy.stepsAhead(of: entry, at: now) where reached.at <= now {
            entry.escalated = (entry.escalated ?? []) + [reached.step.name]
            var (agent, team): (AgentID?, TeamID?) = (nil, nil)
            switch reached.step.inform {
            case .agent(let name): agent = name
            case .owner:
                agent = item.agent
                team = agent == nil ? item.team : nil
            case .team: team = item.team
            }
            let queue = agent == nil && team == nil ? item.queue : nil
            emit(
                .escalated(
                    EscalationTaken(
                        metric: entry.clock.metric, target: entry.clock.targetName, step: reached.step.name,
                        agent: agent, team: team, queue: queue)), item.id, at: reached.at)
        }
    }

    // MARK: Assurance

    /// Tells the person who has the matter and when they hear of it again.
    mutating func inform(
        _ id: CaseID, by agentID: AgentID, nextUpdate: Instant
    ) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        var (item, at) = try open(id)
        try requireUnsettled(item)
        try checked { () throws(Refusal) in try Limits.check(nextUpdate, at: .field("nextUpdate")) }
        guard nextUpdate > at else {
            throw .refused(Refusal(.outOfRange, "the next update lies ahead", at: .field("nextUpdate")))
        }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let language = item.language ?? person.language ?? policy.language
        try message(
            policy.assurance(of: item, owner: agent, nextUpdate: nextUpdate).text(in: language), to: person, about: item
        )
        try apply(.stop, to: [.acknowledgement, .namedOwner, .periodicUpdate], of: &item, at: at)
        tellEnds(of: &item, at: at)
        let made = item
        // Without a target of its own the update is due when the person was told it is.
        let clock = try checked { () throws(Refusal) -> ServiceClock in
            var clock =
                if let target = policy.target(for: .periodicUpdate, of: made) {
                    try policy.clock(for: target, of: made, from: at)
                } else {
                    try ServiceClock(
                        metric: .periodicUpdate, targetName: ClockMetric.periodicUpdate.rawValue, target: nil,
                        startedAt: at, version: policy.document.edition?.version)
                }
            try clock.apply(.agreeDue(nextUpdate), at: at)
            return clock
        }
        item.clocks.append(CaseClock(clock))
        emit(.informed(agentID, nextUpdate: nextUpdate), id, at: at)
        save(item, at: at)
        return .done
    }
}

extension Holder {
    /// What a case that comes to lie so means for its clocks.
    fileprivate var clockEvent: ClockEvent {
        switch self {
        case .queue, .team: .resume
        case .customer: .pause(.customer)
        case .supplier: .pause(.supplier)
        case .internal: .pause(.internal)
        case .done: .stop
        }
    }
}
