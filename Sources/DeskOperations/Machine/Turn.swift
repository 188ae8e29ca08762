import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// One request being decided.
///
/// The extensions of this type, one file for each part of the desk's work, are the desk's behaviour.
struct Turn {
    let machine: DeskMachine
    var request: DeskRequest
    var workspace: Workspace
    /// Whether what has arrived may be answered without a person having read it.
    var mayAnswer = true
    /// The contact that is being taken in, until it is saved.
    var incoming: Contact?
    /// The names of what the desk has sent in answer to ``incoming``.
    var incomingKeys: [ByteKey] = []
    /// What has happened in this request that agents should know.
    var raised: [DeskEvent] = []

    var policy: CompiledPolicy { machine.policy }
    var digest: KeyedDigest { machine.digest }
    var now: Instant { request.at }

    mutating func run() throws(DeskHalt) -> DeskResult {
        raised = []
        incoming = nil
        incomingKeys = []
        mayAnswer = true
        let result = try perform()
        try fileAlerts()
        return result
    }

    private mutating func perform() throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in try Limits.check(now, at: .field("at")) }
        switch request.command {
        case .receive(let arrival): return try receive(arrival)
        case .observe(let observation): return try observe(observation)
        case .setPresence(let agent, let presence): return try setPresence(agent, presence)
        case .dispatch(let queue): return try dispatch(queue)
        case .accept(let id, let agent): return try accept(id, by: agent)
        case .decline(let id, let agent): return try decline(id, by: agent)
        case .reply(let id, let agent, let text): return try reply(id, by: agent, text: text)
        case .note(let id, let agent, let text): return try note(id, by: agent, text: text)
        case .pause(let id, let reason): return try pause(id, reason)
        case .resume(let id): return try resume(id)
        case .transfer(let id, let queue): return try transfer(id, to: queue)
        case .promise(let id, let agent, let text, let due, let source):
            return try promise(id, by: agent, text: text, due: due, source: source)
        case .keepPromise(let id): return try keepPromise(id)
        case .renegotiatePromise(let id, let due): return try renegotiatePromise(id, to: due)
        case .resolve(let id, let agent): return try resolve(id, by: agent)
        case .answerSurvey(let reply): return try answerSurvey(reply)
        case .expireOffer(let id): return try expireOffer(id)
        case .wake(let id): return try wake(id)
        case .promiseDue(let id): return try promiseDue(id)
        case .claimDelivery(let key, let until): return try claimDelivery(key, until: until)
        case .recordDelivery(let key, let outcome): return try recordDelivery(key, outcome)
        case .feedback(let command): return try feedback(command)
        // Service levels
        case .changeClock(let id, let metric, let change, let agent):
            return try changeClock(id, metric, change, by: agent)
        case .setPriority(let id, let priority, let agent): return try setPriority(id, priority, by: agent)
        case .inform(let id, let agent, let nextUpdate): return try inform(id, by: agent, nextUpdate: nextUpdate)
        case .withdrawPromise(let id): return try withdrawPromise(id)
        case .handOverPromise(let id, let agent): return try handOverPromise(id, to: agent)
        case .remindOfPromise(let id): return try remindOfPromise(id)
        case .putEntitlement(let entitlement): return try putEntitlement(entitlement)
        case .grantEntitlement(let id, let amount): return try grantEntitlement(id, amount)
        case .reserveEntitlement(let id, let amount): return try reserveEntitlement(id, amount)
        case .logWork(let id, let agent, let span): return try logWork(id, by: agent, span)
        case .expireEntitlement(let id): return try expireEntitlement(id)
        case .adoptEdition(let id): return try adoptEdition(id)
        case .announceWait(let id): return try announceWait(id)
        case .chooseWhileWaiting(let id, let option): return try chooseWhileWaiting(id, option)
        case .leaveLine(let id): return try leaveLine(id)
        case .openCallbackWindow(let queue, let from, let to, let forecast):
            return try openCallbackWindow(queue, from: from, to: to, forecast)
        case .requestCallback(let id, let window): return try requestCallback(id, window: window)
        case .endCallback(let id, let outcome): return try endCallback(id, outcome)
        case .withdrawCallback(let id, let reason): return try withdrawCallback(id, reason)
        case .callbackDue(let id): return try callbackDue(id)
        case .giveTicket(let id, let prefix): return try giveTicket(id, prefix: prefix)
        case .callTicket(let id, let agent): return try callTicket(id, to: agent)
        case .automationEvent(let id, let event): return try automationEvent(id, event)
        case .readSurge(let id, let reading): return try readSurge(id, reading)
        case .declareSurge(let id, let cause): return try declareSurge(id, cause)
        case .endSurge(let id): return try endSurge(id)
        case .protect(let agent, let blocks): return try protect(agent, blocks)
        case .nameCause(let id, let cause, let agent): return try nameCause(id, cause, by: agent)
        case .moveChannel(let id, let channel, let agent, let clock):
            return try moveChannel(id, to: channel, by: agent, clock: clock)
        case .replyFromTemplate(let id, let agent, let answer):
            return try replyFromTemplate(id, by: agent, answer)
        case .publishBriefing(let briefing): return try publish(briefing)
        case .publishAnnouncement(let announcement): return try announce(announcement)
        case .endBriefing(let id): return try endBriefing(id)
        case .reportDelivery(let key, let report): return try reportDelivery(key, report)
        case .reportExternalDelivery(let channel, let externalID, let report):
            return try reportDelivery(on: channel, externalID: externalID, report)
        case .settleDoubt(let key, let wasSent): return try settleDoubt(key, wasSent: wasSent)
        case .assignMention(let id, let agent): return try assignMention(id, to: agent)
        case .readMention(let id, let agent, let outcome, let score):
            return try readMention(id, by: agent, outcome, score: score)
        case .mergePersons(let merged, let survivor, let agent):
            return try mergePersons(merged, into: survivor, by: agent)
        case .unmergePerson(let id, let agent): return try unmergePerson(id, by: agent)
        case .mergeCases(let id, let other, let agent): return try mergeCases(id, into: other, by: agent)
        case .unmergeCases(let id, let agent): return try unmergeCases(id, by: agent)
        case .splitCase(let id, let contacts, let agent): return try splitCase(id, contacts, by: agent)
        case .linkCases(let from, let kind, let to, let agent): return try linkCases(from, kind, to, by: agent)
        case .unlinkCases(let from, let kind, let to, let agent): return try unlinkCases(from, kind, to, by: agent)
        case .erasePerson(let id, let agent): return try erasePerson(id, by: agent)
        case .distribute: return try distribute()
        case .showAlerts(let agent): return try showAlerts(agent)
        case .handOver(let id, let agent, let isBeyond):
            return try handOver(id, to: agent, beyondCapacity: isBeyond)
        case .makeCallback(let id, let agent): return try makeCallback(id, by: agent)
        case .reopen(let id, let agent): return try reopen(id, by: agent)
        case .confirmPerson(let id, let agent): return try confirmPerson(id, by: agent)
        case .changePerson(let id, let change, let agent): return try changePerson(id, change, by: agent)
        case .mentionDue(let id): return try mentionDue(id)
        case .replyWithFiles(let id, let agent, let text, let files):
            return try reply(id, by: agent, text: text, files: files)
        }
    }

    // MARK: Names and events

    /// A name for something this request makes, the same when the request is repeated.
    func derived<Subject>(_ suffix: String) throws(DeskHalt) -> Identifier<Subject> {
        try checked { () throws(Refusal) in
            do throws(Refusal) {
                return try Identifier("\(request.id)-\(suffix)")
            } catch {
                throw error.within(.field("id"))
            }
        }
    }

    mutating func emit(_ fact: DeskFact, _ caseID: CaseID? = nil, at: Instant? = nil) {
        let event = DeskEvent(
            command: request.id, ordinal: workspace.eventCount, at: at ?? now, caseID: caseID, fact: fact)
        workspace.emit(event)
        if Self.isAlert(fact) { raised.append(event) }
    }

    // MARK: Cases

    /// The case an agent or a timer acts on, and the time at which it acts.
    mutating func open(_ id: CaseID) throws(DeskHalt) -> (ServiceCase, Instant) {
        var item: ServiceCase = try workspace.require(ServiceCase.self, id, "case")
        guard item.erasedAt == nil else {
            throw .refused(Refusal(.wrongState, "the person of the case was erased", at: .field("case")))
        }
        guard now >= item.lastActivityAt - DeskMachine.clockTolerance else {
            throw .refused(
                Refusal(
                    .outOfOrder, "\(now) lies before the case's last event at \(item.lastActivityAt)",
                    at: .field("at")))
        }
        try adoptEdition(&item)
        return (item, max(now, item.lastActivityAt))
    }

    /// Refuses what is not possible on a settled case.
    func requireUnsettled(_ item: ServiceCase) throws(DeskHalt) {
        guard !item.status.isSettled else {
            throw .refused(Refusal(.wrongState, "the case is \(item.status.name)", at: .field("case")))
        }
    }

    /// The agent of the policy.
    func requireAgent(_ id: AgentID) throws(DeskHalt) -> Agent {
        guard let agent = policy.agents[id] else {
            throw .refused(policy.unknown("agent", id.rawValue, among: policy.agents.keys.map(\.rawValue)))
        }
        return agent
    }

    /// Writes a case back with its next due time.
    mutating func save(_ item: ServiceCase, at instant: Instant) {
        var item = item
        item.lastActivityAt = max(item.lastActivityAt, instant)
        item.wakeAt = policy.nextWake(of: item, after: instant)
        workspace.save(item)
    }
}
