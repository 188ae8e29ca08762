public import DeskPrimitives

/// Something in the answers that is worth a talk, with the numbers behind it.
public struct CoachingHint: Hashable, Sendable {
    /// What to do with it.
    public enum Use: String, Hashable, Sendable, Codable {
        /// A strength to name and to show to others.
        case strength
        /// A matter to talk about with the agent.
        case coach
        /// Nothing the agent can change: a matter for who owns the process, the rule or the product.
        case processOwner
    }

    /// What it is about.
    public enum Subject: Hashable, Sendable {
        /// A reason that people gave.
        case reason(FeedbackReason)
        /// Matters were resolved, but the service was rated badly.
        case resolvedButBadService
        /// The service was rated well, but matters were not resolved.
        case goodServiceButUnresolved
    }

    /// What to do with it.
    public let use: Use
    /// What it is about.
    public let subject: Subject
    /// The share of answers with it.
    public let share: Estimate
    /// The share among the others it is compared with.
    public let others: Estimate
    /// By how much the two differ.
    public let difference: EstimateDifference
}

extension CoachingHint: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let name: String
        var advice = ""
        switch subject {
        case .reason(let reason):
            name = "”\(reason.text.text(in: language))”"
            advice = reason.advice.map { " " + $0.text(in: language) } ?? ""
        case .resolvedButBadService:
            name = language.pick(
                en: "Resolved, but the service was rated badly", fi: "Asia ratkesi, mutta palvelu sai huonon arvosanan")
        case .goodServiceButUnresolved:
            name = language.pick(
                en: "Good service, but not resolved", fi: "Palvelu oli hyvää, mutta asia ei ratkennut")
        }
        let head: String
        switch use {
        case .strength: head = language.pick(en: "A strength.", fi: "Vahvuus.")
        case .coach: head = language.pick(en: "Worth a talk.", fi: "Keskustelun aihe.")
        case .processOwner:
            head = language.pick(
                en: "Not for the agent to change; for the owner of the process.",
                fi: "Asiakaspalvelija ei voi muuttaa tätä; kuuluu prosessin omistajalle.")
        }
        return head + " " + share.sentence(in: language, named: name) + " "
            + others.sentence(in: language, named: language.pick(en: "The others", fi: "Muut")) + advice
    }
}
