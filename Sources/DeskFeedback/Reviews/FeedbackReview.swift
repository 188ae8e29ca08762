public import DeskPrimitives

/// The subject of ``ReviewID``.
public enum ReviewSubject {}
/// Names a review.
public typealias ReviewID = Identifier<ReviewSubject>

/// That somebody reads a piece of feedback: who, by when, what was decided, and what came of it.
///
/// Feedback that nobody reads is worse than none. A review ends with a decision, also when that is to do nothing, and a
/// decision to do something ends with what came of it.
public struct FeedbackReview: Hashable, Sendable, Codable {
    /// What kind of feedback it is.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// An answer to a survey that says something in words or by reasons.
        case response
        /// A contact that was praise, criticism or an idea, such as a post or a review.
        case contact
        /// A bad rating with its recovery.
        case recovery
    }

    /// The feedback itself.
    public enum Item: Hashable, Sendable, Codable {
        /// The answer to an invitation.
        case response(InvitationID)
        /// A contact.
        case contact(ContactID)
        /// A recovery.
        case recovery(RecoveryID)

        /// What kind it is.
        public var kind: Kind {
            switch self {
            case .response: .response
            case .contact: .contact
            case .recovery: .recovery
            }
        }

        var text: String {
            switch self {
            case .response(let id): "r-\(id)"
            case .contact(let id): "c-\(id)"
            case .recovery(let id): "v-\(id)"
            }
        }
    }

    /// What was decided.
    public enum Decision: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nothing follows; the note says why.
        case noAction
        /// Answer the person.
        case answer
        /// Correct an instruction, a text or a cause.
        case correct
        /// Talk about it with who served.
        case coach
        /// Thank who served.
        case recognise
        /// Look into an idea.
        case assessIdea
        /// Hand it to somebody outside the desk.
        case forward
    }

    /// How it stands.
    public enum State: Hashable, Sendable, Codable {
        /// Nobody has read it.
        case unread
        /// It was decided that something is done, by somebody until a time.
        case decided(Decision, owner: AgentID, due: Instant, at: Instant)
        /// It is over; what came of it is in ``FeedbackReview/outcome``.
        case done(Decision, at: Instant)
    }

    /// The name.
    public let id: ReviewID
    /// What is read.
    public let item: Item
    /// The channel it came on.
    public let channel: ChannelID
    /// What it is about.
    public let topic: TopicID?
    /// When it came.
    public let arrivedAt: Instant
    /// Who reads it.
    public private(set) var reader: AgentID
    /// By when.
    public let due: Instant
    /// How it stands.
    public private(set) var state: State
    /// Why it was decided so; about the matter, not the person.
    public private(set) var note: String?
    /// What came of it.
    public private(set) var outcome: String?
    /// When somebody read it.
    public private(set) var readAt: Instant?
    /// Whether it was said that it is late.
    public private(set) var overdueSaid: Bool
    /// When something falls due next.
    public private(set) var wakeAt: Instant?

    /// Creates a review of what came.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for instants that are not accepted or a due time before the arrival.
    public init(
        item: Item, channel: ChannelID, topic: TopicID?, arrivedAt: Instant, reader: AgentID, due: Instant
    ) throws(Refusal) {
        try Limits.check(arrivedAt, at: .field("arrivedAt"))
        try Limits.check(due, at: .field("due"))
        guard due >= arrivedAt else { throw Refusal(.outOfRange, "due before it came", at: .field("due")) }
        id = Self.id(of: item)
        self.item = item
        self.channel = channel
        self.topic = topic
        self.arrivedAt = arrivedAt
        self.reader = reader
        self.due = due
        state = .unread
        overdueSaid = false
        wakeAt = due.adding(TimeSpan(microseconds: 1))
    }

    /// The name of the review of a piece of feedback; there is at most one.
    public static func id(of item: Item) -> ReviewID {
        let text = item.text
        return ReviewID(
            checked: text.utf8.count <= Limits.identifierBytes ? text : Hexadecimal.text(SHA256.digest(text.utf8)))
    }

    /// Who has to do something now: the reader, or who was to see to the decision; nil when it is over.
    public var owner: AgentID? {
        switch state {
        case .unread: reader
        case .decided(_, let owner, _, _): owner
        case .done: nil
        }
    }

    /// By when something has to be done now; nil when it is over.
    public var nextDue: Instant? {
        switch state {
        case .unread: due
        case .decided(_, _, let due, _): due
        case .done: nil
        }
    }

    /// Whether what has to be done now is late.
    public func isLate(at instant: Instant) -> Bool { nextDue.map { instant > $0 } ?? false }

    /// The review after it was read and decided on.
    ///
    /// - Parameters:
    ///   - owner: Who sees to it; nil for the reader.
    ///   - followUp: By when it is asked what came of it; not used when nothing follows.
    /// - Throws: `Refusal` with code `wrongState` when it was read already, `malformed` when nothing follows and no note
    ///   says why, `tooLong` for a note beyond `Limits.textBytes`, `outOfOrder` before it came, `outOfRange` for a
    ///   follow-up that does not lie ahead.
    public func deciding(
        _ decision: Decision, note: String?, owner: AgentID? = nil, followUp: Instant, at instant: Instant
    ) throws(Refusal) -> FeedbackReview {
        try check(instant, state == .unread, "it was read already")
        let words = note.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        try Limits.check(words ?? "", atMost: Limits.textBytes, at: .field("note"))
        var copy = self
        copy.readAt = instant
        copy.note = words
        copy.overdueSaid = false
        if decision == .noAction {
            guard words != nil else {
                throw Refusal(.malformed, "that nothing follows has a reason", at: .field("note"))
            }
            copy.state = .done(decision, at: instant)
            copy.wakeAt = nil
        } else {
            try Limits.check(followUp, at: .field("followUp"))
            guard followUp > instant else {
                throw Refusal(.outOfRange, "the follow-up lies ahead", at: .field("followUp"))
            }
            copy.state = .decided(decision, owner: owner ?? reader, due: followUp, at: instant)
            copy.wakeAt = followUp.adding(TimeSpan(microseconds: 1))
        }
        return copy
    }

    /// The review after it was said what came of the decision.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nothing was decided or it is over, `malformed` for no words,
    ///   `tooLong` beyond `Limits.textBytes`, `outOfOrder` before the decision.
    public func ending(_ outcome: String, at instant: Instant) throws(Refusal) -> FeedbackReview {
        guard case .decided(let decision, _, _, let decidedAt) = state else {
            throw Refusal(.wrongState, "nothing waits for an outcome", at: .field("state"))
        }
        try check(instant, true, "")
        guard instant >= decidedAt else { throw Refusal(.outOfOrder, "before the decision", at: .field("at")) }
        guard outcome.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.malformed, "an outcome says what came of it", at: .field("outcome"))
        }
        try Limits.check(outcome, atMost: Limits.textBytes, at: .field("outcome"))
        var copy = self
        copy.outcome = outcome
        copy.state = .done(decision, at: instant)
        copy.wakeAt = nil
        return copy
    }

    /// The review in other hands; its time stays.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it was read already.
    public func handingOver(to reader: AgentID) throws(Refusal) -> FeedbackReview {
        guard state == .unread else { throw Refusal(.wrongState, "it was read already", at: .field("state")) }
        var copy = self
        copy.reader = reader
        return copy
    }

    /// The review after it was said that it is late; it is said once for the reading and once for the outcome.
    ///
    /// - Throws: `Refusal` with code `wrongState` when there is nothing to say.
    public func sayingOverdue(at instant: Instant) throws(Refusal) -> FeedbackReview {
        try check(instant, isLate(at: instant) && !overdueSaid, "it is not late, or that was said")
        var copy = self
        copy.overdueSaid = true
        copy.wakeAt = nil
        return copy
    }

    /// The review without words, after what it is about was erased; what nobody has read needs no reader any more.
    public func scrubbed(at instant: Instant) -> FeedbackReview {
        var copy = self
        copy.note = nil
        copy.outcome = nil
        if state == .unread {
            copy.state = .done(.noAction, at: instant)
            copy.wakeAt = nil
        }
        return copy
    }

    private func check(_ instant: Instant, _ isPossible: Bool, _ detail: String) throws(Refusal) {
        try Limits.check(instant, at: .field("at"))
        guard isPossible else { throw Refusal(.wrongState, detail, at: .field("state")) }
        guard instant >= arrivedAt else { throw Refusal(.outOfOrder, "before it came", at: .field("at")) }
    }
}
