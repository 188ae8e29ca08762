import DeskChannels
import DeskFeedback
import DeskInsight
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// The flat row about a handled case that insight is made of.
extension Turn {
    /// Writes the row of a settled case; what an earlier settling of the same case wrote is replaced.
    mutating func writeEncounter(_ item: ServiceCase, at: Instant) throws(DeskHalt) {
        let key = Encounter.recordKey(of: EncounterID(case: item.id))
        let isOwn = item.observed == nil
        let (promises, responses) = (Promise.promises(of: item.id), SurveyResponse.query(case: item.id))
        let uses = policy.document.communication.templates.isEmpty || !isOwn ? nil : TemplateUse.query(case: item.id)
        try workspace.prefetch([key], (isOwn ? [promises, responses] : []) + (uses.map { [$0] } ?? []))
        _ = try workspace.load(Encounter.self, key.id)
        var row = Encounter(
            id: EncounterID(case: item.id), channel: item.channel, topic: item.topic, priority: item.priority,
            arrivedAt: item.openedAt)
        row.person = item.person
        row.unit = item.team.flatMap { policy.teams[$0]?.unit }
        row.team = item.team
        row.agent = item.agent
        row.answeredAt = item.answeredAt
        row.firstReplyAt = item.firstReplyAt
        row.resolvedAt = item.resolvedAt ?? item.closedAt
        row.wait = item.answeredAt.map { $0 - item.openedAt }
        row.timeToFirstReply = item.firstReplyAt.map { counted(.firstReply, of: item, at: at) ?? $0 - item.openedAt }
        row.timeToResolve = row.resolvedAt.map { counted(.resolution, of: item, at: at) ?? $0 - item.openedAt }
        if let channel = policy.channels[item.channel] {
            row.arrivedOutOfHours = !policy.isOpen(channel, at: item.openedAt)
        }
        let open = policy.openTime(item.queue.flatMap { policy.queues[$0]?.calendar })
        let ledger = try checked { () throws(Refusal) in
            try TimeLedger.make(timeline: item.timeline, from: item.openedAt, to: max(at, item.openedAt), in: open)
        }
        row.effort = ledger.ours
        row.pausedByCustomer = ledger.span(in: .customer)
        row.pausedBySupplier = ledger.span(in: .supplier)
        row.contacts = max(1, item.contacts)
        row.channelMoves = item.channelMoves
        row.handOvers = item.handOvers
        row.reopens = item.reopens
        row.isRepeat = item.follows != nil
        let standing = policy.standing(of: item, at: at)
        row.targetsMet = standing.met + (item.observed?.targetsKept == true ? 1 : 0)
        row.targetsMissed = standing.missed + (item.observed?.targetsKept == false ? 1 : 0)
        if let uses { row.templatesUsed = try workspace.find(TemplateUse.self, uses).count }
        if isOwn {
            row.count(try workspace.find(Promise.self, promises), at: at)
            if let response = try workspace.find(SurveyResponse.self, responses).last {
                row.scores = ScoreSet(response)
            }
        }
        workspace.save(row)
    }

    /// The time a clock of the case has counted in the hours of its target; nil when the case has no such target.
    private func counted(_ metric: ClockMetric, of item: ServiceCase, at instant: Instant) -> TimeSpan? {
        item.clocks.first { $0.clock.metric == metric }
            .map { $0.clock.status(at: instant, in: policy.openTime(of: $0.clock)).consumed }
    }
}

extension Encounter {
    /// Takes over how the promises of the case stand.
    mutating func count(_ promises: [Promise], at instant: Instant) {
        let tally = PromiseTally(of: promises, at: instant)
        promisesMade = tally.open + tally.keptRate.of
        promisesKept = tally.kept
        promisesLate = tally.late
        promisesBroken = tally.broken
    }
}
