public import DeskPrimitives

/// Work that an agent is asked to take, as a screen shows it.
public struct Offer: Hashable, Sendable, Codable {
    /// The case.
    public let caseID: CaseID
    /// Who is asked.
    public let agent: AgentID
    /// The queue it waited in.
    public let queue: QueueID
    /// How much of the agent's capacity it takes.
    public let units: Int
    /// How often the work had come back before: case, pass and agent name one offer, and a later one has a larger pass.
    public let pass: Int
    /// Since when it is offered.
    public let since: Instant
    /// When it ends; at this instant it is too late to accept.
    public let expires: Instant
    /// Why it goes to this agent.
    public let reason: OfferReason

    /// Creates an offer.
    public init(
        caseID: CaseID, agent: AgentID, queue: QueueID, units: Int, pass: Int, since: Instant, expires: Instant,
        reason: OfferReason
    ) {
        self.caseID = caseID
        self.agent = agent
        self.queue = queue
        self.units = units
        self.pass = pass
        self.since = since
        self.expires = expires
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case caseID = "case"
        case agent
        case queue
        case units
        case pass
        case since
        case expires
        case reason
    }
}

extension Offer: Explained {
    /// Who is asked to take what until when, and why.
    public func sentence(in language: LanguageTag) -> String {
        language.pick(
            en: "Case \(caseID) from queue \(queue) is offered to \(agent) until \(expires). ",
            fi: "Asiaa \(caseID) jonosta \(queue) tarjotaan asiakaspalvelijalle \(agent) hetkeen \(expires) asti. ")
            + reason.sentence(in: language)
    }
}
