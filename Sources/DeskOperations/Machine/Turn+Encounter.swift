import DeskFeedback
import DeskInsight
import DeskPrimitives
import DeskServiceLevels

/// The flat row about a handled case that insight is made of.
extension Turn {
    /// Writes the row of a case; an earlier one of the same case is replaced.
    mutating func writeEncounter(_ item: ServiceCase, at: Instant) throws(DeskHalt) {
        _ = try workspace.load(Encounter.self, item.id)
        var promises = PromiseTally()
        var response: SurveyResponse?
        if item.observed == nil {
            for promise in try workspace.find(Promise.self, Promise.of(item.id)) { promises.count(promise) }
            response = try workspace.find(SurveyResponse.self, SurveyResponse.query(case: item.id)).last
        }
        let (met, missed) = policy.standing(of: item, at: at)
        let ledger = TimeLedger.make(timeline: item.timeline, from: item.openedAt, to: max(at, item.openedAt), in: .always)
        workspace.save(
            Encounter(
                caseID: item.id, channel: item.channel, channelMoves: item.channelMoves, topic: item.topic,
                team: item.team, unit: item.team.flatMap { policy.teams[$0]?.unit }, agent: item.agent,
                priority: item.priority, arrivedAt: item.openedAt, answeredAt: item.answeredAt,
                firstReplyAt: item.firstReplyAt, resolvedAt: item.resolvedAt ?? item.closedAt,
                effort: ledger.ours, contacts: item.contacts, handOvers: item.handOvers, reopens: item.reopens,
                targetsMet: met + (item.observed?.targetsKept == true ? 1 : 0),
                targetsMissed: missed + (item.observed?.targetsKept == false ? 1 : 0),
                promises: promises, waitedForCustomer: ledger.customer, waitedForSupplier: ledger.supplier,
                response: response))
    }
}
