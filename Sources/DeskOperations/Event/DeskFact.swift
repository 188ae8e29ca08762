public import DeskChannels
public import DeskContacts
public import DeskFeedback
public import DeskPrimitives
public import DeskRouting
public import DeskServiceLevels

/// What an event says has happened.
public enum DeskFact: Hashable, Sendable, Codable {
    /// A contact arrived.
    case contactReceived(ContactReceived)
    /// A contact was shown the way to another channel and not answered on its own.
    case invitedElsewhere(contact: ContactID, from: ChannelID, to: ChannelID?)
    /// A contact asked for what the service does not cover; no channel in journals of an earlier library.
    case outsideDescription(contact: ContactID, topic: TopicID, channel: ChannelID? = nil)
    /// A contact was praise or criticism and no request.
    case feedbackHeard(contact: ContactID, channel: ChannelID)
    /// Strong identifiers of a contact point to different persons; somebody has to look.
    case identityInDoubt(person: PersonID, candidates: [PersonID])

    /// A case was opened.
    case caseOpened(CaseOpened)
    /// A contact was added to a case.
    case contactJoined(contact: ContactID, channel: ChannelID, movedChannel: Bool)
    /// A settled case was opened again, possibly several times between two observations.
    case reopened(count: Int)
    /// A rule sent the case to a queue; nil when no rule matched and the table's `otherwise` was taken.
    case routed(rule: String?, queue: QueueID, urgency: Int)

    /// The case was offered to an agent.
    case offered(AgentID, until: Instant)
    /// The agent declined.
    case offerDeclined(AgentID)
    /// The agent did not answer in time.
    case offerExpired(AgentID)
    /// The agent took the case after it had waited so long.
    case accepted(AgentID, waited: TimeSpan)
    /// The case changed hands, possibly several times between two observations.
    case handedOver(count: Int, team: TeamID?, queue: QueueID?)

    /// An agent replied.
    case replied(AgentID, channel: ChannelID, isFirst: Bool)
    /// An agent wrote an internal note.
    case noted(AgentID)
    /// The case waits for somebody else.
    case paused(PauseReason)
    /// The case goes on.
    case resumed
    /// The case was settled; nil when no agent of the desk did it.
    case resolved(AgentID?, targetsMet: Int, targetsMissed: Int)
    /// The case is over.
    case closed

    /// A share of a target's time is used up.
    case targetAtRisk(ClockMetric, percent: Int)
    /// A target's time has passed.
    case targetMissed(ClockMetric)
    /// Another system said that its target was missed.
    case observedTargetMissed

    /// An agent promised something.
    case promised(PromiseID, AgentID, due: Instant)
    /// A promise was kept.
    case promiseKept(PromiseID, AgentID, late: Bool)
    /// A promise got a new date, before or after the old one had passed.
    case promiseRenegotiated(PromiseID, AgentID, due: Instant, wasOverdue: Bool)
    /// A promise was not kept by its date.
    case promiseOverdue(PromiseID, AgentID)

    /// It was decided whether to ask how it was; when not, why.
    case surveyDecided(invited: Bool, reason: SurveyDecision.Reason?)
    /// Somebody answered; the values by question.
    case surveyAnswered([SurveyValue])

    /// A message was put into the outbox.
    case messageQueued(MessageKey, String)
    /// A message of the outbox got to its end: `delivered`, `undeliverable` or `maybeSent`.
    case messageEnded(MessageKey, String)
    /// An agent came or went.
    case presenceChanged(AgentID, String)
    /// What the case is about is now known differently.
    case reclassified(CaseClass)
    /// An observation of another system was taken in.
    case observed(version: Int64)

    /// Something happened with an answer or with what follows from it.
    case feedback(FeedbackFact)
    // Service levels
    /// A step of an escalation ladder was taken.
    case escalated(EscalationTaken)
    /// A clock that is measured apart from speed ended.
    case clockEnded(ClockEnded)
    /// A due time was agreed on by hand, or taken back.
    case dueAgreed(ClockMetric, Instant?)
    /// A clock begins again from nothing.
    case clockRestarted(ClockMetric)
    /// What a clock measures is no longer wanted.
    case clockCancelled(ClockMetric)
    /// The case got another priority.
    case reprioritized(from: CasePriority, to: CasePriority)
    /// The person was told who has the matter and when they hear of it again.
    case informed(AgentID, nextUpdate: Instant)
    /// The owner of a promise is reminded of it.
    case promiseReminder(PromiseID, AgentID, due: Instant)
    /// A promise was taken back before it was due.
    case promiseWithdrawn(PromiseID, AgentID)
    /// A promise was given to another agent.
    case promiseHandedOver(PromiseID, from: AgentID, to: AgentID)
    /// Work was logged.
    case workLogged(AgentID, TimeSpan)
    /// Some of an entitlement moved.
    case entitlementMoved(EntitlementEntry)
    /// A case draws on no entitlement although the desk has contracts.
    case entitlementLacking(EntitlementID?, EntitlementLack)
    /// A running case came under another edition of the policy.
    case editionAdopted(String, RunningCaseRule)

