import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// What agents should know: gathered from what happens, and shown in one piece at a moment that the rules of focus permit.
extension Turn {
    /// How soon it is tried again where nobody knows when the rule of focus ends.
    static let alertRetry = TimeSpan.minutes(1)

    private var focus: FocusPolicy { policy.document.distribution.focus }

    // MARK: Gathering

    /// Whether a fact is one that agents should know.
    static func isAlert(_ fact: DeskFact) -> Bool {
        switch fact {
        case .promiseReminder, .promiseOverdue, .targetAtRisk, .targetMissed, .escalated, .briefingPublished,
            .mentionArrived, .mentionAssigned, .reserveCalled, .reserveReleased, .callbackPromised,
            .messageNotSent, .reopeningHeld, .personInDoubt, .mentionOverdue:
            true
        default: false
        }
    }

    /// Puts what has happened in this turn into the trays of those who should know.
    mutating func fileAlerts() throws(DeskHalt) {
        guard !raised.isEmpty else { return }
        var found: [(agent: AgentID, alert: AgentAlert)] = []
        for event in raised { try gather(event, into: &found) }
        try file(found.filter { policy.agents[$0.agent] != nil })
    }

    private mutating func file(_ found: [(agent: AgentID, alert: AgentAlert)]) throws(DeskHalt) {
        guard !found.isEmpty else { return }
        try workspace.prefetch(Set(found.map(\.agent)).sorted().map { RecordKey(AlertTray.collection, $0) })
        for (agent, alert) in found {
            var tray = try workspace.load(AlertTray.self, agent) ?? AlertTray(agent: agent)
            tray.add(alert)
            if case .briefing(let id) = alert.matter, !tray.briefed.contains(id) { tray.briefed.append(id) }
            let due = alert.isEmergency ? alert.at : alert.at.adding(focus.gatherAlertsFor) ?? .latest
            tray.dueAt = min(tray.dueAt ?? due, due)
            workspace.save(tray)
        }
    }

    private mutating func gather(
        _ event: DeskEvent, into found: inout [(agent: AgentID, alert: AgentAlert)]
    ) throws(DeskHalt) {
        let id = event.caseID
        let item = try id.flatMap { (id) throws(DeskHalt) in try workspace.load(ServiceCase.self, id) }
        let isEmergency = item?.priority == .critical
        func alert(_ matter: AgentAlert.Matter, at: Instant? = nil) -> AgentAlert {
            AgentAlert(matter: matter, caseID: id, at: max(now, at ?? now), isEmergency: isEmergency)
        }
        switch event.fact {
        case .promiseReminder(let promise, let agent, let due):
            found.append((agent, alert(.promiseDue(promise, at: due))))
        case .promiseOverdue(let promise, let agent): found.append((agent, alert(.promiseOverdue(promise))))
        case .targetAtRisk(let metric, let percent):
            if let agent = item?.agent { found.append((agent, alert(.targetAtRisk(metric, percent: percent)))) }
        case .targetMissed(let metric):
            // What is settled late needs no alert any more.
            if let item, let agent = item.agent, !item.status.isSettled {
                found.append((agent, alert(.targetMissed(metric))))
            }
        case .escalated(let step):
            if let agent = step.agent { found.append((agent, alert(.escalation(step.metric, step: step.step)))) }
        case .mentionArrived(let contact, _, let reader, _): found.append((reader, alert(.mention(contact))))
        case .mentionAssigned(let contact, let reader): found.append((reader, alert(.mention(contact))))
        case .callbackPromised:
            guard let id, let callback = try workspace.load(CaseCallback.self, id)?.callback,
                let owner = callback.owner
            else { return }
            found.append((owner, alert(.callback(from: callback.notBefore), at: callback.notBefore)))
        case .reserveCalled(let surge, let teams):
            for agent in try atWork(of: teams) { found.append((agent, alert(.reserveCalled(surge)))) }
        case .reserveReleased(let surge, let teams):
            for agent in try atWork(of: teams) { found.append((agent, alert(.reserveReleased(surge)))) }
        case .messageNotSent(let key, let decision):
            if let agent = item?.agent { found.append((agent, alert(.messageNotSent(key, decision.channel)))) }
        case .reopeningHeld(let contact, _):
            let knows = item?.agent.flatMap { policy.agents[$0]?.id }
            for agent in knows.map({ [$0] }) ?? policy.leaders(of: item?.team) {
                found.append((agent, alert(.reopeningHeld(contact))))
            }
        case .personInDoubt(let person, _, _):
            for agent in policy.leaders(of: nil) { found.append((agent, alert(.personInDoubt(person)))) }
        case .mentionOverdue(let contact, let reader):
            for agent in Set([reader] + policy.leaders(of: policy.agents[reader]?.team)).sorted() {
                found.append((agent, alert(.mentionOverdue(contact))))
            }
        case .briefingPublished(let briefing, _, _, let from, _):
            for agent in try atWork() { found.append((agent, alert(.briefing(briefing), at: from))) }
        default: break
        }
    }

    /// The agents who are at work, available or away, of some teams or of all.
    private mutating func atWork(of teams: [TeamID]? = nil) throws(DeskHalt) -> [AgentID] {
        let queries = [AgentSeat.seats(.available), AgentSeat.seats(.away)]
        try workspace.prefetch([], queries)
        var agents: [AgentID] = []
        for query in queries {
            for seat in try workspace.find(AgentSeat.self, query) {
                guard let agent = policy.agents[seat.agent], teams?.contains(agent.team) ?? true else { continue }
                agents.append(agent.id)
            }
        }
        return agents.sorted()
    }

