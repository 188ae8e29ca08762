import DeskChannels
import DeskContacts
import DeskFeedback
import DeskOperations
public import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// The worker that does what falls due: warnings and breaches of targets, offers nobody answered, promises, callbacks, steps of
/// automated paths that take too long, closing, invitations, recoveries, mentions, reviews, surges that expire, and bundles of alerts.
///
/// Nothing is scheduled anywhere. Due times are derived from records and only indexed, so after a crash the next sweep finds
/// everything that fell due meanwhile. Each due thing is one command whose name is made of the thing and its due time, so it
/// happens once, whoever sweeps.
public struct Timekeeper: DeskWorker {
    /// The desk.
    public let desk: Desk
    /// How long to rest after a sweep that found nothing.
    public var pause: TimeSpan

    /// The most due things of a kind done in one sweep.
    static let pageLimit = 256

    /// Creates a timekeeper.
    public init(_ desk: Desk, pause: TimeSpan = .seconds(1)) {
        self.desk = desk
        self.pause = pause
    }

    /// Does everything that is due by now, the earliest first.
    @discardableResult
    public func sweep() async throws -> Int {
        let now = desk.clock.now()
        var due: [(at: Instant, name: String, command: DeskCommand)] = []
        for item in try await desk.records(ServiceCase.self, ServiceCase.due(at: now, limit: Self.pageLimit)) {
            if let at = item.wakeAt { due.append((at, "wake-\(item.id)", .wake(item.id))) }
        }
        for work in try await desk.records(WorkItem.self, WorkItem.offersOver(at: now, limit: Self.pageLimit)) {
            guard case .offered(_, _, let at) = work.state else { continue }
            due.append((at, "offer-\(work.id)", .expireOffer(work.id)))
        }
        for promise in try await desk.records(Promise.self, Promise.openPromises(before: now)) {
            due.append((promise.due, "promise-\(promise.id)", .promiseDue(promise.id)))
        }
        try await addFeedback(to: &due, at: now)
        for promise in try await desk.records(Promise.self, Promise.reminding(before: now + TimeSpan(microseconds: 1)))
        {
            guard let at = promise.remindAt else { continue }
            due.append((at, "remind-\(promise.id)", .remindOfPromise(promise.id)))
        }
        let ended = Entitlement.ended(by: now, limit: Self.pageLimit)
        for entitlement in try await desk.records(Entitlement.self, ended) {
            guard let at = entitlement.validUntil else { continue }
            due.append((at, "expire-\(entitlement.id)-\(entitlement.available)", .expireEntitlement(entitlement.id)))
        }
        if let edition = desk.machine.policy.document.edition {
            for version in desk.machine.policy.earlierVersions where version != edition.version {
                let running = ServiceCase.running(under: version, limit: Self.pageLimit)
                for item in try await desk.records(ServiceCase.self, running) {
                    due.append((edition.effectiveFrom, "adopt-\(edition.version)-\(item.id)", .adoptEdition(item.id)))
                }
            }
        }
        for callback in try await desk.records(CaseCallback.self, CaseCallback.due(at: now, limit: Self.pageLimit)) {
            let id = callback.callback.caseID
            if let at = callback.dueAt { due.append((at, "callback-\(id)", .callbackDue(id))) }
        }
        for automation in try await desk.records(
            CaseAutomation.self, CaseAutomation.due(at: now, limit: Self.pageLimit))
        {
            let id = automation.caseID
            if let at = automation.dueAt { due.append((at, "automation-\(id)", .automationEvent(id, .tick))) }
        }
        let surges = desk.machine.policy.document.lines.surges
        if !surges.isEmpty {
            let keys = RecordQuery(.records(surges.map { RecordKey(DeskSurge.collection, $0.id) }))
            for record in try await desk.records(DeskSurge.self, keys) {
                guard let surge = surges.first(where: { $0.id == record.id }), let since = record.state.active?.since,
                    let at = since.adding(surge.expiresAfter), at <= now
                else { continue }
                // A reading of nothing: a surge that has lasted as long as it may is over, whatever the lines are like.
                due.append((at, "surge-\(surge.id)", .readSurge(surge.id, SurgeReading())))
            }
        }
        for tray in try await desk.records(AlertTray.self, AlertTray.due(at: now, limit: Self.pageLimit)) {
            if let at = tray.dueAt { due.append((at, "alerts-\(tray.agent)-\(tray.pass)", .showAlerts(tray.agent))) }
        }
        due.sort { ($0.at, $0.name) < ($1.at, $1.name) }
        for thing in due {
            try await desk.perform(thing.command, as: Self.commandName("\(thing.name)@\(thing.at.microseconds)"))
        }
        return due.count
    }

    /// Invitations whose time ran out, mentions that nobody has read, recoveries and reviews on which something is due.
    private func addFeedback(
        to due: inout [(at: Instant, name: String, command: DeskCommand)], at now: Instant
    ) async throws {
        for item in try await desk.records(
            SurveyInvitation.self, SurveyInvitation.query(expiredAt: now, limit: Self.pageLimit))
        {
            due.append((item.expires, "invitation-\(item.id)", .feedback(.expireInvitation(item.id))))
        }
        for item in try await desk.records(Recovery.self, Recovery.query(dueAt: now, limit: Self.pageLimit)) {
            if let at = item.wakeAt { due.append((at, "recovery-\(item.id)", .feedback(.recoveryDue(item.id)))) }
        }
        for item in try await desk.records(Mention.self, Mention.due(at: now, limit: Self.pageLimit)) {
            due.append((item.due, "mention-\(item.contact)", .mentionDue(item.contact)))
        }
        for item in try await desk.records(
            FeedbackReview.self, FeedbackReview.query(dueAt: now, limit: Self.pageLimit))
        {
            if let at = item.wakeAt { due.append((at, "review-\(item.id)", .feedback(.reviewDue(item.id)))) }
        }
    }

    /// The name of a due thing; a digest of it where it is too long for a command, since every part of it tells it apart.
    private static func commandName(_ text: String) -> CommandID {
        CommandID(
            checked: text.utf8.count <= Limits.identifierBytes ? text : Hexadecimal.text(SHA256.digest(text.utf8)))
    }
}