    // People who wait: lines, callbacks, counters, automated paths, surges.

    /// Somebody was told how long they will wait.
    case waitAnnounced(WaitAnnouncement)
    /// Somebody chose an option while waiting.
    case waitChosen(String)
    /// Somebody left the line without being answered.
    case lineLeft(QueueID, waited: TimeSpan, WaitingTally.End)
    /// A callback was promised, for a window or as soon as it is their turn.
    case callbackPromised(QueueID, window: Instant?)
    /// An agent calls back.
    case callbackBegun(AgentID)
    /// A try to call back has ended.
    case callbackTried(Callback.Outcome, tries: Int)
    /// A callback is not needed any more.
    case callbackWithdrawn(Callback.Withdrawal)
    /// Somebody at a counter got a number.
    case ticketGiven(String)
    /// A number was called.
    case ticketCalled(AgentID, calls: Int)
    /// A case began an automated path.
    case automationStarted(String)
    /// A case came to a step of its path.
    case automationMoved(String)
    /// A path has ended without a person.
    case automationFinished(resolved: Bool)
    /// A person takes over from an automated path.
    case handedToPerson(AutomationRun.HandOver.Reason, queue: QueueID?)
    /// A surge has begun, at a value of its measure or because a person said so.
    case surgeBegan(SurgeID, value: Int?)
    /// The cause of a surge was named.
    case surgeCause(SurgeID, SurgeCause)
    /// A surge is over; what it has cost.
    case surgeEnded(SurgeID, SurgeCost)
    /// A survey was not decided on because of a surge.
    case surveyHeld(surge: SurgeID)

    // Distribution
    /// Work was opened to more people; early when nobody of the ring before was there.
    case widened(ring: Int, isEarly: Bool)
    /// Work that found nobody went to another queue with its age.
    case overflowed(to: QueueID)
    /// A rule of focus was broken for an emergency.
    case focusBroken(AgentID, FocusLimit)
    /// An agent has so many protected times.
    case protected(AgentID, Int)
    /// The cause of a complaint in our own work was named; the case holds the words.
    case causeNamed(by: AgentID)

    // Channels: moving, ready-made answers, briefings, reports about messages, what is written in public.

    /// A case was moved to another channel, or the person was invited there.
    case channelMoved(ChannelMoveDecision)
    /// An agent answered with a template.
    case templateUsed(TemplateID, AgentID, TemplateUse.Manner, keptPercent: Int)
    /// Agents were told something about topics, on some channels or (empty) on all; nil in journals of an earlier library.
    case briefingPublished(
        BriefingID, topics: [TopicID], channels: [ChannelID]? = nil, from: Instant, until: Instant)
    /// Everybody was told something.
    case announcementPublished(BriefingID, from: Instant, until: Instant)
    /// A briefing or announcement was ended.
    case briefingEnded(BriefingID)
    /// A network reported news about a message: where it stands now.
    case messageReported(MessageKey, String)
    /// Personal data in what a contact wrote was masked before it was kept.
    case contentMasked(contact: ContactID, findings: Int)
    /// A message that the desk would have sent by itself was held back: too many went the same way.
    case automaticMessageHeld(AutomaticMessageLog.Scope, AutomaticMessageDecision.Reason)
    /// The headers of a mail say that it is automatic, or that no answer is wanted; or it came from an address of the desk's.
    case automaticMailRead(contact: ContactID, [AutomaticMailClass])
    /// Something was written in public, and somebody is to read it.
    case mentionArrived(ContactID, ChannelID, reader: AgentID, score: Int?)
    /// A mention has another reader.
    case mentionAssigned(ContactID, AgentID)
    /// A mention was followed to a lesson, an answer or nothing.
    case mentionRead(ContactID, AgentID, outcome: String, score: Int?)

    // Merging

    /// A person was merged into another, and so many cases followed.
    case personMerged(PersonID, into: PersonID, AgentID, cases: Int)
    /// The merge of a person was undone, and so many cases went back.
    case personUnmerged(PersonID, from: PersonID, AgentID, cases: Int)

