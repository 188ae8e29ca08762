public import DeskPrimitives
public import DeskSchedules

extension SurveyPlan {
    /// Decides whether somebody is asked how it felt.
    ///
    /// The rules in their order, the first that says no decides: opt-out and consent; settled, somebody who asked, human touch,
    /// closed by itself, topic, channel, asked already; surveys held back, recovery going on; cool-down of the person; quotas;
    /// sample. Quiet hours come last and only postpone, unless the channel's window closes before they end. The sample
    /// is drawn by a keyed hash of survey, case and episode, so it cannot be influenced and is the same however often it
    /// is asked.
    ///
    /// - Parameters:
    ///   - circumstances: What is known when the contact has ended.
    ///   - samplingKey: The secret of the draw; keep it as long as the survey runs.
    ///   - zone: Where the desk is; the quiet hours then end when its clocks show so, also in the night of a clock
    ///     change. Without it the wait is counted in elapsed minutes, and ends in such a night an hour early or late.
    /// - Returns: The decision with its reason.
    public func decide(
        _ circumstances: SurveyCircumstances, samplingKey: KeyedDigest, zone: ZoneRules? = nil
    ) -> SurveyDecision {
        if let reason = ineligibility(circumstances) ?? notSampled(circumstances, samplingKey) {
            return SurveyDecision(survey: survey, outcome: .notInvited(reason), decidedAt: circumstances.at)
        }
        let sendAt = afterQuietHours(circumstances, zone)
        if let closes = circumstances.channelWindowCloses, sendAt >= closes {
            return SurveyDecision(
                survey: survey, outcome: .notInvited(.windowCloses(circumstances.channel, at: closes)),
                decidedAt: circumstances.at)
        }
        return SurveyDecision(
            survey: survey, outcome: .invite(at: sendAt), decidedAt: circumstances.at,
            expires: sendAt.adding(expiresAfter) ?? .latest)
    }

    private func ineligibility(_ circumstances: SurveyCircumstances) -> SurveyDecision.Reason? {
        if circumstances.consentGiven == false { return .optedOut }
        if requireConsent, circumstances.consentGiven == nil { return .noConsent }
        if !circumstances.isSettled { return .notSettled }
        if circumstances.isUnasked { return .nobodyAsked }
        if requireHumanTouch, !circumstances.humanTouched { return .noHumanTouch }
        if skipAutoClosed, circumstances.autoClosed { return .autoClosed }
        if let topic = circumstances.topic, excludedTopics.contains(topic) { return .topicExcluded(topic) }
        if let channels, !channels.contains(circumstances.channel) { return .channelNotListed(circumstances.channel) }
        if !circumstances.channelCanSend { return .channelCannotSend(circumstances.channel) }
        if let asked = circumstances.lastAskedEpisode, !againPerEpisode || asked >= circumstances.episode {
            return .alreadyAsked
        }
        if circumstances.isHeldBack { return .heldBack }
        if circumstances.recoveryIsOpen { return .recoveryOpen }
        if let last = circumstances.lastInvitedAt {
            let until = last.adding(cooldown) ?? .latest
            if circumstances.at < until { return .coolingDown(until: until) }
        }
        for (quota, used) in zip(quotas, circumstances.quotaUse) where used >= quota.limit {
            return .quotaReached(limit: quota.limit, days: quota.days)
        }
        if quotas.count > circumstances.quotaUse.count,
            let empty = quotas[circumstances.quotaUse.count...].first(where: { $0.limit == 0 })
        {
            return .quotaReached(limit: 0, days: empty.days)
        }
        return nil
    }

    private func notSampled(
        _ circumstances: SurveyCircumstances, _ samplingKey: KeyedDigest
    ) -> SurveyDecision.Reason? {
        let draw = Self.draw(
            survey: survey, case: circumstances.case, episode: circumstances.episode, samplingKey: samplingKey)
        return draw < samplePerMille ? nil : .notSampled(draw: draw, samplePerMille: samplePerMille)
    }

    /// A number 0 … 999 that depends on nothing but the key, the survey, the case and its episode.
    static func draw(survey: SurveyID, case caseID: CaseID, episode: Int, samplingKey: KeyedDigest) -> Int {
        // The first settling of a case draws by the case alone.
        let suffix = episode == 0 ? "" : " \(episode)"
        let key = samplingKey.key(
            Array("survey-sample".utf8), Array(survey.rawValue.utf8), Array((caseID.rawValue + suffix).utf8))
        let number = key.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(number.multipliedFullWidth(by: 1_000).high)
    }

    private func afterQuietHours(_ circumstances: SurveyCircumstances, _ zone: ZoneRules?) -> Instant {
        if let zone { return quietHours.end(at: circumstances.at, in: zone) }
        let wait = quietHours.minutesToWait(at: circumstances.localMinuteOfDay)
        guard wait > 0 else { return circumstances.at }
        let minute: Int64 = 60_000_000
        let remainder = circumstances.at.microseconds % minute
        let intoMinute = remainder < 0 ? remainder + minute : remainder
        let span = TimeSpan(microseconds: Int64(wait) * minute - intoMinute)
        return circumstances.at.adding(span) ?? circumstances.at
    }
}