    /// What an agent who comes to work has not been told: the standing briefings, and all that waited meanwhile.
    mutating func welcome(_ id: AgentID, wasOffline: Bool) throws(DeskHalt) {
        let key = RecordKey(AlertTray.collection, id)
        try workspace.prefetch(wasOffline ? [key, BriefingBoard.key] : [key])
        if wasOffline {
            let told = try workspace.load(AlertTray.self, id)?.briefed ?? []
            let board = try board()
            let news = board.briefings.filter { $0.until > now && !told.contains($0.id) }
            try file(
                news.map { briefing in
                    let at = max(now, briefing.from)
                    return (
                        id, AgentAlert(matter: .briefing(briefing.id), caseID: nil, at: at, isEmergency: false)
                    )
                })
            if var tray = try workspace.load(AlertTray.self, id), tray.briefed.count > board.briefings.count {
                tray.briefed.removeAll { id in !board.briefings.contains { $0.id == id } }
                workspace.save(tray)
            }
        }
        // Somebody who begins is at a natural pause.
        guard var tray = try workspace.load(AlertTray.self, id), let first = tray.pending.map(\.at).min() else {
            return
        }
        tray.dueAt = max(now, first)
        workspace.save(tray)
    }

    // MARK: Showing

    /// Shows an agent all that was gathered, or says for how long it has to wait.
    mutating func showAlerts(_ id: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(id)
        try workspace.prefetch([RecordKey(AlertTray.collection, id), RecordKey(AgentSeat.collection, id)])
        guard var tray = try workspace.load(AlertTray.self, id), let due = tray.dueAt, due <= now else { return .done }
        tray.pending = try standing(tray.pending)
        tray.pass = tray.pass == .max ? 0 : tray.pass + 1
        let current = tray.pending.filter { $0.at <= now }
        let isEmergency = current.contains(where: \.isEmergency)
        let seat = try workspace.load(AgentSeat.self, id)
        guard let seat, seat.presence == .available || (isEmergency && seat.presence == .away), !current.isEmpty else {
            // Who comes back is told then; what begins later, later.
            tray.dueAt = current.isEmpty ? tray.pending.map(\.at).min() : nil
            workspace.save(tray)
            return .done
        }
        let limit = focus.limitOnAlerts(seat, at: now)
        if let limit, !isEmergency {
            tray.heldBy = limit
            tray.dueAt = max(limit.until ?? now + Self.alertRetry, now + TimeSpan(microseconds: 1))
            workspace.save(tray)
            return .done
        }
        let bundle = AlertBundle(
            agent: id,
            alerts: current.filter(\.isEmergency) + current.filter { !$0.isEmergency }.sorted { $0.at < $1.at },
            at: now, isInterruption: seat.isWorking, waitedFor: limit == nil ? tray.heldBy : nil, broken: limit,
            dropped: tray.dropped)
        tray.pending.removeAll { $0.at <= now }
        tray.heldBy = nil
        tray.dropped = 0
        tray.last = bundle
        tray.dueAt = tray.pending.map(\.at).min()
        workspace.save(tray)
        let alerted = seat.alerted(at: now)
        if alerted != seat { workspace.save(alerted) }
        emit(.alertsShown(bundle))
        return .alerts(bundle)
    }

    /// The alerts that still say something: not about a promise that was kept or a case that was settled meanwhile.
    private mutating func standing(_ alerts: [AgentAlert]) throws(DeskHalt) -> [AgentAlert] {
        var keys: [RecordKey] = []
        for alert in alerts {
            if let id = alert.caseID { keys.append(RecordKey(ServiceCase.collection, id)) }
            switch alert.matter {
            case .promiseDue(let id, _), .promiseOverdue(let id): keys.append(RecordKey(Promise.collection, id))
            case .callback: if let id = alert.caseID { keys.append(RecordKey(CaseCallback.collection, id)) }
            case .briefing: keys.append(BriefingBoard.key)
            case .personInDoubt(let id): keys.append(RecordKey(PersonDoubt.collection, id))
            case .mentionOverdue(let id): keys.append(RecordKey(Mention.collection, id))
            default: break
            }
        }
        try workspace.prefetch(keys)
        var kept: [AgentAlert] = []
        for alert in alerts where try stands(alert) { kept.append(alert) }
        return kept
    }

    private mutating func stands(_ alert: AgentAlert) throws(DeskHalt) -> Bool {
        switch alert.matter {
        case .promiseDue(let id, _), .promiseOverdue(let id):
            return try workspace.load(Promise.self, id)?.isOwed ?? false
        case .targetAtRisk, .targetMissed, .escalation:
            guard let id = alert.caseID, let item = try workspace.load(ServiceCase.self, id) else { return false }
            return !item.status.isSettled
        case .callback:
            guard let id = alert.caseID, let record = try workspace.load(CaseCallback.self, id) else { return false }
            if case .waiting = record.callback.state { return true }
            return false
        case .briefing(let id): return try board().briefings.contains { $0.id == id && $0.until > now }
        case .personInDoubt(let id): return try workspace.load(PersonDoubt.self, id)?.isOpen ?? false
        case .mentionOverdue(let id): return try workspace.load(Mention.self, id)?.outcome == nil
        case .mention, .reserveCalled, .reserveReleased, .messageNotSent, .reopeningHeld: return true
        }
    }
}
