import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskSchedules

/// Putting right what a bad rating told of.
extension Turn {
    /// The plan in force; the usual one for recoveries that outlive it.
    private func recoveryPlan() throws(DeskHalt) -> RecoveryPlan {
        if let plan = policy.document.feedback.recovery { return plan }
        return try checked { () throws(Refusal) in try RecoveryPlan() }
    }

    /// Opens a recovery when answers are bad, completes it while the first round goes on, and ends it when the person takes
    /// the bad rating back before anybody did anything.
    mutating func openRecovery(
        after response: SurveyResponse, to invitation: SurveyInvitation
    ) throws(DeskHalt) {
        guard let plan = policy.document.feedback.recovery else { return }
        let scores = ScoreSet(response)
        let id = Recovery.id(of: invitation.id)
        let triggers = plan.triggers(in: scores)
        if let standing = try workspace.load(Recovery.self, id) {
            guard standing.isOpen else { return }
            if triggers.isEmpty, standing.state == .open {
                let closed = try checked { () throws(Refusal) in
                    try standing.closing(.takenBack, at: max(now, standing.openedAt))
                }
                workspace.save(closed)
                emit(.feedback(.recoveryClosed(id, .takenBack)), invitation.case)
            } else {
                let completed = standing.completing(first: scores, plan: plan)
                if completed != standing { workspace.save(completed) }
            }
            return
        }
        guard !triggers.isEmpty else { return }
        let item = try workspace.load(ServiceCase.self, invitation.case)
        guard
            let owner = plan.owner ?? item?.queue.flatMap({ policy.queues[$0]?.escalateTo }) ?? invitation.node.agent
                ?? item?.agent ?? policy.document.agents.first?.id
        else { return }
        let at = now
        let due =
            policy.openTime(plan.calendar).adding(plan.contactWithin, to: at) ?? at.adding(plan.contactWithin)
            ?? .latest
        let recovery = try checked { () throws(Refusal) in
            try Recovery(id: id, response: response, plan: plan, owner: owner, openedAt: at, contactDue: due)
        }
        workspace.save(recovery)
        emit(.feedback(.recoveryOpened(id, owner: owner, due: due, triggers)), invitation.case)
        try assignReview(
            of: .recovery(id), channel: invitation.node.channel, topic: invitation.node.topic, arrivedAt: now)
        // In a dialogue the reasons are its last question, and the word that somebody looks into it its last message.
        let isDialogue = policy.document.surveyPlan.flatMap { plan in
            policy.channels[invitation.channel].map { $0.isAskedByMessage(plan) }
        }
        if invitation.dialogue == nil || isDialogue == false { try acknowledge(response, to: invitation, plan) }
    }

    /// Tells the person that somebody looks into it, and asks for reasons when none were given.
    private mutating func acknowledge(
        _ response: SurveyResponse, to invitation: SurveyInvitation, _ plan: RecoveryPlan
    ) throws(DeskHalt) {
        guard let survey = policy.surveys[invitation.survey], let channel = policy.channels[invitation.channel],
            let person = try workspace.load(Person.self, invitation.person)
        else { return }
        let language = try language(of: invitation, person)
        guard plan.asksReasons, response.reasons == nil, response.comment == nil else {
            return try say(.recovery, survey, invitation, person, on: channel, language)
        }
        let token = SurveyToken(
            survey: survey.id, case: invitation.case, person: person.id, invitation: invitation.id,
            signer: machine.signer)
        // A token made anew with another secret than the first one opens nothing; then the link the person has must do.
        let opens = SurveyInvitation.tokenKey(of: token.text, digest: digest) == invitation.tokenKey
        let text = survey.texts.text(
            .reasons, in: language,
            filling: [
                "reasons": ReasonReply.list(survey.reasons(praise: false), in: language),
                "case": invitation.case.rawValue,
            ])
        try tell(person, on: channel, opens ? text + " " + token.text : text, language, about: invitation.case, comesOnce: true)
    }

    /// Takes in the second rating, beside the first one.
    mutating func rateAgain(_ response: SurveyResponse, to invitation: SurveyInvitation) throws(DeskHalt) {
        guard let id = invitation.recovery, let standing = try workspace.load(Recovery.self, id) else { return }
        let second = ScoreSet(answersOf: response)
        guard !second.isEmpty else { return }
        let plan = try recoveryPlan()
        let rated = try checked { () throws(Refusal) in try standing.answering(second, plan: plan, at: now) }
        workspace.save(rated)
        emit(.feedback(.recoveryRated(id, first: rated.first, second: second)), invitation.case)
        if case .closed(let outcome) = rated.state, rated.state != standing.state {
            emit(.feedback(.recoveryClosed(id, outcome)), invitation.case)
        }
    }

