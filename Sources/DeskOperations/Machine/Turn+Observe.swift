import DeskContacts
import DeskPrimitives
import DeskServiceLevels

/// Taking in what another system says about its cases.
extension Turn {
    mutating func observe(_ observation: CaseObservation) throws(DeskHalt) -> DeskResult {
        try validate(observation)
        let known = try workspace.load(ServiceCase.self, observation.caseID)
        guard var history = known.map({ $0.observed }) ?? ObservedHistory(source: observation.source),
            history.source == observation.source
        else {
            throw .refused(Refusal(.duplicateName, "a case of another source has this name", at: .field("caseID")))
        }
        let change = try checked { () throws(Refusal) in try history.insert(observation) }
        guard change.isNew else { return .observed(isNew: false) }
        let caller = history.latest { $0.caller }
        var item: ServiceCase
        if let known {
            item = known
            item.openedAt = min(item.openedAt, observation.openedAt)
            if caller != known.observed?.latest({ $0.caller }) { item.person = try person(caller, of: observation).id }
        } else {
            item = try firstSight(of: observation)
        }
        emit(.observed(version: observation.version), item.id, at: observation.at)
        let before = CaseClass(item)
        item.channel = history.states.last?.channel ?? item.channel
        item.lastChannel = item.channel
        item.topic = history.latest { $0.topic }
        item.priority = history.latest { $0.priority } ?? .normal
        item.team = history.latest { $0.team }
        item.agent = history.latest { $0.agent }
        item.handOvers = history.handOvers
        item.reopens = history.reopens
        let after = CaseClass(item)
        if after != before { emit(.reclassified(after), item.id, at: observation.at) }
        if change.handOvers > 0 {
            emit(.handedOver(count: change.handOvers, team: item.team, queue: nil), item.id, at: observation.at)
        }
        if change.reopens > 0 { emit(.reopened(count: change.reopens), item.id, at: observation.at) }
        if change.missedTarget { emit(.observedTargetMissed, item.id, at: observation.at) }
        let wasClosed = item.status == .closed
        let last = history.states.last?.at ?? observation.at
        item.status = history.latest { $0.status } ?? .new
        item.lastActivityAt = max(item.openedAt, last)
        if item.status == .closed, !wasClosed { emit(.closed, item.id, at: last) }
        item.observed = history
        if item.status.isSettled { settle(&item, history) }
        workspace.save(item)
        if item.status == .closed { try writeEncounter(item, at: last) }
        return .observed(isNew: true)
    }

    private func validate(_ observation: CaseObservation) throws(DeskHalt) {
        guard policy.channels[observation.channel] != nil else {
            throw .refused(
                policy.unknown("channel", observation.channel.rawValue, among: policy.channels.keys.map(\.rawValue)))
        }
        func refuse(_ code: Refusal.Code, _ detail: String, _ field: String) -> DeskHalt {
            .refused(Refusal(code, detail, at: .field(field)))
        }
        guard (1...Limits.identifierBytes).contains(observation.source.utf8.count) else {
            throw refuse(.tooLong, "a source has 1 to \(Limits.identifierBytes) bytes", "source")
        }
        if let caller = observation.caller, caller.utf8.count > Limits.identifierBytes {
            throw refuse(.tooLong, "more than \(Limits.identifierBytes) bytes", "caller")
        }
        guard observation.at.isAccepted else { throw refuse(.outOfRange, "outside the years 1 to 9999", "at") }
        guard observation.openedAt.isAccepted else {
            throw refuse(.outOfRange, "outside the years 1 to 9999", "openedAt")
        }
        guard observation.handOvers >= 0 else { throw refuse(.outOfRange, "a count is negative", "handOvers") }
        guard observation.reopens >= 0 else { throw refuse(.outOfRange, "a count is negative", "reopens") }
    }

    /// The case of an observation that is the first of its case.
    private mutating func firstSight(of observation: CaseObservation) throws(DeskHalt) -> ServiceCase {
        let person = try person(observation.caller, of: observation)
        let item = ServiceCase(
            id: observation.caseID, person: person.id, channel: observation.channel, topic: observation.topic,
            priority: observation.priority ?? .normal, language: nil, openedAt: observation.openedAt)
        emit(
            .caseOpened(
                CaseOpened(
                    person: item.person, channel: item.channel, topic: item.topic, priority: item.priority,
                    follows: nil)), item.id, at: observation.openedAt)
        return item
    }

    /// The person another system means by its number; without a number, somebody unknown of this one case.
    private mutating func person(
        _ caller: String?, of observation: CaseObservation
    ) throws(DeskHalt) -> Person {
        let claims = try checked { () throws(Refusal) in
            try IdentityClaims(
                strong: caller.map { (number) throws(Refusal) in
                    [try StrongIdentifier(scheme: observation.source, value: number)]
                } ?? [])
        }
        return try identify(claims, as: observation.caseID.as()).0
    }

    /// Times and clocks of a settled case, made anew from its whole history: what comes late finds its place.
    private func settle(_ item: inout ServiceCase, _ history: ObservedHistory) {
        item.timeline = []
        item.resolvedAt = nil
        item.closedAt = nil
        var status: CaseStatus?
        for state in history.states {
            guard let next = state.status else { continue }
            if next == .resolved || next == .closed {
                if status?.isSettled != true { item.resolvedAt = state.at }
                if next == .closed, status != .closed { item.closedAt = state.at }
            } else {
                item.resolvedAt = nil
                item.closedAt = nil
                if item.answeredAt == nil, next == .open { item.answeredAt = state.at }
            }
            if next != status {
                item.timeline.append(HolderChange(at: state.at, holder: next.holder(team: state.team)))
            }
            status = next
        }
    }
}

extension CaseStatus {
    /// In whose hands a case of this status lies.
    func holder(team: TeamID?) -> Holder {
        switch self {
        case .new: .queue(nil)
        case .open: .team(team)
        case .pending(let reason): reason.holder
        case .resolved, .closed: .done
        }
    }
}
