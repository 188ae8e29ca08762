import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives

/// Who is glad: thanked for it once, asked to recommend us, quoted with consent alone; and thanks among colleagues.
extension Turn {
    // MARK: Promoters

    /// Decides whether the person is asked to recommend us, and asks.
    ///
    /// - Returns: Whether the person was asked to be quoted, too, in a dialogue that waits for the answer.
    mutating func askPromoter(
        _ response: SurveyResponse, to invitation: SurveyInvitation, _ survey: Survey
    ) throws(DeskHalt) -> Bool {
        guard let plan = policy.document.feedback.promoters,
            let person = try standingPerson(invitation.person)
        else { return false }
        let words = [ConsentPurpose.survey, .marketing].compactMap {
            person.lastConsent($0, on: invitation.channel)?.isGiven
        }
        let family = try family(of: person)
        var before = false
        for member in family where try workspace.load(PromoterAsk.self, member) != nil { before = true }
        let recoveryIsOpen = try hasOpenRecovery(family)
        let decision = plan.decide(
            recommend: response.value(of: .recommend), askedBefore: before,
            consent: words.contains(false) ? false : words.first, recoveryIsOpen: recoveryIsOpen)
        emit(.feedback(.promoterDecided(invitation.id, decision)), invitation.case)
        guard decision == .ask, let channel = policy.channels[invitation.channel] else { return false }
        workspace.save(PromoterAsk(person: person.id, invitation: invitation.id, at: now))
        let language = try language(of: invitation, person)
        let values = ["case": invitation.case.rawValue]
        var text = survey.texts.text(.recommend, in: language, filling: values)
        var asksConsent = false
        if plan.asksConsent, let comment = response.comment, comment.contains(where: { !$0.isWhitespace }) {
            let now = now
            let reference = try checked { () throws(Refusal) in
                try CustomerReference(
                    id: invitation.id.as(), person: person.id, source: .response(invitation.id), text: comment,
                    askedAt: now)
            }
            workspace.save(reference)
            emit(.feedback(.referenceAsked(reference.id)), invitation.case)
            text += " " + survey.texts.text(.consent, in: language, filling: values)
            asksConsent = true
        }
        try tell(person, on: channel, text, language, about: invitation.case, comesOnce: true)
        return asksConsent && invitation.dialogue != nil
    }

    /// Asks for a public review whom the plan picks, however they rated.
    mutating func inviteReview(after invitation: SurveyInvitation, _ survey: Survey) throws(DeskHalt) {
        guard let plan = policy.document.feedback.promoters, let text = plan.reviewText,
            plan.asksForReview(survey: survey.id, case: invitation.case, key: digest),
            let channel = policy.channels[invitation.channel],
            let person = try workspace.load(Person.self, invitation.person)
        else { return }
        let language = try language(of: invitation, person)
        emit(.feedback(.reviewInvited(invitation.id)), invitation.case)
        try tell(person, on: channel, text.text(in: language), language, about: invitation.case, comesOnce: true)
    }

    // MARK: References

    mutating func askReference(_ id: ContactID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let contact: Contact = try workspace.require(Contact.self, id, "contact")
        guard contact.direction == .inbound, contact.text != Self.maskedText else {
            throw .refused(Refusal(.notAllowed, "there are no words of the person to quote", at: .field("contact")))
        }
        let person: Person = try workspace.require(Person.self, contact.person, "person")
        let earlier = try workspace.find(CustomerReference.self, CustomerReference.query(person: person.id))
        guard !earlier.contains(where: { $0.source == .contact(id) }) else {
            throw .refused(Refusal(.duplicateName, "the person was asked about it already", at: .field("contact")))
        }
        let referenceID: ReferenceID = try derived("f")
        let now = now
        let reference = try checked { () throws(Refusal) in
            try CustomerReference(
                id: referenceID, person: person.id, source: .contact(id), text: contact.text, askedAt: now)
        }
        workspace.save(reference)
        emit(.feedback(.referenceAsked(referenceID)), contact.caseID)
        // Where the person cannot be written to in private, whoever asked does so by hand.
        let item = try contact.caseID.flatMap { (id) throws(DeskHalt) in try workspace.load(ServiceCase.self, id) }
        if let channel = policy.channels[contact.channel],
            let carrier = try surveyCarrier(for: person, of: channel, about: item)
        {
            let language = contact.language ?? person.language ?? policy.language
            let texts = policy.document.surveyPlan.flatMap { policy.surveys[$0.survey]?.texts } ?? .standard
            try tell(
                person, on: carrier.channel,
                texts.text(.consent, in: language, filling: ["case": contact.caseID?.rawValue ?? ""]), language,
                about: contact.caseID, comesOnce: true)
        }
        return .done
    }

