public import DeskChannels
public import DeskContacts
public import DeskFeedback
public import DeskPrimitives
public import DeskRouting
public import DeskServiceLevels

/// Something the desk is asked to do.
public enum DeskCommand: Hashable, Sendable {
    /// Take in a contact.
    case receive(Arrival)
    /// Take in what another system says about one of its cases.
    case observe(CaseObservation)
    /// Say whether an agent is there.
    case setPresence(AgentID, AgentPresence)
    /// Offer waiting work of a queue to agents who are free.
    case dispatch(QueueID)
    /// Take the work that was offered.
    case accept(CaseID, by: AgentID)
    /// Do not take the work that was offered.
    case decline(CaseID, by: AgentID)
    /// Answer the person.
    case reply(CaseID, by: AgentID, text: String)
    /// Write something that only the desk sees.
    case note(CaseID, by: AgentID, text: String)
    /// Wait for somebody else.
    case pause(CaseID, PauseReason)
    /// Go on.
    case resume(CaseID)
    /// Give the case to another queue; it keeps its age.
    case transfer(CaseID, to: QueueID)
    /// Promise the person something by a date.
    case promise(CaseID, by: AgentID, text: String, due: Instant, source: PromiseSource)
    /// The promise is kept.
    case keepPromise(PromiseID)
    /// The promise gets a new date.
    case renegotiatePromise(PromiseID, to: Instant)
    /// The matter is settled.
    case resolve(CaseID, by: AgentID)
    /// Take in the answers to a survey.
    case answerSurvey(SurveyReply)

    /// Take back an offer nobody answered in time.
    case expireOffer(CaseID)
    /// Do what has fallen due on a case.
    case wake(CaseID)
    /// Do what has fallen due on a promise.
    case promiseDue(PromiseID)
    /// Keep other couriers away from a message until a time.
    case claimDelivery(MessageKey, until: Instant)
    /// Note what became of a message.
    case recordDelivery(MessageKey, DeliveryOutcome)

    /// Do something with an answer or with what follows from it.
    case feedback(FeedbackCommand)
    // Service levels
    /// Change a clock of a case by hand.
    case changeClock(CaseID, ClockMetric, ClockChange, by: AgentID)
    /// Give the case another priority; its clocks follow as the policy says.
    case setPriority(CaseID, CasePriority, by: AgentID)
    /// Tell the person who has the matter and when they hear of it again.
    case inform(CaseID, by: AgentID, nextUpdate: Instant)
    /// Take a promise back before it is due, with the person's knowledge.
    case withdrawPromise(PromiseID)
    /// Give a promise to another agent.
    case handOverPromise(PromiseID, to: AgentID)
    /// Remind the owner of a promise, when a reminder is due.
    case remindOfPromise(PromiseID)
    /// Write down a new entitlement.
    case putEntitlement(Entitlement)
    /// Grant more of an entitlement.
    case grantEntitlement(EntitlementID, EntitlementAmount)
    /// Set some of a case's entitlement aside for it.
    case reserveEntitlement(CaseID, EntitlementAmount)
    /// Log work on a case; it is drawn from its entitlement.
    case logWork(CaseID, by: AgentID, TimeSpan)
    /// Let what is left of an entitlement go when it has ended.
    case expireEntitlement(EntitlementID)
    /// Put a case under the edition of the policy that is in force.
    case adoptEdition(CaseID)

    // People who wait: lines, callbacks, counters, automated paths, surges.

    /// Say how long somebody will wait and what they can choose.
    case announceWait(CaseID)
    /// Take in what somebody chose while waiting.
    case chooseWhileWaiting(CaseID, option: String)
    /// The person hung up or walked away.
    case leaveLine(CaseID)
    /// Sell callbacks of a queue in a time, against what is forecast for it.
    case openCallbackWindow(QueueID, from: Instant, to: Instant, CallbackWindow.Forecast)
    /// Promise a callback, in the window that starts then, or as soon as it is their turn.
    case requestCallback(CaseID, window: Instant?)
    /// A try to call back has ended.
    case endCallback(CaseID, Callback.Outcome)
    /// A callback is not needed any more.
    case withdrawCallback(CaseID, Callback.Withdrawal)
    /// Put a callback whose time has come back into line.
    case callbackDue(CaseID)
    /// Give somebody at a counter a number.
    case giveTicket(CaseID, prefix: String)
    /// Call the holder of a number to an agent.
    case callTicket(CaseID, to: AgentID)
    /// Take in what happened on an automated path.
    case automationEvent(CaseID, AutomationRun.Event)
    /// Take in how the lines are, for a surge of the policy.
    case readSurge(SurgeID, SurgeReading)
    /// A person says that there is a surge, or what caused it.
    case declareSurge(SurgeID, SurgeCause?)
    /// A person says that a surge is over.
    case endSurge(SurgeID)

    // Distribution
    /// Give an agent other times in which nobody interrupts.
    case protect(AgentID, [ProtectedBlock])
    /// Say what in our own work a complaint comes from; a complaint is not settled without.
    case nameCause(CaseID, String, by: AgentID)

