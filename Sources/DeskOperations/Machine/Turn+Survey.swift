import DeskChannels
import DeskContacts
import DeskFeedback
import DeskInsight
import DeskPrimitives
import DeskServiceLevels

/// How it felt: whether to ask, the invitation, the answers, and where they are counted.
extension Turn {
    /// Decides whether the person is asked how it was, and says why either way.
    mutating func decideSurvey(_ item: ServiceCase, at: Instant) throws(DeskHalt) {
        guard let plan = policy.document.surveyPlan, let survey = policy.surveys[plan.survey],
            let channel = policy.channels[item.lastChannel]
        else { return }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let last = try workspace.find(SurveyInvitation.self, SurveyInvitation.last(of: item.person)).first
        let carrier = policy.surveyCarrier(for: person, of: channel)
        let decision = plan.decide(
            SurveyCircumstances(
                person: item.person, caseID: item.id, channel: item.lastChannel,
                consentGiven: person.surveyConsent, lastInvitedAt: last?.decidedAt,
                humanTouched: item.answeredAt != nil, autoClosed: false, channelCanSend: carrier != nil,
                localMinuteOfDay: policy.minuteOfDay(at), topic: item.topic, at: at),
            samplingKey: digest)
        emit(
            .surveyDecided(invited: decision.isInvited, reason: decision.reason.rawValue), item.id, at: at)
        guard case .invite(let sendAt) = decision.outcome, let carrier else { return }
        let id = InvitationID(checked: "\(item.id)-\(item.reopens)")
        let token = surveyToken(of: id)
        workspace.save(
            SurveyInvitation(
                id: id, survey: survey.id, caseID: item.id, person: item.person, channel: carrier.channel.id,
                node: policy.node(of: item), decidedAt: at, sendAt: sendAt, expires: sendAt + plan.expiresAfter,
                tokenKey: digest.key(Array(token.utf8))))
        let language = item.language ?? person.language ?? policy.language
        try send(
            .surveyInvitation, to: person, address: carrier.address, on: carrier.channel, subject: nil,
            text: survey.invitation.text(in: language) + " " + token, language: language, caseID: nil)
    }

    /// The single-use token of an invitation: nobody without the secret can make or guess one.
    func surveyToken(of id: InvitationID) -> String {
        Hexadecimal.text(digest.code(Array("survey".utf8), Array(id.rawValue.utf8)).prefix(16))
    }

    mutating func answerSurvey(_ reply: SurveyReply) throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in
            try Limits.check(reply.token, atMost: Limits.identifierBytes, at: .field("token"))
            try Limits.check(reply.comment ?? "", atMost: Limits.textBytes, at: .field("comment"))
        }
        let key = digest.key(Array(reply.token.utf8))
        guard let invitation = try workspace.find(SurveyInvitation.self, SurveyInvitation.under(key)).first,
            let survey = policy.surveys[invitation.survey]
        else { throw .refused(Refusal(.unknownName, "no such invitation", at: .field("token"))) }
        let answered = try checked { () throws(Refusal) in try invitation.answering(at: now) }
        let response = try checked { () throws(Refusal) in
            try SurveyResponse(
                invitation: invitation, survey: survey,
                answers: reply.answers.map { SurveyAnswer(question: $0.question, value: $0.value) },
                comment: reply.comment, at: now)
        }
        workspace.save(answered)
        workspace.save(response)
        let delta = Tally.delta(old: nil, new: response, survey: survey)
        for row in TallyRow.rows(for: invitation.node, day: policy.dayNumber(invitation.decidedAt)) {
            let held = try workspace.load(TallyRow.self, row.recordID) ?? row
            workspace.save(held.adding(delta))
        }
        if let item = try workspace.load(ServiceCase.self, invitation.caseID) {
            try writeEncounter(item, at: item.resolvedAt ?? now)
        }
        emit(.surveyAnswered(reply.answers.sorted { $0.question < $1.question }), invitation.caseID)
        return .done
    }
}
