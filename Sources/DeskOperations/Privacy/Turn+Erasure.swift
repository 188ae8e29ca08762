import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Erasing a person.
///
/// What goes on is ended first: unsettled cases are closed, offers and callbacks taken back, promises withdrawn, invitations
/// too, recoveries closed, quotations withdrawn. Then every record is treated as ``PersonalData`` says: all in one batch, or
/// where that holds too little in several steps (see the extension of those). Of
/// each arrival and of the person a tombstone stays, so that neither a channel that hands over old mail nor a person who
/// comes back brings anything of it to life. Events hold no personal data, so the journal stays, and with it the reports.
extension Turn {
    mutating func erasePerson(_ id: PersonID, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        let agent = try requireAgent(agentID)
        try workspace.prefetch([RecordKey(Person.collection, id), RecordKey(PersonTombstone.collection, id)])
        if let tombstone = try workspace.load(PersonTombstone.self, id) {
            if let erasure = tombstone.underWay { return try goOnErasing(erasure.survivor, by: agent.id) }
            if try workspace.load(Person.self, id) == nil { return .done }
        }
        guard let file = try personFile(of: id) else {
            throw .refused(Refusal(.unknownName, "the desk knows no such person", at: .field("person")))
        }
        guard file.records.count <= Self.mostInOneStep, matters(of: file).count <= Self.mostEndedInOneStep else {
            return try beginErasing(file)
        }
        for matter in matters(of: file) { try end(matter) }
        var (erased, scrubbed) = (0, 0)
        for read in file.records { try erase(read, &erased, &scrubbed) }
        for person in file.persons { workspace.overwrite(PersonTombstone(person, erasedAt: now)) }
        emit(.personErased(file.person, by: agent.id, erased: erased, scrubbed: scrubbed))
        return .done
    }

    /// Treats a record as ``PersonalData`` says; of an arrival a tombstone stays.
    mutating func erase(_ read: any RecordContent, _ erased: inout Int, _ scrubbed: inout Int) throws(DeskHalt) {
        guard let content = workspace.current(read) else { return }
        switch PersonalData.treatment(of: content.recordKey.collection) {
        case .kept: return
        case .erased:
            workspace.erase(content.recordKey)
            erased += 1
        case .scrubbed:
            if let rest = self.scrubbed(content) {
                workspace.save(rest)
                scrubbed += 1
            } else {
                workspace.erase(content.recordKey)
                erased += 1
            }
        }
        if let key = (read as? Contact)?.intakeKey { workspace.overwrite(IntakeTombstone(key, erasedAt: now)) }
    }

    /// Refuses to write anything down for a person who was erased, now or before this is stored.
    mutating func requireNotErased(_ id: PersonID) throws(DeskHalt) {
        try workspace.prefetch([RecordKey(Person.collection, id), RecordKey(PersonTombstone.collection, id)])
        if try workspace.load(PersonTombstone.self, id) != nil {
            throw .refused(Refusal(.wrongState, "the person was erased", at: .field("person")))
        }
        _ = try workspace.load(Person.self, id)
        workspace.hold(Person.collection, id)
    }

    /// What stays of a record without what is personal in it; nil when nothing stays.
    func scrubbed(_ content: any RecordContent) -> (any RecordContent)? {
        switch content {
        case var item as ServiceCase:
            item.cause = nil
            item.openedFor = nil
            item.wakings = nil
            item.observed = item.observed?.scrubbed()
            item.erasedAt = item.erasedAt ?? now
            return item
        case let promise as Promise: return promise.scrubbed()
        case let invitation as SurveyInvitation: return invitation.scrubbed()
        case let response as SurveyResponse: return response.scrubbed()
        case let recognition as Recognition: return recognition.scrubbed()
        case let review as FeedbackReview: return review.scrubbed(at: now)
        case let mention as Mention: return mention.scrubbed(at: now)
        // Withdrawn by now: it has no words, and stays while somebody has to take them down somewhere.
        case let reference as CustomerReference: return reference.published.isEmpty ? nil : reference
        default: return nil
        }
    }

    /// Something that goes on for a person.
    enum Matter {
        case quotation(CustomerReference)
        case invitation(SurveyInvitation)
        case recovery(Recovery)
        case promise(Promise)
        case unsettled(ServiceCase)
    }

    /// Whatever goes on for a person, in the order in which it is ended.
    func matters(of file: PersonFile) -> [Matter] {
        var found: [Matter] = file.records(of: CustomerReference.self)
            .filter { reference in (try? reference.withdrawing(at: now)) != reference }.map { .quotation($0) }
        found += file.records(of: SurveyInvitation.self).filter { $0.state == .open }.map { .invitation($0) }
        found += file.records(of: Recovery.self).filter(\.isOpen).map { .recovery($0) }
        found += file.records(of: Promise.self).filter { $0.state == .open }.map { .promise($0) }
        found += file.records(of: ServiceCase.self).filter { $0.status != .closed && $0.observed == nil }
            .map { .unsettled($0) }
        return found
    }

    /// Ends something that goes on for a person.
    mutating func end(_ matter: Matter) throws(DeskHalt) {
        switch matter {
        case .quotation(let reference): try withdraw(reference, notesConsent: false)
        case .invitation(let invitation): try takeBack(invitation)
        case .recovery(let recovery): _ = try endRecovery(recovery)
        case .promise(let promise):
            _ = try promise.due >= now ? withdrawPromise(promise.id) : promiseDue(promise.id)
        case .unsettled(let item): try close(item.id)
        }
    }

    private mutating func endRecovery(_ recovery: Recovery) throws(DeskHalt) {
        let now = max(now, recovery.openedAt)
        workspace.save(try checked { () throws(Refusal) in try recovery.closing(.notPossible, at: now) })
        emit(.feedback(.recoveryClosed(recovery.id, .notPossible)), recovery.case)
    }

    /// Closes a case without settling it: nobody is asked how it was, and nothing more is due on it.
    private mutating func close(_ id: CaseID) throws(DeskHalt) {
        var (item, at) = try open(id)
        if !item.status.isSettled {
            try endAutomation(of: item, at: at)
            if case .pending = item.status { try takeUp(id) }
            try endClocks(of: &item, at: at)
            try finishWork(of: id)
            try endHandling(of: id)
            try dropCallback(of: item, .askedFor)
            _ = try releaseEntitlement(of: item)
            item.endHandling(at: at)
        }
        item.status = .closed
        item.closedAt = at
        emit(.closed, id, at: at)
        save(item, at: at)
    }
}
