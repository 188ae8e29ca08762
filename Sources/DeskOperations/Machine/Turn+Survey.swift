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
        let last = try workspace.find(SurveyInvitation.self, SurveyInvitation.query(lastOf: item.person)).first
        let carrier = policy.surveyCarrier(for: person, of: channel)
        let decision = plan.decide(
            SurveyCircumstances(
                person: item.person, case: item.id, channel: carrier?.channel.id ?? item.lastChannel,
                channelCanSend: carrier != nil, consentGiven: person.lastConsent(.survey)?.isGiven,
                lastInvitedAt: last?.decidedAt, humanTouched: item.answeredAt != nil, autoClosed: false,
                topic: item.topic, at: at, localMinuteOfDay: policy.minuteOfDay(at)),
            samplingKey: digest)
        emit(
            .surveyDecided(invited: decision.inviteAt != nil, reason: decision.sentence(in: .english)), item.id,
            at: at)
        guard let sendAt = decision.inviteAt, let expires = decision.expires, let carrier else { return }
        let id = Self.invitationName(of: item)
        let token = surveyToken(of: id)
        let node = policy.node(of: item)
        let invitation = try checked { () throws(Refusal) in
            try SurveyInvitation(
                id: id, survey: survey.id, case: item.id, person: item.person, channel: carrier.channel.id,
                node: node, day: policy.dayNumber(at), decidedAt: at, sendAt: sendAt, expires: expires,
                tokenKey: SurveyInvitation.tokenKey(of: token, digest: digest))
        }
        workspace.save(invitation)
        try count(.oneInvitation, for: invitation)
        let language = item.language ?? person.language ?? policy.language
        try send(
            .surveyInvitation, to: person, address: carrier.address, on: carrier.channel, subject: nil,
            text: survey.invitationText(in: language, link: token, case: item.id), language: language, caseID: nil,
            notBefore: sendAt)
    }

    /// The name of the invitation after a settling; a digest of it where the case's own name leaves no room.
    private static func invitationName(of item: ServiceCase) -> InvitationID {
        let text = "\(item.id)-\(item.reopens)"
        return InvitationID(
            checked: text.utf8.count <= Limits.identifierBytes ? text : Hexadecimal.text(SHA256.digest(text.utf8)))
    }

    /// Adds counts to the tallies of everybody an invitation belongs to.
    private mutating func count(_ delta: Tally, for invitation: SurveyInvitation) throws(DeskHalt) {
        let keys = try checked { () throws(Refusal) in
            try TallyRow.rows(for: invitation.node, day: invitation.day)
        }
        try workspace.prefetch(keys.map { TallyRow.recordKey(of: $0) })
        for key in keys {
            var row = try workspace.load(TallyRow.self, TallyRow.recordKey(of: key).id) ?? TallyRow(key: key)
            row.tally += delta
            workspace.save(row)
        }
    }

    /// The single-use token of an invitation: nobody without the secret can make or guess one.
    func surveyToken(of id: InvitationID) -> String {
        Hexadecimal.text(
            digest.code(Array("survey".utf8), Array(id.rawValue.utf8)).prefix(16))
    }

    mutating func answerSurvey(_ reply: SurveyReply) throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in
            try Limits.check(reply.token, atMost: Limits.identifierBytes, at: .field("token"))
            try Limits.check(reply.comment ?? "", atMost: Limits.textBytes, at: .field("comment"))
        }
        let key = SurveyInvitation.tokenKey(of: reply.token, digest: digest)
        guard let invitation = try workspace.find(SurveyInvitation.self, SurveyInvitation.query(tokenKey: key)).first,
            let survey = policy.surveys[invitation.survey]
        else { throw .refused(Refusal(.unknownName, "no such invitation", at: .field("token"))) }
        let answered = try checked { () throws(Refusal) in try invitation.answering(at: now) }
        let edit = SurveyEdit(
            revision: 1, at: now, answers: reply.answers.map { SurveyEdit.Answer($0.question, $0.value) },
            comment: reply.comment.map { .set($0) } ?? .keep)
        let response = try checked { () throws(Refusal) in
            try SurveyResponse(to: invitation, survey: survey, edit: edit)
        }
        workspace.save(answered)
        workspace.save(response)
        try count(Tally.delta(old: nil, new: response), for: invitation)
        let settled = Encounter.recordKey(of: EncounterID(case: invitation.case))
        if var row = try workspace.load(Encounter.self, settled.id) {
            // Only the answers are new: the case may be open again by now.
            row.scores = ScoreSet(response)
            workspace.save(row)
        }
        emit(.surveyAnswered(reply.answers.sorted { $0.question < $1.question }), invitation.case)
        return .done
    }
}
