import DeskContacts
import DeskInsight
import DeskPrimitives
import DeskServiceLevels

/// Taking in what another system says about its cases.
extension Turn {
    mutating func observe(_ observation: CaseObservation) throws(DeskHalt) -> DeskResult {
        try validate(observation)
        var observation = observation
        let known = try workspace.load(ServiceCase.self, observation.caseID)
        // The other system may go on naming whom this desk has erased.
        if known?.erasedAt != nil { observation.caller = nil }
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
            if caller != known.observed?.latest({ $0.caller }) {
                let (person, owner) = try person(caller, of: observation)
                item.person = person.id
                item.openedFor = owner == person.id ? nil : owner
            }
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
        item.observed = history
        settle(&item, history)
        workspace.save(item)
        if item.status == .closed {
            if !wasClosed { emit(.closed, item.id, at: last) }
            try writeEncounter(item, at: last)
        } else if wasClosed {
            // What came late shows that the end was none, so nothing of it stays.
            emit(.resumed, item.id, at: last)
            let row = Encounter.recordKey(of: EncounterID(case: item.id))
            if try workspace.load(Encounter.self, row.id) != nil { workspace.delete(row) }
        }
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
        guard !observation.source.isEmpty else { throw refuse(.malformed, "the other system needs a name", "source") }
        guard observation.source.utf8.count <= Limits.identifierBytes else {
            throw refuse(.tooLong, "more than \(Limits.identifierBytes) bytes", "source")
        }
        if let caller = observation.caller, caller.utf8.count > Limits.identifierBytes {
            throw refuse(.tooLong, "more than \(Limits.identifierBytes) bytes", "caller")
        }
        guard observation.at.isAccepted else { throw refuse(.outOfRange, "outside the years 1 to 9999", "at") }
        guard observation.openedAt.isAccepted else {
            throw refuse(.outOfRange, "outside the years 1 to 9999", "openedAt")
        }
        let counts = 0...Encounter.largestCount
        guard counts.contains(observation.handOvers) else {
            throw refuse(.outOfRange, "a count lies in 0 … \(counts.upperBound)", "handOvers")
        }
        guard counts.contains(observation.reopens) else {
            throw refuse(.outOfRange, "a count lies in 0 … \(counts.upperBound)", "reopens")
        }
    }

    /// The case of an observation that is the first of its case.
    private mutating func firstSight(of observation: CaseObservation) throws(DeskHalt) -> ServiceCase {
        let (person, owner) = try person(observation.caller, of: observation)
        var item = ServiceCase(
            id: observation.caseID, person: person.id, channel: observation.channel, topic: observation.topic,
            priority: observation.priority ?? .normal, language: nil, openedAt: observation.openedAt)
        if owner != person.id { item.openedFor = owner }
        emit(
            .caseOpened(
                CaseOpened(
                    person: item.person, channel: item.channel, topic: item.topic, priority: item.priority,
                    follows: nil)), item.id, at: observation.openedAt)
        return item
    }

    /// Who stands for the person another system means by its number, and for whom of those merged into that one the case is
    /// written down; without a number, somebody unknown of this one case.
    private mutating func person(
        _ caller: String?, of observation: CaseObservation
    ) throws(DeskHalt) -> (Person, owner: PersonID) {
        let claims = try checked { () throws(Refusal) in
            try IdentityClaims(
                strong: caller.map { (number) throws(Refusal) in
                    do throws(Refusal) {
                        return [try StrongIdentifier(scheme: observation.source, value: number)]
                    } catch {
                        let isSource = error.place == .field("scheme")
                        throw Refusal(error.code, error.detail, at: .field(isSource ? "source" : "caller"))
                    }
                } ?? [])
        }
        // Named after whom it means, so that the name does not depend on which case was seen first.
        let parts = caller.map { ["caller", $0] } ?? ["case", observation.caseID.rawValue]
        let key = digest.key(Array(observation.source.utf8), Array(parts[0].utf8), Array(parts[1].utf8))
        let name = PersonID(checked: Hexadecimal.text(key.bytes))
        let person = try identify(claims, as: name, isNatural: true).0
        return (person, try self.owner(of: claims, standing: person))
    }

    /// Times of a settled case, made anew from its whole history, so that what comes late finds its place.
    ///
    /// An unsettled case has none.
    private func settle(_ item: inout ServiceCase, _ history: ObservedHistory) {
        item.timeline = []
        item.answeredAt = nil
        item.resolvedAt = nil
        item.closedAt = nil
        guard item.status.isSettled else { return }
        var status: CaseStatus?
        for state in history.states {
            guard let next = state.status else { continue }
            // Nothing of a case lies before its opening, whatever the other system's clocks said.
            let at = max(state.at, item.openedAt)
            if next == .resolved || next == .closed {
                if status?.isSettled != true { item.resolvedAt = at }
                if next == .closed, status != .closed { item.closedAt = at }
            } else {
                item.resolvedAt = nil
                item.closedAt = nil
                if item.answeredAt == nil, next == .open { item.answeredAt = at }
            }
            if next != status {
                item.timeline.append(HolderChange(at: at, holder: next.holder(team: state.team)))
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
