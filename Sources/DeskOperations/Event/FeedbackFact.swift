public import DeskContacts
public import DeskFeedback
public import DeskPrimitives

/// What has happened with an answer, or with what follows from it.
public enum FeedbackFact: Hashable, Sendable, Codable {
    /// An invitation never reached anybody.
    case invitationUndeliverable(InvitationID)
    /// The time of an invitation ran out.
    case invitationExpired(InvitationID)
    /// The person did not want to answer.
    case invitationDeclined(InvitationID)
    /// The desk took an invitation back, because the person wants none.
    case invitationWithdrawn(InvitationID)
    /// A person gave or withdrew consent, on a channel or (nil) on all of them.
    case consentSet(PersonID, ConsentPurpose, isGiven: Bool, channel: ChannelID? = nil)
    /// The person wants no more surveys.
    case optedOut(PersonID)
    /// Answers were changed; the values now, by question.
    case answersChanged(InvitationID, [SurveyValue])
    /// All answers were taken back.
    case answersWithdrawn(InvitationID)
    /// A message could not be read as an answer; the contact holds it.
    case replyUnread(InvitationID, TextReply.Flaw, contact: ContactID)
    /// Reasons were given.
    case reasonsGiven(InvitationID, [FeedbackReasonID])
    /// Answers to an invitation, or about an agent, came faster than people give them.
    case answerBurst(InvitationID, AgentID?)

    /// A bad rating is to be put right by somebody until a time.
    case recoveryOpened(RecoveryID, owner: AgentID, due: Instant, [RecoveryTrigger])
    /// Somebody spoke with the person, so long after the bad rating.
    case recoveryContacted(RecoveryID, AgentID, after: TimeSpan)
    /// Nobody spoke with the person in time.
    case recoveryOverdue(RecoveryID, owner: AgentID)
    /// It was put right.
    case recoveryMended(RecoveryID, AgentID)
    /// The person was asked whether it is in order.
    case recoveryAsked(RecoveryID)
    /// The person rated again; the first rating stays as it was.
    case recoveryRated(RecoveryID, first: ScoreSet, second: ScoreSet)
    /// It is over.
    case recoveryClosed(RecoveryID, Recovery.Outcome)
    /// Somebody else sees to it.
    case recoveryAssigned(RecoveryID, to: AgentID)

    /// It was decided whether to ask the person to recommend us.
    case promoterDecided(InvitationID, PromoterDecision)
    /// The person was asked for a public review, however they rated.
    case reviewInvited(InvitationID)
    /// The person was asked whether the desk may quote them.
    case referenceAsked(ReferenceID)
    /// The person agreed.
    case referenceGranted(ReferenceID, CustomerReference.Scope)
    /// The person did not agree.
    case referenceRefused(ReferenceID)
    /// The words may no longer be shown, and are still shown in so many places.
    case referenceWithdrawn(ReferenceID, places: Int)
    /// The words are shown somewhere.
    case referencePublished(ReferenceID)
    /// They are no longer shown there; so many places are left.
    case referenceTakenDown(ReferenceID, places: Int)

    /// Somebody was thanked, by a customer or by a colleague.
    case recognised(RecognitionID, [AgentID], byColleague: AgentID?)
    /// Thanks were taken back.
    case recognitionWithdrawn(RecognitionID)

    /// A piece of feedback is to be read by somebody until a time.
    case reviewAssigned(ReviewID, reader: AgentID, due: Instant)
    /// It was read, and something was decided.
    case reviewDecided(ReviewID, FeedbackReview.Decision)
    /// Something came of the decision.
    case reviewEnded(ReviewID)
    /// It was not read, or nothing was heard of the decision, in time.
    case reviewOverdue(ReviewID, owner: AgentID)

    // Scores
    /// A period of scores was closed; its first local day and the day after its last one.
    case periodClosed(firstDay: Int, endDay: Int)
}
