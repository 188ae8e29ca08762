public import DeskChannels
public import DeskPrimitives
public import DeskRouting
public import DeskServiceLevels

/// Something an agent should know, gathered with others so that it interrupts once.
public struct AgentAlert: Hashable, Sendable, Codable {
    /// What it is about.
    public enum Matter: Hashable, Sendable, Codable {
        /// A promise of the agent's is due soon.
        case promiseDue(PromiseID, at: Instant)
        /// A promise of the agent's was not kept by its date.
        case promiseOverdue(PromiseID)
        /// A share of a target's time is used up.
        case targetAtRisk(ClockMetric, percent: Int)
        /// A target's time has passed.
        case targetMissed(ClockMetric)
        /// A step of an escalation ladder names the agent.
        case escalation(ClockMetric, step: String)
        /// Something to know about some topics.
        case briefing(BriefingID)
        /// Something that was written in public is to be read.
        case mention(ContactID)
        /// A callback belongs to the agent, from then on.
        case callback(from: Instant)
        /// The agent's team helps while a surge lasts.
        case reserveCalled(SurgeID)
        /// The agent's team is not needed any more.
        case reserveReleased(SurgeID)
        /// A message to the person of a case was not sent, since the reply window had closed while it waited.
        case messageNotSent(MessageKey, ChannelID)
        /// A contact that did not open its case again, as others had done so often before, is to be read.
        case reopeningHeld(ContactID)
        /// It is in doubt who a person is; somebody has to look.
        case personInDoubt(PersonID)
        /// Something that was written in public was not read by its date.
        case mentionOverdue(ContactID)
    }

    /// What it is about.
    public let matter: Matter
    /// The case, if it is about one.
    public let caseID: CaseID?
    /// When it came up.
    public let at: Instant
    /// Whether it is shown at once, whatever the rules of focus say.
    public let isEmergency: Bool

    /// Whether this alert makes an earlier one needless: the same clock further on, the same promise now overdue.
    func replaces(_ other: AgentAlert) -> Bool {
        guard caseID == other.caseID else { return false }
        switch (other.matter, matter) {
        case (.promiseDue(let a, _), .promiseDue(let b, _)), (.promiseDue(let a, _), .promiseOverdue(let b)),
            (.promiseOverdue(let a), .promiseOverdue(let b)):
            return a == b
        case (.targetAtRisk(let a, _), .targetAtRisk(let b, _)), (.targetAtRisk(let a, _), .targetMissed(let b)),
            (.targetMissed(let a), .targetMissed(let b)):
            return a == b
        case (.reserveCalled(let a), .reserveReleased(let b)), (.reserveReleased(let a), .reserveCalled(let b)):
            return a == b
        default: return matter == other.matter
        }
    }
}

extension AgentAlert: Explained {
    /// What it is about, beginning with a small letter and without a full stop, to stand in a list.
    public func sentence(in language: LanguageTag) -> String {
        let name = caseID.map { language.pick(en: "case \($0)", fi: "asia \($0)") }
        let what =
            switch matter {
            case .promiseDue(_, let due):
                language.pick(en: "a promise is due at \(due)", fi: "lupaus erääntyy \(due)")
            case .promiseOverdue: language.pick(en: "a promise is overdue", fi: "lupaus on myöhässä")
            case .targetAtRisk(let metric, let percent):
                language.pick(
                    en: "\(percent) % of the time for \(metric.rawValue) is used up",
                    fi: "tavoitteen \(metric.rawValue) ajasta on käytetty \(percent) %")
            case .targetMissed(let metric):
                language.pick(
                    en: "the time for \(metric.rawValue) has passed",
                    fi: "tavoitteen \(metric.rawValue) aika on ylittynyt")
            case .escalation(let metric, let step):
                language.pick(
                    en: "step “\(step)” of the escalation of \(metric.rawValue) names you",
                    fi: "tavoitteen \(metric.rawValue) eskalaation vaihe ”\(step)” osoittaa sinuun")
            case .briefing(let id): language.pick(en: "read briefing \(id)", fi: "lue tiedote \(id)")
            case .mention(let id): language.pick(en: "read mention \(id)", fi: "lue maininta \(id)")
            case .callback(let from):
                language.pick(en: "a callback of yours is due from \(from) on", fi: "soita asiakkaalle \(from) alkaen")
            case .reserveCalled(let surge):
                language.pick(en: "your team helps with surge \(surge)", fi: "tiimisi auttaa ruuhkassa \(surge)")
            case .reserveReleased(let surge):
                language.pick(
                    en: "your team is not needed for surge \(surge) any more",
                    fi: "tiimiäsi ei enää tarvita ruuhkassa \(surge)")
            case .messageNotSent(_, let channel):
                language.pick(
                    en: "a message on channel \(channel) was not sent: its reply window had closed",
                    fi: "kanavan \(channel) viestiä ei lähetetty: vastausaika oli päättynyt")
            case .reopeningHeld(let contact):
                language.pick(
                    en: "read message \(contact), which did not open the case again",
                    fi: "lue viesti \(contact), joka ei avannut asiaa uudelleen")
            case .personInDoubt(let person):
                language.pick(
                    en: "say who person \(person) is: it is in doubt", fi: "selvitä, kuka henkilö \(person) on")
            case .mentionOverdue(let contact):
                language.pick(
                    en: "mention \(contact) was not read in time", fi: "mainintaa \(contact) ei luettu ajoissa")
            }
        return name.map { "\($0): \(what)" } ?? what
    }
}