    private mutating func require(_ id: RecoveryID) throws(DeskHalt) -> Recovery {
        try workspace.require(Recovery.self, id, "recovery")
    }

    mutating func contactRecovery(_ id: RecoveryID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let standing = try require(id)
        let contacted = try checked { () throws(Refusal) in try standing.contacting(at: now) }
        workspace.save(contacted)
        emit(.feedback(.recoveryContacted(id, agent, after: now - standing.openedAt)), standing.case)
        return .done
    }

    mutating func mendRecovery(_ id: RecoveryID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let standing = try require(id)
        let plan = try recoveryPlan()
        let mended = try checked { () throws(Refusal) in try standing.mending(plan, at: now) }
        workspace.save(mended)
        if standing.contactedAt == nil {
            emit(.feedback(.recoveryContacted(id, agent, after: now - standing.openedAt)), standing.case)
        }
        emit(.feedback(.recoveryMended(id, agent)), standing.case)
        return .done
    }

    mutating func giveUpRecovery(_ id: RecoveryID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let standing = try require(id)
        workspace.save(try checked { () throws(Refusal) in try standing.closing(.notPossible, at: now) })
        emit(.feedback(.recoveryClosed(id, .notPossible)), standing.case)
        return .done
    }

    mutating func assignRecovery(_ id: RecoveryID, to agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let standing = try require(id)
        workspace.save(try checked { () throws(Refusal) in try standing.handingOver(to: agent, at: now) })
        emit(.feedback(.recoveryAssigned(id, to: agent)), standing.case)
        return .done
    }

    mutating func recoveryDue(_ id: RecoveryID) throws(DeskHalt) -> DeskResult {
        let standing = try require(id)
        guard let due = standing.wakeAt, due <= now else { return .done }
        switch standing.state {
        case .open:
            workspace.save(try checked { () throws(Refusal) in try standing.sayingOverdue(at: now) })
            emit(
                .feedback(.recoveryOverdue(id, owner: standing.owner)), standing.case, at: standing.contactDue)
        case .mended: try checkBack(standing)
        case .asked:
            workspace.save(try checked { () throws(Refusal) in try standing.closing(.noAnswer, at: now) })
            emit(.feedback(.recoveryClosed(id, .noAnswer)), standing.case)
        case .contacted, .closed: break
        }
        return .done
    }

    /// Asks the person whether it is in order now; who cannot or does not want to be asked is not.
    private mutating func checkBack(_ standing: Recovery) throws(DeskHalt) {
        let plan = try recoveryPlan()
        let asked = try checked { () throws(Refusal) in try standing.asking(plan, at: now) }
        guard let original = try workspace.load(SurveyInvitation.self, standing.invitation),
            let survey = policy.surveys[original.survey],
            let item = try workspace.load(ServiceCase.self, standing.case),
            let person = try workspace.load(Person.self, standing.person),
            let channel = policy.channels[original.channel],
            let carrier = try surveyCarrier(for: person, of: channel, about: item),
            person.lastConsent(.survey, on: carrier.channel.id)?.isGiven != false
        else {
            workspace.save(try checked { () throws(Refusal) in try asked.closing(.noAnswer, at: now) })
            emit(.feedback(.recoveryClosed(standing.id, .noAnswer)), standing.case)
            return
        }
        let sendAt = policy.document.surveyPlan?.quietHours.end(at: now, in: policy.zone) ?? now
        let roles = standing.triggers.map(\.role) + [.recommend]
        let questions = survey.questions.filter { roles.contains($0.role) }.map(\.id)
        _ = try invite(
            Self.invitationName("\(standing.invitation)-r"), survey, about: item, person, on: carrier,
            asking: questions.isEmpty ? nil : questions, sendAt: sendAt,
            expires: max(asked.answerDue ?? .latest, sendAt),
            decidedAt: now, samplePerMille: nil, recovery: asked)
        workspace.save(asked)
        emit(.feedback(.recoveryAsked(standing.id)), standing.case)
    }
}

extension RecoveryTrigger {
    /// The role of the question it comes from.
    var role: SurveyQuestion.Role {
        switch self {
        case .notResolved: .resolved
        case .service: .service
        case .recommend: .recommend
        case .effort: .effort
        }
    }
}