    // Channels: moving, ready-made answers, briefings, reports about messages, what is written in public.

    /// Go on over another channel; nil takes that channel's own rule for the clocks.
    case moveChannel(CaseID, to: ChannelID, by: AgentID, clock: ClockMoveRule?)
    /// Answer the person with a template, as it is or adapted.
    case replyFromTemplate(CaseID, by: AgentID, TemplateAnswer)
    /// Tell the agents something about topics for a time.
    case publishBriefing(Briefing)
    /// Tell everybody something for a time.
    case publishAnnouncement(Announcement)
    /// End a published briefing or announcement now.
    case endBriefing(BriefingID)
    /// Take in what a network reports about a message; late, twice and out of order alike.
    case reportDelivery(MessageKey, DeliveryReport)
    /// Take in what a network reports about a message that it knows under a name of its own.
    case reportExternalDelivery(ChannelID, externalID: String, DeliveryReport)
    /// Say whether a message that may have been sent was; one that was not is sent again.
    case settleDoubt(MessageKey, wasSent: Bool)
    /// Give a mention to another reader.
    case assignMention(ContactID, to: AgentID)
    /// Follow a mention to its end, with the reader's own score of 0 … 100 or that of the site.
    case readMention(ContactID, by: AgentID, MentionReading, score: Int?)

    // Merging

    /// Merges a person into another one, or into whom that one was merged: an agent saw that both are the same.
    case mergePersons(PersonID, into: PersonID, by: AgentID)
    /// Undoes the merge of a person; what was written down for the person goes back with it.
    case unmergePerson(PersonID, by: AgentID)

    /// Two cases of a person are one matter: the first is merged into whatever stands for the second.
    case mergeCases(CaseID, into: CaseID, by: AgentID)
    /// They are two after all.
    case unmergeCases(CaseID, by: AgentID)
    /// Some contacts of a case are another matter and go to a new case.
    case splitCase(CaseID, [ContactID], by: AgentID)
    /// The second case is a part of the first, or comes from the problem that is the first.
    case linkCases(CaseID, CaseLink.Kind, CaseID, by: AgentID)
    /// It is not, after all.
    case unlinkCases(CaseID, CaseLink.Kind, CaseID, by: AgentID)

    /// Everything personal about a person, and about everybody merged into or with that person, goes for good.
    ///
    /// Files to which messages refer are the host's: an export before names them. A person of whom more is held than one
    /// batch takes goes in several steps, the first of which hides the person from everything; `DeskResult.erasing` says
    /// that there are more, and the command again, under any name, takes the next one.
    case erasePerson(PersonID, by: AgentID)

    // Distribution of everything that waits
    /// Offer the waiting work of all queues to agents who are free, what comes first in all of them first.
    case distribute
    /// The agent to whom a callback belongs makes it now.
    case makeCallback(CaseID, by: AgentID)
    /// Show an agent all that was gathered, at a moment that the rules of focus permit.
    case showAlerts(AgentID)
    /// Give a case to one agent at once, without an offer; refused when the agent has no room or is not there, unless it is
    /// said that this does not matter.
    case handOver(CaseID, to: AgentID, beyondCapacity: Bool = false)

    // Files

    /// Answer the person with files, as far as the channel takes them.
    case replyWithFiles(CaseID, by: AgentID, text: String, [AttachmentReference])

    // Intake

    /// Open a settled case again by hand, as when a contact was not let to.
    case reopen(CaseID, by: AgentID)
    /// Say that a person is none of those it might be.
    case confirmPerson(PersonID, by: AgentID)
    /// Change what is known of a person.
    case changePerson(PersonID, PersonChange, by: AgentID)
    /// Say that a mention was not read by its date.
    case mentionDue(ContactID)
}

/// The answers of a person to a survey.
public struct SurveyReply: Hashable, Sendable {
    /// The token of the invitation.
    public var token: String
    /// The values by question.
    public var answers: [SurveyValue]
    /// What the person wrote besides.
    public var comment: String?
    /// The reasons the person ticked.
    public var reasons: [FeedbackReasonID]

    /// Creates a reply.
    public init(
        token: String, answers: [SurveyValue], comment: String? = nil, reasons: [FeedbackReasonID] = []
    ) {
        self.token = token
        self.answers = answers
        self.comment = comment
        self.reasons = reasons
    }
}

extension SurveyValue {
    /// Creates an answered question.
    public init(_ question: String, _ value: UInt8) {
        self.init(question: question, value: value)
    }
}

/// A command with its name and time.
public struct DeskRequest: Sendable {
    /// The name; repeating a request under the same name does it once.
    public let id: CommandID
    /// What is asked.
    public let command: DeskCommand
    /// The time at which it is decided.
    public let at: Instant

    /// Creates a request.
    public init(_ id: CommandID, _ command: DeskCommand, at: Instant) {
        self.id = id
        self.command = command
        self.at = at
    }
}
