public import DeskFeedback
import DeskOperations
public import DeskPrimitives
import DeskRouting

/// Looking at what people answered and what came of it.
extension Desk {
    /// What somebody who follows a survey link is shown; nil for a token that opens nothing.
    ///
    /// It records nothing, however often a link is fetched.
    public func surveyPage(token text: String, language: LanguageTag? = nil) async throws -> SurveyPage? {
        guard let token = try? SurveyToken(text, signer: machine.signer) else { return nil }
        let key = SurveyInvitation.tokenKey(of: token.text, digest: machine.digest)
        guard let invitation = try await records(SurveyInvitation.self, SurveyInvitation.query(tokenKey: key)).first,
            let survey = machine.policy.surveys[invitation.survey]
        else { return nil }
        let responseKey = SurveyResponse.recordKey(of: invitation.id, phase: invitation.phase)
        let response = try await store.load(RecordQuery(.records([responseKey]), limit: 1)).records.first?.body.value(
            as: SurveyResponse.self)
        let spoken = try await record(ServiceCase.self, invitation.case)?.language
        return SurveyPage(
            invitation, survey: survey, response: response,
            language: language ?? spoken ?? machine.policy.document.language, at: clock.now())
    }

    /// What the answers about an agent say about how to go on, compared with the rest of the agent's team.
    ///
    /// - Parameters:
    ///   - agent: The agent.
    ///   - days: Whole periods of the policy, in local days of the contacts counted from 1970-01-01.
    ///   - viewer: Who looks: the agent, or who leads the agent.
    /// - Throws: `Refusal` with code `unknownName` for an agent or survey the policy does not have, `notAllowed` for anybody
    ///   else, `outOfRange` for what are no whole periods.
    public func coaching(
        of agent: AgentID, days: Range<Int>, for viewer: FeedbackViewer
    ) async throws -> CoachingReport {
        let policy = machine.policy
        guard let team = policy.agents[agent]?.team else {
            throw Refusal(.unknownName, "the policy has no such agent, or the agent no team", at: .field("agent"))
        }
        guard let survey = policy.document.surveyPlan.flatMap({ policy.surveys[$0.survey] }) else {
            throw Refusal(.unknownName, "nobody is asked how it was", at: .field("survey"))
        }
        let decision = visibility.decide(viewer, sees: policy.scoreNode(of: agent))
        guard decision.isAllowed else {
            throw Refusal(.notAllowed, decision.sentence(in: .english), at: .field("viewer"))
        }
        _ = try policy.document.feedback.scores.periods.split(days)
        let own = try await answers(.agent, agent.rawValue, days)
        let all = try await answers(.team, team.rawValue, days)
        return CoachingReport(
            reasons: own.reasons, tally: own.tally, others: all.reasons - own.reasons, all.tally - own.tally,
            survey: survey)
    }

    private func answers(
        _ level: TallyRow.Level, _ node: String, _ days: Range<Int>
    ) async throws -> (reasons: ReasonTally, tally: Tally) {
        let reasons = try await every(ReasonRow.self, ReasonRow.query(level: level, node: node, days: days))
        let tallies = try await every(TallyRow.self, TallyRow.query(level: level, node: node, days: days))
        return (reasons.reduce(.zero) { $0 + $1.tally }, tallies.reduce(.zero) { $0 + $1.tally })
    }

    /// What an agent owes because of answers: recoveries and reviews, the most urgent first; the agent's work beside queues.
    ///
    /// - Throws: `Refusal` with code `unknownName` for an agent the policy does not have.
    public func feedbackDuties(of agent: AgentID) async throws -> [FeedbackDuty] {
        guard machine.policy.agents[agent] != nil else {
            throw Refusal(.unknownName, "the policy has no such agent", at: .field("agent"))
        }
        return FeedbackDuty.all(
            of: agent, try await every(Recovery.self, Recovery.query(owner: agent)),
            try await every(FeedbackReview.self, FeedbackReview.query(owner: agent)), at: clock.now())
    }

    /// How soon people were contacted after bad ratings of a time, beside what they say now.
    public func recoveries(opened range: Range<Instant>) async throws -> RecoveryTally {
        RecoveryTally(try await records(Recovery.self, Recovery.query(opened: range)))
    }

    /// How the feedback of a time was dealt with.
    public func reviews(arrived range: Range<Instant>) async throws -> ReviewSummary {
        ReviewSummary(
            try await records(FeedbackReview.self, FeedbackReview.query(arrived: range)), at: clock.now())
    }
}
