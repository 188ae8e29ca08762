import ServiceDesk

/// Something that happens on the day, apart from what the desk itself does.
enum Happening: Sendable {
    /// A citizen gets in touch of their own accord.
    case contact(PlannedContact)
    /// A citizen gets in touch because of what was said before.
    case followUp(FollowUp)
    /// The mail provider hands over a mail that it has handed over before.
    case resend(Arrival, Matter)
    /// An agent comes, goes to lunch, comes back, goes home.
    case shift(AgentID, AgentPresence)
    /// An agent answers an offer on the screen.
    case answerOffer(Offer, accepts: Bool)
    /// An agent has done what they were at; it counts only if they are still at it.
    case stepDone(AgentID, attention: Int)
    /// The supplier has done its part.
    case supplierDone(CaseID)
    /// An agent remembers what they promised, or has it in the calendar.
    case promiseRemembered(CaseID, PromiseID, Matter.PromiseCourse)
    /// A citizen answers a survey.
    case survey(SurveyReply)
    /// A citizen answers the question that a text message asked.
    case surveyMessage(Matter, CaseID)
    /// The desk's workers look what has fallen due.
    case look
    /// An hour is full.
    case hour(Int)
}

/// A contact that follows from what was said before.
struct FollowUp: Sendable {
    /// What it is.
    enum Kind: Sendable {
        /// The answer to a question.
        case answer
        /// The next message of a chat.
        case chatLine
        /// A thank-you.
        case thanks
        /// The answer did not help.
        case stillOpen
        /// No answer has come.
        case reminder
        /// The citizen takes the way that was shown instead of this one.
        case otherWay
    }

    let kind: Kind
    let matter: Matter
    /// The case it belongs to, as far as the citizen knows.
    var caseID: CaseID?
    /// The message it answers.
    var message: OutboundMessage?
}
