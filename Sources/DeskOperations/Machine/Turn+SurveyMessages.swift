import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskServiceLevels

/// Messages that answer a survey: recognised among everything else that arrives, read, and answered in turn.
extension Turn {
    /// Takes a contact in as the answer to what a survey asked last; nil when it is a matter of its own.
    mutating func takeSurveyMessage(
        _ contact: Contact, of person: Person, on channel: ContactChannel
    ) throws(DeskHalt) -> DeskResult? {
        guard let plan = policy.document.surveyPlan, channel.isAskedByMessage(plan), contact.demand != .automatic,
            let invitation = try invitation(awaitingMessageOf: person, on: channel),
            let survey = policy.surveys[invitation.survey], let dialogue = invitation.dialogue
        else { return nil }
        // What an agent has asked for goes to the agent, even when it looks like a rating.
        for item in try workspace.find(ServiceCase.self, ServiceCase.of(person.id))
        where item.lastChannel == channel.id && item.status == .pending(.customer) { return nil }
        let language = try language(of: invitation, person)
        let text = channel.kind == .mail ? MailReply.ownWords(of: contact.text) : contact.text
        let move = dialogue.move(for: text, survey: survey, at: now)
        switch move {
        case .notForSurvey: return nil
        case .answer(let answer, let comment):
            let edit = SurveyEdit(revision: 1, at: now, answers: [answer])
            guard (try? invitation.check(edit, against: survey)) != nil else {
                // The question is asked otherwise by now: the answer is kept and not counted.
                workspace.save(invitation.continuing(dialogue.ending()))
                emit(
                    .feedback(.replyUnread(invitation.id, .otherScale, contact: contact.id)), invitation.case)
                break
            }
            try take(edit, comment: comment, to: invitation, survey, person, on: channel, language)
        case .reasons(let reasons, let comment):
            let edit = SurveyEdit(
                revision: 1, at: now, answers: [], reasons: reasons.isEmpty ? .keep : .set(reasons))
            try take(edit, comment: comment, to: invitation, survey, person, on: channel, language)
        case .consent(let isGiven):
            workspace.save(invitation.continuing(dialogue.ending()))
            try answerConsent(isGiven, to: invitation, survey, language)
            try say(.thanks, survey, invitation, person, on: channel, language)
        case .optOut:
            try optOut(person, by: contact, ending: invitation, dialogue, survey, on: channel, language)
        case .declined:
            workspace.save(try ended(invitation, dialogue))
            emit(.feedback(.invitationDeclined(invitation.id)), invitation.case)
        case .askAgain(let flaw), .giveUp(let flaw):
            let next = dialogue.noting(unread: flaw, contact: contact.id, at: now)
            workspace.save(invitation.continuing(next))
            emit(.feedback(.replyUnread(invitation.id, flaw, contact: contact.id)), invitation.case)
            if case .askAgain = move {
                try tell(
                    person, on: channel, next.unreadText(of: survey, in: language), language, about: invitation.case)
            }
        }
        return file(contact, of: person, under: invitation)
    }

    /// Keeps what somebody wrote about a survey with the case that the survey is about.
    mutating func file(_ contact: Contact, of person: Person, under invitation: SurveyInvitation) -> DeskResult {
        let filed = withAnswers(contact.filed(under: invitation.case))
        workspace.save(filed)
        return .received(
            ReceivedResult(
                contact: filed.id, person: person.id, caseID: filed.caseID, opensCase: false, isRepeat: false))
    }

    func ended(
        _ invitation: SurveyInvitation, _ dialogue: SurveyDialogue
    ) throws(DeskHalt) -> SurveyInvitation {
        guard invitation.state == .open else { return invitation.continuing(dialogue.ending()) }
        return try checked { () throws(Refusal) in try invitation.declining(at: now) }
    }

    /// The language a survey goes on in: that of its case.
    mutating func language(of invitation: SurveyInvitation, _ person: Person) throws(DeskHalt) -> LanguageTag {
        try workspace.load(ServiceCase.self, invitation.case)?.language ?? person.language ?? policy.language
    }

    /// Takes in one step of a dialogue and goes on with the next one.
    private mutating func take(
        _ edit: SurveyEdit, comment: String?, to invitation: SurveyInvitation, _ survey: Survey, _ person: Person,
        on channel: ContactChannel, _ language: LanguageTag
    ) throws(DeskHalt) {
        let (old, new, current) = try keep(edit, comment: comment, to: invitation, survey)
        try follow(old: old, new: new, to: current, survey)
        let plan = policy.document.feedback.recovery
        let isBad = invitation.phase == .initial && plan?.triggers(in: ScoreSet(new)).isEmpty == false
        guard let before = current.dialogue else { return }
        var next = before.advancing(survey, response: new, asksReasons: isBad && plan?.asksReasons == true, at: now)
        if let text = next.text(of: survey, in: language, case: invitation.case) {
            // A question that is not asked must not be answered by what comes next.
            if !(try tell(person, on: channel, text, language, about: invitation.case)) { next = next.ending() }
        } else if try finishSurvey(new, to: current, survey) {
            next = next.askingConsent(at: now)
        } else if !(try wasAsked(person, after: invitation)) {
            try say(isBad ? .recovery : .thanks, survey, invitation, person, on: channel, language)
        }
        workspace.save(current.continuing(next))
    }