    /// The answer, in a dialogue, to the question whether the person may be quoted.
    mutating func answerConsent(
        _ isGiven: Bool, to invitation: SurveyInvitation, _ survey: Survey, _ language: LanguageTag
    ) throws(DeskHalt) {
        let id: ReferenceID = invitation.id.as()
        guard let reference = try workspace.load(CustomerReference.self, id), reference.state == .awaitingConsent else {
            return
        }
        _ =
            isGiven
            ? try grantReference(id, .public, wording: survey.texts.text(.consent, in: language))
            : try refuseReference(id)
    }

    mutating func grantReference(
        _ id: ReferenceID, _ scope: CustomerReference.Scope, wording: String
    ) throws(DeskHalt) -> DeskResult {
        let reference: CustomerReference = try workspace.require(CustomerReference.self, id, "reference")
        workspace.save(
            try checked { () throws(Refusal) in try reference.consenting(to: scope, wording: wording, at: now) })
        try noteConsent(true, of: reference, proof: wording)
        emit(.feedback(.referenceGranted(id, scope)))
        return .done
    }

    mutating func refuseReference(_ id: ReferenceID) throws(DeskHalt) -> DeskResult {
        let reference: CustomerReference = try workspace.require(CustomerReference.self, id, "reference")
        workspace.save(try checked { () throws(Refusal) in try reference.refusing(at: now) })
        emit(.feedback(.referenceRefused(id)))
        return .done
    }

    mutating func withdrawReference(_ id: ReferenceID) throws(DeskHalt) -> DeskResult {
        let reference: CustomerReference = try workspace.require(CustomerReference.self, id, "reference")
        try withdraw(reference)
        return .done
    }

    /// Withdraws what the words of an invitation's answer became, when the answer is taken back.
    mutating func withdrawReferences(of invitation: SurveyInvitation) throws(DeskHalt) {
        let id: ReferenceID = invitation.id.as()
        if let reference = try workspace.load(CustomerReference.self, id) { try withdraw(reference) }
    }

    mutating func withdraw(
        _ reference: CustomerReference, notesConsent: Bool = true
    ) throws(DeskHalt) {
        let withdrawn = try checked { () throws(Refusal) in try reference.withdrawing(at: now) }
        guard withdrawn != reference else { return }
        workspace.save(withdrawn)
        if notesConsent, case .consented = reference.state { try noteConsent(false, of: reference, proof: "withdrawn") }
        emit(.feedback(.referenceWithdrawn(reference.id, places: withdrawn.published.count)))
    }

    private mutating func noteConsent(
        _ isGiven: Bool, of reference: CustomerReference, proof: String
    ) throws(DeskHalt) {
        guard let person = try standingPerson(reference.person) else { return }
        let now = now
        workspace.save(
            try checked { () throws(Refusal) in
                try person.recording(Consent(.reference, isGiven: isGiven, at: now, proof: proof), at: now)
            })
    }

    mutating func setConsent(
        of id: PersonID, _ purpose: ConsentPurpose, on channel: ChannelID?, isGiven: Bool, proof: String
    ) throws(DeskHalt) -> DeskResult {
        guard let person = try standingPerson(id) else {
            throw .refused(Refusal(.unknownName, "nothing is stored under this name", at: .field("person")))
        }
        // Who takes consent back may name a channel that the policy has no more.
        if isGiven, let channel { _ = try requireChannel(channel) }
        let now = now
        workspace.save(
            try checked { () throws(Refusal) in
                try person.recording(Consent(purpose, on: channel, isGiven: isGiven, at: now, proof: proof), at: now)
            })
        let id = person.id
        emit(.feedback(.consentSet(id, purpose, isGiven: isGiven, channel: channel)))
        if !isGiven { try consentWithdrawn(of: id, purpose, on: channel) }
        return .done
    }

