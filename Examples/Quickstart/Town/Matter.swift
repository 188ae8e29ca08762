import ServiceDesk

/// What a citizen wants, and how it will go if nobody gets in the way.
struct Matter: Sendable {
    /// How settling it goes.
    enum Course: Sendable {
        /// One answer is enough.
        case simple
        /// The agent has to ask the citizen something; nil when the citizen does not answer on this day.
        case question(answeredAfter: TimeSpan?)
        /// Somebody outside has to act.
        case supplier(TimeSpan)
        /// The agent promises to come back to it.
        case promise(PromiseCourse)
    }

    /// What becomes of a promise.
    enum PromiseCourse: Sendable, CaseIterable {
        case kept, late, renegotiated, forgotten, tomorrow
    }

    /// Counts the matters of the day.
    let number: Int
    let citizen: Citizen
    /// What it is about in truth.
    let topic: TopicID
    /// What it seems to be about when it arrives; nil when nobody knows yet.
    var statedTopic: TopicID?
    let course: Course
    /// Whether the citizen will thank for the answer.
    var thanks = false
    /// Whether the first answer will turn out not to help.
    var comesBack = false
    /// Whether the citizen will ring when no answer to a mail comes.
    var isImpatient = false
    /// How many are hit and how soon it hurts, if anybody can tell.
    var urgency: (impact: Int, urgency: Int)?
}

/// One contact that a citizen will make, whatever happens before.
struct PlannedContact: Sendable {
    /// Why the citizen gets in touch.
    enum Purpose: Sendable {
        /// To get something settled.
        case request
        /// To get something settled, told in public with things nobody else should read.
        case indiscreetRequest
        /// To say that something was good.
        case praise
        /// To say that something was bad.
        case criticism
        /// To ask for what the town does not do.
        case outside
        /// To ask again about something that was asked before, on whatever channel.
        case again
    }

    let at: Instant
    let channel: ChannelID
    let purpose: Purpose
    let matter: Matter
    /// The channels whose address the citizen gives besides.
    var alsoGiving: [ChannelID] = []
    /// When the mail provider hands the same mail over a second time.
    var resentAfter: TimeSpan?
}
