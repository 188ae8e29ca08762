import DeskInsight
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

/// Promises: made, kept, given a new date, overdue.
extension Turn {
    mutating func promise(
        _ id: CaseID, by agentID: AgentID, text: String, due: Instant, source: PromiseSource
    ) throws(DeskHalt) -> DeskResult {
        let (item, at) = try open(id)
        let (agent, plan) = (try requireAgent(agentID), policy.document.serviceLevels.promises)
        let promise = try checked { () throws(Refusal) in
            try Promise(
                id: PromiseID("\(request.id)-o"), caseID: item.id, person: item.person, agent: agentID, text: text,
                madeAt: at, due: due, source: source, remindBefore: plan.remindBefore, team: agent.team,
                topic: item.topic
            ).scheduled(in: policy.openTime(plan.calendar))
        }
        workspace.save(promise)
        emit(.promised(promise.id, agentID, due: due), item.id, at: at)
        save(item, at: at)
        return .promised(promise.id.rawValue)
    }

    mutating func keepPromise(_ id: PromiseID) throws(DeskHalt) -> DeskResult {
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        let kept = try checked { () throws(Refusal) in try promise.keep(at: now) }
        workspace.save(kept)
        try recount(kept.caseID)
        emit(.promiseKept(id, kept.agent, late: now > kept.due), kept.caseID)
        return .done
    }

    mutating func renegotiatePromise(_ id: PromiseID, to due: Instant) throws(DeskHalt) -> DeskResult {
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        let moved = try checked { () throws(Refusal) in
            try promise.renegotiate(to: due, at: now).scheduled(in: reminderTime)
        }
        workspace.save(moved)
        try recount(moved.caseID)
        emit(.promiseRenegotiated(id, moved.agent, due: due, wasOverdue: now > promise.due), moved.caseID)
        return .done
    }

    mutating func promiseDue(_ id: PromiseID) throws(DeskHalt) -> DeskResult {
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        guard promise.isOwed, promise.due < now else { return .done }
        workspace.save(try checked { () throws(Refusal) in try promise.markBroken(at: now) })
        try recount(promise.caseID)
        emit(.promiseOverdue(id, promise.agent), promise.caseID, at: promise.due)
        return .done
    }

    private var reminderTime: OpenTime { policy.openTime(policy.document.serviceLevels.promises.calendar) }

    mutating func withdrawPromise(_ id: PromiseID) throws(DeskHalt) -> DeskResult {
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        let withdrawn = try checked { () throws(Refusal) in try promise.withdraw(at: now) }
        workspace.save(withdrawn)
        try recount(withdrawn.caseID)
        emit(.promiseWithdrawn(id, withdrawn.agent), withdrawn.caseID)
        return .done
    }

    mutating func handOverPromise(_ id: PromiseID, to agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        guard promise.agent != agent.id else { return .done }
        workspace.save(try checked { () throws(Refusal) in try promise.handOver(to: agent.id) })
        emit(.promiseHandedOver(id, from: promise.agent, to: agent.id), promise.caseID)
        return .done
    }

    mutating func remindOfPromise(_ id: PromiseID) throws(DeskHalt) -> DeskResult {
        let promise: Promise = try workspace.require(Promise.self, id, "promise")
        let reminded = promise.reminding(at: now, in: reminderTime)
        guard reminded.promise != promise else { return .done }
        workspace.save(reminded.promise)
        if reminded.given > 0, let at = promise.remindAt, promise.due >= now {
            emit(.promiseReminder(id, promise.agent, due: promise.due), promise.caseID, at: at)
        }
        return .done
    }

    /// Brings the row of a case that was settled before its promises up to date with them.
    private mutating func recount(_ id: CaseID) throws(DeskHalt) {
        let key = Encounter.recordKey(of: EncounterID(case: id))
        guard var row = try workspace.load(Encounter.self, key.id) else { return }
        row.count(try workspace.find(Promise.self, Promise.promises(of: id)), at: now)
        workspace.save(row)
    }
}