    /// Keeps answers and words beside what was answered before, as its next revision; the invitation is answered by it.
    ///
    /// The invitation is returned and not saved, since a dialogue goes on with it.
    mutating func keep(
        _ edit: SurveyEdit, comment: String?, to invitation: SurveyInvitation, _ survey: Survey
    ) throws(DeskHalt) -> (old: SurveyResponse?, new: SurveyResponse, invitation: SurveyInvitation) {
        let key = SurveyResponse.recordKey(of: invitation.id, phase: invitation.phase)
        let old = try workspace.load(SurveyResponse.self, key.id)
        var edit = edit
        edit.revision = old?.nextRevision ?? 1
        if let comment {
            let words = [old?.comment, comment].compactMap { $0 }.joined(separator: "\n")
            edit.comment = .set(words.utf8.count <= Limits.textBytes ? words : comment)
        }
        let (now, final) = (now, edit)
        let (new, current) = try checked { () throws(Refusal) in
            let current = invitation.state == .open ? try invitation.answering(at: now) : invitation
            guard let old else {
                return (
                    try SurveyResponse(to: invitation, survey: survey, phase: invitation.phase, edit: final), current
                )
            }
            return (try old.applying(final), current)
        }
        workspace.save(new)
        if old == nil {
            emit(.surveyAnswered(new.values), invitation.case)
        } else {
            emit(.feedback(.answersChanged(invitation.id, new.values)), invitation.case)
        }
        return (old, new, current)
    }

    private mutating func wasAsked(_ person: Person, after invitation: SurveyInvitation) throws(DeskHalt) -> Bool {
        guard policy.document.feedback.promoters != nil else { return false }
        for member in try family(of: person) {
            if try workspace.load(PromoterAsk.self, member)?.invitation == invitation.id { return true }
        }
        return false
    }

    /// Somebody wants no more surveys: that is written down, and the one at hand ends.
    mutating func optOut(
        _ person: Person, by contact: Contact, ending invitation: SurveyInvitation, _ dialogue: SurveyDialogue,
        _ survey: Survey, on channel: ContactChannel, _ language: LanguageTag
    ) throws(DeskHalt) {
        let now = now
        workspace.save(
            try checked { () throws(Refusal) in
                try person.recording(
                    Consent(
                        .survey, on: contact.channel, isGiven: false, at: now, proof: "contact \(contact.id)"),
                    at: now)
            })
        workspace.save(try ended(invitation, dialogue))
        emit(.feedback(.optedOut(person.id)), invitation.case)
        try consentWithdrawn(of: person.id, .survey, on: contact.channel)
        try say(.optedOut, survey, invitation, person, on: channel, language)
    }

    /// Says a text of a survey.
    mutating func say(
        _ use: SurveyTexts.Use, _ survey: Survey, _ invitation: SurveyInvitation, _ person: Person,
        on channel: ContactChannel, _ language: LanguageTag
    ) throws(DeskHalt) {
        try tell(
            person, on: channel,
            survey.texts.text(use, in: language, filling: ["case": invitation.case.rawValue]), language,
            about: invitation.case)
    }

    /// Sends a text where the person can be reached on a channel, cut to what it takes, unless no answer is wanted.
    ///
    /// - Parameters:
    ///   - caseID: The case it has to do with, whose last address and subject it takes; answers to it do not go there.
    ///   - comesOnce: As for ``mayAddOne(to:at:subject:about:comesOnce:)``.
    /// - Returns: Whether it was not held back for being one too many.
    @discardableResult
    mutating func tell(
        _ person: Person, on channel: ContactChannel, _ text: String, _ language: LanguageTag, about caseID: CaseID?,
        comesOnce: Bool = false
    ) throws(DeskHalt) -> Bool {
        guard mayAnswer, !text.isEmpty, channel.capabilities.canSendText, !channel.capabilities.isPublic,
            let route = try route(to: person, on: channel, aboutCase: caseID)
        else { return true }
        guard try mayAddOne(to: person, at: route.point, subject: nil, about: nil, comesOnce: comesOnce) else {
            return false
        }
        try send(
            .notice, to: person, route, on: channel,
            subject: subject(route, on: channel, caseID: nil, topic: nil, language),
            text: channel.cut(text), language: language, caseID: nil)
        return true
    }
}