    /// Does what a withdrawn consent asks for: what was shown is withdrawn, what was asked is taken back.
    ///
    /// A word about one channel takes back what was asked on it; being quoted has no channel, so any word withdraws that.
    mutating func consentWithdrawn(
        of id: PersonID, _ purpose: ConsentPurpose, on channel: ChannelID?
    ) throws(DeskHalt) {
        guard purpose == .reference || purpose == .survey, let person = try workspace.load(Person.self, id) else {
            return
        }
        for member in try family(of: person) {
            if purpose == .reference {
                for reference in try workspace.find(CustomerReference.self, CustomerReference.query(person: member)) {
                    try withdraw(reference, notesConsent: false)
                }
            } else {
                for invitation in try workspace.find(SurveyInvitation.self, SurveyInvitation.query(person: member))
                where invitation.state == .open && (channel == nil || invitation.channel == channel) {
                    try takeBack(invitation)
                }
            }
        }
    }

    mutating func publishReference(_ id: ReferenceID, place: String) throws(DeskHalt) -> DeskResult {
        let reference: CustomerReference = try workspace.require(CustomerReference.self, id, "reference")
        workspace.save(try checked { () throws(Refusal) in try reference.publishing(in: place, at: now) })
        emit(.feedback(.referencePublished(id)))
        return .done
    }

    mutating func takeDownReference(_ id: ReferenceID, place: String) throws(DeskHalt) -> DeskResult {
        let reference: CustomerReference = try workspace.require(CustomerReference.self, id, "reference")
        let down = try checked { () throws(Refusal) in try reference.takingDown(from: place, at: now) }
        workspace.save(down)
        emit(.feedback(.referenceTakenDown(id, places: down.published.count)))
        return .done
    }

    // MARK: Recognition

    /// Shares a very good answer with who handled the contact, and takes that back with the answer.
    mutating func recognise(after response: SurveyResponse, _ survey: Survey) throws(DeskHalt) {
        let id = Recognition.id(of: response.invitation)
        let made = try checked { () throws(Refusal) in try Recognition(of: response, survey: survey, id: id) }
        let standing = try workspace.load(Recognition.self, id)
        guard let made else {
            if let standing, standing.stands {
                workspace.save(standing.withdrawing(at: now))
                emit(.feedback(.recognitionWithdrawn(id)), response.case)
            }
            return
        }
        guard made != standing else { return }
        workspace.save(made)
        if standing?.stands != true {
            emit(.feedback(.recognised(id, made.agents, byColleague: nil)), response.case)
        }
    }

    mutating func recognise(
        _ agents: [AgentID], by giver: AgentID, case caseID: CaseID?, text: String
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(giver)
        for agent in agents { _ = try requireAgent(agent) }
        if let caseID {
            _ = try open(caseID)
            workspace.hold(ServiceCase.collection, caseID)
        }
        let id: RecognitionID = try derived("g")
        let (now, plan) = (now, policy.document.feedback.recognition)
        let recognition = try checked { () throws(Refusal) in
            try Recognition(id: id, agents: agents, giver: .colleague(giver), case: caseID, text: text, at: now)
        }
        let since = now.adding(-TimeSpan.days(Int64(plan.days))) ?? .earliest
        let given = try workspace.find(Recognition.self, Recognition.query(givenBy: giver, since: since))
        try checked { () throws(Refusal) in try plan.check(recognition, given: given) }
        workspace.save(recognition)
        emit(.feedback(.recognised(id, recognition.agents, byColleague: giver)), caseID)
        return .done
    }

    mutating func withdrawRecognition(_ id: RecognitionID, by agent: AgentID) throws(DeskHalt) -> DeskResult {
        let recognition: Recognition = try workspace.require(Recognition.self, id, "recognition")
        guard recognition.giver == .colleague(agent) else {
            throw .refused(Refusal(.notAllowed, "only who gave it takes it back", at: .field("by")))
        }
        guard recognition.stands else { return .done }
        workspace.save(recognition.withdrawing(at: now))
        emit(.feedback(.recognitionWithdrawn(id)), recognition.case)
        return .done
    }
}
