import DeskChannels
import DeskContacts
import DeskFeedback
import DeskInsight
import DeskPrimitives

/// The answers: taken in, changed, taken back, counted, and what follows from them.
extension Turn {
    mutating func answerSurvey(_ reply: SurveyReply) throws(DeskHalt) -> DeskResult {
        let (invitation, survey) = try invitation(ofToken: reply.token)
        let answered = try checked { () throws(Refusal) in try invitation.answering(at: now) }
        let edit = try edit(of: reply, survey, revision: 1)
        let response = try checked { () throws(Refusal) in
            try SurveyResponse(to: invitation, survey: survey, phase: invitation.phase, edit: edit)
        }
        workspace.save(answered)
        workspace.save(response)
        emit(.surveyAnswered(reply.answers.sorted { $0.question < $1.question }), invitation.case)
        try follow(old: nil, new: response, to: answered, survey)
        try finishSurvey(response, to: answered, survey)
        return .done
    }

    mutating func changeAnswers(_ reply: SurveyReply, revision: UInt32) throws(DeskHalt) -> DeskResult {
        let (invitation, survey) = try invitation(ofToken: reply.token)
        let old = try response(to: invitation)
        guard revision <= old.nextRevision else {
            throw .refused(Refusal(.outOfRange, "no page has shown this revision", at: .field("revision")))
        }
        let edit = try edit(of: reply, survey, revision: revision)
        let (new, isBurst) = try checked { () throws(Refusal) in
            try invitation.check(edit, against: survey)
            return try old.changing(by: edit)
        }
        guard new != old else { return .done }
        workspace.save(new)
        emit(.feedback(.answersChanged(invitation.id, new.values)), invitation.case)
        if isBurst {
            emit(.feedback(.answerBurst(invitation.id, nil)), invitation.case)
            try markBurst(of: invitation)
        }
        try follow(old: old, new: new, to: invitation, survey)
        return .done
    }

    mutating func withdrawAnswers(token: String) throws(DeskHalt) -> DeskResult {
        let (invitation, survey) = try invitation(ofToken: token)
        let old = try response(to: invitation)
        let new = try checked { () throws(Refusal) in try old.applying(old.withdrawal(at: max(now, old.changedAt))) }
        workspace.save(new)
        emit(.feedback(.answersWithdrawn(invitation.id)), invitation.case)
        try follow(old: old, new: new, to: invitation, survey)
        try withdrawReferences(of: invitation)
        return .done
    }

    /// The answers that an invitation still lets change.
    private mutating func response(to invitation: SurveyInvitation) throws(DeskHalt) -> SurveyResponse {
        try checked { () throws(Refusal) in try invitation.checkChangeable(at: now) }
        let key = SurveyResponse.recordKey(of: invitation.id, phase: invitation.phase)
        guard let response = try workspace.load(SurveyResponse.self, key.id) else {
            throw .refused(Refusal(.unknownName, "there are no answers", at: .field("invitation")))
        }
        return response
    }

    private func edit(of reply: SurveyReply, _ survey: Survey, revision: UInt32) throws(DeskHalt) -> SurveyEdit {
        try checked { () throws(Refusal) in
            try Limits.check(reply.comment ?? "", atMost: Limits.textBytes, at: .field("comment"))
            for (number, reason) in reply.reasons.enumerated() where survey.reason(reason) == nil {
                throw Refusal(
                    .unknownName, "the survey does not offer this reason", at: Place.field("reasons").index(number))
            }
        }
        return SurveyEdit(
            revision: revision, at: now, answers: reply.answers.map { SurveyEdit.Answer($0.question, $0.value) },
            comment: reply.comment.map { .set($0) } ?? .keep,
            reasons: reply.reasons.isEmpty ? .keep : .set(reply.reasons))
    }

    /// Counts what changed and sees to everything that follows from answers at once.
    mutating func follow(
        old: SurveyResponse?, new: SurveyResponse, to invitation: SurveyInvitation, _ survey: Survey
    ) throws(DeskHalt) {
        if new.phase == .recovery { return try rateAgain(new, to: invitation) }
        try count(Tally.delta(old: old, new: new, sentAt: invitation.sendAt), for: invitation)
        try countReasons(ReasonTally.delta(old: old, new: new), for: invitation)
        let settled = Encounter.recordKey(of: EncounterID(case: invitation.case))
        if var row = try workspace.load(Encounter.self, settled.id) {
            // Only the answers are new: the case may be open again by now.
            row.scores = ScoreSet(new)
            workspace.save(row)
        }
        if let reasons = new.reasons, reasons != old?.reasons, !reasons.isEmpty {
            emit(.feedback(.reasonsGiven(invitation.id, reasons)), invitation.case)
        }
        if old == nil { try notePace(of: invitation) }
        try openRecovery(after: new, to: invitation)
        try recognise(after: new, survey)
    }

    /// Adds reasons to the tallies of everybody an invitation belongs to.
    private mutating func countReasons(_ delta: ReasonTally, for invitation: SurveyInvitation) throws(DeskHalt) {
        // Desks whose surveys offer no reasons keep no tallies of them.
        guard delta != .zero, policy.surveys[invitation.survey]?.reasons.isEmpty == false else { return }
        let keys = try checked { () throws(Refusal) in
            try TallyRow.rows(for: invitation.node, day: invitation.day)
        }
        try workspace.prefetch(keys.map { ReasonRow.recordKey(of: $0) })
        for key in keys {
            var row = try workspace.load(ReasonRow.self, ReasonRow.recordKey(of: key).id) ?? ReasonRow(key: key)
            row.tally += delta
            workspace.save(row)
        }
    }

    /// Notices when answers about one agent come faster than customers answer.
    private mutating func notePace(of invitation: SurveyInvitation) throws(DeskHalt) {
        guard let agent = invitation.node.agent, let plan = policy.document.surveyPlan else { return }
        var record = try workspace.load(AgentAnswerPace.self, agent) ?? AgentAnswerPace(agent: agent)
        if record.pace.note(now, against: plan.burst) {
            emit(.feedback(.answerBurst(invitation.id, agent)), invitation.case)
            try markBurst(of: invitation)
        }
        workspace.save(record)
    }

    /// Sees to what follows when all questions are through.
    ///
    /// - Returns: Whether the person was asked to be quoted.
    @discardableResult
    mutating func finishSurvey(
        _ response: SurveyResponse, to invitation: SurveyInvitation, _ survey: Survey
    ) throws(DeskHalt) -> Bool {
        guard response.phase == .initial, response.isAnswered else { return false }
        if response.comment != nil || response.reasons?.isEmpty == false {
            try assignReview(
                of: .response(invitation.id), channel: invitation.node.channel, topic: invitation.node.topic,
                arrivedAt: response.at)
        }
        let asked = try askPromoter(response, to: invitation, survey)
        try inviteReview(after: invitation, survey)
        return asked
    }
}

extension SurveyResponse {
    /// The values that stand, by question.
    var values: [SurveyValue] {
        answers.compactMap { answer in answer.value.map { SurveyValue(answer.question, $0) } }
    }
}
