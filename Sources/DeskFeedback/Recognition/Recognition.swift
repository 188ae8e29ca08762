public import DeskPrimitives

/// The subject of ``RecognitionID``.
public enum RecognitionSubject {}
/// Names a recognition.
public typealias RecognitionID = Identifier<RecognitionSubject>

/// Somebody's thanks to those who did the work, with what it is for.
///
/// There is none without a reason: "well done" alone teaches nobody anything. Customers' thanks come from what they
/// answered and go when they take it back; colleagues write their own.
public struct Recognition: Hashable, Sendable, Codable {
    /// Who gives it.
    public enum Giver: Hashable, Sendable, Codable {
        /// A customer, with an answer to an invitation.
        case customer(InvitationID)
        /// A customer, with a contact of their own.
        case contact(ContactID)
        /// A colleague.
        case colleague(AgentID)
    }

    /// The name.
    public let id: RecognitionID
    /// Whom it is for, by name and each once.
    public let agents: [AgentID]
    /// Who gives it.
    public let giver: Giver
    /// The customer, when one gives it; personal data hangs on it.
    public let person: PersonID?
    /// The case it is about.
    public let `case`: CaseID?
    /// What it is for, from the reasons of the survey.
    public let reasons: [FeedbackReasonID]
    /// What it is for, in the giver's words; nil when there are none or they were taken back.
    public private(set) var text: String?
    /// When it was given.
    public let at: Instant
    /// When it was taken back; nil while it stands.
    public private(set) var withdrawnAt: Instant?

    /// The most people one recognition may be for.
    public static let maximumAgents = 32

    /// Creates a recognition.
    ///
    /// - Throws: `Refusal` at the field: `malformed` without anybody it is for or without a reason, `tooLong` for too many
    ///   people, reasons or words, `notAllowed` when somebody thanks themselves, `outOfRange` for an instant that is not
    ///   accepted.
    public init(
        id: RecognitionID, agents: [AgentID], giver: Giver, person: PersonID? = nil, case caseID: CaseID? = nil,
        reasons: [FeedbackReasonID] = [], text: String? = nil, at: Instant
    ) throws(Refusal) {
        guard !agents.isEmpty else { throw Refusal(.malformed, "it is for somebody", at: .field("agents")) }
        guard agents.count <= Self.maximumAgents else {
            throw Refusal(.tooLong, "more than \(Self.maximumAgents) people", at: .field("agents"))
        }
        guard reasons.count <= Survey.maximumReasons else {
            throw Refusal(.tooLong, "more than \(Survey.maximumReasons) reasons", at: .field("reasons"))
        }
        if case .colleague(let giver) = giver, agents.contains(giver) {
            throw Refusal(.notAllowed, "nobody thanks themselves", at: .field("agents"))
        }
        try Limits.check(text ?? "", atMost: Limits.textBytes, at: .field("text"))
        try Limits.check(at, at: .field("at"))
        let words = text.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        guard words != nil || !reasons.isEmpty else {
            throw Refusal(.malformed, "a recognition says what it is for", at: .field("reason"))
        }
        self.id = id
        self.agents = Set(agents).sorted()
        self.giver = giver
        self.person = person
        self.case = caseID
        self.reasons = Set(reasons).sorted()
        self.text = words
        self.at = at
    }

    /// The recognition of a very good answer: for who handled the contact, with the answer's own reasons.
    ///
    /// Nil when the service was not rated well, nobody is named as the one who handled it, or no reason was given; a
    /// contact that was handed over is nobody's alone.
    public init?(of response: SurveyResponse, survey: Survey, id: RecognitionID) throws(Refusal) {
        let scores = ScoreSet(response)
        guard let agent = response.node.agent, response.phase == .initial,
            (scores.service ?? 0) >= 4 || scores.service == nil && (scores.recommend ?? 0) >= 9
        else { return nil }
        let praise = (response.reasons ?? []).filter { survey.reason($0)?.isPraise == true }
        let words = response.comment.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        guard !praise.isEmpty || words != nil else { return nil }
        try self.init(
            id: id, agents: [agent], giver: .customer(response.invitation), person: response.person,
            case: response.case,
            reasons: praise, text: words, at: response.changedAt)
    }

    /// The name of the recognition of an invitation's answer; there is at most one.
    public static func id(of invitation: InvitationID) -> RecognitionID { invitation.as() }

    /// The recognition after its giver took it back; the words go.
    public func withdrawing(at instant: Instant) -> Recognition {
        guard withdrawnAt == nil else { return self }
        var copy = self
        copy.withdrawnAt = instant
        copy.text = nil
        return copy
    }

    /// Whether it stands.
    public var stands: Bool { withdrawnAt == nil }

    /// What it is for, in a language: the reasons of a survey and the words.
    public func reasonText(_ survey: Survey?, in language: LanguageTag) -> String {
        let named = reasons.map { survey?.reason($0)?.text.text(in: language) ?? $0.rawValue }
        return (named + [text].compactMap { $0 }).joined(separator: "; ")
    }
}

extension Recognition {
    /// The recognition without words; that somebody was thanked, and for what, stays.
    public func scrubbed() -> Recognition {
        var recognition = self
        recognition.text = nil
        return recognition
    }
}

extension Recognition: RecordContent {
    public static let collection = RecordCollection("recognition")
    /// Orders the recognitions of an agent that stand by when they were given.
    public static let agentIndex = RecordIndex(collection, "agent")
    /// Orders the recognitions that colleagues gave by giver and time.
    public static let giverIndex = RecordIndex(collection, "giver")
    /// Orders the recognitions that customers gave by person and time.
    public static let personIndex = RecordIndex(collection, "person")
    /// Those that came of a case, by case and time.
    public static let caseIndex = RecordIndex(collection, "case")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        var entries: [IndexEntry] = []
        if stands {
            entries = agents.map { agent in
                IndexEntry(
                    Self.agentIndex,
                    .composed {
                        $0.append(agent)
                        $0.append(at)
                    })
            }
        }
        if case .colleague(let giver) = giver {
            entries.append(
                IndexEntry(
                    Self.giverIndex,
                    .composed {
                        $0.append(giver)
                        $0.append(at)
                    }))
        }
        if let person {
            entries.append(
                IndexEntry(
                    Self.personIndex,
                    .composed {
                        $0.append(person)
                        $0.append(at)
                    }))
        }
        if let caseID = self.case {
            entries.append(
                IndexEntry(
                    Self.caseIndex,
                    .composed {
                        $0.append(caseID)
                        $0.append(at)
                    }))
        }
        return entries
    }

    /// The recognitions of an agent, the latest first.
    public static func query(agent: AgentID, limit: Int = 256) -> RecordQuery {
        RecordQuery(prefix(agentIndex) { $0.append(agent) }, order: .descending, limit: limit)
    }

    /// The recognitions a colleague gave from an instant on, the earliest first.
    public static func query(givenBy agent: AgentID, since instant: Instant) -> RecordQuery {
        let start = ByteKey.composed { $0.append(agent) }
        return RecordQuery(
            .range(
                giverIndex,
                from: .composed {
                    $0.append(agent)
                    $0.append(instant)
                }, before: start.endOfPrefix))
    }

    /// The recognitions a person gave, the latest first.
    public static func query(person: PersonID) -> RecordQuery {
        RecordQuery(prefix(personIndex) { $0.append(person) }, order: .descending)
    }

    /// Those that came of a case.
    public static func query(case id: CaseID) -> RecordQuery { RecordQuery(prefix(caseIndex) { $0.append(id) }) }
}
