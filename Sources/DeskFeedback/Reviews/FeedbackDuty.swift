public import DeskPrimitives

/// Something somebody owes because of an answer: a person to speak with, or feedback to read.
public struct FeedbackDuty: Hashable, Sendable {
    /// What is owed.
    public enum Work: Hashable, Sendable {
        /// A bad rating is to be put right.
        case recovery(Recovery)
        /// A piece of feedback is to be read, or what came of a decision is to be said.
        case review(FeedbackReview)
    }

    /// What.
    public let work: Work
    /// By whom.
    public let owner: AgentID
    /// Until when; nil for a recovery that waits for the person or a check-back.
    public let due: Instant?
    /// Whether that has passed.
    public let isOverdue: Bool

    /// Puts together what somebody owes at an instant, the most urgent first.
    public static func all(of owner: AgentID, _ recoveries: [Recovery], _ reviews: [FeedbackReview], at now: Instant)
        -> [FeedbackDuty]
    {
        let work =
            recoveries.filter { $0.owner == owner && $0.isOpen }.map {
                (Work.recovery($0), $0.state == .open ? $0.contactDue : nil)
            }
            + reviews.filter { $0.owner == owner }.map { (Work.review($0), $0.nextDue) }
        return work.map { work, due in
            FeedbackDuty(work: work, owner: owner, due: due, isOverdue: due.map { $0 < now } ?? false)
        }.enumerated().sorted { first, second in
            (first.element.due ?? .latest, first.offset) < (second.element.due ?? .latest, second.offset)
        }.map(\.element)
    }
}

extension FeedbackDuty: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let what: String
        switch work {
        case .recovery(let recovery):
            let reasons = recovery.triggers.map { $0.name(in: language) }.joined(separator: ", ")
            what = language.pick(
                en: "Put right what the rating about case \(recovery.case) tells of (\(reasons))",
                fi: "Korjaa, mistä tapauksen \(recovery.case) arvosana kertoo (\(reasons))")
        case .review(let review):
            what = language.pick(
                en: "See to the feedback \(review.id)", fi: "Huolehdi palautteesta \(review.id)")
        }
        guard let due else { return what + "." }
        return isOverdue
            ? language.pick(en: "\(what); it was due \(due).", fi: "\(what); määräaika oli \(due).")
            : language.pick(en: "\(what) by \(due).", fi: "\(what), määräaika \(due).")
    }
}

extension RecoveryTrigger {
    /// What was bad, in words.
    func name(in language: LanguageTag) -> String {
        switch self {
        case .notResolved: language.pick(en: "not resolved", fi: "asia jäi hoitamatta")
        case .service: language.pick(en: "the service", fi: "palvelu")
        case .recommend: language.pick(en: "would not recommend", fi: "ei suosittelisi")
        case .effort: language.pick(en: "hard to do", fi: "asiointi oli vaivalloista")
        }
    }
}
