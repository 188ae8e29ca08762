public import DeskPrimitives

/// What a clock measures.
///
/// The meanings are those of the field: a reply clock is *reset* by a reply (each exchange is a clock of its own), a wait or
/// work clock is *paused* by the state of the case and keeps what it has counted.
public enum ClockMetric: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Speed of answer: a contact arrives, an agent takes it.
    case answer
    /// A contact arrives, an agent replies for the first time.
    case firstReply
    /// The oldest unanswered message of the customer, the next reply to it; each exchange is a clock of its own.
    case nextReply
    /// A case begins, it is resolved.
    case resolution
    /// A contact arrives, the customer knows that it is in hand.
    case acknowledgement
    /// A contact arrives, the customer knows who has the matter by name.
    case namedOwner
    /// An agent writes to the customer, an agent writes again while the case is open.
    case periodicUpdate
    /// The time the customer waits for anybody but themselves.
    case requesterWait
    /// The time the case lies with the desk's own agents.
    case agentWork
    /// What one team takes for it: it is given to the team, the team hands it on or settles it. The clock of an
    /// operational level agreement; each stay with a team is a clock of its own.
    case teamStay
    /// What a supplier takes: the case begins to wait for one, the wait ends. The clock of an underpinning contract; each
    /// wait is a clock of its own.
    case supplierStay

    /// What a clock of this metric begins with.
    public enum Beginning: String, Hashable, Sendable, Codable, CaseIterable {
        /// The arrival of the contact that opened the case.
        case arrival
        /// The oldest message of the customer that nobody has answered yet.
        case unansweredMessage
        /// A message of an agent to the customer; before the first one there is no clock.
        case agentMessage
        /// A team is given the case.
        case teamAssignment
        /// The case begins to wait for a supplier.
        case supplierWait
    }

    /// What a metric tells about the service; numbers of different kinds are never put together.
    public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
        /// How soon something is done for the customer.
        case speed
        /// Whether the customer knows that the matter is in hand, by whom and until when.
        case assurance
        /// How long the desk's teams and its suppliers take, which the customer sees only in sum.
        case handling
    }

    /// What the metric tells about the service.
    public var measure: Measure {
        switch self {
        case .answer, .firstReply, .nextReply, .resolution, .requesterWait: .speed
        case .acknowledgement, .namedOwner, .periodicUpdate: .assurance
        case .agentWork, .teamStay, .supplierStay: .handling
        }
    }

    /// What a clock of this metric begins with; a periodic update is owed only after a first reply.
    public var beginning: Beginning {
        switch self {
        case .answer, .firstReply, .resolution, .acknowledgement, .namedOwner, .requesterWait, .agentWork: .arrival
        case .nextReply: .unansweredMessage
        case .periodicUpdate: .agentMessage
        case .teamStay: .teamAssignment
        case .supplierStay: .supplierWait
        }
    }

    /// Whether the metric stands still for a reason unless a target says otherwise.
    ///
    /// Replies that are owed never wait for anybody; resolution and updates wait for the customer, a supplier and an
    /// agreed time; the customer's wait stops only while the customer is at turn; agents' work and a team's stay stop with
    /// every reason, a supplier's stay with none.
    public func pausesOn(_ reason: PauseReason) -> Bool {
        switch self {
        case .answer, .firstReply, .nextReply, .acknowledgement, .namedOwner, .supplierStay: false
        case .resolution, .periodicUpdate: reason != .internal
        case .requesterWait: reason == .customer
        case .agentWork, .teamStay: true
        }
    }

    /// In the order of their declaration: what is due first for a case comes first.
    public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The name in a sentence, in the nominative and without a capital.
    public func name(in language: LanguageTag) -> String {
        switch self {
        case .answer: language.pick(en: "speed of answer", fi: "vastausnopeus")
        case .firstReply: language.pick(en: "first reply", fi: "ensimmäinen vastaus")
        case .nextReply: language.pick(en: "next reply", fi: "seuraava vastaus")
        case .resolution: language.pick(en: "resolution", fi: "ratkaisu")
        case .acknowledgement: language.pick(en: "acknowledgement", fi: "vastaanottokuittaus")
        case .namedOwner: language.pick(en: "named owner", fi: "nimetty vastuuhenkilö")
        case .periodicUpdate: language.pick(en: "progress update", fi: "tilannetieto")
        case .requesterWait: language.pick(en: "customer's wait", fi: "asiakkaan odotusaika")
        case .agentWork: language.pick(en: "agents' work", fi: "käsittelyaika")
        case .teamStay: language.pick(en: "team's handling", fi: "tiimin käsittelyaika")
        case .supplierStay: language.pick(en: "supplier's handling", fi: "toimittajan käsittelyaika")
        }
    }
}