    /// A case was merged into another.
    case casesMerged(CaseID, into: CaseID, by: AgentID)
    /// The merge of a case was undone; so many later contacts had named it.
    case casesUnmerged(CaseID, from: CaseID, by: AgentID, contacts: Int)
    /// So many contacts went to a new case.
    case caseSplit(from: CaseID, to: CaseID, by: AgentID, contacts: Int)
    /// Two cases were linked.
    case casesLinked(CaseID, CaseLink.Kind, CaseID, by: AgentID)
    /// The link of two cases was taken away.
    case casesUnlinked(CaseID, CaseLink.Kind, CaseID, by: AgentID)
    /// The problem a case comes from was settled.
    case problemSolved(CaseID)

    // Privacy

    /// A person was erased: so many records went whole, so many lost what was personal in them.
    case personErased(PersonID, by: AgentID, erased: Int, scrubbed: Int)

    // Distribution of everything that waits
    /// All that was planned to find somebody has been done; what becomes of the work.
    case relaxationEnded(RelaxationEnd)
    /// The desk took an offer back: the agent went away, or does not help with the queue any more.
    case offerWithdrawn(AgentID)
    /// A surge called in the agents of some teams.
    case reserveCalled(SurgeID, [TeamID])
    /// They are not needed any more.
    case reserveReleased(SurgeID, [TeamID])
    /// A complaint is more urgent than its rule says.
    case complaintRaised(to: Int)
    /// A case was given to an agent without an offer.
    case givenTo(AgentID, beyondCapacity: Bool)
    /// An agent was shown all that was gathered; what a host puts on the screen.
    indirect case alertsShown(AlertBundle)

    // Cases under another, and messages that went out no more

    /// The person of a case was not told that its problem is solved.
    case problemNotTold(CaseID, ProblemNoticeHold)
    /// A case was settled although so many of its parts are open.
    case childrenLeftOpen(Int)
    /// A case was settled with the one it is a part of.
    case settledWith(parent: CaseID)
    /// A message that waited was not sent, because the channel's reply window had closed by then.
    case messageNotSent(MessageKey, ReplyWindowDecision)
    /// A case takes another part of its agent's capacity, since it goes on over another channel.
    case loadChanged(AgentID?, units: Int)

    // What channels cost

    /// A message went out on a channel that takes a price for each.
    case messagePriced(MessageKey, MessagePrice)

    // Intake

    /// So many files of a contact were taken and so many were not; the contact says which and why.
    case filesLeft(contact: ContactID, taken: Int, left: Int)
    /// A contact that would have opened or woken its case only joined it, as others had done so often before.
    case reopeningHeld(contact: ContactID, ReopenLimit.Reason)
    /// It came to be in doubt who a person is, or somebody else may be the same: all whom it may be.
    case personInDoubt(PersonID, IdentityReason.Code, candidates: [PersonID])
    /// An agent has said that a person is none of those it might have been.
    case personConfirmed(PersonID, by: AgentID)
    /// An agent has changed what is known of a person; the person holds what it is now.
    case personChanged(PersonID, PersonChange.Kind, by: AgentID)
    /// What was written in public was not read by its date.
    case mentionOverdue(ContactID, reader: AgentID)
}

/// The arrival of a contact.
public struct ContactReceived: Hashable, Sendable, Codable {
    /// The contact.
    public let contact: ContactID
    /// Who it is from.
    public let person: PersonID
    /// Whether the person was not known before.
    public let isNewPerson: Bool
    /// The channel.
    public let channel: ChannelID
    /// What it is about.
    public let topic: TopicID?
}

/// The opening of a case.
public struct CaseOpened: Hashable, Sendable, Codable {
    /// Whose matter it is.
    public let person: PersonID
    /// The channel it arrived on.
    public let channel: ChannelID
    /// What it is about.
    public let topic: TopicID?
    /// How urgent it is.
    public let priority: CasePriority
    /// An earlier case it follows up.
    public let follows: CaseID?
}

/// One answered question.
public struct SurveyValue: Hashable, Sendable, Codable {
    /// The question.
    public let question: String
    /// The answer on the question's scale.
    public let value: UInt8
}

/// By what a case is counted.
public struct CaseClass: Hashable, Sendable, Codable {
    /// The channel it arrived on.
    public let channel: ChannelID
    /// What it is about.
    public let topic: TopicID?
    /// How urgent it is.
    public let priority: CasePriority

    init(_ item: ServiceCase) {
        channel = item.channel
        topic = item.topic
        priority = item.priority
    }

    init(_ opened: CaseOpened) {
        channel = opened.channel
        topic = opened.topic
        priority = opened.priority
    }
}
