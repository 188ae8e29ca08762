public import DeskContacts
public import DeskFeedback
public import DeskPrimitives

/// Something the desk is asked to do with an answer, or with what follows from it.
public enum FeedbackCommand: Hashable, Sendable {
    /// Change answers that were given; the revision is the one the page showed (`SurveyPage.revision`).
    case changeAnswers(SurveyReply, revision: UInt32)
    /// Take back all answers to an invitation.
    case withdrawAnswers(token: String)
    /// Note that the time of an invitation has run out.
    case expireInvitation(InvitationID)

    /// Somebody has spoken with the person of a recovery.
    case contactRecovery(RecoveryID, by: AgentID)
    /// What a recovery is about was put right.
    case mendRecovery(RecoveryID, by: AgentID)
    /// A recovery cannot be brought to a good end.
    case giveUpRecovery(RecoveryID, by: AgentID)
    /// Somebody else sees to a recovery.
    case assignRecovery(RecoveryID, to: AgentID)
    /// Do what has fallen due on a recovery.
    case recoveryDue(RecoveryID)

    /// Ask the person of a contact, such as a public post, whether the desk may quote it.
    case askReference(ContactID, by: AgentID)
    /// The person agreed to be quoted; the wording is what was agreed to.
    case grantReference(ReferenceID, CustomerReference.Scope, wording: String)
    /// The person does not want to be quoted.
    case refuseReference(ReferenceID)
    /// The person takes consent back.
    case withdrawReference(ReferenceID)
    /// A person gives or withdraws consent on a channel, or (nil) on all of them; the proof says how that can be shown.
    ///
    /// A withdrawal is never refused for want of room: `Person.recording` says which older word gives way to it.
    /// Without consent to be quoted every reference of the person is withdrawn, without consent to be asked every open
    /// invitation: on a channel, those that went out on it.
    case setConsent(PersonID, ConsentPurpose, on: ChannelID? = nil, isGiven: Bool, proof: String)
    /// The words are shown somewhere.
    case publishReference(ReferenceID, place: String)
    /// The words are no longer shown there.
    case takeDownReference(ReferenceID, place: String)

    /// Thank colleagues, with what for.
    case recognise([AgentID], by: AgentID, case: CaseID?, text: String)
    /// Take thanks back.
    case withdrawRecognition(RecognitionID, by: AgentID)

    /// A piece of feedback was read, and something was decided.
    case decideReview(
        ReviewID, FeedbackReview.Decision, note: String?, owner: AgentID? = nil, by: AgentID)
    /// Something came of a decision.
    case endReview(ReviewID, outcome: String, by: AgentID)
    /// Somebody else reads a piece of feedback.
    case assignReview(ReviewID, to: AgentID)
    /// Do what has fallen due on a review.
    case reviewDue(ReviewID)

    // Scores
    /// Write down for good what a period says, when it is over: of all parts of the desk, and of the organisations named.
    ///
    /// The day is any local day of the period, counted from 1970-01-01.
    case closePeriod(day: Int, organizations: [OrganizationID])
}
