import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives

/// How it felt: whether to ask, the invitation, its token, and what becomes of it without an answer.
extension Turn {
    /// Decides whether the person is asked how it was, and says why either way.
    mutating func decideSurvey(
        _ item: ServiceCase, at: Instant, autoClosed: Bool = false
    ) throws(DeskHalt) {
        guard let plan = policy.document.surveyPlan, let survey = policy.surveys[plan.survey],
            let channel = policy.channels[item.lastChannel]
        else { return }
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let carrier = try surveyCarrier(for: person, of: channel, about: item)
        var circumstances = try circumstances(of: item, person, plan, carrier, at: at)
        circumstances.autoClosed = autoClosed
        let decision = plan.decide(circumstances, samplingKey: digest, zone: policy.zone)
        emit(
            .surveyDecided(invited: decision.inviteAt != nil, reason: decision.reason), item.id,
            at: at)
        guard let sendAt = decision.inviteAt, let expires = decision.expires, let carrier else { return }
        let text = "\(item.id)-\(item.reopens)"
        let invitation = try invite(
            Self.invitationName(text), survey, about: item, person, on: carrier, asking: nil, sendAt: sendAt,
            expires: expires, decidedAt: at, samplePerMille: plan.samplePerMille, recovery: nil)
        try count(.oneInvitation, for: invitation)
    }

    private mutating func circumstances(
        of item: ServiceCase, _ person: Person, _ plan: SurveyPlan,
        _ carrier: (channel: ContactChannel, route: ReplyRoute)?,
        at: Instant
    ) throws(DeskHalt) -> SurveyCircumstances {
        // What was asked of somebody merged into the person was asked of the person.
        let family = try family(of: person)
        var last: Instant?
        for member in family {
            let asked = try workspace.find(SurveyInvitation.self, SurveyInvitation.query(lastOf: member)).first
            last = [last, asked?.decidedAt].compactMap { $0 }.max()
        }
        var circumstances = SurveyCircumstances(
            person: item.person, case: item.id, channel: carrier?.channel.id ?? item.lastChannel,
            channelCanSend: carrier != nil, consentGiven: person.lastConsent(.survey, on: carrier?.channel.id)?.isGiven,
            lastInvitedAt: last, humanTouched: item.answeredAt != nil, autoClosed: false,
            topic: item.topic, at: at, localMinuteOfDay: policy.minuteOfDay(at))
        circumstances.episode = item.reopens
        circumstances.isUnasked = item.isUnasked == true
        if item.reopens > 0 {
            circumstances.lastAskedEpisode = try workspace.find(
                SurveyInvitation.self, SurveyInvitation.query(case: item.id)
            ).first { $0.recovery == nil && $0.countsForCooldown }?.episode
        }
        if policy.document.feedback.recovery != nil {
            circumstances.recoveryIsOpen = try hasOpenRecovery(family)
        }
        if let carrier, carrier.channel.capabilities.replyWindow != nil {
            let inbound = try lastArrival(on: carrier.channel, of: person, at: carrier.route.address)
            circumstances.channelWindowCloses = inbound.flatMap { carrier.channel.replyWindowEnd(after: $0) } ?? at
        }
        let node = policy.node(of: item, person)
        let today = policy.dayNumber(at)
        for quota in plan.quotas {
            let keys = try checked { () throws(Refusal) in
                var keys: [TallyRow.Key] = []
                for ago in 0..<quota.days {
                    keys += try TallyRow.rows(for: node, day: today - ago).filter { $0.level == quota.level }
                }
                return keys
            }
            try workspace.prefetch(keys.map { TallyRow.recordKey(of: $0) })
            var used = 0
            for key in keys {
                used += try workspace.load(TallyRow.self, TallyRow.recordKey(of: key).id)?.tally.invited ?? 0
            }
            circumstances.quotaUse.append(used)
        }
        return circumstances
    }

    /// The name of an invitation; a digest of it where the case's own name leaves no room.
    static func invitationName(_ text: String) -> InvitationID {
        InvitationID(
            checked: text.utf8.count <= Limits.identifierBytes ? text : Hexadecimal.text(SHA256.digest(text.utf8)))
    }

    /// The channel on which a person can be asked how it was and the way there: the channel of the contact, or else the first
    /// of the policy's text-message or mail channels that reaches the person.
    mutating func surveyCarrier(
        for person: Person, of channel: ContactChannel, about item: ServiceCase?
    ) throws(DeskHalt) -> (channel: ContactChannel, route: ReplyRoute)? {
        let others = policy.document.channels.filter { $0.kind == .textMessage || $0.kind == .mail }
        for candidate in [channel] + others
        where candidate.kind.capabilities.canSendText && !candidate.kind.capabilities.isPublic {
            // Nobody is asked at an address of the desk's own.
            if let route = try route(to: person, on: candidate, about: item), !policy.ownAddresses.contains(route.point) {
                return (candidate, route)
            }
        }
        return nil
    }

