import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives

/// Mails that answer an invitation with a link: found by the thread they stand in, read, and answered in turn.
extension Turn {
    /// The most words of a mail that are looked at for the token of an invitation.
    private static let mostTokens = 8

    /// Takes a contact in as the answer to the invitation it replies to; nil when it is a matter of its own.
    mutating func takeSurveyReply(
        _ contact: Contact, _ arrival: Arrival, of person: Person, on channel: ContactChannel
    ) throws(DeskHalt) -> DeskResult? {
        guard let plan = policy.document.surveyPlan, channel.kind == .mail, channel.capabilities.canSendText,
            !channel.isAskedByMessage(plan), contact.demand != .automatic,
            let invitation = try invitation(repliedToBy: arrival, on: channel),
            try family(of: person).contains(invitation.person), invitation.channel == channel.id,
            let survey = policy.surveys[invitation.survey]
        else { return nil }
        guard now >= invitation.sendAt, now < invitation.expires else { return nil }
        switch invitation.state {
        case .open, .answered: break
        case .expired, .withdrawn, .undeliverable, .declined: return nil
        }
        let language = try language(of: invitation, person)
        let dialogue = invitation.dialogue ?? SurveyDialogue(survey)
        switch MailReply(contact.text, survey: survey, asking: try askedQuestions(of: invitation, survey)) {
        case .notForSurvey: return nil
        case .optOut:
            try optOut(person, by: contact, ending: invitation, dialogue, survey, on: channel, language)
        case .declined:
            guard invitation.state == .open else { return nil }
            workspace.save(try checked { () throws(Refusal) in try invitation.declining(at: now) })
            emit(.feedback(.invitationDeclined(invitation.id)), invitation.case)
        case .answer(let answer, let comment):
            if (try? invitation.check(SurveyEdit(revision: 1, at: now, answers: [answer]), against: survey)) == nil {
                // The question is asked otherwise by now: the answer is kept and not counted.
                emit(.feedback(.replyUnread(invitation.id, .otherScale, contact: contact.id)), invitation.case)
            } else {
                try take(answer, comment: comment, to: invitation, survey, person, on: channel, language)
            }
        case .unread(let flaw):
            let next = dialogue.noting(unread: flaw, contact: contact.id, at: now)
            workspace.save(invitation.continuing(next))
            emit(.feedback(.replyUnread(invitation.id, flaw, contact: contact.id)), invitation.case)
            if next.step != .over {
                let token = SurveyToken(
                    survey: survey.id, case: invitation.case, person: person.id, invitation: invitation.id,
                    signer: machine.signer)
                try tell(
                    person, on: channel, next.unreadText(of: survey, in: language) + " " + token.text, language,
                    about: invitation.case)
            }
        }
        return file(contact, of: person, under: invitation)
    }

    /// The invitation whose message a mail refers to, or whose link stands in what it quotes.
    private mutating func invitation(
        repliedToBy arrival: Arrival, on channel: ContactChannel
    ) throws(DeskHalt) -> SurveyInvitation? {
        let messages = arrival.references.map { OutboxDelivery.known(as: $0, on: channel.id) }
        let keys = arrival.text.split(whereSeparator: { !$0.isHexDigit })
            .filter { $0.utf8.count == 32 }.prefix(Self.mostTokens)
            .compactMap { try? SurveyToken(String($0), signer: machine.signer) }
            .map { SurveyInvitation.query(tokenKey: SurveyInvitation.tokenKey(of: $0.text, digest: digest)) }
        try workspace.prefetch([], messages + keys)
        for query in messages {
            for delivery in try workspace.find(OutboxDelivery.self, query)
            where delivery.message.kind == .surveyInvitation {
                let query = SurveyInvitation.query(message: delivery.message.key.rawValue)
                if let found = try workspace.find(SurveyInvitation.self, query).first { return found }
            }
        }
        for query in keys {
            if let found = try workspace.find(SurveyInvitation.self, query).first { return found }
        }
        return nil
    }

    /// The questions an invitation asks: of a check-back those that were rated badly, and whether the person would recommend.
    private mutating func askedQuestions(
        of invitation: SurveyInvitation, _ survey: Survey
    ) throws(DeskHalt) -> [String]? {
        guard let id = invitation.recovery, let recovery = try workspace.load(Recovery.self, id) else { return nil }
        let roles = recovery.triggers.map(\.role) + [.recommend]
        return survey.questions.filter { roles.contains($0.role) }.map(\.id)
    }

    /// Takes in the answer a mail gives; the same one again changes nothing.
    private mutating func take(
        _ answer: SurveyEdit.Answer, comment: String?, to invitation: SurveyInvitation, _ survey: Survey,
        _ person: Person, on channel: ContactChannel, _ language: LanguageTag
    ) throws(DeskHalt) {
        let key = SurveyResponse.recordKey(of: invitation.id, phase: invitation.phase)
        if comment == nil, let held = try workspace.load(SurveyResponse.self, key.id),
            held.answers.contains(where: { $0.question == answer.question && $0.value == answer.value })
        {
            return
        }
        let edit = SurveyEdit(revision: 1, at: now, answers: [answer])
        let (old, new, current) = try keep(edit, comment: comment, to: invitation, survey)
        workspace.save(current)
        try follow(old: old, new: new, to: current, survey)
        if old == nil { try finishSurvey(new, to: current, survey) }
        let plan = policy.document.feedback.recovery
        let isBad = new.phase == .initial && plan?.triggers(in: ScoreSet(new)).isEmpty == false
        // Who rated badly has been told that somebody looks into it.
        if !isBad { try say(.thanks, survey, invitation, person, on: channel, language) }
    }
}
