public import DeskPrimitives

/// Whether somebody is asked how it felt, and why or why not.
public struct SurveyDecision: Hashable, Sendable, Codable {
    /// Yes or no.
    public enum Outcome: Hashable, Sendable, Codable {
        /// The invitation goes out at this time: now, or after the quiet hours.
        case invite(at: Instant)
        /// No invitation goes out.
        case notInvited(Reason)
    }

    /// Why somebody is not asked.
    public enum Reason: Hashable, Sendable, Codable {
        /// The person said no.
        case optedOut
        /// The plan asks for consent and the person was never asked for it.
        case noConsent
        /// No human took part.
        case noHumanTouch
        /// The case closed itself.
        case autoClosed
        /// The topic is never asked about.
        case topicExcluded(TopicID)
        /// The plan does not send on this channel.
        case channelNotListed(ChannelID)
        /// The channel cannot send to this person now.
        case channelCannotSend(ChannelID)
        /// The person was asked lately and is left alone until this time.
        case coolingDown(until: Instant)
        /// The draw, 0 … 999, was not below the share that is asked.
        case notSampled(draw: Int, samplePerMille: Int)
        /// The matter is not settled.
        case notSettled
        /// The case, or this settling of it, was asked about already.
        case alreadyAsked
        /// An earlier bad rating of the person is still being put right.
        case recoveryOpen
        /// Surveys are held back for everybody now.
        case heldBack
        /// The channel's window closes before the invitation could be sent.
        case windowCloses(ChannelID, at: Instant)
        /// So many invitations have gone out in the days of a quota.
        case quotaReached(limit: Int, days: Int)
        /// Nothing that came in wanted an answer.
        case nobodyAsked
    }

    /// The survey it is about.
    public let survey: SurveyID
    /// Yes or no.
    public let outcome: Outcome
    /// When it was decided.
    public let decidedAt: Instant
    /// When the invitation can no longer be answered; nil when there is none.
    public let expires: Instant?

    init(survey: SurveyID, outcome: Outcome, decidedAt: Instant, expires: Instant? = nil) {
        self.survey = survey
        self.outcome = outcome
        self.decidedAt = decidedAt
        self.expires = expires
    }

    /// When the invitation goes out; nil when there is none.
    public var inviteAt: Instant? {
        if case .invite(let at) = outcome { at } else { nil }
    }

    /// Why nobody is asked; nil when somebody is.
    public var reason: Reason? {
        if case .notInvited(let reason) = outcome { reason } else { nil }
    }
}

extension SurveyDecision: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch outcome {
        case .invite(let at) where at > decidedAt:
            let wait = (at - decidedAt).shortText()
            return language.pick(
                en: "The survey is sent in \(wait), when the quiet hours are over.",
                fi: "Kysely lähetetään \(wait) kuluttua, kun hiljainen aika on ohi.")
        case .invite:
            return language.pick(en: "The survey is sent now.", fi: "Kysely lähetetään nyt.")
        case .notInvited(let reason):
            return reason.sentence(in: language)
        }
    }
}

extension SurveyDecision.Reason: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .optedOut:
            language.pick(
                en: "No survey: the person does not want to be asked.",
                fi: "Ei kyselyä: henkilö ei halua kyselyitä.")
        case .noConsent:
            language.pick(
                en: "No survey: the person has not agreed to be asked.",
                fi: "Ei kyselyä: henkilö ei ole antanut suostumusta kyselyihin.")
        case .nobodyAsked:
            language.pick(
                en: "No survey: nobody asked for anything.",
                fi: "Ei kyselyä: kukaan ei pyytänyt mitään.")
        case .noHumanTouch:
            language.pick(
                en: "No survey: no human took part in the case.",
                fi: "Ei kyselyä: asian käsittelyyn ei osallistunut ihminen.")
        case .autoClosed:
            language.pick(
                en: "No survey: the case closed itself.",
                fi: "Ei kyselyä: asia sulkeutui itsestään.")
        case .topicExcluded(let topic):
            language.pick(
                en: "No survey: the topic \(topic) is never asked about.",
                fi: "Ei kyselyä: aiheesta \(topic) ei kysytä.")
        case .channelNotListed(let channel):
            language.pick(
                en: "No survey: surveys are not sent on the channel \(channel).",
                fi: "Ei kyselyä: kanavassa \(channel) ei lähetetä kyselyitä.")
        case .channelCannotSend(let channel):
            language.pick(
                en: "No survey: the channel \(channel) cannot send to the person now.",
                fi: "Ei kyselyä: kanavassa \(channel) ei voi nyt lähettää henkilölle viestiä.")
        case .coolingDown(let until):
            language.pick(
                en: "No survey: the person was asked lately and is left alone until \(until).",
                fi: "Ei kyselyä: henkilöltä on kysytty äskettäin, ja häneltä voi kysyä taas \(until).")
        case .notSampled(let draw, let samplePerMille):
            language.pick(
                en: "No survey: \(samplePerMille) of 1000 cases are asked, and this one drew number \(draw + 1).",
                fi: "Ei kyselyä: kysytään \(samplePerMille) asiasta tuhannesta, ja tämän arpa oli \(draw + 1).")
        case .notSettled:
            language.pick(
                en: "No survey: the matter is not settled.", fi: "Ei kyselyä: asian käsittely on kesken.")
        case .alreadyAsked:
            language.pick(
                en: "No survey: this case was asked about already.", fi: "Ei kyselyä: tästä asiasta on jo kysytty.")
        case .recoveryOpen:
            language.pick(
                en: "No survey: an earlier bad experience of the person is still being put right.",
                fi: "Ei kyselyä: henkilön aiempaa huonoa kokemusta korjataan vielä.")
        case .heldBack:
            language.pick(
                en: "No survey: surveys are held back for now.", fi: "Ei kyselyä: kyselyt on toistaiseksi keskeytetty.")
        case .windowCloses(let channel, let at):
            language.pick(
                en: "No survey: the channel \(channel) takes messages to the person only until \(at).",
                fi: "Ei kyselyä: kanavassa \(channel) henkilölle voi lähettää viestejä vain \(at) asti.")
        case .quotaReached(let limit, let days):
            language.pick(
                en: "No survey: the \(limit) invitations of \(days == 1 ? "the day" : "\(days) days") have gone out.",
                fi: "Ei kyselyä: \(days == 1 ? "päivän" : "\(days) päivän") \(limit) kutsua on jo lähetetty.")
        }
    }
}