    /// Writes an invitation down and puts its message into the outbox: the first question where answers come as messages,
    /// else a link.
    mutating func invite(
        _ id: InvitationID, _ survey: Survey, about item: ServiceCase, _ person: Person,
        on carrier: (channel: ContactChannel, route: ReplyRoute), asking questions: [String]?, sendAt: Instant,
        expires: Instant, decidedAt: Instant, samplePerMille: Int?, recovery: Recovery?
    ) throws(DeskHalt) -> SurveyInvitation {
        let token = SurveyToken(
            survey: survey.id, case: item.id, person: person.id, invitation: id, signer: machine.signer)
        let isByMessage = policy.document.surveyPlan.map { carrier.channel.isAskedByMessage($0) } ?? false
        let dialogue = isByMessage ? SurveyDialogue(survey, asking: questions) : nil
        let node = recovery?.node ?? policy.node(of: item, person)
        let day = recovery?.day ?? policy.dayNumber(decidedAt)
        // The name that `send` gives the message: nothing happens between here and there.
        let message = "\(request.id)-\(workspace.eventCount)"
        let (tokenKey, form) = (SurveyInvitation.tokenKey(of: token.text, digest: digest), survey.form)
        let invitation = try checked { () throws(Refusal) in
            try SurveyInvitation(
                id: id, survey: survey.id, case: item.id, person: person.id, channel: carrier.channel.id, node: node,
                day: day, decidedAt: decidedAt, sendAt: sendAt, expires: expires, tokenKey: tokenKey, form: form,
                samplePerMille: samplePerMille, episode: item.reopens, dialogue: dialogue, message: message,
                recovery: recovery?.id)
        }
        workspace.save(invitation)
        let language = item.language ?? person.language ?? policy.language
        let first = survey.questions.first { questions?.contains($0.id) ?? true }
        let text: String
        if let dialogue {
            text =
                dialogue.text(
                    of: survey, in: language, as: recovery == nil ? .opening : .checkBack, case: item.id) ?? ""
        } else if recovery != nil {
            text = survey.texts.text(
                .checkBack, in: language,
                filling: [
                    "question": first?.text.text(in: language) ?? "", "expected": token.text, "case": item.id.rawValue,
                ])
        } else {
            text = survey.invitationText(in: language, link: token.text, case: item.id)
        }
        try send(
            .surveyInvitation, to: person, carrier.route, on: carrier.channel,
            subject: subject(carrier.route, on: carrier.channel, caseID: nil, topic: nil, language), text: text,
            language: language, caseID: nil, notBefore: sendAt)
        _ = try mayAddOne(to: person, at: carrier.route.point, subject: nil, about: nil, comesOnce: true)
        return invitation
    }

    /// Adds counts to the tallies of everybody an invitation belongs to.
    mutating func count(_ delta: Tally, for invitation: SurveyInvitation) throws(DeskHalt) {
        guard delta != .zero else { return }
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

    /// The invitation of a token and its survey; what was made up is refused without reading anything.
    mutating func invitation(ofToken text: String) throws(DeskHalt) -> (SurveyInvitation, Survey) {
        try checked { () throws(Refusal) in
            try Limits.check(text, atMost: Limits.identifierBytes, at: .field("token"))
        }
        let token: SurveyToken
        do throws(Refusal) {
            token = try SurveyToken(text, signer: machine.signer)
        } catch {
            throw .refused(Refusal(.unknownName, "no such invitation: \(error.detail)", at: .field("token")))
        }
        let key = SurveyInvitation.tokenKey(of: token.text, digest: digest)
        guard let invitation = try workspace.find(SurveyInvitation.self, SurveyInvitation.query(tokenKey: key)).first,
            let survey = policy.surveys[invitation.survey]
        else { throw .refused(Refusal(.unknownName, "no such invitation", at: .field("token"))) }
        return (invitation, survey)
    }

    mutating func expireInvitation(_ id: InvitationID) throws(DeskHalt) -> DeskResult {
        let invitation: SurveyInvitation = try workspace.require(SurveyInvitation.self, id, "invitation")
        guard invitation.state == .open, invitation.expires <= now else { return .done }
        workspace.save(try checked { () throws(Refusal) in try invitation.expiring(at: now) })
        emit(.feedback(.invitationExpired(id)), invitation.case)
        return .done
    }

    /// Takes back invitations about a case that goes on before they were sent: nobody is asked in the middle of a talk.
    mutating func takeBackSurvey(of item: ServiceCase) throws(DeskHalt) {
        guard policy.document.surveyPlan != nil else { return }
        for invitation in try workspace.find(SurveyInvitation.self, SurveyInvitation.query(case: item.id))
        where invitation.state == .open && invitation.sendAt > now && invitation.recovery == nil {
            try takeBack(invitation)
        }
    }

    /// Takes an invitation back: it counts for nothing, and its message does not go out if it is still waiting.
    mutating func takeBack(_ invitation: SurveyInvitation) throws(DeskHalt) {
        workspace.save(try checked { () throws(Refusal) in try invitation.withdrawing() })
        if invitation.phase == .initial { try count(.zero - .oneInvitation, for: invitation) }
        emit(.feedback(.invitationWithdrawn(invitation.id)), invitation.case)
        // A message that is due may be on its way already.
        guard invitation.sendAt > now, let name = invitation.message, let key = try? MessageKey(name),
            let delivery = try workspace.load(OutboxDelivery.self, key), case .queued = delivery.state
        else { return }
        let cancelled = try checked { () throws(Refusal) in
            try delivery.applying(.undeliverable(.refusedByRecipient), at: now)
        }
        workspace.save(cancelled)
        if let end = cancelled.endName { emit(.messageEnded(key, end), invitation.case) }
    }

    /// Takes an invitation that never reached anybody out of those who could answer.
    mutating func markUndeliverable(_ message: OutboundMessage) throws(DeskHalt) {
        guard message.kind == .surveyInvitation,
            let invitation = try workspace.find(
                SurveyInvitation.self, SurveyInvitation.query(message: message.key.rawValue)
            ).first, invitation.state == .open || invitation.state == .expired
        else { return }
        workspace.save(try checked { () throws(Refusal) in try invitation.failingDelivery() })
        if invitation.phase == .initial { try count(.oneUndeliverable, for: invitation) }
        emit(.feedback(.invitationUndeliverable(invitation.id)), invitation.case)
    }
}
