public import DeskPrimitives

/// An offer that the pool decided on, and why.
///
/// The agents who were looked at are worked out when somebody asks; the decision only keeps what it was made from.
public struct OfferDecision: Sendable {
    /// The case.
    public let caseID: CaseID
    /// The queue it waited in.
    public let queue: QueueID
    /// How many units it takes.
    public let units: Int
    /// How often it had come back before; with the case it names the offer.
    public let pass: Int
    /// Who is asked.
    public let agent: AgentID
    /// When the decision was made.
    public let at: Instant
    /// When the offer ends; at this instant it is too late to accept.
    public let expires: Instant
    /// What decided.
    public let reason: OfferReason

    let pool: PoolSnapshot
    let turn: Int

    /// Every agent who was looked at, in the order of their ids, and why those who were not chosen could not take it.
    ///
    /// - Complexity: O(seats × skills asked for), when asked.
    public var candidates: [OfferCandidate] { pool.candidates(turn: turn) }

    /// The offer as agents' screens show it.
    public var offer: Offer {
        Offer(
            caseID: caseID, agent: agent, queue: queue, units: units, pass: pass, since: at, expires: expires,
            reason: reason)
    }
}

extension OfferDecision: Hashable {
    public static func == (a: OfferDecision, b: OfferDecision) -> Bool {
        a.offer == b.offer && (a.pool === b.pool || a.candidates == b.candidates)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(offer) }
}

extension OfferDecision: Explained {
    /// Who is offered what, why, and what kept others from it.
    public func sentence(in language: LanguageTag) -> String {
        let first = language.pick(
            en: "Case \(caseID) is offered to \(agent) until \(expires).",
            fi: "Asiaa \(caseID) tarjotaan asiakaspalvelijalle \(agent) hetkeen \(expires) asti.")
        let reason = reason.sentence(in: language)
        let others = PoolSentences.exclusions(candidates, in: language)
        return [first, reason, others].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
