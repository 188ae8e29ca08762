public import DeskPrimitives

extension SurveyPlan {
    /// Decides whether somebody is asked how it felt.
    ///
    /// The rules in their order, the first that says no decides: opt-out and consent; human touch, closed by itself,
    /// topic, channel; cool-down of the person; sample. Quiet hours come last and only postpone. The sample is drawn
    /// by a keyed hash of survey and case, so it cannot be influenced and is the same however often it is asked.
    ///
    /// - Parameters:
    ///   - circumstances: What is known when the contact has ended.
    ///   - samplingKey: The secret of the draw; keep it as long as the survey runs.
    /// - Returns: The decision with its reason. The wait for the end of the quiet hours is counted in elapsed
    ///   minutes, so in the night of a clock change it ends an hour early or late.
    public func decide(_ circumstances: SurveyCircumstances, samplingKey: KeyedDigest) -> SurveyDecision {
        if let reason = ineligibility(circumstances) ?? notSampled(circumstances, samplingKey) {
            return SurveyDecision(survey: survey, outcome: .notInvited(reason), decidedAt: circumstances.at)
        }
        let sendAt = afterQuietHours(circumstances)
        return SurveyDecision(
            survey: survey, outcome: .invite(at: sendAt), decidedAt: circumstances.at,
            expires: sendAt.adding(expiresAfter) ?? .latest)
    }

    private func ineligibility(_ circumstances: SurveyCircumstances) -> SurveyDecision.Reason? {
        if circumstances.consentGiven == false { return .optedOut }
        if requireConsent, circumstances.consentGiven == nil { return .noConsent }
        if requireHumanTouch, !circumstances.humanTouched { return .noHumanTouch }
        if skipAutoClosed, circumstances.autoClosed { return .autoClosed }
        if let topic = circumstances.topic, excludedTopics.contains(topic) { return .topicExcluded(topic) }
        if let channels, !channels.contains(circumstances.channel) { return .channelNotListed(circumstances.channel) }
        if !circumstances.channelCanSend { return .channelCannotSend(circumstances.channel) }
        if let last = circumstances.lastInvitedAt {
            let until = last.adding(cooldown) ?? .latest
            if circumstances.at < until { return .coolingDown(until: until) }
        }
        return nil
    }

    private func notSampled(
        _ circumstances: SurveyCircumstances, _ samplingKey: KeyedDigest
    ) -> SurveyDecision.Reason? {
        let draw = Self.draw(survey: survey, case: circumstances.case, samplingKey: samplingKey)
        return draw < samplePerMille ? nil : .notSampled(draw: draw, samplePerMille: samplePerMille)
    }

    /// A number 0 … 999 that depends on nothing but the key, the survey and the case.
    static func draw(survey: SurveyID, case caseID: CaseID, samplingKey: KeyedDigest) -> Int {
        let key = samplingKey.key(
            Array("survey-sample".utf8), Array(survey.rawValue.utf8), Array(caseID.rawValue.utf8))
        let number = key.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(number.multipliedFullWidth(by: 1_000).high)
    }

    private func afterQuietHours(_ circumstances: SurveyCircumstances) -> Instant {
        let wait = quietHours.minutesToWait(at: circumstances.localMinuteOfDay)
        guard wait > 0 else { return circumstances.at }
        let minute: Int64 = 60_000_000
        let remainder = circumstances.at.microseconds % minute
        let intoMinute = remainder < 0 ? remainder + minute : remainder
        let span = TimeSpan(microseconds: Int64(wait) * minute - intoMinute)
        return circumstances.at.adding(span) ?? circumstances.at
    }
}
